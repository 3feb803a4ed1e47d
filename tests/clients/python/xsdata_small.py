# SPDX-License-Identifier: Apache-2.0
"""The story of the small ports of tests/clients/README.md told by xsdata."""

import json
import sys
from typing import Any

from xsdata_port import Port, code, plain, tag

PORTS = voicemail, rating, network = [Port(name) for name in ("voicemail", "rating", "network")]
customer, sip = Port("customer"), Port("sip")
domain, elsewhere = f"{tag}.example", f"elsewhere-{tag}.example"


def address(port: Port, username: str = "Alice") -> Any:
    """A SipId."""
    return port.types.SipId(username=username, domain=domain)


def account(**members: str) -> Any:
    """A VoicemailAccount of alice."""
    return voicemail.types.VoicemailAccount(sip_id=address(voicemail), **members)


def of_alice(operation: str, **more: Any) -> Any:
    """What an operation answers about the mailbox of alice."""
    return voicemail.call(operation, sip_id=address(voicemail), **more)


def mailbox() -> list[Any]:
    """The mailbox of alice without its number."""
    stored = of_alice("get_account")
    return [plain(stored.sip_id), stored.password, stored.name, stored.email, stored.info, stored.options.delete]


def rate(entity: str, weekday: str, **more: Any) -> Any:
    """Set the profiles of an entity."""
    profiles_ = rating.types.RatingEntityProfiles(entity=entity, profile_weekday=weekday, **more)
    return rating.call("set_entity_profiles", profiles=profiles_)


def profiles(entity: str) -> Any:
    """The rating profiles of an entity."""
    return plain(rating.call("get_entity_profiles", entity=entity))


def following() -> list[Any]:
    """The groups of alice, and where her calls are diverted."""
    diversions = plain(sip.call("get_call_diversions", sip_id=address(sip)))
    groups = sip.call("get_account", sip_id=address(sip)).groups.item
    return [groups, [diversions[name] for name in ("FUNC", "FNOL", "FBUS", "FNOA", "FUNV")]]


names = {"first_name": "Zoë", "last_name": "& <Co>", "email": "zoe@example.net"}
reseller = customer.types.CustomerAccount(username=tag, password="geheim & sicher", reseller_active=True)
owner = customer.call("add_account", account=reseller).id
for name, more in ((domain, {"customer": owner}), (elsewhere, {})):
    sip.call("add_domain", domain=sip.types.SipDomain(domain=name, **more))
sip.call("add_account", account=sip.types.SipAccount(id=address(sip), password="secret", **names))
subscriber, whole = f"subscriber://Alice@{domain}", f"domain://{domain}"

told: dict[str, Any] = {
    "none": [
        code(lambda: of_alice("get_account")),
        code(lambda: voicemail.call("get_account", sip_id=address(voicemail, "nobody"))),
        code(lambda: voicemail.call("add_account", account=account(password="no digits"))),
    ]
}
told["number"] = voicemail.call("add_account", account=account(password="24-68")).mailbox
told["made"] = mailbox()
uri = f"sip:{told['number']}@voicemail.example"
diversions = sip.types.CallDiversions(fbus=uri, fnoa="<voice-mailbox>", fnol=uri)
sip.call("set_call_diversions", sip_id=address(sip), diversions=diversions)
told["following"] = following()
read = of_alice("get_account")
read.name, read.email, read.password, read.options.delete = "Zoë's & <box>", "", "", False
told["changed"] = [voicemail.call("update_account", account=read), mailbox()]
told["announced"] = of_alice("set_announcement", message="Grüß Gott & <hallo>")
told["again"] = code(lambda: voicemail.call("add_account", account=account()))
told["deleted"] = [of_alice("delete_account"), code(lambda: of_alice("delete_account")), following()]
told["next"] = voicemail.call("add_account", account=account()).mailbox

told["unrated"] = [
    code(lambda: profiles(subscriber)),
    code(lambda: rating.call("delete_entity_profiles", entity=subscriber)),
    code(lambda: profiles("mailto:alice@example.net")),
    code(lambda: rate("", "100")),
]
alternatives = {"profile_weekday_alt": "1 & <2>", "profile_weekend": "200", "profile_weekend_alt": "201"}
first = rate(subscriber, "100", **alternatives, timezone="Europe/Amsterdam", increment=6)
told["rated"] = [first, profiles(subscriber)]
told["replaced"] = [rate(subscriber, "300"), profiles(subscriber)]
told["unset"] = [rating.call("delete_entity_profiles", entity=subscriber), code(lambda: profiles(subscriber))]
rate(subscriber, "400")
rate(whole, "500")

told["status"] = network.call("get_status")
told["statistics"] = [network.call("get_statistics")]
for port in PORTS:
    port.identify(tag, "geheim & sicher", False)
told["own"] = [of_alice("get_account").mailbox, profiles(whole)["profileWeekday"]]
told["foreign"] = code(lambda: profiles(f"domain://{elsewhere}"))
told["statistics"].append(network.call("get_statistics"))
sip.call("delete_account", sip_id=address(sip))
told["gone"] = [code(lambda: of_alice("get_account")), code(lambda: profiles(subscriber))]
json.dump(told, sys.stdout, ensure_ascii=False)
