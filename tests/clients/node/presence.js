// SPDX-License-Identifier: Apache-2.0
// The presence story of tests/clients/README.md told by the npm package soap. The header with a login is not heard.
'use strict';

const {domain, address, listed, items, port, tell} = require('./port');

const password = 'geheim & <sicher>';
const alice = {sipId: address('alice'), password};

async function story() {
  const [sip, presence] = [await port('sip'), await port('presence')];
  presence.identify('nobody', 'wrong', true);

  async function policy() {
    const {allow, deny, confirm} = await presence.call('getPolicy', alice);
    return [items(allow), items(deny), items(confirm)];
  }

  async function information() {
    const {activity, note} = await presence.call('getPresenceInformation', alice);
    return [activity || '', note || ''];
  }

  await sip.call('addDomain', {domain: {domain}});
  await sip.call('addAccount', {account: {id: alice.sipId, password}});
  const told = {before: [await information(), await policy()]};
  told.done = [
    await presence.call('setPresenceInformation', {...alice, information: {activity: 'busy', note: 'Füße & <hoch>'}}),
    await presence.call('setPolicy', {
      ...alice, policy: {allow: listed('bob@example.com', 'example.org'), deny: listed()},
    }),
  ];
  told.after = [await information(), await policy()];
  told.watchers = items(await presence.call('getWatchers', alice));
  told.deleted = [await presence.call('deletePresenceInformation', alice), await information()];
  told.code = await presence.code('getPolicy', {...alice, password: 'wrong'});
  return told;
}

tell(story);
