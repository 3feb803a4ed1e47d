# SPDX-License-Identifier: Apache-2.0
"""E-mail aliases and URL redirects (dns.md 5)."""

from typing import Any

import pytest

from tests.ports.dns.conftest import DnsScene

ALIAS = {"name": "Info@example.com", "zone": "example.com", "type": "MBOXFW", "value": "me@Corp.test"}
REDIRECT = {"name": "go", "zone": "example.com", "type": "URL", "value": "http://corp.test/x?y=1#z"}


def test_an_alias_is_accepted_as_the_client_sends_it(dns: DnsScene) -> None:
    stored = dns.customer_login.addFancyRecord(record={**ALIAS, "ttl": 3600, "priority": 0, "owner": None})
    assert stored == {
        "id": stored["id"],
        "name": "info@example.com",
        "zone": "example.com",
        "type": "MBOXFW",
        "value": "me@corp.test",
        "priority": 0,
        "ttl": 3600,
        "owner": 0,
        "customer": dns.customer_id,
        "reseller": dns.reseller_id,
        "changeDate": stored["changeDate"],
    }
    found = dns.customer_login.getFancyRecords(query={"filter": {"type": "MBOXFW"}})
    assert found == {"records": [stored], "total": 1}
    assert dns.customer_login.getFancyRecord(recordId=str(stored["id"])) == stored


def test_a_redirect_has_a_name_as_records_have(dns: DnsScene) -> None:
    for written, full in (("go", "go.example.com"), ("", "example.com"), ("www.Example.com.", "www.example.com")):
        stored = dns.customer_login.addFancyRecord(record={**REDIRECT, "name": written})
        assert (stored["name"], stored["value"], stored["ttl"]) == (full, REDIRECT["value"], 3600)


def test_an_alias_is_in_the_zone_of_its_mailbox(dns: DnsScene) -> None:
    dns.root.addZone(zone={"name": "sub.example.com", "customer": dns.customer_id})
    for name, zone, expected in (
        ("a@sub.example.com", "example.com", "sub.example.com"),
        ("a@deep.example.com", "example.com", "example.com"),
        ("b@example.com", None, "example.com"),
        ("c@sub.example.com", "other.example", "sub.example.com"),
        ("d", "example.com", "example.com"),
    ):
        stored = dns.customer_login.addFancyRecord(record={**ALIAS, "name": name, "zone": zone})
        assert stored["zone"] == expected
        assert stored["name"] == (name if "@" in name else f"{name}@example.com")
    for name, zone in (("a@other.example", "example.com"), ("a@other.example", None)):
        assert dns.customer_login.refused("addFancyRecord", record={**ALIAS, "name": name, "zone": zone}).code == 7000


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"name": "@example.com"}, 101, "record.name"),
        ({"name": "a b@example.com"}, 101, "record.name"),
        ({"name": "", "zone": ""}, 101, "record.name"),
        ({"value": "nobody"}, 101, "record.value"),
        ({"value": "a@b.test, c@d.test"}, 101, "record.value"),
        ({"value": "http://corp.test"}, 101, "record.value"),
        ({"value": ""}, 102, "record.value"),
        ({"type": "A"}, 101, "record.type"),
        ({"type": ""}, 102, "record.type"),
        ({"owner": 999}, 5000, "record.owner"),
        ({**REDIRECT, "value": "ftp://corp.test/"}, 101, "record.value"),
        ({**REDIRECT, "value": "corp.test"}, 101, "record.value"),
        ({**REDIRECT, "value": "http://"}, 101, "record.value"),
        ({**REDIRECT, "value": "http://corp.test/a b"}, 101, "record.value"),
        ({**REDIRECT, "value": "http://corp.test:x/"}, 101, "record.value"),
        ({**REDIRECT, "value": "javascript://corp.test/"}, 101, "record.value"),
        ({**REDIRECT, "name": "a@b"}, 101, "record.name"),
        ({**REDIRECT, "zone": None}, 102, "record.zone"),
        ({**REDIRECT, "zone": "other.example"}, 7000, "record.zone"),
    ],
)
def test_what_is_no_alias_and_no_redirect_is_refused(
    quick_dns: DnsScene, change: dict[str, Any], code: int, field: str
) -> None:
    before = quick_dns.world.fingerprint()
    fault = quick_dns.customer_login.refused("addFancyRecord", record={**ALIAS, **change})
    assert (fault.code, fault.field) == (code, field)
    assert quick_dns.world.fingerprint() == before


