<?php
// SPDX-License-Identifier: Apache-2.0
// The SIP story of tests/clients/README.md told by PHP ext-soap: sip.php URL LOGIN PASSWORD TAG MODE
// MODE: wsdl-encoded, wsdl-literal, or plain-encoded (no WSDL: names, namespaces and style are given by hand).

declare(strict_types=1);

const TYPES = 'urn:AGProjects:NGNPro';
[, $url, $login, $password, $tag, $mode] = $argv;
$encoded = $mode !== 'wsdl-literal';
$domain = "$tag.example";

ini_set('soap.wsdl_cache_enabled', '0');
$options = ['exceptions' => true, 'features' => SOAP_SINGLE_ELEMENT_ARRAYS];
$client = match ($mode) {
    'wsdl-encoded' => new SoapClient("$url/ngnpro/sip/?wsdl", $options),
    'wsdl-literal' => new SoapClient("$url/soap/sip/?wsdl", $options),
    'plain-encoded' => new SoapClient(null, $options + [
        'location' => "$url/ngnpro/", 'uri' => TYPES . ':Sip', 'style' => SOAP_RPC, 'use' => SOAP_ENCODED,
    ]),
};
$auth = (object) ['username' => $login, 'password' => $password, 'admin' => true];
$client->__setSoapHeaders(new SoapHeader(TYPES, 'auth', $auth));

// One operation with named parameters: an array of parts in document/literal, one argument per part in RPC.
function call(string $operation, array $parameters = []): mixed
{
    global $client, $mode;
    if ($mode === 'wsdl-literal') {
        $answer = $client->__soapCall($operation, [$parameters]);
        return current(get_object_vars($answer)) ?: null;
    }
    $arguments = $mode === 'wsdl-encoded' ? array_values($parameters) : array_map(
        fn (string $name, mixed $value) => new SoapParam($value, $name), array_keys($parameters), $parameters);
    return $client->__soapCall($operation, $arguments);
}

function listed(mixed ...$members): mixed
{
    global $encoded;
    return $encoded ? $members : (object) ['item' => $members];
}

function items(mixed $list): array
{
    global $encoded;
    return $encoded ? $list : ($list->item ?? []);
}

function address(string $username): object
{
    global $domain;
    return (object) ['username' => $username, 'domain' => $domain];
}

function page(string $username): array
{
    global $domain;
    $found = call('getAccounts', ['query' => (object) [
        'filter' => (object) ['username' => $username, 'domain' => $domain],
        'range' => (object) ['start' => 0, 'count' => 5],
    ]]);
    return ['names' => array_map(fn ($each) => $each->id->username, items($found->accounts)), 'total' => $found->total];
}

call('addDomain', ['domain' => (object) ['domain' => $domain]]);
$account = call('addAccount', ['account' => (object) [
    'id' => address('Alice'),
    'firstName' => 'Älice & <Co>',
    'password' => 'geheim & sicher',
    'groups' => listed('free-pstn', 'sms'),
    'quota' => 5,
    'prepaid' => true,
    'acl' => listed((object) ['ip' => '10.0.0.0', 'mask' => 8]),
    'properties' => listed(
        (object) ['name' => 'language', 'value' => 'nl'], (object) ['name' => 'empty', 'value' => '']),
]]);
$told = [
    'id' => get_object_vars($account->id),
    'firstName' => $account->firstName,
    'password' => $account->password,
    'groups' => items($account->groups),
    'quota' => $account->quota,
    'prepaid' => $account->prepaid,
    'acl' => array_map(fn ($each) => [$each->ip, $each->mask], items($account->acl)),
    'properties' => array_map(fn ($each) => [$each->name, $each->value], items($account->properties)),
    'timeout' => $account->timeout,
];
$account->quota = 7;
$account->acl = listed();
$told['done'] = call('updateAccount', ['account' => $account]);
$read = call('getAccount', ['sipId' => address('alice')]);
$told['read'] = [$read->quota, items($read->acl), items($read->groups), $read->password];
$told['pages'] = [page('nobody'), page('ALICE')];
$told['balance'] = get_object_vars(
    call('addBalance', ['sipId' => address('alice'), 'value' => 10.25, 'description' => 'first']));
$told['balances'] = array_map(
    fn ($each) => $each->balance,
    items(call('getPrepaidStatus', ['sipIds' => listed(address('bob'), address('alice'))])));
call('setBarringPrefixes', ['sipId' => address('alice'), 'prefixes' => listed('+44')]);
$told['barred'] = [
    items(call('getBarringPrefixes', ['sipId' => address('alice')])),
    items(call('getRejectMembers', ['sipId' => address('alice')])),
];
$told['diversions'] = get_object_vars(call('getCallDiversions', ['sipId' => address('alice')]));
$told['trace'] = call('getMediaSessions');
try {
    call('getAccount', ['sipId' => address('nobody')]);
} catch (SoapFault $fault) {
    $told['code'] = (int) $fault->detail->exception->errorcode;
}
$told['deleted'] = [call('deleteAccount', ['sipId' => address('alice')]), call('deleteDomain', ['domain' => $domain])];

echo json_encode($told, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION);
