# SPDX-License-Identifier: Apache-2.0
"""The SIP story of tests/clients/README.md told by zeep."""

import json
import sys
from typing import Any

from zeep_port import Port, code, items, plain, tag

port = Port("sip")
sip = port.call
domain = f"{tag}.example"


def address(username: str) -> dict[str, str]:
    """A SipId."""
    return {"username": username, "domain": domain}


def page(username: str) -> dict[str, Any]:
    """What a search by user name finds."""
    query = {"filter": {"username": username, "domain": domain}, "range": {"start": 0, "count": 5}}
    found = sip.getAccounts(query)
    return {"names": [each.id.username for each in items(found.accounts)], "total": found.total}


sip.addDomain({"domain": domain})
account = sip.addAccount(
    {
        "id": address("Alice"),
        "firstName": "Älice & <Co>",
        "password": "geheim & sicher",
        "groups": {"item": ["free-pstn", "sms"]},
        "quota": 5,
        "prepaid": True,
        "acl": {"item": [{"ip": "10.0.0.0", "mask": 8}]},
        "properties": {"item": [{"name": "language", "value": "nl"}, {"name": "empty", "value": ""}]},
    }
)
told: dict[str, Any] = {
    "id": plain(account.id),
    "firstName": account.firstName,
    "password": account.password,
    "groups": items(account.groups),
    "quota": account.quota,
    "prepaid": account.prepaid,
    "acl": [[each.ip, each.mask] for each in items(account.acl)],
    "properties": [[each.name, each.value or ""] for each in items(account.properties)],
    "timeout": account.timeout,
}
account.quota, account.acl = 7, {"item": []}
told["done"] = sip.updateAccount(account)
read = sip.getAccount(address("alice"))
told["read"] = [read.quota, items(read.acl), items(read.groups), read.password]
told["pages"] = [page("nobody"), page("ALICE")]
once = port.element("{urn:ngnprov}request")(id=tag)
for _ in range(2):
    told["balance"] = plain(sip.addBalance(address("alice"), 10.25, "first", _soapheaders=[once]))
told["balances"] = [each.balance for each in sip.getPrepaidStatus({"item": [address("bob"), address("alice")]})]
sip.setBarringPrefixes(address("alice"), {"item": ["+44"]})
told["barred"] = [sip.getBarringPrefixes(address("alice")), sip.getRejectMembers(address("alice")) or []]
diversions = sip.getCallDiversions(address("alice"))
told["diversions"] = {name: diversions[name] or "" for name in ("FUNC", "FNOL", "FBUS", "FNOA", "FUNV")}
told["trace"] = sip.getMediaSessions()
told["code"] = code(sip.getAccount, address("nobody"))
told["deleted"] = [sip.deleteAccount(address("alice")), sip.deleteDomain(domain)]
json.dump(told, sys.stdout, ensure_ascii=False)
