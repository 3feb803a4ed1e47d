# SPDX-License-Identifier: Apache-2.0
"""``ngnprov journal revert``: what comes back, and what stands against it."""

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

import pytest

from ngnprov.calls.operation import Task
from ngnprov.calls.policy import RESELLERS, Permission, Policy
from ngnprov.calls.reverting import chosen, revert
from ngnprov.errors import NotRevertible
from ngnprov.settings import JournalSettings
from tests.support.commands import done, run
from tests.support.journaling import tamper
from tests.support.world import World

ALICE = {"username": "alice", "domain": "example.com"}
NAMESERVERS = ["ns1.provider.test", "ns2.provider.test"]


@pytest.fixture
def admin(world: World) -> Iterator[Any]:
    caller = world.call()
    boss = caller.addAccount(account={"username": "boss", "password": "secret1", "resellerActive": True})["id"]
    carl = caller.addAccount(account={"username": "carl", "password": "secret2", "reseller": boss})["id"]
    caller.setProperties(customer=boss, properties=[credit("sip_credit", 2), credit("sip_alias_credit", 9)])
    caller.setProperties(customer=carl, properties=[credit("sip_credit", 2), credit("sip_alias_credit", 9)])
    caller.sip.addDomain(domain={"domain": "example.com", "customer": carl})
    caller.sip.addAccount(account={"id": ALICE, "password": "s1", "firstName": "Alice"})
    return caller


def credit(name: str, value: int) -> dict[str, str]:
    return {"name": name, "category": "credit", "value": str(value), "permission": "admin"}


def last(world: World) -> int:
    return int(world.sql("SELECT max(id) FROM journal WHERE kind = 'change'")[0][0])


def refused(world: World, name: object) -> str:
    result = run(world, "journal", "revert", str(name))
    assert result.exit_code == 1, result.output
    return result.stderr


def test_a_former_password_comes_back_although_the_journal_never_showed_it(world: World, admin: Any) -> None:
    admin.sip.updateAccount(account={"id": ALICE, "password": "s2"})
    assert "s1" not in done(world, "journal", "--json", "--last", 0)
    assert "SIP account alice@example.com" in done(world, "journal", "revert", last(world))
    assert admin.sip.getAccount(sipId=ALICE)["password"] == "s1"


def test_a_dry_run_says_what_would_change_and_leaves_everything(world: World, admin: Any) -> None:
    admin.sip.updateAccount(account={"id": ALICE, "firstName": "Alicia"})
    before = world.fingerprint()
    said = done(world, "journal", "revert", "--dry-run", last(world))
    assert said == "SIP account alice@example.com would be changed: first_name Alicia -> Alice\n"
    assert world.fingerprint() == before
    done_so = "changed SIP account alice@example.com: first_name Alicia -> Alice\n"
    assert done(world, "journal", "revert", last(world)) == done_so


def test_an_account_comes_back_with_all_that_went_with_it(world: World, admin: Any) -> None:
    sip = admin.sip
    sip.updateAccount(
        account={"id": ALICE, "groups": ["free-pstn"], "acl": [{"ip": "192.0.2.0", "mask": 24, "tag": ""}]}
    )
    sip.addAlias(alias={"id": {"username": "a", "domain": "example.com"}, "target": ALICE})
    sip.addPhonebookEntry(sipId=ALICE, entry={"uri": "bob@example.net", "name": "Bob"})
    sip.setCallDiversions(sipId=ALICE, diversions={"FUNC": "sip:bob@example.net"})
    sip.setBarringPrefixes(sipId=ALICE, prefixes=["+900"])
    sip.setRejectMembers(sipId=ALICE, members=["sip:%@spam.example"])
    sip.addBalance(sipId=ALICE, value=5, description="x")
    reads = [
        lambda: without_dates(sip.getAccount(sipId=ALICE)),
        lambda: without_dates(sip.getAlias(id={"username": "a", "domain": "example.com"})),
        lambda: sip.getPhonebookEntries(sipId=ALICE, match={}, range={}),
        lambda: sip.getCallDiversions(sipId=ALICE),
        lambda: sip.getBarringPrefixes(sipId=ALICE),
        lambda: sip.getRejectMembers(sipId=ALICE),
        lambda: sip.getPrepaidStatus(sipIds=[ALICE]),
    ]
    before = [read() for read in reads]
    sip.deleteAccount(sipId=ALICE)
    done(world, "journal", "revert", last(world))
    assert [read() for read in reads] == before


