# SPDX-License-Identifier: Apache-2.0
"""Who sees what of the journal (audit.md 2, 3)."""

import json
from typing import Any

import pytest
from sqlalchemy.dialects import postgresql, sqlite

from ngnprov.calls.actor import Level
from ngnprov.calls.port import find_ports
from ngnprov.db.lists.query import Shape
from ngnprov.db.statement import Statement
from ngnprov.ports.audit import sight
from ngnprov.ports.audit.store import CHANGES
from tests.ports.audit.conftest import AuditScene
from tests.support.world import World


def members(entry: dict[str, Any]) -> dict[str, tuple[str | None, str | None]]:
    return {each["name"]: (each.get("before"), each.get("after")) for each in entry["members"]}


def test_an_entry_tells_who_when_what_and_what_was_there(audit: AuditScene) -> None:
    audit.login("customer").sip.updateAccount(
        account={"id": {"username": "alice", "domain": "example.com"}, "firstName": "Al"}
    )
    (entry,) = audit.entries(audit.customer_login, subject="SIP account alice@example.com", operation="updateAccount")
    assert (entry["actor"], entry["level"], entry["entry"], entry["behind"]) == ("customer", "customer", 2, False)
    assert (entry["kind"], entry["done"], entry["customer"], entry["code"]) == ("change", "updated", 2, 0)
    assert members(entry)["first_name"] == ("", "Al")
    assert entry["transaction"]
    assert len(entry["time"]) == len("2027-01-31 12:00:00")


def test_secrets_are_stars(quick_audit: AuditScene) -> None:
    (entry,) = quick_audit.entries(quick_audit.root, subject="SIP account alice@example.com", operation="addAccount")
    assert "hunter22" not in json.dumps(entry)


def test_customers_see_their_own_and_nothing_that_is_the_resellers(audit: AuditScene) -> None:
    about = "profile of customer 2"
    (told,) = audit.entries(audit.reseller_login, subject=about)
    assert members(told)["notes"] == ("", "slow payer")
    (own,) = audit.entries(audit.customer_login, subject=about)
    assert own["id"] == told["id"]
    assert "name" in members(own)
    assert "slow payer" not in json.dumps(own)
    assert (own["actor"], own["address"]) == ("reseller", "")


def test_what_a_customer_cannot_read_is_told_without_members(quick_audit: AuditScene) -> None:
    """getSuspensions is for resellers."""
    quick_audit.login("reseller").tenant.suspendTenant(customer=2, reason="has not paid")
    about = "suspension reseller of customer 2"
    (told,) = quick_audit.entries(quick_audit.reseller_login, subject=about)
    assert members(told)["reason"] == ("", "has not paid")
    quick_audit.login("reseller").tenant.resumeTenant(customer=2)  # else nobody logs in
    own = quick_audit.entries(quick_audit.customer_login, subject=about)
    assert [(each["done"], each["members"]) for each in own] == [("deleted", []), ("created", [])]


def test_nobody_sees_what_is_anothers(audit: AuditScene) -> None:
    stranger, (_, sibling) = audit.stranger(), audit.sibling()
    mine = {each["id"] for each in audit.entries(audit.reseller_login)}
    assert mine
    assert not mine & {each["id"] for each in audit.entries(stranger)}
    customers = {each["id"] for each in audit.entries(audit.customer_login)}
    assert customers < mine
    assert not customers & {each["id"] for each in audit.entries(sibling)}
    assert audit.entries(sibling, customer=2) == []
    assert mine < {each["id"] for each in audit.entries(audit.root)}


def test_what_an_administrator_changes_for_a_reseller_is_the_resellers_to_read(audit: AuditScene) -> None:
    contact = audit.admin.tenant.addContact(contact={"reseller": 1, "email": "a@example.com"})
    audit.admin.tenant.updateContact(contact={"id": contact["id"], "email": "b@example.com"})
    audit.admin.setProperties(
        customer=2, properties=[{"name": "colour", "value": "red", "category": "", "permission": "customer"}]
    )
    told = {each["operation"]: each for each in audit.entries(audit.reseller_login)}
    assert {"addContact", "updateContact", "setProperties"} <= told.keys()
    assert told["setProperties"]["actor"] == "administrator"
    assert {each["operation"] for each in audit.entries(audit.customer_login)} >= {"setProperties"}


