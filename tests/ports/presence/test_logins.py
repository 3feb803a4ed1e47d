# SPDX-License-Identifier: Apache-2.0
"""SIP accounts log in by address and password, under the rules for logins (login.md L-E)."""

import hashlib
import json
import logging
from typing import Any

import pytest

from ngnprov.auth.accounts import AccountLogins
from ngnprov.calls.actor import Actor, Level
from ngnprov.errors import NotAuthenticated
from ngnprov.ports.presence.settings import PresenceSettings
from ngnprov.ports.sip.accounts import passwords
from ngnprov.ports.sip.accounts.logins import LOGINS
from ngnprov.ports.sip.accounts.store import ACCOUNTS
from ngnprov.settings import LoginSettings
from tests.auth.trying import changes, code_of, member
from tests.ports.presence.conftest import PresenceScene, credentials
from tests.ports.sip.conftest import sip_id
from tests.support.caller import Caller
from tests.support.world import Answer, Visit, World

ALICE = credentials()
INFORMATION = {"activity": "open", "note": "here"}
HOME, STRANGER = "192.0.2.1", "203.0.113.5"


def answer(caller: Caller, world: World, address: str, given: dict[str, Any]) -> Answer:
    """Of a reading call from somewhere."""
    return world.request(caller.envelope("getPolicy", given, "Presence"), address=address)


def code(scene: PresenceScene, address: str = HOME, world: World | None = None, **given: Any) -> int:
    """The fault code of a reading call of alice, unless ``given`` says otherwise, 0 for success."""
    return code_of(answer(scene.nobody, world or scene.world, address, {**ALICE, **given}))


def last_entry(world: World, columns: str, kind: str = "change") -> tuple[Any, ...]:
    world.app.settle()
    (entry,) = world.sql(f"SELECT {columns} FROM journal WHERE kind = '{kind}' ORDER BY id DESC LIMIT 1")
    return tuple(entry)


def test_a_wrong_password_and_an_unknown_account_are_the_same_fault(scene: PresenceScene) -> None:
    caller = scene.nobody
    faults = [
        caller.refused("getPolicy", **given)
        for given in (
            credentials(password="wrong"),
            credentials("nobody"),
            {"sipId": sip_id("alice", "unknown.example"), "password": "secret"},
            credentials(password="Secret"),
            credentials(password=" secret"),
        )
    ]
    assert {fault.code for fault in faults} == {901}
    assert len({(fault.faultcode, *sorted(fault.members.items())) for fault in faults}) == 1


def test_who_is_not_there_costs_as_much_as_who_is(quick: PresenceScene, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    real = passwords.digests

    def counted(username: str, domain: str, password: str) -> passwords.Digests:
        made.append(username)
        return real(username, domain, password)

    monkeypatch.setattr(passwords, "digests", counted)
    for given, expected in ((credentials(password="wrong"), "alice"), (credentials("nobody"), "nobody")):
        made.clear()
        with changes(monkeypatch) as begun:
            assert code(quick, **given) == 901
            quick.world.app.settle()
        assert (made, len(begun)) == ([expected], 2), "an attempt that is counted, and an entry of the journal"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"sipId": {"username": "alice"}}, "sipId.domain"),
        ({"sipId": {"domain": "example.com"}}, "sipId.username"),
        ({"sipId": {}}, "sipId.username"),
        ({"password": ""}, "password"),
    ],
)
def test_a_login_that_lacks_something_is_told_what_and_counts_as_no_guess(
    quick: PresenceScene, given: dict[str, Any], field: str
) -> None:
    quick.dialect = "literal"
    for _ in range(15):
        fault = quick.nobody.refused("getPolicy", **{**ALICE, **given})
        assert (fault.code, fault.field) == (102, field)
    assert code(quick) == 0


@pytest.mark.parametrize("missing", ["sipId", "password"])
def test_a_login_parameter_that_is_not_there_is_told(scene: PresenceScene, missing: str) -> None:
    fault = scene.nobody.refused("getPolicy", **{name: value for name, value in ALICE.items() if name != missing})
    assert (fault.code, fault.field) == (102, missing)


def test_who_calls_is_looked_at_before_what_he_wants(scene: PresenceScene) -> None:
    """As with the header: a stranger does not get to try what the port takes."""
    caller = scene.nobody
    bad = {"information": {"activity": "x" * 99}}
    assert caller.refused("setPresenceInformation", **credentials(password="wrong"), **bad).code == 901
    assert caller.refused("setPresenceInformation", **ALICE, **bad).field == "information.activity"
    assert caller.refused("getPolicy", **credentials(password="wrong"), more=1).code == 901
    assert caller.refused("getPolicy", **ALICE, more=1).field == "more"


def test_letter_case_of_the_address_does_not_matter_and_that_of_the_password_does(quick: PresenceScene) -> None:
    assert code(quick, sipId=sip_id("ALICE", "Example.Com")) == 0
    assert code(quick, password="SECRET") == 901


