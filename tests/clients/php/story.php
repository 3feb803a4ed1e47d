<?php
// SPDX-License-Identifier: Apache-2.0
// The story of tests/clients/README.md told by PHP ext-soap: story.php URL LOGIN PASSWORD TAG MODE
// MODE: wsdl-encoded, wsdl-literal, or plain-encoded (no WSDL: names, namespaces and style are given by hand).

declare(strict_types=1);

const TYPES = 'urn:AGProjects:NGNPro';
[, $url, $login, $password, $tag, $mode] = $argv;
$encoded = $mode !== 'wsdl-literal';

ini_set('soap.wsdl_cache_enabled', '0');
$options = ['exceptions' => true, 'features' => SOAP_SINGLE_ELEMENT_ARRAYS];
$client = match ($mode) {
    'wsdl-encoded' => new SoapClient("$url/ngnpro/customer/?wsdl", $options),
    'wsdl-literal' => new SoapClient("$url/soap/customer/?wsdl", $options),
    'plain-encoded' => new SoapClient(null, $options + [
        'location' => "$url/ngnpro/", 'uri' => TYPES . ':Customer', 'style' => SOAP_RPC, 'use' => SOAP_ENCODED,
    ]),
};

function identify(string $username, string $password, bool $admin): void
{
    global $client;
    $auth = (object) ['username' => $username, 'password' => $password, 'admin' => $admin];
    $client->__setSoapHeaders(new SoapHeader(TYPES, 'auth', $auth));
}

// One operation with named parameters: an array of parts in document/literal, one argument per part in RPC.
function call(string $operation, array $parameters): mixed
{
    global $client, $mode;
    return match ($mode) {
        'wsdl-literal' => unwrap($client->__soapCall($operation, [$parameters])),
        'wsdl-encoded' => $client->__soapCall($operation, array_values($parameters)),
        'plain-encoded' => $client->__soapCall($operation, array_map(
            fn($name, $value) => new SoapParam($value, $name), array_keys($parameters), $parameters)),
    };
}

// ext-soap leaves the response element of document/literal around the one part in it.
function unwrap(?stdClass $response): mixed
{
    return $response === null || !get_object_vars($response) ? null : current(get_object_vars($response));
}

// Arrays are native in RPC/encoded; in document/literal they are an object whose member item holds them.
function listed(object ...$members): mixed
{
    global $encoded;
    return $encoded ? $members : (object) ['item' => $members];
}

function items(mixed $list): mixed
{
    global $encoded;
    return $encoded ? $list : ($list->item ?? []);
}

function plain(object $record): array
{
    $members = get_object_vars($record);
    if (array_key_exists('properties', $members)) {
        $members['properties'] = items($members['properties']);
    }
    return $members;
}

function page(object $result): array
{
    return ['accounts' => array_map(plain(...), items($result->accounts)), 'total' => $result->total];
}

function property(string $name, string $category, string $value, string $permission): object
{
    return (object) compact('name', 'category', 'value', 'permission');
}

function query(array $filter, string $attribute, string $direction, int $start, int $count): object
{
    return (object) [
        'filter' => (object) $filter,
        'orderBy' => (object) compact('attribute', 'direction'),
        'range' => (object) compact('start', 'count'),
    ];
}

function refusal(string $operation, array $parameters): ?array
{
    try {
        call($operation, $parameters);
    } catch (SoapFault $fault) {
        $exception = $fault->detail->exception;
        $exception = $exception instanceof SoapVar ? $exception->enc_value : $exception;
        return ['faultcode' => $fault->faultcode, 'faultstring' => $fault->faultstring] + get_object_vars($exception);
    }
    return null;
}

identify($login, $password, true);
$reseller = call('addAccount', ['account' => (object) [
    'username' => "$tag-reseller",
    'password' => 'geheim & sicher',
    'organization' => 'Müller & Söhne <GmbH>',
    'timezone' => 'Europe/Berlin',
    'balance' => 12.5,
    'resellerActive' => true,
]]);
$none = call('addAccount', ['account' => (object) [
    'reseller' => $reseller->id,
    'username' => "$tag-none",
    'password' => 'aaaaaa',
    'firstName' => 'Zoë',
    'lastName' => 'Čapek',
    'properties' => listed(),
]]);
$one = call('addAccount', ['account' => (object) [
    'reseller' => $reseller->id,
    'username' => "$tag-one",
    'password' => 'bbbbbb',
    'organization' => 'To be emptied',
    'address' => "Line 1\nLine 2",
    'properties' => listed(property('sip_credit', 'credit', '5', 'admin')),
]]);
$two = call('addAccount', ['account' => (object) [
    'reseller' => $reseller->id,
    'username' => "$tag-two",
    'password' => 'cccccc',
    'web' => 'https://example.net/?a=1&b=<2>',
    'credit' => 0.25,
    'properties' => listed(
        property('pstn_access', 'sip', '1', 'admin'),
        property('support_company', 'sip', 'A & B <C>', 'customer'),
    ),
]]);
$told = ['reseller' => plain($reseller), 'none' => plain($none), 'one' => plain($one), 'two' => plain($two)];

$read = call('getAccount', ['id' => $one->id]);
$told['read'] = unserialize(serialize(plain($read)));
$read->organization = '';
$read->city = 'Köln';
$read->address = "Line 1\nLine 2\nLine 3";
$read->balance = 2.5;
items($read->properties)[0]->value = '7';
$told['void']['updateAccount'] = call('updateAccount', ['account' => $read]);
$told['updated'] = plain(call('getAccount', ['id' => $one->id]));

$told['void']['setProperties'] = call('setProperties', [
    'customer' => $two->id,
    'properties' => listed(property('support_company', 'sip', 'D & E', 'customer')),
]);
call('setProperties', ['customer' => $none->id, 'properties' => listed()]);
foreach (['none' => $none, 'one' => $one, 'two' => $two] as $name => $account) {
    $told['properties'][$name] = items(call('getProperties', ['customer' => $account->id]));
}
$told['found'] = [
    'none' => page(call('getCustomers', ['query' => query(['username' => "$tag-nobody"], 'customer', 'ASC', 0, 20)])),
    'one' => page(call('getCustomers', ['query' => query(['username' => "$tag-one"], 'customer', 'ASC', 0, 1)])),
    'page' => page(call('getCustomers', ['query' => query(['reseller' => $reseller->id], 'username', 'DESC', 1, 2)])),
    'resellers' => page(call('getResellers', ['query' => query(['username' => "$tag-%"], 'customer', 'ASC', 0, 20)])),
];
$told['void']['deleteAccount'] = call('deleteAccount', ['id' => $two->id]);

$told['faults']['taken'] = refusal('addAccount', ['account' => (object) [
    'reseller' => $reseller->id, 'username' => "$tag-one", 'password' => 'dddddd',
]]);
$told['faults']['unknown'] = refusal('getAccount', ['id' => $two->id]);

identify("$tag-reseller", 'geheim & sicher', false);
$told['own'] = plain(call('getAccount', ['id' => $reseller->id]));
identify("$tag-reseller", 'wrong', false);
$told['faults']['wrong_password'] = refusal('getAccount', ['id' => $reseller->id]);

echo json_encode($told, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION);
