#!/usr/bin/env php
<?php
// SPDX-License-Identifier: Apache-2.0
// Sell a cloud PBX with PHP's own SOAP extension (php-soap): a customer, an agreement, a pilot, an extension, an attendant.
//
//     sell_pbx.php RESELLER_ID USERNAME DOMAIN COUNTRY AREA SUBSCRIBER DID
//
// The products AUTO-ATTENDANT, CLOUD-PBX and CALL-RECORDING are there, as sell_pbx.py makes them. Prints id and status of the
// customer's extension, and what of the agreement is used. Needs server.php; the server and the administrator's login come
// from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.

declare(strict_types=1);
require __DIR__ . '/server.php';

[$reseller, $username, $domain, $cc, $ac, $sn, $did] =
    arguments('RESELLER_ID', 'USERNAME', 'DOMAIN', 'COUNTRY', 'AREA', 'SUBSCRIBER', 'DID');
if (!ctype_digit($reseller)) {
    fail('usage: sell_pbx.php RESELLER_ID ...: RESELLER_ID is a number', 2);
}

$credits = [];
foreach (['sip_credit', 'sip_alias_credit', 'enum_number_credit'] as $name) {
    $credits[] = ['name' => $name, 'category' => 'credit', 'value' => '1000', 'permission' => 'admin'];
}
$customer = connect('tenant')->addTenant([
    'account' => [
        'reseller' => $reseller,
        'username' => $username,
        'password' => bin2hex(random_bytes(6)),
        'properties' => $credits,
    ],
    'profile' => ['name' => $username, 'kind' => 'pbxaccount', 'country' => 'AT'],
    'contact' => ['email' => "office@$username.example"],
    'primaryUser' => ['email' => "admin@$username.example"],
    'billingProfile' => ['handle' => strtolower($username), 'name' => 'Monthly', 'currency' => 'EUR'],
])->customer->id;

$pbx = connect('pbx');
$pbx->setAgreement($customer, [
    ['customer' => $customer, 'product' => 'AUTO-ATTENDANT', 'quantity' => 1],
    ['customer' => $customer, 'product' => 'CLOUD-PBX', 'quantity' => 0],
    ['customer' => $customer, 'product' => 'CALL-RECORDING', 'quantity' => 300],
]);
$pbx->addPilot([
    'customer' => $customer,
    'newDomain' => ['domain' => $domain],
    'number' => ['cc' => $cc, 'ac' => $ac, 'sn' => $sn],
    'displayName' => 'Head office',
    'sipUsername' => 'pilot',
    'sipPassword' => bin2hex(random_bytes(12)),
]);
$pbx->addExtension([
    'customer' => $customer,
    'number' => '466',
    'name' => 'Reception',
    'mainProduct' => 'CLOUD-PBX',
    'addons' => ['CALL-RECORDING'],
]);
$attendant = $pbx->addAutoAttendant([
    'customer' => $customer,
    'name' => 'Welcome',
    'keys' => [['button' => '1', 'target' => '466']],
]);
$pbx->addNumbers($customer, [$did]);
$pbx->assignNumber($customer, $attendant->accountId, $did);

$pbx->blockExtension($customer, '466', 'on leave');
$extension = $pbx->unblockExtension($customer, '466', 'is back');
echo "$customer $extension->accountId $extension->status\n";
foreach ($pbx->getAgreement($customer) as $item) {
    echo "  $item->product $item->used\n";
}
