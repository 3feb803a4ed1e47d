#!/usr/bin/env php
<?php
// SPDX-License-Identifier: Apache-2.0
// Create a customer of a reseller with PHP's own SOAP extension (php-soap).
//
//     create_customer.php RESELLER_ID USERNAME
//
// Prints id, username and password. The server and the administrator's login come from NGNPROV_URL, NGNPROV_USER
// and NGNPROV_PASSWORD. The RPC/encoded WSDL suits PHP best: lists are native arrays.

declare(strict_types=1);

if ($argc !== 3) {
    fwrite(STDERR, "usage: create_customer.php RESELLER_ID USERNAME\n");
    exit(2);
}
[, $reseller, $username] = $argv;

$url = getenv('NGNPROV_URL') ?: 'http://127.0.0.1:9200';
$client = new SoapClient("$url/ngnpro/customer/?wsdl", ['connection_timeout' => 5]);
$client->__setSoapHeaders(new SoapHeader('urn:AGProjects:NGNPro', 'auth', [
    'username' => getenv('NGNPROV_USER') ?: 'admin',
    'password' => getenv('NGNPROV_PASSWORD'),
    'admin' => true,
]));

try {
    $account = $client->addAccount([
        'reseller' => (int) $reseller,
        'username' => $username,
        'password' => bin2hex(random_bytes(6)),
        'properties' => [
            ['name' => 'sip_credit', 'category' => 'credit', 'value' => '5', 'permission' => 'admin'],
        ],
    ]);
} catch (SoapFault $fault) {
    $exception = $fault->detail->exception ?? null;
    fwrite(STDERR, "refused: $fault->faultstring ({$exception?->errorcode}): {$exception?->errorstring}\n");
    exit(1);
}

echo "$account->id $account->username $account->password\n";
foreach ($account->properties as $property) {
    echo "  $property->name = $property->value\n";
}
