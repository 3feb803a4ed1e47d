// SPDX-License-Identifier: Apache-2.0
// What the programs share: PROGRAM URL LOGIN PASSWORD TAG, a port in document/literal, addresses in the domain of a story, lists,
// the number of a refusal.
'use strict';

const soap = require('soap');

const [url, login, password, tag] = process.argv.slice(2);
const domain = `${tag}.example`;
const address = (username) => ({username, domain});
const listed = (...members) => ({item: members});
// The client leaves an empty list out of the object it makes, or gives null for it.
const items = (list) => (list && list.item) || [];

// A port, at first as administrator.
async function port(name) {
  const client = await soap.createClientAsync(`${url}/soap/${name}/?wsdl`);

  function identify(username, secret, admin) {
    client.clearSoapHeaders();
    client.addSoapHeader({auth: {username, password: secret, admin}}, '', 't', 'urn:AGProjects:NGNPro');
  }

  // The following calls are made once only, however often they are sent; '' ends that.
  function once(id) {
    const [auth] = client.getSoapHeaders();
    client.clearSoapHeaders();
    client.addSoapHeader(auth);
    if (id) client.addSoapHeader({request: {id}}, '', 'o', 'urn:ngnprov');
  }

  async function call(operation, parameters = {}) {
    const [answer] = await client[`${operation}Async`](parameters);
    return answer && Object.keys(answer).length ? Object.values(answer)[0] : null;
  }

  // What the fault of a refused call holds; null when it was not refused.
  async function fault(operation, parameters) {
    try {
      await call(operation, parameters);
    } catch (error) {
      return error.root.Envelope.Body.Fault;
    }
    return null;
  }

  const code = async (...parameters) => Number((await fault(...parameters))?.detail.exception.errorcode);

  identify(login, password, true);
  return {identify, once, call, fault, code};
}

// Runs a story and prints what it told.
function tell(story) {
  story().then((told) => process.stdout.write(JSON.stringify(told))).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

module.exports = {tag, domain, address, listed, items, port, tell};
