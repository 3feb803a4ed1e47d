# SPDX-License-Identifier: Apache-2.0
"""The SIP story of tests/clients/README.md told by xsdata."""

import json
import sys
from typing import Any

from xsdata_port import Port, code, plain, tag

sip = Port("sip")
types = sip.types
domain = f"{tag}.example"


def address(username: str) -> Any:
    """A SipId."""
    return types.SipId(username=username, domain=domain)


def page(username: str) -> dict[str, Any]:
    """What a search by user name finds."""
    filter_ = types.SipFilter(username=username, domain=domain)
    query = types.SipQuery(filter=filter_, range=types.Range(start=0, count=5))
    found = sip.call("get_accounts", query=query)
    return {"names": [each.id.username for each in found.accounts.item], "total": found.total}


sip.call("add_domain", domain=types.SipDomain(domain=domain))
given = types.SipAccount(
    id=address("Alice"),
    first_name="Älice & <Co>",
    password="geheim & sicher",
    groups=types.StringArray(item=["free-pstn", "sms"]),
    quota=5,
    prepaid=True,
    acl=types.AclEntryArray(item=[types.AclEntry(ip="10.0.0.0", mask=8)]),
    properties=types.PropertyArray(
        item=[types.Property(name="language", value="nl"), types.Property(name="empty", value="")]
    ),
)
account = sip.call("add_account", account=given)
told: dict[str, Any] = {
    "id": plain(account.id),
    "firstName": account.first_name,
    "password": account.password,
    "groups": account.groups.item,
    "quota": account.quota,
    "prepaid": account.prepaid,
    "acl": [[each.ip, each.mask] for each in account.acl.item],
    "properties": [[each.name, each.value] for each in account.properties.item],
    "timeout": account.timeout,
}
account.quota, account.acl = 7, types.AclEntryArray()
told["done"] = sip.call("update_account", account=account)
alice = address("alice")
read = sip.call("get_account", sip_id=alice)
told["read"] = [read.quota, plain(read.acl), read.groups.item, read.password]
told["pages"] = [page("nobody"), page("ALICE")]
for _ in range(2):
    told["balance"] = plain(sip.call("add_balance", tag, sip_id=alice, value=10.25, description="first"))
wanted = types.SipIdArray(item=[address("bob"), alice])
told["balances"] = [each.balance for each in sip.call("get_prepaid_status", sip_ids=wanted).item]
sip.call("set_barring_prefixes", sip_id=alice, prefixes=types.StringArray(item=["+44"]))
told["barred"] = [plain(sip.call(get, sip_id=alice)) for get in ("get_barring_prefixes", "get_reject_members")]
told["diversions"] = plain(sip.call("get_call_diversions", sip_id=alice))
told["trace"] = sip.call("get_media_sessions")
told["code"] = code(lambda: sip.call("get_account", sip_id=address("nobody")))
told["deleted"] = [sip.call("delete_account", sip_id=alice), sip.call("delete_domain", domain=domain)]
json.dump(told, sys.stdout, ensure_ascii=False)
