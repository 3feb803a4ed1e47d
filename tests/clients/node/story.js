// SPDX-License-Identifier: Apache-2.0
// The story of tests/clients/README.md told by the npm package soap.
'use strict';

const {tag, listed, items, port, tell} = require('./port');

const plain = (account) => ({...account, properties: items(account.properties)});
const page = (result) => ({accounts: items(result.accounts).map(plain), total: result.total});

async function story() {
  const {identify, call, fault} = await port('customer');

  async function refusal(operation, parameters) {
    const {faultcode, faultstring, detail} = await fault(operation, parameters);
    return {faultcode, faultstring, ...detail.exception};
  }

  const query = (filter, attribute, direction, start, count) => ({
    query: {filter, orderBy: {attribute, direction}, range: {start, count}},
  });

  const reseller = await call('addAccount', {account: {
    username: `${tag}-reseller`,
    password: 'geheim & sicher',
    organization: 'Müller & Söhne <GmbH>',
    timezone: 'Europe/Berlin',
    balance: 12.5,
    resellerActive: true,
  }});
  const none = await call('addAccount', {account: {
    reseller: reseller.id,
    username: `${tag}-none`,
    password: 'aaaaaa',
    firstName: 'Zoë',
    lastName: 'Čapek',
    properties: listed(),
  }});
  const one = await call('addAccount', {account: {
    reseller: reseller.id,
    username: `${tag}-one`,
    password: 'bbbbbb',
    organization: 'To be emptied',
    address: 'Line 1\nLine 2',
    properties: listed({name: 'sip_credit', category: 'credit', value: '5', permission: 'admin'}),
  }});
  const two = await call('addAccount', {account: {
    reseller: reseller.id,
    username: `${tag}-two`,
    password: 'cccccc',
    web: 'https://example.net/?a=1&b=<2>',
    credit: 0.25,
    properties: listed(
      {name: 'pstn_access', category: 'sip', value: '1', permission: 'admin'},
      {name: 'support_company', category: 'sip', value: 'A & B <C>', permission: 'customer'},
    ),
  }});
  const told = {reseller: plain(reseller), none: plain(none), one: plain(one), two: plain(two)};

  const read = await call('getAccount', {id: one.id});
  told.read = plain(read);
  told.void = {};
  told.void.updateAccount = await call('updateAccount', {account: {
    ...read,
    organization: '',
    city: 'Köln',
    address: 'Line 1\nLine 2\nLine 3',
    balance: 2.5,
    properties: listed({...items(read.properties)[0], value: '7'}),
  }});
  told.updated = plain(await call('getAccount', {id: one.id}));

  told.void.setProperties = await call('setProperties', {
    customer: two.id,
    properties: listed({name: 'support_company', category: 'sip', value: 'D & E', permission: 'customer'}),
  });
  await call('setProperties', {customer: none.id, properties: listed()});
  told.properties = {};
  for (const [name, account] of Object.entries({none, one, two})) {
    told.properties[name] = items(await call('getProperties', {customer: account.id}));
  }
  told.found = {
    none: page(await call('getCustomers', query({username: `${tag}-nobody`}, 'customer', 'ASC', 0, 20))),
    one: page(await call('getCustomers', query({username: `${tag}-one`}, 'customer', 'ASC', 0, 1))),
    page: page(await call('getCustomers', query({reseller: reseller.id}, 'username', 'DESC', 1, 2))),
    resellers: page(await call('getResellers', query({username: `${tag}-%`}, 'customer', 'ASC', 0, 20))),
  };
  told.void.deleteAccount = await call('deleteAccount', {id: two.id});

  told.faults = {
    taken: await refusal('addAccount', {
      account: {reseller: reseller.id, username: `${tag}-one`, password: 'dddddd'},
    }),
    unknown: await refusal('getAccount', {id: two.id}),
  };
  identify(`${tag}-reseller`, 'geheim & sicher', false);
  told.own = plain(await call('getAccount', {id: reseller.id}));
  identify(`${tag}-reseller`, 'wrong', false);
  told.faults.wrong_password = await refusal('getAccount', {id: reseller.id});
  return told;
}

tell(story);
