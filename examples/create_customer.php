#!/usr/bin/env php
<?php
// SPDX-License-Identifier: Apache-2.0
// Create a customer of a reseller with PHP's own SOAP extension (php-soap).
//
//     create_customer.php RESELLER_ID USERNAME
//
// Prints id, username and password. Needs server.php; the server and the administrator's login come from NGNPROV_URL,
// NGNPROV_USER and NGNPROV_PASSWORD.

declare(strict_types=1);
require __DIR__ . '/server.php';

[$reseller, $username] = arguments('RESELLER_ID', 'USERNAME');
if (!ctype_digit($reseller)) {
    fail('usage: create_customer.php RESELLER_ID USERNAME: RESELLER_ID is a number', 2);
}

$account = connect('customer')->addAccount([
    'reseller' => $reseller,
    'username' => $username,
    'password' => bin2hex(random_bytes(6)),
    'properties' => [
        ['name' => 'sip_credit', 'category' => 'credit', 'value' => '5', 'permission' => 'admin'],
    ],
]);

echo "$account->id $account->username $account->password\n";
foreach ($account->properties as $property) {
    echo "  $property->name = $property->value\n";
}
