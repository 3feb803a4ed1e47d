# SPDX-License-Identifier: Apache-2.0
"""The story of the small ports of tests/clients/README.md told as CDRTool tells it: null, "", and 0 or 1 for a truth value."""

import json
import sys
from typing import Any

from pear_port import Port, code, tag

PORTS = voicemail, rating, network = [Port(name) for name in ("Voicemail", "Rating", "Network")]
customer, sip = Port("Customer"), Port("Sip")
domain, elsewhere = f"{tag}.example", f"elsewhere-{tag}.example"


def mailbox() -> list[Any]:
    """The mailbox of alice without its number."""
    stored = voicemail("getAccount", sipId=alice)
    return [stored.sipId, stored.password, stored.name, stored.email, stored.info, stored.options.delete]


def following() -> list[Any]:
    """The groups of alice, and where her calls are diverted."""
    diversions = sip("getCallDiversions", sipId=alice)
    groups = sip("getAccount", sipId=alice).groups
    return [groups, [diversions[name] for name in ("FUNC", "FNOL", "FBUS", "FNOA", "FUNV")]]


alice = {"username": "Alice", "domain": domain}
reseller = customer("addAccount", account={"username": tag, "password": "geheim & sicher", "resellerActive": 1})
sip("addDomain", domain={"domain": domain, "customer": reseller.id})
sip("addDomain", domain={"domain": elsewhere, "customer": None})
names = {"firstName": "Zoë", "lastName": "& <Co>", "email": "zoe@example.net"}
sip("addAccount", account={"id": alice, "password": "secret", "groups": [], **names})
subscriber, whole = f"subscriber://Alice@{domain}", f"domain://{domain}"

told: dict[str, Any] = {
    "none": [
        code(voicemail("getAccount", sipId=alice)),
        code(voicemail("getAccount", sipId={"username": "nobody", "domain": domain})),
        code(voicemail("addAccount", account={"sipId": alice, "password": "no digits"})),
    ]
}
given = {"sipId": alice, "password": "24-68", "name": None, "email": None, "options": {"delete": 1}}
told["number"] = voicemail("addAccount", account=given).mailbox
told["made"] = mailbox()
uri = f"sip:{told['number']}@voicemail.example"
diversions = {"FUNC": None, "FBUS": uri, "FNOA": "<voice-mailbox>", "FNOL": uri}
sip("setCallDiversions", sipId=alice, diversions=diversions)
told["following"] = following()
read = voicemail("getAccount", sipId=alice)
changed = {**read, "name": "Zoë's & <box>", "email": "", "password": "", "options": {"delete": 0}}
told["changed"] = [voicemail("updateAccount", account=changed), mailbox()]
told["announced"] = voicemail("setAnnouncement", sipId=alice, message="Grüß Gott & <hallo>")
told["again"] = code(voicemail("addAccount", account={"sipId": alice}))
told["deleted"] = [voicemail("deleteAccount", sipId=alice), code(voicemail("deleteAccount", sipId=alice)), following()]
told["next"] = voicemail("addAccount", account={"sipId": alice}).mailbox

told["unrated"] = [
    code(rating("getEntityProfiles", entity=subscriber)),
    code(rating("deleteEntityProfiles", entity=subscriber)),
    code(rating("getEntityProfiles", entity="mailto:alice@example.net")),
    code(rating("setEntityProfiles", profiles={"entity": None, "profileWeekday": "100"})),
]
weekday = {"profileWeekday": "100", "profileWeekdayAlt": "1 & <2>"}
weekend = {"profileWeekend": "200", "profileWeekendAlt": "201"}
first = {"entity": subscriber, **weekday, **weekend, "timezone": "Europe/Amsterdam", "increment": 6}
told["rated"] = [rating("setEntityProfiles", profiles=first), rating("getEntityProfiles", entity=subscriber)]
second = {"entity": subscriber, "profileWeekday": "300", "profileWeekdayAlt": None, "profileWeekend": ""}
told["replaced"] = [rating("setEntityProfiles", profiles=second), rating("getEntityProfiles", entity=subscriber)]
told["unset"] = [
    rating("deleteEntityProfiles", entity=subscriber),
    code(rating("getEntityProfiles", entity=subscriber)),
]
rating("setEntityProfiles", profiles={"entity": subscriber, "profileWeekday": "400"})
rating("setEntityProfiles", profiles={"entity": whole, "profileWeekday": "500"})

told["status"] = network("getStatus")
told["statistics"] = [network("getStatistics")]
for port in PORTS:
    port.identify(tag, "geheim & sicher", False)
told["own"] = [
    voicemail("getAccount", sipId=alice).mailbox,
    rating("getEntityProfiles", entity=whole).profileWeekday,
]
told["foreign"] = code(rating("getEntityProfiles", entity=f"domain://{elsewhere}"))
told["statistics"].append(network("getStatistics"))
sip("deleteAccount", sipId=alice)
told["gone"] = [code(voicemail("getAccount", sipId=alice)), code(rating("getEntityProfiles", entity=subscriber))]
json.dump(told, sys.stdout, ensure_ascii=False)
