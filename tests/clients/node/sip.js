// SPDX-License-Identifier: Apache-2.0
// The SIP story of tests/clients/README.md told by the npm package soap.
'use strict';

const {tag, domain, address, listed, items, port, tell} = require('./port');

async function story() {
  const {once, call, code} = await port('sip');

  async function page(username) {
    const found = await call('getAccounts', {query: {filter: {username, domain}, range: {start: 0, count: 5}}});
    return {names: items(found.accounts).map((each) => each.id.username), total: found.total};
  }

  await call('addDomain', {domain: {domain}});
  const account = await call('addAccount', {account: {
    id: address('Alice'),
    firstName: 'Älice & <Co>',
    password: 'geheim & sicher',
    groups: listed('free-pstn', 'sms'),
    quota: 5,
    prepaid: true,
    acl: listed({ip: '10.0.0.0', mask: 8}),
    properties: listed({name: 'language', value: 'nl'}, {name: 'empty', value: ''}),
  }});
  const told = {
    id: account.id,
    firstName: account.firstName,
    password: account.password,
    groups: items(account.groups),
    quota: account.quota,
    prepaid: account.prepaid,
    acl: items(account.acl).map((each) => [each.ip, each.mask]),
    properties: items(account.properties).map((each) => [each.name, each.value || '']),
    timeout: account.timeout,
  };
  told.done = await call('updateAccount', {account: {id: account.id, quota: 7, acl: listed()}});
  const read = await call('getAccount', {sipId: address('alice')});
  told.read = [read.quota, items(read.acl), items(read.groups), read.password];
  told.pages = [await page('nobody'), await page('ALICE')];
  once(tag);
  for (const _ of [1, 2]) {
    told.balance = await call('addBalance', {sipId: address('alice'), value: 10.25, description: 'first'});
  }
  once('');
  const status = await call('getPrepaidStatus', {sipIds: listed(address('bob'), address('alice'))});
  told.balances = items(status).map((each) => each.balance);
  await call('setBarringPrefixes', {sipId: address('alice'), prefixes: listed('+44')});
  told.barred = [
    items(await call('getBarringPrefixes', {sipId: address('alice')})),
    items(await call('getRejectMembers', {sipId: address('alice')})),
  ];
  const diversions = await call('getCallDiversions', {sipId: address('alice')});
  told.diversions = Object.fromEntries(Object.entries(diversions).map(([name, value]) => [name, value || '']));
  told.trace = await call('getMediaSessions');
  told.code = await code('getAccount', {sipId: address('nobody')});
  told.deleted = [await call('deleteAccount', {sipId: address('alice')}), await call('deleteDomain', {domain})];
  return told;
}

tell(story);
