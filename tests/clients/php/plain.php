<?php
// SPDX-License-Identifier: Apache-2.0
// The plain story of tests/clients/README.md told by PHP ext-soap: everything is a string, a number or an array as PHP has it,
// the login too. PROGRAM URL LOGIN PASSWORD TAG MODE, with MODE as in port.php.

[, $url, $login, $password, $tag, $mode] = $argv;
ini_set('soap.wsdl_cache_enabled', '0');
ini_set('precision', '17');     // by which ext-soap writes a double

function client(string $name): SoapClient
{
    global $url, $mode;
    $options = ['features' => SOAP_SINGLE_ELEMENT_ARRAYS];
    return match ($mode) {
        'wsdl-encoded' => new SoapClient("$url/ngnpro/$name/?wsdl", $options),
        'wsdl-literal' => new SoapClient("$url/soap/$name/?wsdl", $options),
        'plain-encoded' => new SoapClient(
            null, $options + ['location' => "$url/ngnpro/", 'uri' => 'urn:AGProjects:NGNPro:' . ucfirst($name)]),
    };
}

function identify(SoapClient $client, string $username, string $password, bool $admin): void
{
    $auth = ['username' => $username, 'password' => $password, 'admin' => $admin];
    $client->__setSoapHeaders(new SoapHeader('urn:AGProjects:NGNPro', 'auth', $auth));
}

// The parameters by name as the mode wants them: one array of parts, one argument per part, or one named argument per part.
function call(SoapClient $client, string $operation, array $parameters): mixed
{
    global $mode;
    if ($mode === 'wsdl-literal') {
        $parts = get_object_vars($client->__soapCall($operation, [$parameters]) ?? new stdClass());
        return $parts ? current($parts) : null;
    }
    if ($mode === 'wsdl-encoded') {
        return $client->__soapCall($operation, array_values($parameters));
    }
    $named = [];
    foreach ($parameters as $name => $value) {
        $named[] = new SoapParam($value, $name);
    }
    return $client->__soapCall($operation, $named);
}

// A list is an array; in document/literal it stands under item.
function listed(array $members): array
{
    return $GLOBALS['mode'] === 'wsdl-literal' ? ['item' => $members] : $members;
}

function items(mixed $list): array
{
    return $GLOBALS['mode'] === 'wsdl-literal' ? ($list->item ?? []) : $list;
}

function code(Closure $call): ?string
{
    try {
        $call();
    } catch (SoapFault $fault) {
        return isset($fault->detail) ? (string) $fault->detail->exception->errorcode : 'the client: ' . $fault->getMessage();
    }
    return null;
}

function members(object $record, string ...$names): array
{
    return array_map(fn ($name) => $record->$name ?? null, array_combine($names, $names));
}

$customer = client('customer');
$sip = client('sip');
identify($customer, $login, $password, true);
identify($sip, $login, $password, true);

$reseller = call($customer, 'addAccount', ['account' => ['username' => "$tag-reseller", 'password' => 'geheim-Größe-Čapek']]);
$one = call($customer, 'addAccount', ['account' => [
    'reseller' => "$reseller->id", 'username' => "$tag-one", 'password' => 'bbbbbb', 'organization' => 'Müller & Söhne <GmbH>',
    'city' => 'Köln', 'address' => "Straße 1\nHaus 2", 'tel' => '+31201234567', 'postcode' => '01234',
    'web' => 'http://example.net/ü', 'language' => 'true', 'companyCode' => '1e3', 'balance' => 18000000.24, 'credit' => 0.1,
    'fax' => null,
    'properties' => listed([
        ['name' => 'support_company', 'category' => 'sip', 'value' => 'Größe', 'permission' => 'customer'],
        ['name' => 'sip_credit', 'category' => 'credit', 'value' => 5, 'permission' => 'admin'],
    ]),
]]);
$texts = ['organization', 'city', 'address', 'tel', 'postcode', 'web', 'language', 'companyCode', 'fax'];
$told['stored'] = members(call($customer, 'getAccount', ['id' => $one->id]), ...$texts, ...['balance', 'credit']);
call($customer, 'updateAccount', ['account' => [
    'id' => $one->id, 'city' => null, 'organization' => '', 'balance' => null, 'properties' => listed([]),
]]);
$told['kept'] = members(call($customer, 'getAccount', ['id' => $one->id]), 'city', 'organization', 'balance');
call($customer, 'setProperties', ['customer' => $one->id, 'properties' => listed([])]);
$properties = items(call($customer, 'getProperties', ['customer' => $one->id]));
$told['properties'] = array_column($properties, 'value', 'name');
$found = fn (array $filter) => call(
    $customer, 'getCustomers', ['query' => ['filter' => $filter, 'range' => ['start' => 0, 'count' => 5]]])->total;
$told['found'] = [
    'nobody' => $found(['username' => "$tag-nobody"]),
    'umlaut' => $found(['username' => "$tag-%", 'city' => 'Köln']),
    'other' => $found(['username' => "$tag-%", 'city' => 'Koeln']),
    'id' => $found(['reseller' => "$reseller->id", 'username' => "$tag-one"]),
    'nulls' => $found(['username' => "$tag-%", 'city' => null, 'reseller' => null]),
];

$domain = "$tag.example";
$alice = ['username' => 'alice', 'domain' => $domain];
call($sip, 'addDomain', ['domain' => ['domain' => $domain]]);
call($sip, 'addAccount', ['account' => [
    'id' => $alice, 'password' => 'Prüfung-1', 'firstName' => 'Älice', 'groups' => listed(['free-pstn', 'sms']), 'quota' => 5,
    'prepaid' => false, 'acl' => listed([['ip' => '10.0.0.0', 'mask' => 8]]), 'properties' => listed([]),
]]);
$stored = call($sip, 'getAccount', ['sipId' => $alice]);
$told['account'] = [
    $stored->password, $stored->firstName, items($stored->groups), count(items($stored->acl)), count(items($stored->properties)),
];
$named = fn (string $name) => call(
    $sip, 'getAccounts', ['query' => ['filter' => ['domain' => $domain, 'firstName' => $name]]])->total;
$told['named'] = [$named('Älice'), $named('Alice')];
call($sip, 'setCallDiversions', [
    'sipId' => $alice, 'diversions' => ['FUNC' => 'sip:bob@example.net', 'FBUS' => 'sip:carol@example.net'],
]);
$told['diversions'] = members(call($sip, 'getCallDiversions', ['sipId' => $alice]), 'FUNC', 'FBUS', 'FNOA');
$bar = fn (array $prefixes) => call($sip, 'setBarringPrefixes', ['sipId' => $alice, 'prefixes' => $prefixes]);
$barred = fn () => items(call($sip, 'getBarringPrefixes', ['sipId' => $alice]));
$bar(listed(['+44', '+900']));
$told['barred'][] = $barred();
if ($mode === 'plain-encoded') {
    $told['refused'] = [
        'misnamed' => code(fn () => call($sip, 'setBarringPrefixes', ['sipId' => $alice, 'prefix' => ['+1']])),
        'without names' => code(fn () => $sip->setBarringPrefixes($alice, ['+1'])),
        'left out' => code(fn () => call($sip, 'setBarringPrefixes', ['sipId' => $alice])),
        'a Map for a list' => code(fn () => $bar(['first' => '+1'])),
    ];
}
$told['barred'][] = $barred();
$bar(listed([]));
$told['barred'][] = $barred();

identify($customer, "$tag-reseller", 'geheim-Größe-Čapek', false);
$told['own'] = call($customer, 'getAccount', ['id' => $reseller->id])->username;
echo json_encode($told, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION);
