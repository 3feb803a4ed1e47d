# SPDX-License-Identifier: Apache-2.0
"""Profiles: every customer has one, and it comes and goes with the customer (tenant.md 3 to 9)."""

from dataclasses import replace
from typing import Any

import pytest

from ngnprov.calls.port import find_ports
from ngnprov.db.columns import metadata
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.tenant import PORT
from tests.ports.tenant.conftest import TenantScene
from tests.support.examination import examine

SERVERS = ("status", "createDate", "terminateDate", "version", "reseller", "overrides")


def test_every_customer_has_a_profile_from_the_first_moment(tenants: TenantScene) -> None:
    profile = tenants.profile(tenants.customer_id)
    assert (profile["kind"], profile["enabled"], profile["maxSubscribers"]) == ("sipaccount", True, "")
    assert (profile["contact"], profile["billingProfile"], profile["version"]) == (0, 0, 1)
    assert tenants.profile(tenants.reseller_id)["reseller"] == tenants.reseller_id
    assert examine(tenants.world.database) == []


def test_what_is_sent_comes_back_and_the_rest_stays(tenants: TenantScene) -> None:
    contact = tenants.contact()
    given: dict[str, Any] = {
        "name": "Acme",
        "description": "d" * 200,
        "reference": "r" * 200,
        "notes": "first\nsecond",
        "contact": contact,
        "maxSubscribers": "1000000",
        "extRangeMin": "0100",
        "extRangeMax": "0199",
        "trialUntil": "2027-01-31",
        "enabled": False,
    }
    changed = tenants.change(tenants.customer_id, **given)
    assert {name: changed[name] for name in given} == given
    assert (changed["version"], changed["status"]) == (2, "pending")
    assert tenants.change(tenants.customer_id, maxSubscribers="")["maxSubscribers"] == ""
    after = tenants.profile(tenants.customer_id)
    assert {name: after[name] for name in given} == {**given, "maxSubscribers": ""}
    back: dict[str, Any] = {name: value for name, value in after.items() if name not in SERVERS and name != "customer"}
    assert tenants.change(tenants.customer_id, **back) == after, "a page sends the whole record"


@pytest.mark.parametrize(
    ("members", "code", "field"),
    [
        ({"maxSubscribers": "0"}, 101, "maxSubscribers"),
        ({"maxSubscribers": "-1"}, 101, "maxSubscribers"),
        ({"maxSubscribers": "1000001"}, 101, "maxSubscribers"),
        ({"maxSubscribers": "many"}, 101, "maxSubscribers"),
        ({"extRangeMin": "100"}, 101, "extRangeMax"),
        ({"extRangeMax": "100"}, 101, "extRangeMin"),
        ({"extRangeMin": "100", "extRangeMax": "1999"}, 101, "extRangeMax"),
        ({"extRangeMin": "200", "extRangeMax": "100"}, 101, "extRangeMin"),
        ({"extRangeMin": "1", "extRangeMax": "2"}, 101, "extRangeMin"),
        ({"extRangeMin": "1a", "extRangeMax": "20"}, 101, "extRangeMin"),
        ({"reference": "r" * 201}, 101, "reference"),
        ({"description": "d" * 201}, 101, "description"),
        ({"name": "n" * 101}, 101, "name"),
        ({"name": "a\tb"}, 101, "name"),
        ({"notes": "n" * 4001}, 101, "notes"),
        ({"kind": "tenant"}, 101, "kind"),
        ({"kind": "pbxaccount"}, 102, "name"),
        ({"kind": "pbxaccount", "name": "n"}, 102, "contact"),
        ({"trialUntil": "31.1.2027"}, 101, "trialUntil"),
        ({"trialUntil": "2027-01-31", "inHouse": True}, 8422, "inHouse"),
        ({"contact": 4711}, 8442, "contact"),
        ({"billingProfile": 4711}, 8443, "billingProfile"),
        ({"productType": "GOLD"}, 8411, "productType"),
        ({"country": "XX"}, 101, "country"),
        ({"language": "xx"}, 101, "language"),
        ({"timezone": "Mars/Base"}, 101, "timezone"),
        ({"timezone": "localtime"}, 101, "timezone"),
        ({"dateFormat": "d.M"}, 101, "dateFormat"),
        ({"numberFormat": "1_234"}, 101, "numberFormat"),
        ({"nationalPrefix": "x"}, 101, "nationalPrefix"),
    ],
)
def test_what_breaks_a_rule_is_named_and_changes_nothing(
    quick_tenants: TenantScene, members: dict[str, Any], code: int, field: str
) -> None:
    before = quick_tenants.world.fingerprint()
    fault = quick_tenants.reseller_login.refused("updateProfile", profile={"customer": 2, **members})
    assert (fault.code, fault.field) == (code, f"profile.{field}")
    assert quick_tenants.world.fingerprint() == before


