<?php
// SPDX-License-Identifier: Apache-2.0
// The SIP story of tests/clients/README.md told by PHP ext-soap.

declare(strict_types=1);
require __DIR__ . '/port.php';

$sip = new Port('sip');

function page(string $username): array
{
    global $sip;
    $found = $sip->getAccounts(query: (object) [
        'filter' => address($username),
        'range' => (object) ['start' => 0, 'count' => 5],
    ]);
    return ['names' => array_map(fn ($each) => $each->id->username, items($found->accounts)), 'total' => $found->total];
}

$sip->addDomain(domain: (object) ['domain' => $domain]);
$account = $sip->addAccount(account: (object) [
    'id' => address('Alice'),
    'firstName' => 'Älice & <Co>',
    'password' => 'geheim & sicher',
    'groups' => listed('free-pstn', 'sms'),
    'quota' => 5,
    'prepaid' => true,
    'acl' => listed((object) ['ip' => '10.0.0.0', 'mask' => 8]),
    'properties' => listed(
        (object) ['name' => 'language', 'value' => 'nl'], (object) ['name' => 'empty', 'value' => '']),
]);
$told = [
    'id' => get_object_vars($account->id),
    'firstName' => $account->firstName,
    'password' => $account->password,
    'groups' => items($account->groups),
    'quota' => $account->quota,
    'prepaid' => $account->prepaid,
    'acl' => array_map(fn ($each) => [$each->ip, $each->mask], items($account->acl)),
    'properties' => array_map(fn ($each) => [$each->name, $each->value], items($account->properties)),
    'timeout' => $account->timeout,
];
$account->quota = 7;
$account->acl = listed();
$told['done'] = $sip->updateAccount(account: $account);
$read = $sip->getAccount(sipId: address('alice'));
$told['read'] = [$read->quota, items($read->acl), items($read->groups), $read->password];
$told['pages'] = [page('nobody'), page('ALICE')];
$sip->once($tag);
foreach (range(1, 2) as $_) {
    $told['balance'] = get_object_vars($sip->addBalance(sipId: address('alice'), value: 10.25, description: 'first'));
}
$sip->once('');
$told['balances'] = array_map(
    fn ($each) => $each->balance, items($sip->getPrepaidStatus(sipIds: listed(address('bob'), address('alice')))));
$sip->setBarringPrefixes(sipId: address('alice'), prefixes: listed('+44'));
$told['barred'] = [
    items($sip->getBarringPrefixes(sipId: address('alice'))), items($sip->getRejectMembers(sipId: address('alice'))),
];
$told['diversions'] = get_object_vars($sip->getCallDiversions(sipId: address('alice')));
$told['trace'] = $sip->getMediaSessions();
$told['code'] = code(fn () => $sip->getAccount(sipId: address('nobody')));
$told['deleted'] = [$sip->deleteAccount(sipId: address('alice')), $sip->deleteDomain(domain: $domain)];
tell($told);
