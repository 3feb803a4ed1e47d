#!/usr/bin/env php
<?php
// SPDX-License-Identifier: Apache-2.0
// Give a SIP account a new random password, with PHP's own SOAP extension (php-soap).
//
//     reset_password.php USERNAME DOMAIN
//
// Prints address and password. Needs server.php; the server and the administrator's login come from NGNPROV_URL,
// NGNPROV_USER and NGNPROV_PASSWORD.

declare(strict_types=1);
require __DIR__ . '/server.php';

[$username, $domain] = arguments('USERNAME', 'DOMAIN');
$id = ['username' => $username, 'domain' => $domain];
$password = bin2hex(random_bytes(8));

$sip = connect('sip');
$sip->updateAccount(['id' => $id, 'password' => $password]); // members that are not sent stay as they are
$account = $sip->getAccount($id);

echo "{$account->id->username}@{$account->id->domain} $password\n";
