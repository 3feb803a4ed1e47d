// SPDX-License-Identifier: Apache-2.0
// The story of numbers and zones of tests/clients/README.md told by the npm package soap.
'use strict';

const {tag, listed, items, port, tell} = require('./port');

const [tld, zone] = [`${tag}.arpa`, `${tag}.example`];
const number = (digits) => ({number: digits, tld});
const mappings = (stored) =>
  items(stored.mappings).map(({type, mapto, ttl, priority}) => [type, mapto, ttl, priority]);
const record = ({name, type, value, priority, ttl}) => [name, type, value, priority, ttl];

async function story() {
  const [enumeration, dns] = [await port('enum'), await port('dns')];

  async function numbers(mapto) {
    const query = {filter: {tld, mapto, owner: 0}, range: {start: 0, count: 10}};
    const found = await enumeration.call('getNumbers', {query});
    return {numbers: items(found.numbers).map((each) => each.id.number), total: found.total};
  }

  async function page(operation, filter = {}, start = 0, count = 10) {
    const orderBy = {attribute: 'type', direction: 'ASC'};
    const found = await dns.call(operation, {query: {filter: {zone, ...filter}, orderBy, range: {start, count}}});
    return {records: items(found.records).map(record), total: found.total};
  }

  const told = {};
  let range = await enumeration.call('addRange', {range: {
    id: {prefix: '+31208005', tld},
    ttl: 600,
    minDigits: 11,
    maxDigits: 11,
    nameservers: listed('ns1.example.net', 'ns2.example.net'),
    info: 'Müller & <Söhne>',
  }});
  told.range = {
    id: range.id,
    limits: [range.ttl, range.minDigits, range.maxDigits, range.size],
    nameservers: items(range.nameservers),
    info: range.info,
  };
  const enumId = number('31208005101');
  told.added = mappings(await enumeration.call('addNumber', {number: {
    id: enumId,
    info: 'Zoë "1" & <2>',
    mappings: listed(
      {type: 'sip', mapto: 'sip:alice@example.net', ttl: 300, priority: 10},
      {type: 'mailto', mapto: 'mailto:alice@example.net?subject=a&body=<b>'},
    ),
  }}));
  const read = await enumeration.call('getNumber', {enumId});
  told.read = [read.id, read.owner, read.info];
  const [first, second] = items(read.mappings);
  const changed = await enumeration.call('updateNumber', {number: {
    ...read,
    mappings: listed(
      {...first, mapto: 'sip:alice@example.net;user=phone', priority: 20},
      {type: 'tel', mapto: 'tel:+31208005102'},
    ),
  }});
  told.changed = mappings(changed);
  told.ids = [[first.id, second.id], items(changed.mappings).map((each) => each.id)];
  told.found = [await numbers('nobody@example.net'), await numbers('alice@%')];
  const emptied = await enumeration.call('updateNumber', {number: {id: enumId, mappings: listed(), info: ''}});
  told.emptied = [mappings(emptied), emptied.info || ''];
  range = await enumeration.call('updateRange', {range: {id: range.id, nameservers: listed(), size: 100}});
  told.used = [items(range.nameservers), range.size, range.used];
  told.refused = [
    await enumeration.code('deleteRange', {range: range.id}),
    await enumeration.code('addNumber', {number: {id: number('49301234567')}}),
  ];
  told.removed = [
    await enumeration.call('deleteNumber', {enumId}),
    await enumeration.code('getNumber', {enumId}),
    await enumeration.call('deleteRange', {range: range.id}),
  ];

  let made = await dns.call('addZone', {zone: {
    name: zone,
    email: `dns.admin@${zone}`,
    nameservers: listed('ns1.example.net', 'ns2.example.net'),
    info: "Zoë's & <zone>",
  }});
  told.zone = {
    name: made.name,
    email: made.email,
    nameservers: items(made.nameservers),
    timers: [made.ttl, made.minimum, made.retry, made.expire, made.refresh],
    info: made.info,
  };
  const given = [
    {zone, name: 'www', type: 'A', value: '192.0.2.10'},
    {zone, name: '', type: 'MX', value: 'mail', priority: 10},
    {zone, name: '', type: 'NAPTR', value: '10 100 "s" "SIP+D2T" "" _sip._tcp', ttl: 600},
    {zone, name: 't', type: 'TXT', value: 'say "hi" \\ done & <ü>'},
  ];
  const stored = [];
  for (const each of given) stored.push(await dns.call('addRecord', {record: each}));
  told.records = stored.map(record);
  told.pages = [
    await page('getRecords', {name: 'nobody%'}),
    await page('getRecords', {type: 'TXT'}),
    await page('getRecords', {}, 1, 2),
  ];
  const mx = await dns.call('getRecord', {recordId: stored[1].id});
  told.mx = [
    record(await dns.call('updateRecord', {record: {...mx, priority: 20, value: 'mail2.example.net'}})),
    record(await dns.call('getRecord', {recordId: mx.id})),
  ];
  const redirect = await dns.call('addFancyRecord', {
    record: {zone, name: 'go', type: 'URL', value: 'http://example.net/?a=1&b=2', ttl: 300},
  });
  const alias = await dns.call('addFancyRecord', {
    record: {zone, name: `Info@${zone}`, type: 'MBOXFW', value: 'zoe@example.net'},
  });
  told.fancy = [record(redirect), record(alias), await page('getFancyRecords', {type: 'URL'})];
  told.redirect = [
    record(await dns.call('updateFancyRecord', {record: {...redirect, value: 'https://example.net/'}})),
    record(await dns.call('getFancyRecord', {recordId: redirect.id})),
  ];
  told.conflicts = [
    await dns.code('addZone', {zone: {name: zone, nameservers: listed('ns1.example.net')}}),
    await dns.code('addRecord', {record: given[3]}),
    await dns.code('getRecord', {recordId: redirect.id}),
    await dns.code('updateZone', {zone: {name: zone, nameservers: listed()}}),
  ];
  made = await dns.call('getZone', {zone});
  made = await dns.call('updateZone', {
    zone: {...made, email: '', nameservers: listed(...items(made.nameservers).slice(1))},
  });
  told.updated = [made.email, items(made.nameservers), made.info];
  told.deleted = [
    await dns.call('deleteFancyRecord', {recordId: redirect.id}),
    await dns.call('deleteRecord', {recordId: mx.id}),
    await dns.call('deleteZone', {zone}),
  ];
  told.left = await page('getRecords');
  return told;
}

tell(story);
