#!/usr/bin/env php
<?php
// SPDX-License-Identifier: Apache-2.0
// Add to the prepaid credit of a SIP account, once only, however often it takes to get an answer, with PHP's own SOAP
// extension (php-soap).
//
//     pay_once.php USERNAME DOMAIN AMOUNT REQUEST_ID
//
// REQUEST_ID names the payment, such as the number of its order: the same one again pays nothing and prints the same credit.
// See docs/integrators.md. Needs server.php; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and
// NGNPROV_PASSWORD.

declare(strict_types=1);
require __DIR__ . '/server.php';

// Fault codes of a server that is busy, or cannot tell whether the change was made.
const AGAIN = [201, 202];

[$username, $domain, $amount, $requestId] = arguments('USERNAME', 'DOMAIN', 'AMOUNT', 'REQUEST_ID');
if (!is_numeric($amount)) {
    fail('usage: pay_once.php USERNAME DOMAIN AMOUNT REQUEST_ID: AMOUNT is a number', 2);
}

$sip = connect('sip');
$id = ['username' => $username, 'domain' => $domain];
$once = new SoapHeader('urn:ngnprov', 'request', ['id' => $requestId]);
foreach ([1, 2, 4, null] as $pause) {
    try {
        // beside the login, which connect() has set
        $change = $sip->__soapCall('addBalance', [$id, (float) $amount, 'payment'], null, $once);
        break;
    } catch (SoapFault $fault) {
        // without a number it is PHP that could not get the answer, which may be lost, and the payment made
        $code = $fault->detail->exception->errorcode ?? null;
        if ($pause === null || ($code !== null && !in_array((int) $code, AGAIN, true))) {
            throw $fault;
        }
        sleep($pause);
    }
}
printf("%s@%s had %.2f, has %.2f\n", $username, $domain, $change->old_balance, $change->new_balance);
