#!/usr/bin/env php
<?php
// SPDX-License-Identifier: Apache-2.0
// Set by which rating profiles the calls of a SIP domain are priced, with PHP's own SOAP extension (php-soap).
//
//     set_rating.php DOMAIN WEEKDAY WEEKEND
//
// Prints the profiles as they were, - for none, and as they are. Needs server.php; the server and the administrator's login come
// from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.

declare(strict_types=1);
require __DIR__ . '/server.php';

const NO_PROFILES = 4001;

[$domain, $weekday, $weekend] = arguments('DOMAIN', 'WEEKDAY', 'WEEKEND');
$entity = "domain://$domain"; // for one account: subscriber://user@domain
$rating = connect('rating');

function shown(SoapClient $rating, string $entity): string
{
    try {
        $stored = $rating->getEntityProfiles($entity);
    } catch (SoapFault $fault) {
        if (($fault->detail->exception->errorcode ?? null) !== NO_PROFILES) {
            throw $fault;
        }
        return '-';
    }
    return "$stored->profileWeekday/$stored->profileWeekend";
}

$before = shown($rating, $entity);
// What is not given becomes empty: the record is replaced as a whole.
$rating->setEntityProfiles(['entity' => $entity, 'profileWeekday' => $weekday, 'profileWeekend' => $weekend]);
echo "$entity $before -> ", shown($rating, $entity), "\n";