@pytest.mark.parametrize("password", ["ünïcödé ☎", "a:b@c", "x" * 255, "<&>'\""])
def test_any_password_that_an_account_can_have_lets_it_in(scene: PresenceScene, password: str) -> None:
    scene.admin.sip.updateAccount(account={"id": sip_id(), "password": password})
    assert code(scene, password=password) == 0
    assert code(scene, password="secret") == 901


def md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def test_an_account_of_which_only_digests_are_known_logs_in_by_its_password_and_not_by_them(
    scene: PresenceScene,
) -> None:
    pair = f"{md5('carol:example.com:hidden').upper()}:{md5('carol@example.com:example.com:hidden')}"
    scene.admin.sip.addAccount(account={"id": sip_id("carol"), "password": pair})
    assert code(scene, **credentials("carol", "hidden")) == 0
    for known in (pair, *pair.split(":"), pair.lower()):
        assert code(scene, STRANGER, **credentials("carol", known)) == 901


def test_a_new_password_and_a_removed_account_are_heard_at_once(scene: PresenceScene) -> None:
    assert [code(scene), code(scene)] == [0, 0]
    scene.admin.sip.updateAccount(account={"id": sip_id(), "password": "another"})
    assert code(scene) == 901
    assert code(scene, password="another") == 0
    scene.admin.sip.deleteAccount(sipId=sip_id())
    assert code(scene, password="another") == 901


def test_an_account_reaches_its_own_records_and_no_others(quick: PresenceScene) -> None:
    caller = quick.nobody
    caller.setPresenceInformation(**ALICE, information=INFORMATION)
    caller.setPresenceInformation(**credentials("bob"), information={"activity": "busy", "note": ""})
    assert caller.getPresenceInformation(**ALICE) == INFORMATION
    with quick.world.database.reading() as unit:
        bob = LOGINS.by_address(unit, "bob@example.com")
        assert bob is not None
        actor = Actor(Level.ACCOUNT, bob.address, customer=bob.customer, reseller=bob.reseller, account=bob.id)
        assert ACCOUNTS.get(unit, actor, "alice", "example.com") is None
        found = ACCOUNTS.get(unit, actor, "bob", "example.com")
        assert found is not None
        assert found.id == bob.id
        assert ACCOUNTS.find(unit, actor, {}, 10).total == 0
    assert not actor.can_see(bob.customer, bob.reseller)


def test_a_password_of_an_account_is_no_login_elsewhere(quick: PresenceScene) -> None:
    for username in ("alice", "alice@example.com"):
        for admin in (True, False):
            login = quick.world.call(username=username, password="secret", admin=admin)
            assert login.sip.refused("getAccount", sipId=sip_id()).code == 901


def test_guesses_are_limited_as_those_at_logins_are(scene: PresenceScene, monkeypatch: pytest.MonkeyPatch) -> None:
    assert code(scene) == 0
    assert [code(scene, STRANGER, password="wrong") for _ in range(12)] == [901] * 10 + [905] * 2
    assert code(scene, STRANGER) == 905
    assert code(scene, STRANGER, **credentials("bob")) == 0
    assert code(scene) == 0
    locked = answer(scene.nobody, scene.world, STRANGER, ALICE)
    assert 0 < int(member(locked, "retryAfter")) <= 900
    assert locked.headers["Retry-After"] == member(locked, "retryAfter")
    with scene.world.with_settings() as restarted:
        assert code(scene, STRANGER, restarted) == 905
        assert code(scene, HOME, restarted) == 0
    with changes(monkeypatch) as made:
        assert [code(scene) for _ in range(3)] == [0] * 3
    assert made == []


def test_names_that_nobody_has_are_limited_with_all_others_of_the_network(quick: PresenceScene) -> None:
    with quick.world.with_settings(login=LoginSettings(failures_per_address=5)) as world:
        codes = [code(quick, STRANGER, world, **credentials(f"name{number}")) for number in range(7)]
        assert codes == [901] * 5 + [905] * 2
        login = world.call(username="customer", password="secret", admin=False)
        body = login.envelope("getCustomers", {"query": {}})
        assert code_of(world.request(body, address=STRANGER)) == 905, "they are counted with logins"


def test_a_login_and_an_account_of_one_name_are_counted_apart(quick: PresenceScene) -> None:
    quick.add("alice@example.com", reseller=quick.reseller_id)
    assert [code(quick, STRANGER, password="wrong") for _ in range(11)] == [901] * 10 + [905]
    login = quick.world.call(username="alice@example.com", password="secret", admin=False)
    body = login.envelope("getCustomers", {"query": {}})
    assert code_of(quick.world.request(body, address=STRANGER)) == 0


def test_log_and_journal_tell_of_a_wrong_password_without_it(
    quick: PresenceScene, caplog: pytest.LogCaptureFixture
) -> None:
    columns = "login, level, customer, subject, operation, code, address, after"
    with caplog.at_level(logging.DEBUG):
        assert code(quick, STRANGER, password="canary") == 901
        told = last_entry(quick.world, columns, "login")
        assert told == (
            *("alice@example.com", "nobody", quick.customer_id, "PresencePort", "getPolicy"),
            *(901, STRANGER, None),
        )
        assert code(quick, STRANGER, **credentials("canary", "canary")) == 901
        assert last_entry(quick.world, columns, "login")[0].startswith("(unknown ")
    assert "canary" not in repr([record.__dict__ for record in caplog.records])
    assert "canary" not in repr(LOGINS.credentials(sip_id(), "canary"))
    assert not quick.world.sql("SELECT 1 FROM journal WHERE after LIKE '%canary%' OR login LIKE '%canary%'")


