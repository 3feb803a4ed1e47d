<?php
// SPDX-License-Identifier: Apache-2.0
// The story of tests/clients/README.md told by PHP ext-soap.

declare(strict_types=1);
require __DIR__ . '/port.php';

$customer = new Port('customer');

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

function refusal(Closure $refused): ?array
{
    try {
        $refused();
    } catch (SoapFault $fault) {
        return ['faultcode' => $fault->faultcode, 'faultstring' => $fault->faultstring]
            + get_object_vars($fault->detail->exception);
    }
    return null;
}

$reseller = $customer->addAccount(account: (object) [
    'username' => "$tag-reseller",
    'password' => 'geheim & sicher',
    'organization' => 'Müller & Söhne <GmbH>',
    'timezone' => 'Europe/Berlin',
    'balance' => 12.5,
    'resellerActive' => true,
]);
$none = $customer->addAccount(account: (object) [
    'reseller' => $reseller->id,
    'username' => "$tag-none",
    'password' => 'aaaaaa',
    'firstName' => 'Zoë',
    'lastName' => 'Čapek',
    'properties' => listed(),
]);
$one = $customer->addAccount(account: (object) [
    'reseller' => $reseller->id,
    'username' => "$tag-one",
    'password' => 'bbbbbb',
    'organization' => 'To be emptied',
    'address' => "Line 1\nLine 2",
    'properties' => listed(property('sip_credit', 'credit', '5', 'admin')),
]);
$two = $customer->addAccount(account: (object) [
    'reseller' => $reseller->id,
    'username' => "$tag-two",
    'password' => 'cccccc',
    'web' => 'https://example.net/?a=1&b=<2>',
    'credit' => 0.25,
    'properties' => listed(
        property('pstn_access', 'sip', '1', 'admin'),
        property('support_company', 'sip', 'A & B <C>', 'customer'),
    ),
]);
$told = ['reseller' => plain($reseller), 'none' => plain($none), 'one' => plain($one), 'two' => plain($two)];

$read = $customer->getAccount(id: $one->id);
$told['read'] = unserialize(serialize(plain($read)));
$read->organization = '';
$read->city = 'Köln';
$read->address = "Line 1\nLine 2\nLine 3";
$read->balance = 2.5;
items($read->properties)[0]->value = '7';
$told['void']['updateAccount'] = $customer->updateAccount(account: $read);
$told['updated'] = plain($customer->getAccount(id: $one->id));

$told['void']['setProperties'] = $customer->setProperties(
    customer: $two->id, properties: listed(property('support_company', 'sip', 'D & E', 'customer')));
$customer->setProperties(customer: $none->id, properties: listed());
foreach (['none' => $none, 'one' => $one, 'two' => $two] as $name => $account) {
    $told['properties'][$name] = items($customer->getProperties(customer: $account->id));
}
$told['found'] = [
    'none' => page($customer->getCustomers(query: query(['username' => "$tag-nobody"], 'customer', 'ASC', 0, 20))),
    'one' => page($customer->getCustomers(query: query(['username' => "$tag-one"], 'customer', 'ASC', 0, 1))),
    'page' => page($customer->getCustomers(query: query(['reseller' => $reseller->id], 'username', 'DESC', 1, 2))),
    'resellers' => page($customer->getResellers(query: query(['username' => "$tag-%"], 'customer', 'ASC', 0, 20))),
];
$told['void']['deleteAccount'] = $customer->deleteAccount(id: $two->id);

$told['faults']['taken'] = refusal(fn () => $customer->addAccount(account: (object) [
    'reseller' => $reseller->id, 'username' => "$tag-one", 'password' => 'dddddd',
]));
$told['faults']['unknown'] = refusal(fn () => $customer->getAccount(id: $two->id));

$customer->identify("$tag-reseller", 'geheim & sicher', false);
$told['own'] = plain($customer->getAccount(id: $reseller->id));
$customer->identify("$tag-reseller", 'wrong', false);
$told['faults']['wrong_password'] = refusal(fn () => $customer->getAccount(id: $reseller->id));
tell($told);
