<?php
// SPDX-License-Identifier: Apache-2.0
// The presence story of tests/clients/README.md told by PHP ext-soap. No header says who calls; one that is sent is not heard.

declare(strict_types=1);
require __DIR__ . '/port.php';

$sip = new Port('sip');
$presence = new Port('presence', 'urn:AGProjects:SoapSIMPLEProxy');
$presence->identify('nobody', 'wrong', true);
$secret = 'geheim & <sicher>';
$alice = address('alice');

function policy(): array
{
    global $presence, $alice, $secret;
    $found = $presence->getPolicy(sipId: $alice, password: $secret);
    return [items($found->allow), items($found->deny), items($found->confirm)];
}

function information(): array
{
    global $presence, $alice, $secret;
    $found = $presence->getPresenceInformation(sipId: $alice, password: $secret);
    return [$found->activity, $found->note];
}

$sip->addDomain(domain: (object) ['domain' => $alice->domain]);
$sip->addAccount(account: (object) ['id' => $alice, 'password' => $secret]);
$told = ['before' => [information(), policy()]];
$told['done'] = [
    $presence->setPresenceInformation(sipId: $alice, password: $secret,
        information: (object) ['activity' => 'busy', 'note' => 'Füße & <hoch>']),
    $presence->setPolicy(sipId: $alice, password: $secret,
        policy: (object) ['allow' => listed('bob@example.com', 'example.org'), 'deny' => listed()]),
];
$told['after'] = [information(), policy()];
$told['watchers'] = items($presence->getWatchers(sipId: $alice, password: $secret));
$told['deleted'] = [$presence->deletePresenceInformation(sipId: $alice, password: $secret), information()];
$told['code'] = code(fn () => $presence->getPolicy(sipId: $alice, password: 'wrong'));
tell($told);