def test_an_alias_has_many_targets_and_a_redirect_one(dns: DnsScene) -> None:
    dns.customer_login.addFancyRecord(record=ALIAS)
    second = dns.customer_login.addFancyRecord(record={**ALIAS, "value": "you@corp.test"})
    dns.customer_login.addFancyRecord(record=REDIRECT)
    before = dns.world.fingerprint()
    assert dns.customer_login.refused("addFancyRecord", record={**ALIAS, "value": "ME@corp.test"}).code == 7005
    assert dns.customer_login.refused("addFancyRecord", record={**REDIRECT, "value": "http://x.test/"}).code == 7005
    changed = {"id": second["id"], "value": "me@corp.test"}
    assert dns.customer_login.refused("updateFancyRecord", record=changed).code == 7005
    assert dns.world.fingerprint() == before


def test_fancy_records_and_cnames_exclude_each_other(dns: DnsScene) -> None:
    dns.record("go", "CNAME", "www.example.net")
    assert dns.customer_login.refused("addFancyRecord", record=REDIRECT).code == 7010
    assert dns.customer_login.refused("addFancyRecord", record={**ALIAS, "name": "x@go.example.com"}).code == 7010
    dns.customer_login.addFancyRecord(record={**REDIRECT, "name": "to"})
    dns.customer_login.addFancyRecord(record={**ALIAS, "name": "x@mail.example.com"})
    for name in ("to", "mail"):
        given = {"zone": "example.com", "name": name, "type": "CNAME", "value": "www.example.net"}
        assert dns.customer_login.refused("addRecord", record=given).code == 7010


def test_value_ttl_and_owner_change_and_the_rest_says_which_is_meant(dns: DnsScene) -> None:
    alias = dns.customer_login.addFancyRecord(record=ALIAS)
    redirect = dns.customer_login.addFancyRecord(record=REDIRECT)
    serial = dns.serial()
    changed = dns.customer_login.updateFancyRecord(record={**alias, "value": "you@corp.test", "owner": dns.customer_id})
    assert (changed["value"], changed["owner"], changed["name"]) == ("you@corp.test", dns.customer_id, alias["name"])
    assert dns.customer_login.updateFancyRecord(record={"id": redirect["id"], "ttl": 60})["ttl"] == 60
    assert dns.serial() == serial + 2
    foreign = {**redirect, "id": alias["id"], "name": "go", "zone": "example.com", "ttl": 61}
    del foreign["type"]
    assert dns.customer_login.refused("updateFancyRecord", record=foreign).code in (7004, 101)
    assert dns.customer_login.updateFancyRecord(record={**redirect, "id": 999, "ttl": 62})["id"] == redirect["id"]
    fault = dns.customer_login.refused("updateFancyRecord", record={**alias, "type": "URL"})
    assert (fault.code, fault.field) == (101, "record.type")
    before = dns.world.fingerprint()
    assert dns.customer_login.refused("updateFancyRecord", record={**changed, "value": "nobody"}).code == 101
    assert dns.customer_login.updateFancyRecord(record=changed) == changed
    assert dns.world.fingerprint() == before