def test_no_subscribers_at_all_is_refused_with_the_way_to_say_any_number(quick_tenants: TenantScene) -> None:
    fault = quick_tenants.reseller_login.refused("updateProfile", profile={"customer": 2, "maxSubscribers": "0"})
    assert "leave it empty" in fault.text


def test_a_customer_writes_how_things_are_shown_to_it_and_nothing_else(tenants: TenantScene) -> None:
    tenants.change(tenants.customer_id, notes="slow payer", name="Acme", country="AT")
    login = tenants.customer_login
    seen = tenants.profile(tenants.customer_id, login)
    assert (seen["notes"], seen["name"]) == ("", "Acme")
    members: dict[str, Any] = {
        **{"language": "fr", "name": "Other", "notes": "good payer", "maxSubscribers": "9", "kind": "pbxaccount"},
        **{"enabled": False, "inHouse": True, "contact": 4711, "trialUntil": "2030-01-01"},
    }
    changed = tenants.change(tenants.customer_id, login, **members)
    assert (changed["language"], changed["name"], changed["maxSubscribers"]) == ("fr", "Acme", "")
    whole = tenants.profile(tenants.customer_id)
    assert (whole["notes"], whole["kind"], whole["inHouse"], whole["trialUntil"]) == (
        "slow payer",
        "sipaccount",
        False,
        "",
    )
    sibling_id, _ = tenants.sibling()
    fault = login.refused("getProfile", customer=sibling_id)
    assert fault.members == login.refused("getProfile", customer=4711).members
    assert fault.code == 5000


def test_what_is_usual_in_a_country_is_shown_until_something_else_is_said(tenants: TenantScene) -> None:
    usual = tenants.change(tenants.customer_id, country="AT")
    names = ("language", "timezone", "dateFormat", "numberFormat", "nationalPrefix", "internationalPrefix")
    assert [usual[name] for name in names] == ["de", "Europe/Vienna", "d.M.y", "1.234,56", "0", "00"]
    assert usual["overrides"] == []
    said = tenants.change(tenants.customer_id, language="fr", internationalPrefix="0011")
    assert (said["language"], said["overrides"]) == ("fr", ["language", "internationalPrefix"])
    whole = {name: said[name] for name in (*names, "country")}
    moved = tenants.change(tenants.customer_id, **{**whole, "country": "US"})
    assert (moved["language"], moved["dateFormat"], moved["internationalPrefix"]) == ("fr", "M/d/y", "0011")
    assert moved["timezone"] == "", "there are several"
    assert tenants.change(tenants.customer_id, language="")["language"] == "en"
    for _ in range(3):
        tenants.world.undo()
    assert tenants.profile(tenants.customer_id)["overrides"] == ["language", "internationalPrefix"]


def test_one_tenant_of_a_reseller_is_its_own(tenants: TenantScene) -> None:
    id, _ = tenants.sibling()
    assert tenants.change(id, inHouse=True)["inHouse"] is True
    fault = tenants.reseller_login.refused("updateProfile", profile={"customer": 2, "inHouse": True})
    assert (fault.code, fault.field) == (8421, "profile.inHouse")
    fault = tenants.root.refused("updateProfile", profile={"customer": id, "trialUntil": "2030-01-01"})
    assert (fault.code, fault.field) == (8422, "profile.trialUntil")
    tenants.change(id, inHouse=False)
    tenants.change(2, inHouse=True)


def test_the_state_is_worked_out(tenants: TenantScene) -> None:
    id = tenants.customer_id
    login = tenants.root
    assert tenants.profile(id)["status"] == "active"
    tenants.change(id, enabled=False)
    assert tenants.profile(id)["status"] == "pending"
    tenants.admin.updateAccount(account={"id": tenants.reseller_id, "resellerActive": False})
    assert tenants.profile(id)["status"] == "suspended"
    tenants.world.sql(f"UPDATE tenant_profiles SET terminate_date = '2999-01-01 00:00:00' WHERE customer = {id}")
    assert tenants.profile(id)["status"] == "suspended", "it still goes on"
    tenants.world.sql(f"UPDATE tenant_profiles SET terminate_date = '2020-01-01 00:00:00' WHERE customer = {id}")
    assert tenants.profile(id)["status"] == "terminated"
    fault = login.refused("updateProfile", profile={"customer": id, "language": "fr"})
    assert (fault.code, fault.field) == (8402, "profile.customer")
    for status, ids in (("terminated", [id]), ("suspended", [tenants.reseller_id]), ("active", []), ("pending", [])):
        found = login.getTenants(query={"filter": {"status": status, "reseller": tenants.reseller_id}})
        assert [each["customer"] for each in found["tenants"]] == ids
        assert {each["status"] for each in found["tenants"]} <= {status}


