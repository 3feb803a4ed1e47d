#!/usr/bin/env php
<?php
// SPDX-License-Identifier: Apache-2.0
// Give a SIP account a new random password, with PHP's own SOAP extension (php-soap).
//
//     reset_password.php USERNAME DOMAIN
//
// Prints address and password. The server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and
// NGNPROV_PASSWORD.

declare(strict_types=1);

if ($argc !== 3) {
    fwrite(STDERR, "usage: reset_password.php USERNAME DOMAIN\n");
    exit(2);
}
[, $username, $domain] = $argv;

$url = getenv('NGNPROV_URL') ?: 'http://127.0.0.1:9200';
$client = new SoapClient("$url/ngnpro/sip/?wsdl", ['connection_timeout' => 5]);
$client->__setSoapHeaders(new SoapHeader('urn:AGProjects:NGNPro', 'auth', [
    'username' => getenv('NGNPROV_USER') ?: 'admin',
    'password' => getenv('NGNPROV_PASSWORD'),
    'admin' => true,
]));

$id = ['username' => $username, 'domain' => $domain];
$password = bin2hex(random_bytes(8));
try {
    $client->updateAccount(['id' => $id, 'password' => $password]); // members that are not sent stay as they are
    $account = $client->getAccount($id);
} catch (SoapFault $fault) {
    $exception = $fault->detail->exception ?? null;
    fwrite(STDERR, "refused: $fault->faultstring ({$exception?->errorcode}): {$exception?->errorstring}\n");
    exit(1);
}

echo "{$account->id->username}@{$account->id->domain} $password\n";