def test_the_journal_tells_that_the_account_has_changed_it(scene: PresenceScene) -> None:
    scene.nobody.asking(onBehalfOf="her secretary").setPresenceInformation(**ALICE, information=INFORMATION)
    columns = "login, level, entry, customer, reseller, subject, operation, on_behalf_of, before, after, undo"
    told = last_entry(scene.world, columns)
    assert told[:8] == (
        *("alice@example.com", "account", 0, scene.customer_id, scene.reseller_id),
        *("SIP account alice@example.com", "setPresenceInformation", "her secretary"),
    )
    assert [json.loads(side) for side in told[8:10]] == [{"presence": None}, {"presence": INFORMATION}]
    assert "secret" not in told[10], "an undo needs no password"
    entries = scene.world.sql("SELECT count(*) FROM journal")
    scene.nobody.setPresenceInformation(**ALICE, information=INFORMATION)
    assert scene.world.sql("SELECT count(*) FROM journal") == entries, "nothing has changed"


def test_a_request_id_is_the_accounts_own_and_outlives_its_password(scene: PresenceScene) -> None:
    asking = scene.nobody.asking(id="one")
    asking.setPresenceInformation(**ALICE, information=INFORMATION)
    asking.setPresenceInformation(**credentials("bob"), information={"activity": "idle", "note": "bob's"})
    assert asking.reply["replayed"] == "false"
    scene.admin.sip.updateAccount(account={"id": sip_id(), "password": "another"})
    asking.setPresenceInformation(**credentials(password="another"), information=INFORMATION)
    assert asking.reply["replayed"] == "true"
    other = {"activity": "busy", "note": ""}
    assert asking.refused("setPresenceInformation", **credentials(password="another"), information=other).code == 904
    assert asking.refused("setPresenceInformation", **ALICE, information=INFORMATION).code == 901


def test_a_dry_run_logs_in_as_well_and_leaves_nothing(scene: PresenceScene) -> None:
    trying = scene.nobody.asking(dryRun=True)
    before = scene.world.fingerprint()
    assert trying.refused("setPresenceInformation", **credentials(password="x"), information=INFORMATION).code == 901
    trying.setPresenceInformation(**ALICE, information=INFORMATION)
    (change,) = trying.reply["preview"]["changes"]
    assert change["subject"] == "SIP account alice@example.com"
    assert scene.world.fingerprint() == before


def test_presence_has_no_version_to_be_asked_for(quick: PresenceScene) -> None:
    fault = quick.nobody.asking(ifVersion=1).refused("setPresenceInformation", **ALICE, information=INFORMATION)
    assert (fault.code, fault.field) == (101, "request.ifVersion")


@pytest.mark.parametrize("given", [ALICE, credentials(password="wrong"), credentials("nobody"), {}])
def test_a_port_that_is_off_says_so_and_looks_at_nobody(quick: PresenceScene, given: dict[str, Any]) -> None:
    assert PresenceSettings().enabled is False
    with quick.world.with_settings(extra={}) as world:
        before = quick.world.sql("SELECT count(*) FROM login_attempts")
        for path in ("/", "/soap/presence/", "/ngnpro/presence/"):
            body = quick.nobody.envelope("getPolicy", given, "Presence")
            refused = world.request(body, path)
            assert (code_of(refused), member(refused, "errorstring")) == (900, "PresencePort is switched off here")
        assert quick.world.sql("SELECT count(*) FROM login_attempts") == before
        for path in ("/soap/?wsdl", "/wsdl", "/"):
            assert b"PresencePort" not in world.request(path=path, method="GET").body
        assert b"getPolicy" in world.request(path="/soap/presence/?wsdl", method="GET").body
    assert b"getPolicy" in quick.world.request(path="/soap/?wsdl", method="GET").body


def test_an_account_that_is_gone_meanwhile_changes_nothing(scene: PresenceScene) -> None:
    """Between the look at the password and the transaction that changes something."""
    logins = AccountLogins(scene.world.app._logins, LOGINS)
    assert logins.parameters == ("sipId", "password")
    actor, unit = logins.actor((sip_id(), "secret"), Visit())
    unit.close()
    assert (actor.level, actor.login, actor.customer) == (Level.ACCOUNT, "alice@example.com", scene.customer_id)
    scene.admin.sip.updateDomain(domain={"domain": "example.com", "customer": scene.reseller_id})
    with scene.world.database.writing() as writing:
        assert logins.look_again(writing, actor).customer == scene.reseller_id
    scene.admin.sip.deleteAccount(sipId=sip_id())
    with scene.world.database.writing() as writing, pytest.raises(NotAuthenticated):
        logins.look_again(writing, actor)
