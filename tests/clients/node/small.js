// SPDX-License-Identifier: Apache-2.0
// The story of the small ports of tests/clients/README.md told by the npm package soap.
'use strict';

const {tag, domain, address, items, port, tell} = require('./port');

const elsewhere = `elsewhere-${domain}`;
const [subscriber, whole] = [`subscriber://Alice@${domain}`, `domain://${domain}`];
const sipId = address('Alice');
const texts = (record) => Object.fromEntries(Object.entries(record).map(([name, value]) => [name, value ?? '']));

async function story() {
  const ports = [await port('voicemail'), await port('rating'), await port('network')];
  const [voicemail, rating, network] = ports;
  const [customer, sip] = [await port('customer'), await port('sip')];

  // The mailbox of alice without its number.
  async function mailbox() {
    const stored = texts(await voicemail.call('getAccount', {sipId}));
    return [stored.sipId, stored.password, stored.name, stored.email, stored.info, stored.options.delete];
  }

  const profiles = async (entity) => texts(await rating.call('getEntityProfiles', {entity}));

  // The groups of alice, and where her calls are diverted.
  async function following() {
    const diversions = texts(await sip.call('getCallDiversions', {sipId}));
    const targets = ['FUNC', 'FNOL', 'FBUS', 'FNOA', 'FUNV'].map((name) => diversions[name]);
    return [items((await sip.call('getAccount', {sipId})).groups), targets];
  }

  const reseller = await customer.call('addAccount', {
    account: {username: tag, password: 'geheim & sicher', resellerActive: true},
  });
  await sip.call('addDomain', {domain: {domain, customer: reseller.id}});
  await sip.call('addDomain', {domain: {domain: elsewhere}});
  await sip.call('addAccount', {account: {
    id: sipId, password: 'secret', firstName: 'Zoë', lastName: '& <Co>', email: 'zoe@example.net',
  }});

  const told = {none: [
    await voicemail.code('getAccount', {sipId}),
    await voicemail.code('getAccount', {sipId: address('nobody')}),
    await voicemail.code('addAccount', {account: {sipId, password: 'no digits'}}),
  ]};
  told.number = (await voicemail.call('addAccount', {account: {sipId, password: '24-68'}})).mailbox;
  told.made = await mailbox();
  const uri = `sip:${told.number}@voicemail.example`;
  await sip.call('setCallDiversions', {sipId, diversions: {FBUS: uri, FNOA: '<voice-mailbox>', FNOL: uri}});
  told.following = await following();
  const read = await voicemail.call('getAccount', {sipId});
  const account = {...read, password: '', name: "Zoë's & <box>", email: '', options: {delete: false}};
  told.changed = [await voicemail.call('updateAccount', {account}), await mailbox()];
  told.announced = await voicemail.call('setAnnouncement', {sipId, message: 'Grüß Gott & <hallo>'});
  told.again = await voicemail.code('addAccount', {account: {sipId}});
  told.deleted = [
    await voicemail.call('deleteAccount', {sipId}),
    await voicemail.code('deleteAccount', {sipId}),
    await following(),
  ];
  told.next = (await voicemail.call('addAccount', {account: {sipId}})).mailbox;

  told.unrated = [
    await rating.code('getEntityProfiles', {entity: subscriber}),
    await rating.code('deleteEntityProfiles', {entity: subscriber}),
    await rating.code('getEntityProfiles', {entity: 'mailto:alice@example.net'}),
    await rating.code('setEntityProfiles', {profiles: {profileWeekday: '100'}}),
  ];
  const given = {
    entity: subscriber,
    profileWeekday: '100',
    profileWeekdayAlt: '1 & <2>',
    profileWeekend: '200',
    profileWeekendAlt: '201',
    timezone: 'Europe/Amsterdam',
    increment: 6,
  };
  const set = (entity, profileWeekday) => rating.call('setEntityProfiles', {profiles: {entity, profileWeekday}});
  told.rated = [await rating.call('setEntityProfiles', {profiles: given}), await profiles(subscriber)];
  told.replaced = [await set(subscriber, '300'), await profiles(subscriber)];
  told.unset = [
    await rating.call('deleteEntityProfiles', {entity: subscriber}),
    await rating.code('getEntityProfiles', {entity: subscriber}),
  ];
  await set(subscriber, '400');
  await set(whole, '500');

  told.status = await network.call('getStatus');
  told.statistics = [await network.call('getStatistics')];
  for (const {identify} of ports) identify(tag, 'geheim & sicher', false);
  told.own = [(await voicemail.call('getAccount', {sipId})).mailbox, (await profiles(whole)).profileWeekday];
  told.foreign = await rating.code('getEntityProfiles', {entity: `domain://${elsewhere}`});
  told.statistics.push(await network.call('getStatistics'));
  await sip.call('deleteAccount', {sipId});
  told.gone = [
    await voicemail.code('getAccount', {sipId}), await rating.code('getEntityProfiles', {entity: subscriber}),
  ];
  return told;
}

tell(story);
