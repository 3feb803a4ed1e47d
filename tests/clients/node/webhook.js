// SPDX-License-Identifier: Apache-2.0
// Verify a webhook by the published library: {secret, headers, body} in JSON on standard input, the type of the event out.
const { Webhook } = require("standardwebhooks");

const { secret, headers, body } = JSON.parse(require("fs").readFileSync(0, "utf8"));
try {
    console.log(new Webhook(secret).verify(body, headers).type);
} catch (error) {
    console.log(error.constructor.name);
}
