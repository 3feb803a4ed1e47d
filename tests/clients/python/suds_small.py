# SPDX-License-Identifier: Apache-2.0
"""The story of the small ports of tests/clients/README.md told by suds."""

import json
import sys
from typing import Any

from suds_port import Port, code, items, tag, text

PORTS = voicemail_port, rating_port, network_port = [Port(name) for name in ("voicemail", "rating", "network")]
voicemail, rating, network = (port.call for port in PORTS)
customer_port, sip_port = Port("customer"), Port("sip")
customer, sip = customer_port.call, sip_port.call
domain, elsewhere = f"{tag}.example", f"elsewhere-{tag}.example"


def address(port: Port, username: str) -> Any:
    """A SipId."""
    return port.make("SipId", username=username, domain=domain)


def account(**members: str) -> Any:
    """A VoicemailAccount of alice."""
    return voicemail_port.make("VoicemailAccount", sipId=alice, **members)


def mailbox() -> list[Any]:
    """The mailbox of alice without its number."""
    stored = voicemail.getAccount(alice)
    texts = [text(stored[name]) for name in ("password", "name", "email", "info")]
    id = {name: text(stored.sipId[name]) for name in ("username", "domain")}
    return [id, *texts, stored.options.delete]


def given(entity: str, **members: Any) -> Any:
    """A RatingEntityProfiles."""
    return rating_port.make("RatingEntityProfiles", entity=entity, **members)


def profiles(entity: str) -> dict[str, Any]:
    """The rating profiles of an entity."""
    stored = rating.getEntityProfiles(entity)
    return {name: value if isinstance(value, int) else text(value) for name, value in stored}


def following() -> list[Any]:
    """The groups of alice, and where her calls are diverted."""
    diversions = sip.getCallDiversions(alice)
    targets = [text(diversions[name]) for name in ("FUNC", "FNOL", "FBUS", "FNOA", "FUNV")]
    return [[text(each) for each in items(sip.getAccount(alice).groups)], targets]


alice = address(sip_port, "Alice")
make = customer_port.make
reseller = customer.addAccount(make("CustomerAccount", username=tag, password="geheim & sicher", resellerActive=True))
make = sip_port.make
sip.addDomain(make("SipDomain", domain=domain, customer=reseller.id))
sip.addDomain(make("SipDomain", domain=elsewhere))
names = {"firstName": "Zoë", "lastName": "& <Co>", "email": "zoe@example.net"}
sip.addAccount(make("SipAccount", id=alice, password="secret", **names))
subscriber, whole = f"subscriber://Alice@{domain}", f"domain://{domain}"

told: dict[str, Any] = {
    "none": [
        code(voicemail.getAccount, alice),
        code(voicemail.getAccount, address(voicemail_port, "nobody")),
        code(voicemail.addAccount, account(password="no digits")),
    ]
}
told["number"] = text(voicemail.addAccount(account(password="24-68")).mailbox)
told["made"] = mailbox()
uri = f"sip:{told['number']}@voicemail.example"
sip.setCallDiversions(alice, make("CallDiversions", FBUS=uri, FNOA="<voice-mailbox>", FNOL=uri))
told["following"] = following()
read = voicemail.getAccount(alice)
read.name, read.email, read.password, read.options.delete = "Zoë's & <box>", "", "", False
told["changed"] = [voicemail.updateAccount(read), mailbox()]
told["announced"] = voicemail.setAnnouncement(alice, "Grüß Gott & <hallo>")
told["again"] = code(voicemail.addAccount, account())
told["deleted"] = [voicemail.deleteAccount(alice), code(voicemail.deleteAccount, alice), following()]
told["next"] = text(voicemail.addAccount(account()).mailbox)

told["unrated"] = [
    code(rating.getEntityProfiles, subscriber),
    code(rating.deleteEntityProfiles, subscriber),
    code(rating.getEntityProfiles, "mailto:alice@example.net"),
    code(rating.setEntityProfiles, rating_port.make("RatingEntityProfiles", profileWeekday="100")),
]
weekday = {"profileWeekday": "100", "profileWeekdayAlt": "1 & <2>"}
weekend = {"profileWeekend": "200", "profileWeekendAlt": "201"}
first = given(subscriber, **weekday, **weekend, timezone="Europe/Amsterdam", increment=6)
told["rated"] = [rating.setEntityProfiles(first), profiles(subscriber)]
told["replaced"] = [rating.setEntityProfiles(given(subscriber, profileWeekday="300")), profiles(subscriber)]
told["unset"] = [rating.deleteEntityProfiles(subscriber), code(rating.getEntityProfiles, subscriber)]
rating.setEntityProfiles(given(subscriber, profileWeekday="400"))
rating.setEntityProfiles(given(whole, profileWeekday="500"))

told["status"] = text(network.getStatus())
told["statistics"] = [text(network.getStatistics())]
for port in PORTS:
    port.identify(tag, "geheim & sicher", False)
told["own"] = [text(voicemail.getAccount(alice).mailbox), profiles(whole)["profileWeekday"]]
told["foreign"] = code(rating.getEntityProfiles, f"domain://{elsewhere}")
told["statistics"].append(text(network.getStatistics()))
sip.deleteAccount(alice)
told["gone"] = [code(voicemail.getAccount, alice), code(rating.getEntityProfiles, subscriber)]
json.dump(told, sys.stdout, ensure_ascii=False)