def test_plain_and_fancy_records_do_not_answer_for_each_other(dns: DnsScene) -> None:
    alias = dns.customer_login.addFancyRecord(record=ALIAS)
    record = dns.record("a", "A", "192.0.2.1")
    for operation in ("getRecord", "deleteRecord"):
        assert dns.customer_login.refused(operation, recordId=alias["id"]).code == 7002
    for operation in ("getFancyRecord", "deleteFancyRecord"):
        assert dns.customer_login.refused(operation, recordId=record["id"]).code == 7004
    assert dns.customer_login.refused("updateRecord", record=alias).code in (7002, 101)
    assert dns.customer_login.getRecords(query={"filter": {"type": "MBOXFW"}}) == {"records": [], "total": 0}
    assert dns.customer_login.getFancyRecords(query={"filter": {"type": "A"}}) == {"records": [], "total": 0}


def test_mail_credit_ends_and_returns_and_redirects_are_free(dns: DnsScene) -> None:
    dns.grant(dns.customer_id, email_credit=2)
    first = dns.customer_login.addFancyRecord(record=ALIAS)
    dns.customer_login.addFancyRecord(record={**ALIAS, "name": "b@example.com"})
    third = {**ALIAS, "name": "c@example.com"}
    fault = dns.customer_login.refused("addFancyRecord", record=third)
    members = {name: fault.members[name] for name in ("kind", "limit", "used", "holder")}
    assert (fault.code, members) == (
        910,
        {"kind": "email_credit", "limit": "2", "used": "2", "holder": str(dns.customer_id)},
    )
    redirect = dns.customer_login.addFancyRecord(record=REDIRECT)
    assert dns.customer_login.deleteFancyRecord(recordId=redirect["id"]) is None
    assert dns.customer_login.refused("addFancyRecord", record=third).code == 910
    dns.customer_login.deleteFancyRecord(recordId=first["id"])
    dns.customer_login.addFancyRecord(record=third)
    dns.grant(dns.customer_id, email_credit=3)
    dns.customer_login.addFancyRecord(record=ALIAS)
    dns.grant(dns.reseller_id, email_credit=3)
    dns.grant(dns.customer_id, email_credit=9)
    assert dns.customer_login.refused("addFancyRecord", record={**ALIAS, "name": "d@example.com"}).code == 911


def test_a_foreign_alias_is_as_one_that_never_was(dns: DnsScene) -> None:
    alias = dns.customer_login.addFancyRecord(record=ALIAS)
    stranger = dns.stranger()
    before = dns.world.fingerprint()
    for operation in ("getFancyRecord", "deleteFancyRecord"):
        seen, never = (stranger.refused(operation, recordId=id) for id in (alias["id"], 999))
        assert (seen.code, seen.text) == (7004, never.text)
    assert stranger.refused("updateFancyRecord", record=alias).code == 7004
    assert stranger.refused("addFancyRecord", record={**ALIAS, "name": "z@example.com"}).code == 7000
    assert stranger.getFancyRecords(query={})["total"] == 0
    assert dns.world.fingerprint() == before


def test_lists_of_fancy_records_filter_and_order(dns: DnsScene) -> None:
    dns.customer_login.addFancyRecord(record=ALIAS)
    dns.customer_login.addFancyRecord(record=REDIRECT)

    def names(**query: Any) -> list[str]:
        return [record["name"] for record in dns.customer_login.getFancyRecords(query=query)["records"]]

    assert names(orderBy={"attribute": "name", "direction": "DESC"}) == ["info@example.com", "go.example.com"]
    assert names(filter={"type": "URL", "name": None}) == ["go.example.com"]
    assert names(filter={"name": "INFO@%"}) == ["info@example.com"]
    assert names(filter={"value": "http:%"}) == ["go.example.com"]
    assert names(filter={"zone": "example.com", "value": "ME@corp.test"}) == ["info@example.com"]
    assert names(filter={"zone": "other.example"}) == []


def test_an_owner_of_an_alias_cannot_be_deleted(dns: DnsScene) -> None:
    user = dns.add("user", reseller=dns.reseller_id)
    dns.customer_login.addFancyRecord(record={**ALIAS, "owner": user})
    assert "1 DNS fancy records" in dns.admin.refused("deleteAccount", id=user).text