def test_the_kind_is_fixed_while_another_port_says_so(tenants: TenantScene, monkeypatch: pytest.MonkeyPatch) -> None:
    id = tenants.tenant(profile={"name": "n", "kind": "pbxaccount"})["id"]
    context = tenants.world.app.runner.context
    holding = replace(PORT, name="above", fixes_kind=lambda _, customer: {"PBX extensions": 2 if customer == id else 0})
    with monkeypatch.context() as patched:
        patched.setitem(vars(context), "ports", (*context.ports, holding))
        fault = tenants.reseller_login.refused("updateProfile", profile={"customer": id, "kind": "sipaccount"})
        assert (fault.code, fault.field) == (101, "profile.kind")
        assert "2 PBX extensions" in fault.text
        tenants.change(id, kind="pbxaccount", description="d")
        contact, billing = (tenants.profile(id)[name] for name in ("contact", "billingProfile"))
        whole = {"name": "other", "contact": contact, "billingProfile": billing}
        tenants.change(tenants.customer_id, **whole, kind="pbxaccount")
    assert tenants.change(id, kind="sipaccount")["kind"] == "sipaccount"


def test_tenants_are_listed_by_page_and_filter(tenants: TenantScene) -> None:
    one, two = (
        tenants.tenant(name, profile={"name": name.title(), "reference": f"R-{name}"})["id"] for name in ("one", "two")
    )
    tenants.change(two, tenants.root, trialUntil="2030-01-01")
    login = tenants.reseller_login
    for filter, ids in (
        ({"name": "ONE"}, [one]),
        ({"name": "%"}, [1, 2, one, two]),
        ({"reference": "r-t%"}, [two]),
        ({"trial": "1"}, [two]),
        ({"trial": "0", "name": "T%"}, [two]),
        ({"customer": two}, [two]),
        ({"reseller": 1}, [1, 2, one, two]),
        ({"productType": "gold"}, []),
    ):
        found = login.getTenants(query={"filter": filter})
        assert [each["customer"] for each in found["tenants"]] == ids, filter
    page = login.getTenants(
        query={"range": {"start": 1, "count": 2}, "orderBy": {"attribute": "customer", "direction": "DESC"}}
    )
    assert ([each["customer"] for each in page["tenants"]], page["total"]) == ([one, 2], 4)
    own = tenants.customer_login.getTenants(query={})
    assert [each["customer"] for each in own["tenants"]] == [tenants.customer_id]


def test_a_profile_goes_with_its_customer_and_comes_back_by_an_undo(tenants: TenantScene) -> None:
    id = tenants.tenant(profile={"name": "Acme", "country": "NL", "notes": "n", "kind": "pbxaccount"})["id"]
    tenants.change(id, inHouse=True, language="fr")
    before = tenants.profile(id)
    tenants.admin.deleteAccount(id=id)
    assert tenants.world.sql(f"SELECT * FROM tenant_profiles WHERE customer = {id}") == []
    assert tenants.reseller_login.getContacts(query={})["total"] == 1, "contacts are the reseller's"
    tenants.world.undo()
    after = tenants.profile(id)
    assert {**after, "createDate": "", "version": 0} == {**before, "createDate": "", "version": 0}


def test_every_table_whose_rows_go_with_a_customer_says_how_they_come_back() -> None:
    kept = {key for port in find_ports() for each in port.kept for key in each.keys}
    going = {
        key.parent
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.column is customers.c.id and key.ondelete == "CASCADE"
    }
    told_with_the_entry, over_and_done = "customer_properties", "imports_jobs"
    assert {column.table.name for column in going - kept} == {told_with_the_entry, over_and_done}


def test_a_customer_moves_with_an_empty_profile_and_not_with_what_its_reseller_has(tenants: TenantScene) -> None:
    other = tenants.reseller("other")
    id, _ = tenants.sibling()
    tenants.change(id, name="Moving")
    tenants.admin.updateAccount(account={"id": id, "reseller": other})
    assert tenants.profile(id)["reseller"] == other
    tenants.world.undo()
    tenants.change(id, contact=tenants.contact())
    before = tenants.rows()
    assert tenants.admin.refused("updateAccount", account={"id": id, "reseller": other}).code == 5010
    assert tenants.rows() == before
    tenants.change(id, contact=0)
    tenants.change(other, tenants.root, name="moving")
    assert tenants.admin.refused("updateAccount", account={"id": id, "reseller": other}).code == 5010


def test_a_profile_that_is_missing_is_found_and_made(tenants: TenantScene) -> None:
    tenants.world.sql("DELETE FROM tenant_profiles WHERE customer = 2")
    assert "customer 2 has no profile" in str(examine(tenants.world.database))
