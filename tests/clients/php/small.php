<?php
// SPDX-License-Identifier: Apache-2.0
// The story of the small ports of tests/clients/README.md told by PHP ext-soap.

declare(strict_types=1);
require __DIR__ . '/port.php';

$ports = [$voicemail, $rating, $network] = array_map(fn ($name) => new Port($name), ['voicemail', 'rating', 'network']);
[$customer, $sip] = [new Port('customer'), new Port('sip')];
$elsewhere = "elsewhere-$domain";

// The mailbox of alice without its number.
function mailbox(): array
{
    global $voicemail, $alice;
    $stored = $voicemail->getAccount(sipId: $alice);
    return [
        get_object_vars($stored->sipId), $stored->password, $stored->name, $stored->email, $stored->info,
        $stored->options->delete,
    ];
}

function profiles(string $entity): array
{
    global $rating;
    return get_object_vars($rating->getEntityProfiles(entity: $entity));
}

// The groups of alice, and where her calls are diverted.
function following(): array
{
    global $sip, $alice;
    $diversions = $sip->getCallDiversions(sipId: $alice);
    $targets = array_map(fn ($name) => $diversions->$name, ['FUNC', 'FNOL', 'FBUS', 'FNOA', 'FUNV']);
    return [items($sip->getAccount(sipId: $alice)->groups), $targets];
}

$alice = address('Alice');
$reseller = $customer->addAccount(account: (object) [
    'username' => $tag, 'password' => 'geheim & sicher', 'resellerActive' => true,
]);
$sip->addDomain(domain: (object) ['domain' => $domain, 'customer' => $reseller->id]);
$sip->addDomain(domain: (object) ['domain' => $elsewhere]);
$sip->addAccount(account: (object) [
    'id' => $alice, 'password' => 'secret', 'firstName' => 'Zoë', 'lastName' => '& <Co>', 'email' => 'zoe@example.net',
]);
[$subscriber, $whole] = ["subscriber://Alice@$domain", "domain://$domain"];

$told['none'] = [
    code(fn () => $voicemail->getAccount(sipId: $alice)),
    code(fn () => $voicemail->getAccount(sipId: address('nobody'))),
    code(fn () => $voicemail->addAccount(account: (object) ['sipId' => $alice, 'password' => 'no digits'])),
];
$made = $voicemail->addAccount(account: (object) ['sipId' => $alice, 'password' => '24-68']);
$told['number'] = $made->mailbox;
$told['made'] = mailbox();
$uri = "sip:$made->mailbox@voicemail.example";
$sip->setCallDiversions(
    sipId: $alice, diversions: (object) ['FBUS' => $uri, 'FNOA' => '<voice-mailbox>', 'FNOL' => $uri]);
$told['following'] = following();
$read = $voicemail->getAccount(sipId: $alice);
$read->name = "Zoë's & <box>";
$read->email = $read->password = '';
$read->options->delete = false;
$told['changed'] = [$voicemail->updateAccount(account: $read), mailbox()];
$told['announced'] = $voicemail->setAnnouncement(sipId: $alice, message: 'Grüß Gott & <hallo>');
$told['again'] = code(fn () => $voicemail->addAccount(account: (object) ['sipId' => $alice]));
$told['deleted'] = [
    $voicemail->deleteAccount(sipId: $alice), code(fn () => $voicemail->deleteAccount(sipId: $alice)), following(),
];
$told['next'] = $voicemail->addAccount(account: (object) ['sipId' => $alice])->mailbox;

$told['unrated'] = [
    code(fn () => $rating->getEntityProfiles(entity: $subscriber)),
    code(fn () => $rating->deleteEntityProfiles(entity: $subscriber)),
    code(fn () => $rating->getEntityProfiles(entity: 'mailto:alice@example.net')),
    code(fn () => $rating->setEntityProfiles(profiles: (object) ['profileWeekday' => '100'])),
];
$given = (object) [
    'entity' => $subscriber,
    'profileWeekday' => '100',
    'profileWeekdayAlt' => '1 & <2>',
    'profileWeekend' => '200',
    'profileWeekendAlt' => '201',
    'timezone' => 'Europe/Amsterdam',
    'increment' => 6,
];
$told['rated'] = [$rating->setEntityProfiles(profiles: $given), profiles($subscriber)];
$replacing = (object) ['entity' => $subscriber, 'profileWeekday' => '300'];
$told['replaced'] = [$rating->setEntityProfiles(profiles: $replacing), profiles($subscriber)];
$told['unset'] = [
    $rating->deleteEntityProfiles(entity: $subscriber), code(fn () => $rating->getEntityProfiles(entity: $subscriber)),
];
$rating->setEntityProfiles(profiles: (object) ['entity' => $subscriber, 'profileWeekday' => '400']);
$rating->setEntityProfiles(profiles: (object) ['entity' => $whole, 'profileWeekday' => '500']);

$told['status'] = $network->getStatus();
$told['statistics'] = [$network->getStatistics()];
foreach ($ports as $port) {
    $port->identify($tag, 'geheim & sicher', false);
}
$told['own'] = [$voicemail->getAccount(sipId: $alice)->mailbox, profiles($whole)['profileWeekday']];
$told['foreign'] = code(fn () => $rating->getEntityProfiles(entity: "domain://$elsewhere"));
$told['statistics'][] = $network->getStatistics();
$sip->deleteAccount(sipId: $alice);
$told['gone'] = [
    code(fn () => $voicemail->getAccount(sipId: $alice)),
    code(fn () => $rating->getEntityProfiles(entity: $subscriber)),
];
tell($told);