def test_an_administrator_behind_somebody_is_told_as_one(quick_audit: AuditScene) -> None:
    quick_audit.behind(2).sip.addDomain(domain={"domain": "behind.example"})
    (own,) = quick_audit.entries(quick_audit.customer_login, subject="SIP domain behind.example")
    assert (own["actor"], own["entry"], own["behind"]) == ("administrator", 2, True)
    (told,) = quick_audit.entries(quick_audit.root, subject="SIP domain behind.example")
    assert told["actor"] == "root"


def test_who_really_asked_is_told(quick_audit: AuditScene) -> None:
    quick_audit.login("customer").asking(onBehalfOf="erika").sip.addDomain(domain={"domain": "other.example"})
    (own,) = quick_audit.entries(quick_audit.customer_login, subject="SIP domain other.example")
    assert own["onBehalfOf"] == "erika"


def test_what_was_refused_is_a_stream_of_its_own(audit: AuditScene) -> None:
    assert audit.customer_login.at("Tenant").refused("getContacts", query={}).code == 902
    audit.world.app.settle()
    assert "getContacts" not in {each["operation"] for each in audit.entries(audit.root)}
    (denied,) = audit.entries(audit.reseller_login, kind="refused", operation="getContacts")
    assert (denied["kind"], denied["code"], denied["actor"]) == ("denied", 902, "customer")


def test_times_and_numbers_bound_a_page(audit: AuditScene) -> None:
    every = audit.entries(audit.root)
    assert [each["id"] for each in every] == sorted((each["id"] for each in every), reverse=True)
    third = every[2]
    assert audit.entries(audit.root, before=third["id"]) == every[3:]
    assert audit.entries(audit.root, since="2999-01-01") == []
    assert audit.entries(audit.root, until="2999-01-01T00:00:00+01:00") == every
    assert audit.entries(audit.root, since=every[-1]["time"]) == every
    assert audit.entries(audit.root, transaction=third["transaction"]) == [third]
    assert audit.entries(audit.root, actor="customer") == [each for each in every if each["actor"] == "customer"]


@pytest.mark.parametrize(("member", "value"), [("since", "soon"), ("until", "1h"), ("kind", "pruned")])
def test_what_is_no_filter_is_named(quick_audit: AuditScene, member: str, value: str) -> None:
    fault = quick_audit.root.refused("getJournal", query={"filter": {member: value}})
    assert (fault.code, fault.field) == (101, f"query.filter.{member}")


def test_every_operation_that_writes_stands_beside_one_that_reads() -> None:
    """Else its entries would be shown to nobody but administrators with their members."""
    ports = find_ports()
    known = sight.readings(ports)
    alone = {
        f"{port.title}.{each.name}"
        for port in ports
        for each in port.operations()
        if each.writes and not all(known[each.name])
    }
    assert alone == ALONE


ALONE: set[str] = set()


def test_of_several_operations_of_one_name_customers_read_all_or_have_none_of_the_records() -> None:
    """An entry does not say of which port its operation is, so it must not matter."""
    mixed = {
        name
        for name, groups in sight.readings(find_ports()).items()
        if len({any(Level.CUSTOMER in each.permission.levels for each in group) for group in groups}) > 1
    }
    assert mixed == MIXED


MIXED = {"updateProfile"}
"""Billing profiles are resellers' and have no customer, so that none sees an entry of one."""


@pytest.mark.parametrize("level", [Level.CUSTOMER, Level.RESELLER])
def test_a_page_is_read_in_the_order_of_an_index(audit_world: World, level: Level) -> None:
    rows, _ = CHANGES._statements(Shape(level, (), "", True))
    plan = explained(audit_world, rows)
    name = "ix_journal_customer" if level is Level.CUSTOMER else "ix_journal_reseller"
    assert name in plan
    assert "SCAN" not in plan
    assert "Seq Scan" not in plan
    assert "B-TREE" not in plan
    assert "Sort" not in plan


def explained(world: World, statement: Statement) -> str:
    """How the database reads what it is asked for, were there many rows."""
    with world.database.reading() as unit:
        if world.kind == "sqlite":
            compiled = statement.for_dialect(sqlite.dialect())
            values: Any = [1] * compiled.sql.count("?")
            plan = unit._connection.execute(f"EXPLAIN QUERY PLAN {compiled.sql}", values)
        else:
            for costly in ("enable_seqscan", "enable_sort", "enable_bitmapscan"):
                unit._connection.execute(f"SET LOCAL {costly} = off")
            compiled = statement.for_dialect(postgresql.dialect())
            plan = unit._connection.execute(f"EXPLAIN {compiled.sql}", {"scope": 1, "most": 100, "first": 0})
        return "\n".join(str(row) for row in plan.fetchall())