def without_dates(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if not name.endswith("Date")}


def test_a_zone_comes_back_with_its_records_and_their_numbers(world: World, admin: Any) -> None:
    admin.dns.addZone(zone={"name": "example.net", "nameservers": NAMESERVERS})
    for name in ("www", "ftp"):
        admin.dns.addRecord(record={"zone": "example.net", "name": name, "type": "A", "value": "192.0.2.1"})
    admin.dns.addFancyRecord(record={"name": "i@example.net", "type": "MBOXFW", "value": "me@corp.test"})
    before = admin.dns.getRecords(query={"filter": {}})["records"]
    admin.dns.deleteZone(zone="example.net")
    done(world, "journal", "revert", last(world))
    after = admin.dns.getRecords(query={"filter": {}})["records"]
    assert sorted(map(repr, map(without_dates, after))) == sorted(map(repr, map(without_dates, before)))


def test_a_later_change_of_the_same_member_stands_against_it(world: World, admin: Any) -> None:
    admin.sip.updateAccount(account={"id": ALICE, "firstName": "Alicia"})
    first = last(world)
    admin.sip.updateAccount(account={"id": ALICE, "firstName": "Alix", "lastName": "B"})
    before = world.fingerprint()
    assert "cannot be undone: somebody has changed first_name since" in refused(world, first)
    assert world.fingerprint() == before


def test_a_later_change_of_another_member_does_not(world: World, admin: Any) -> None:
    admin.sip.updateAccount(account={"id": ALICE, "firstName": "Alicia"})
    first = last(world)
    admin.sip.updateAccount(account={"id": ALICE, "lastName": "B"})
    done(world, "journal", "revert", first)
    account = admin.sip.getAccount(sipId=ALICE)
    assert (account["firstName"], account["lastName"]) == ("Alice", "B")


def test_what_was_made_is_not_removed_with_what_came_to_it(world: World, admin: Any) -> None:
    made = last(world)
    came = "cannot be undone: something has come to it since that would be removed with it"
    admin.sip.addPhonebookEntry(sipId=ALICE, entry={"uri": "bob@example.net"})
    before = world.fingerprint()
    assert refused(world, made).endswith(f"{came}\n")
    assert world.fingerprint() == before
    admin.sip.addAlias(alias={"id": {"username": "a", "domain": "example.com"}, "target": ALICE})
    before = world.fingerprint()
    assert refused(world, made).endswith(f"{came}: aliases\n")
    assert world.fingerprint() == before


def test_a_removal_is_undone_that_calls_what_went_along_by_its_former_name(world: World, admin: Any) -> None:
    admin.sip.addPhonebookEntry(sipId=ALICE, entry={"uri": "bob@example.net"})
    admin.sip.deleteAccount(sipId=ALICE)
    tamper(world, """UPDATE journal SET before = replace(before, '"went_along":', '"kept":')""")
    assert world.sql("SELECT count(*) FROM journal WHERE before LIKE '%\"kept\":%'") == [(1,)]
    done(world, "journal", "revert", last(world))
    assert len(admin.sip.getPhonebookEntries(sipId=ALICE, match={}, range={})["entries"]) == 1


def test_a_credit_that_is_used_up_meanwhile_stands_against_it(world: World, admin: Any) -> None:
    reseller = world.call(impersonate=1)
    admin.sip.deleteAccount(sipId=ALICE)
    deleted = last(world)
    for name in ("x", "y"):
        reseller.sip.addAccount(account={"id": {"username": name, "domain": "example.com"}, "password": "p"})
    before = world.fingerprint()
    operator = dataclasses.replace(world.operator, impersonate=1)
    task = Task(name="journal revert", policy=Policy(Permission("x.y", RESELLERS)))
    with pytest.raises(NotRevertible, match=r"sip_credit .* \(91[01]\)"):
        operator.run(task, lambda call: revert(call, chosen(call, str(deleted))))
    assert world.fingerprint() == before


