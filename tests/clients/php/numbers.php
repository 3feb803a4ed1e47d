<?php
// SPDX-License-Identifier: Apache-2.0
// The story of numbers and zones of tests/clients/README.md told by PHP ext-soap.

declare(strict_types=1);
require __DIR__ . '/port.php';

$enum = new Port('enum');
$dns = new Port('dns');
[$tld, $zone] = ["$tag.arpa", "$tag.example"];

function number(string $digits): object
{
    global $tld;
    return (object) ['number' => $digits, 'tld' => $tld];
}

function mappings(object $stored): array
{
    return array_map(
        fn ($each) => [$each->type, $each->mapto, $each->ttl, $each->priority], items($stored->mappings));
}

function record(object $stored): array
{
    return [$stored->name, $stored->type, $stored->value, $stored->priority, $stored->ttl];
}

// The members that do not restrict are null, "" and 0, as CDRTool gives them.
function query(array $filter, int $start = 0, int $count = 10): object
{
    return (object) [
        'filter' => (object) ($filter + ['type' => null, 'name' => '', 'owner' => 0]),
        'orderBy' => (object) ['attribute' => 'type', 'direction' => 'ASC'],
        'range' => (object) ['start' => $start, 'count' => $count],
    ];
}

function numbers(string $mapto): array
{
    global $enum, $tld;
    $found = $enum->getNumbers(query: query(['tld' => $tld, 'mapto' => $mapto]));
    return ['numbers' => array_map(fn ($each) => $each->id->number, items($found->numbers)), 'total' => $found->total];
}

function page(object $found): array
{
    return ['records' => array_map(record(...), items($found->records)), 'total' => $found->total];
}

$range = $enum->addRange(range: (object) [
    'id' => (object) ['prefix' => '+31208005', 'tld' => $tld],
    'ttl' => 600,
    'minDigits' => 11,
    'maxDigits' => 11,
    'nameservers' => listed('ns1.example.net', 'ns2.example.net'),
    'info' => 'Müller & <Söhne>',
]);
$told['range'] = [
    'id' => get_object_vars($range->id),
    'limits' => [$range->ttl, $range->minDigits, $range->maxDigits, $range->size],
    'nameservers' => items($range->nameservers),
    'info' => $range->info,
];
$id = number('31208005101');
$told['added'] = mappings($enum->addNumber(number: (object) [
    'id' => $id,
    'info' => 'Zoë "1" & <2>',
    'mappings' => listed(
        (object) ['type' => 'sip', 'mapto' => 'sip:alice@example.net', 'ttl' => 300, 'priority' => 10],
        (object) ['type' => 'mailto', 'mapto' => 'mailto:alice@example.net?subject=a&body=<b>']),
]));
$read = $enum->getNumber(enumId: $id);
$told['read'] = [get_object_vars($read->id), $read->owner, $read->info];
[$first, $second] = items($read->mappings);
$first->mapto = 'sip:alice@example.net;user=phone';
$first->priority = 20;
$read->mappings = listed($first, (object) ['type' => 'tel', 'mapto' => 'tel:+31208005102']);
$changed = $enum->updateNumber(number: $read);
$told['changed'] = mappings($changed);
$told['ids'] = [[$first->id, $second->id], array_map(fn ($each) => $each->id, items($changed->mappings))];
$told['found'] = [numbers('nobody@example.net'), numbers('alice@%')];
$emptied = $enum->updateNumber(number: (object) ['id' => $id, 'mappings' => listed(), 'info' => '']);
$told['emptied'] = [mappings($emptied), $emptied->info];
$range = $enum->updateRange(range: (object) ['id' => $range->id, 'nameservers' => listed(), 'size' => 100]);
$told['used'] = [items($range->nameservers), $range->size, $range->used];
$told['refused'] = [
    code(fn () => $enum->deleteRange(range: $range->id)),
    code(fn () => $enum->addNumber(number: (object) ['id' => number('49301234567')])),
];
$told['removed'] = [
    $enum->deleteNumber(enumId: $id), code(fn () => $enum->getNumber(enumId: $id)),
    $enum->deleteRange(range: $range->id),
];

$made = $dns->addZone(zone: (object) [
    'name' => $zone,
    'email' => "dns.admin@$zone",
    'nameservers' => listed('ns1.example.net', 'ns2.example.net'),
    'info' => "Zoë's & <zone>",
]);
$told['zone'] = [
    'name' => $made->name,
    'email' => $made->email,
    'nameservers' => items($made->nameservers),
    'timers' => [$made->ttl, $made->minimum, $made->retry, $made->expire, $made->refresh],
    'info' => $made->info,
];
$given = [
    ['name' => 'www', 'type' => 'A', 'value' => '192.0.2.10'],
    ['name' => '', 'type' => 'MX', 'value' => 'mail', 'priority' => 10],
    ['name' => '', 'type' => 'NAPTR', 'value' => '10 100 "s" "SIP+D2T" "" _sip._tcp', 'ttl' => 600],
    ['name' => 't', 'type' => 'TXT', 'value' => 'say "hi" \ done & <ü>'],
];
$given = array_map(fn ($each) => (object) (['zone' => $zone] + $each), $given);
$stored = array_map(fn ($each) => $dns->addRecord(record: $each), $given);
$told['records'] = array_map(record(...), $stored);
$told['pages'] = [
    page($dns->getRecords(query: query(['zone' => $zone, 'name' => 'nobody%']))),
    page($dns->getRecords(query: query(['zone' => $zone, 'type' => 'TXT']))),
    page($dns->getRecords(query: query(['zone' => $zone], 1, 2))),
];
$mx = $dns->getRecord(recordId: $stored[1]->id);
$mx->priority = 20;
$mx->value = 'mail2.example.net';
$told['mx'] = [record($dns->updateRecord(record: $mx)), record($dns->getRecord(recordId: $mx->id))];
$redirect = $dns->addFancyRecord(record: (object) [
    'zone' => $zone, 'name' => 'go', 'type' => 'URL', 'value' => 'http://example.net/?a=1&b=2', 'ttl' => 300,
]);
$alias = $dns->addFancyRecord(record: (object) [
    'zone' => $zone, 'name' => "Info@$zone", 'type' => 'MBOXFW', 'value' => 'zoe@example.net',
]);
$told['fancy'] = [
    record($redirect), record($alias), page($dns->getFancyRecords(query: query(['zone' => $zone, 'type' => 'URL']))),
];
$redirect->value = 'https://example.net/';
$told['redirect'] = [
    record($dns->updateFancyRecord(record: $redirect)), record($dns->getFancyRecord(recordId: $redirect->id)),
];
$told['conflicts'] = [
    code(fn () => $dns->addZone(zone: (object) ['name' => $zone, 'nameservers' => listed('ns1.example.net')])),
    code(fn () => $dns->addRecord(record: $given[3])),
    code(fn () => $dns->getRecord(recordId: $redirect->id)),
    code(fn () => $dns->updateZone(zone: (object) ['name' => $zone, 'nameservers' => listed()])),
];
$made = $dns->getZone(zone: $zone);
$made->email = '';
$made->nameservers = listed(...array_slice(items($made->nameservers), 1));
$made = $dns->updateZone(zone: $made);
$told['updated'] = [$made->email, items($made->nameservers), $made->info];
$told['deleted'] = [
    // The id as text: it comes so from a link of CDRTool.
    $dns->deleteFancyRecord(recordId: (string) $redirect->id), $dns->deleteRecord(recordId: (string) $mx->id),
    $dns->deleteZone(zone: $zone),
];
$told['left'] = page($dns->getRecords(query: query(['zone' => $zone])));
tell($told);
