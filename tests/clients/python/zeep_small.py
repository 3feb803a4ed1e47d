# SPDX-License-Identifier: Apache-2.0
"""The story of the small ports of tests/clients/README.md told by zeep."""

import json
import sys
from typing import Any

from zeep_port import Port, code, items, plain, tag

PORTS = voicemail_port, rating_port, network_port = [Port(name) for name in ("voicemail", "rating", "network")]
voicemail, rating, network = (port.call for port in PORTS)
customer, sip = Port("customer").call, Port("sip").call
domain, elsewhere = f"{tag}.example", f"elsewhere-{tag}.example"


def address(username: str) -> dict[str, str]:
    """A SipId."""
    return {"username": username, "domain": domain}


def mailbox() -> list[Any]:
    """The mailbox of alice without its number."""
    stored = voicemail.getAccount(alice)
    texts = [stored[name] or "" for name in ("password", "name", "email", "info")]
    return [plain(stored.sipId), *texts, stored.options.delete]


def profiles(entity: str) -> dict[str, Any]:
    """The rating profiles of an entity."""
    return {name: "" if value is None else value for name, value in plain(rating.getEntityProfiles(entity)).items()}


def following() -> list[Any]:
    """The groups of alice, and where her calls are diverted."""
    diversions = sip.getCallDiversions(alice)
    targets = [diversions[name] or "" for name in ("FUNC", "FNOL", "FBUS", "FNOA", "FUNV")]
    return [items(sip.getAccount(alice).groups), targets]


alice = address("Alice")
reseller = customer.addAccount({"username": tag, "password": "geheim & sicher", "resellerActive": True})
sip.addDomain({"domain": domain, "customer": reseller.id})
sip.addDomain({"domain": elsewhere})
names = {"firstName": "Zoë", "lastName": "& <Co>", "email": "zoe@example.net"}
sip.addAccount({"id": alice, "password": "secret", **names})
subscriber, whole = f"subscriber://Alice@{domain}", f"domain://{domain}"

told: dict[str, Any] = {
    "none": [
        code(voicemail.getAccount, alice),
        code(voicemail.getAccount, address("nobody")),
        code(voicemail.addAccount, {"sipId": alice, "password": "no digits"}),
    ]
}
made = voicemail.addAccount({"sipId": alice, "password": "24-68"})
told["number"] = made.mailbox
told["made"] = mailbox()
uri = f"sip:{made.mailbox}@voicemail.example"
sip.setCallDiversions(alice, {"FBUS": uri, "FNOA": "<voice-mailbox>", "FNOL": uri})
told["following"] = following()
read = voicemail.getAccount(alice)
read.name, read.email, read.password, read.options.delete = "Zoë's & <box>", "", "", False
told["changed"] = [voicemail.updateAccount(read), mailbox()]
told["announced"] = voicemail.setAnnouncement(alice, "Grüß Gott & <hallo>")
told["again"] = code(voicemail.addAccount, {"sipId": alice})
told["deleted"] = [voicemail.deleteAccount(alice), code(voicemail.deleteAccount, alice), following()]
told["next"] = voicemail.addAccount({"sipId": alice}).mailbox

told["unrated"] = [
    code(rating.getEntityProfiles, subscriber),
    code(rating.deleteEntityProfiles, subscriber),
    code(rating.getEntityProfiles, "mailto:alice@example.net"),
    code(rating.setEntityProfiles, {"profileWeekday": "100"}),
]
given = {"profileWeekday": "100", "profileWeekdayAlt": "1 & <2>", "profileWeekend": "200", "profileWeekendAlt": "201"}
more = {"timezone": "Europe/Amsterdam", "increment": 6}
told["rated"] = [rating.setEntityProfiles({"entity": subscriber, **given, **more}), profiles(subscriber)]
replacing = {"entity": subscriber, "profileWeekday": "300"}
told["replaced"] = [rating.setEntityProfiles(replacing), profiles(subscriber)]
told["unset"] = [rating.deleteEntityProfiles(subscriber), code(rating.getEntityProfiles, subscriber)]
rating.setEntityProfiles({"entity": subscriber, "profileWeekday": "400"})
rating.setEntityProfiles({"entity": whole, "profileWeekday": "500"})

told["status"] = network.getStatus()
told["statistics"] = [network.getStatistics()]
for port in PORTS:
    port.identify(tag, "geheim & sicher", False)
told["own"] = [voicemail.getAccount(alice).mailbox, profiles(whole)["profileWeekday"]]
told["foreign"] = code(rating.getEntityProfiles, f"domain://{elsewhere}")
told["statistics"].append(network.getStatistics())
sip.deleteAccount(alice)
told["gone"] = [code(voicemail.getAccount, alice), code(rating.getEntityProfiles, subscriber)]
json.dump(told, sys.stdout, ensure_ascii=False)