def test_nothing_is_undone_twice_but_an_undo_can_be(world: World, admin: Any) -> None:
    admin.sip.updateAccount(account={"id": ALICE, "firstName": "Alicia"})
    change = last(world)
    done(world, "journal", "revert", change)
    undo = last(world)
    assert f"entry {undo} has undone it" in refused(world, change)
    done(world, "journal", "revert", undo)
    assert admin.sip.getAccount(sipId=ALICE)["firstName"] == "Alicia"
    done(world, "journal", "revert", change)
    assert admin.sip.getAccount(sipId=ALICE)["firstName"] == "Alice"


def test_what_was_kept_no_longer_is_not_undone(world: World, admin: Any) -> None:
    admin.sip.updateAccount(account={"id": ALICE, "password": "s2"})
    world.sql("DELETE FROM undo")
    assert "nothing is kept that would undo it" in refused(world, last(world))


def test_what_is_older_than_the_settings_say_is_not_undone(world: World, admin: Any) -> None:
    admin.sip.updateAccount(account={"id": ALICE, "firstName": "Alicia"})
    with (
        world.with_settings(journal=JournalSettings(undo_days=0)) as strict,
        pytest.raises(NotRevertible, match="too long ago"),
    ):
        strict.undo(str(last(world)))


def test_what_the_journal_does_not_have_is_not_undone(world: World, admin: Any) -> None:
    for name in ("4711", "9" * 25, "nothing"):
        assert "no change of this number or transaction" in refused(world, name)


def test_what_was_changed_since_is_not_overwritten_whatever_the_member_is_called(world: World, admin: Any) -> None:
    """Two members are called as what a payment tells beside the balance."""
    admin.dns.addZone(zone={"name": "example.net", "nameservers": NAMESERVERS})
    record = {"zone": "example.net", "name": "www", "type": "A", "value": "192.0.2.1"}
    id = admin.dns.addRecord(record=record)["id"]
    fancy = {"name": "i@example.net", "type": "MBOXFW", "value": "you@corp.test"}
    fancy_id = admin.dns.addFancyRecord(record=fancy)["id"]
    admin.sip.addTrustedPeer(peer={"ip": "192.0.2.9", "description": "one"})
    updates: list[Any] = [
        lambda n: admin.dns.updateRecord(record={"id": id, "value": f"192.0.2.{n}"}),
        lambda n: admin.dns.updateFancyRecord(record={"id": fancy_id, "value": f"n{n}@corp.test"}),
        lambda n: admin.sip.updateTrustedPeer(peer={"ip": "192.0.2.9", "description": f"n{n}"}),
    ]
    made = list(range(last(world) - 2, last(world) + 1))
    for update, creation in zip(updates, made, strict=True):
        update(2)
        changed = last(world)
        update(3)
        before = world.fingerprint()
        for entry in (changed, creation):
            assert re.search("somebody has changed (value|mapto|target|description) since", refused(world, entry))
        assert world.fingerprint() == before


def test_a_temporary_rule_that_was_set_anew_is_not_overwritten(world: World, admin: Any) -> None:
    for minutes in (60, 120):
        rules = {"temporary": {"groups": ["nobody"], "duration": minutes}}
        admin.sip.setAcceptRules(sipId=ALICE, rules=rules)
    before = world.fingerprint()
    assert "somebody has changed accept_rules since" in refused(world, last(world) - 1)
    assert world.fingerprint() == before


def test_a_payment_is_paid_back_but_not_when_another_came_since(world: World, admin: Any) -> None:
    admin.sip.addBalance(sipId=ALICE, value=5, description="x")
    first = last(world)
    admin.sip.addBalance(sipId=ALICE, value=1, description="y")
    assert "somebody has changed balance since" in refused(world, first)
    done(world, "journal", "revert", last(world))
    done(world, "journal", "revert", first)
    assert admin.sip.getPrepaidStatus(sipIds=[ALICE]) == [{"balance": 0.0}]


def test_the_number_of_an_entry_is_in_digits_of_ascii(world: World, admin: Any) -> None:
    assert "no change of this number" in refused(world, "\u0661\u0662")
