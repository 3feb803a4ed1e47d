# SPDX-License-Identifier: Apache-2.0
"""The SIP story of tests/clients/README.md told by suds."""

import json
import sys
from typing import Any

from suds_port import Port, code, items, tag, text

port = Port("sip")
sip, make, listed = port.call, port.make, port.listed
domain = f"{tag}.example"


def address(username: str) -> Any:
    """A SipId."""
    return make("SipId", username=username, domain=domain)


def page(username: str) -> dict[str, Any]:
    """What a search by user name finds."""
    wanted = make("SipFilter", username=username, domain=domain)
    found = sip.getAccounts(make("SipQuery", filter=wanted, range=make("Range", start=0, count=5)))
    return {"names": [text(each.id.username) for each in items(found.accounts)], "total": found.total}


sip.addDomain(make("SipDomain", domain=domain))
account = sip.addAccount(
    make(
        "SipAccount",
        id=address("Alice"),
        firstName="Älice & <Co>",
        password="geheim & sicher",
        groups=listed("StringArray", "free-pstn", "sms"),
        quota=5,
        prepaid=True,
        acl=listed("AclEntryArray", make("AclEntry", ip="10.0.0.0", mask=8)),
        properties=listed(
            "PropertyArray", make("Property", name="language", value="nl"), make("Property", name="empty", value="")
        ),
    )
)
told: dict[str, Any] = {
    "id": {"username": text(account.id.username), "domain": text(account.id.domain)},
    "firstName": text(account.firstName),
    "password": text(account.password),
    "groups": [text(each) for each in items(account.groups)],
    "quota": account.quota,
    "prepaid": account.prepaid,
    "acl": [[text(each.ip), each.mask] for each in items(account.acl)],
    "properties": [[text(each.name), text(each.value)] for each in items(account.properties)],
    "timeout": account.timeout,
}
changed = make("SipAccount", id=account.id, quota=7, acl=listed("AclEntryArray"))
told["done"] = sip.updateAccount(changed)
read = sip.getAccount(address("alice"))
told["read"] = [read.quota, items(read.acl), [text(each) for each in items(read.groups)], text(read.password)]
told["pages"] = [page("nobody"), page("ALICE")]
port.once(tag)
for _ in range(2):
    balance = sip.addBalance(address("alice"), 10.25, "first")
port.once("")
told["balance"] = {"old_balance": balance.old_balance, "new_balance": balance.new_balance}
wanted = listed("SipIdArray", address("bob"), address("alice"))
told["balances"] = [each.balance for each in items(sip.getPrepaidStatus(wanted))]
sip.setBarringPrefixes(address("alice"), listed("StringArray", "+44"))
told["barred"] = [
    [text(each) for each in items(sip.getBarringPrefixes(address("alice")))],
    items(sip.getRejectMembers(address("alice"))),
]
diversions = sip.getCallDiversions(address("alice"))
told["diversions"] = {name: text(diversions[name]) for name in ("FUNC", "FNOL", "FBUS", "FNOA", "FUNV")}
told["trace"] = text(sip.getMediaSessions())
told["code"] = code(sip.getAccount, address("nobody"))
told["deleted"] = [sip.deleteAccount(address("alice")), sip.deleteDomain(domain)]
json.dump(told, sys.stdout, ensure_ascii=False)
