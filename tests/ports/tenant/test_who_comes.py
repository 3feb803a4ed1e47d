# SPDX-License-Identifier: Apache-2.0
"""Whoever may not come by a session, a code or a token that is right, and what the database does not take (login.md L-G, L-H)."""

from typing import Any

import pytest

from ngnprov.auth import actors, administrators, second_factor, sessions, users
from ngnprov.auth.second_factor import Proof
from ngnprov.auth.users import Person
from ngnprov.calls.actor import Actor, Level
from ngnprov.db import sessions as stored_sessions
from ngnprov.db.failures import StorageFailure
from ngnprov.errors import InvalidValue, NotAuthenticated
from ngnprov.ports.tenant.users.people import PEOPLE, TenantPeople
from tests.ports.tenant.conftest import InvitingScene
from tests.ports.tenant.users_support import EMAIL, login, user

GOOD = "correct horse battery staple"


def refused(scene: InvitingScene, token: str, **header: Any) -> int:
    given = {"username": EMAIL, "admin": False, **header}
    return scene.world.call(scene.dialect, password=token, **given).at("Tenant").refused("getSessions").code


def fails(*_: object, **__: object) -> None:
    raise StorageFailure("no space left")


def test_a_session_goes_with_its_own_name_alone(quick_inviting: InvitingScene) -> None:
    scene = quick_inviting
    administrators.add(scene.world.database, "second", GOOD)
    of_root = scene.root.openSession()["token"]
    assert refused(scene, of_root, username="second", admin=True) == 901
    assert refused(scene, of_root, username="root") == 901
    assert refused(scene, scene.customer_login.openSession()["token"], username="reseller") == 901
    user(scene)
    user(scene, email="b@example.com")
    of_user = login(scene).openSession()["token"]
    assert refused(scene, of_user, username="b@example.com") == 901
    assert refused(scene, of_user, impersonate=4711) == 901
    assert len(login(scene, password=of_user).getSessions()) == 1


def test_a_session_ends_with_what_it_stands_on(quick_inviting: InvitingScene) -> None:
    scene = quick_inviting
    id = user(scene)["id"]
    user(scene, email="b@example.com")
    token = login(scene).openSession()["token"]
    scene.reseller_login.updateUser(user={"id": id, "disabled": True})
    assert refused(scene, token) == 901
    scene.reseller_login.updateUser(user={"id": id, "disabled": False})
    scene.world.sql("UPDATE tenant_identities SET password = 'another'")
    assert refused(scene, token) == 901
    administrators.add(scene.world.database, "second", GOOD)
    second = {"username": "second", "admin": True}
    token = scene.world.call(scene.dialect, password=GOOD, **second).at("Tenant").openSession()["token"]
    administrators.set_password(scene.world.database, "second", f"{GOOD} again")
    assert refused(scene, token, **second) == 901


def test_a_call_goes_on_when_its_use_cannot_be_noted(
    quick_inviting: InvitingScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = quick_inviting
    user(scene)
    token = login(scene).openSession()["token"]
    scene.world.sql("UPDATE login_sessions SET used = substr(used, 1, 17) || '00.000000'")
    monkeypatch.setattr(sessions, "TOUCHED", 0)
    monkeypatch.setattr(stored_sessions, "touch", fails)
    assert len(login(scene, password=token).getSessions()) == 1
    monkeypatch.setattr(TenantPeople, "came", fails)
    user(scene, email="b@example.com")
    assert login(scene, "b@example.com").getSessions() == []


def test_who_is_gone_is_not_found_again(quick_inviting: InvitingScene) -> None:
    scene = quick_inviting
    context = scene.world.app.runner.context
    id = user(scene)["id"]
    with context.database.reading() as unit:
        for actor in (
            Actor(Level.CUSTOMER, EMAIL, 2, 2, 1, user=4711),
            Actor(Level.CUSTOMER, "x@example.com", user=id),
        ):
            with pytest.raises(NotAuthenticated):
                users.found_again(PEOPLE, context.directory, unit, actor)
        with pytest.raises(NotAuthenticated):
            actors.found_again(context.directory, unit, Actor(Level.CUSTOMER, EMAIL, 2, 2, 1, user=id))
    scene.root.suspendTenant(customer=2)
    with context.database.reading() as unit, pytest.raises(NotAuthenticated):
        users.found_again(PEOPLE, context.directory, unit, Actor(Level.CUSTOMER, EMAIL, 2, 2, 1, user=id))


def test_a_change_by_a_session_that_ends_meanwhile_is_none(
    quick_inviting: InvitingScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = quick_inviting
    user(scene)
    token = login(scene).openSession()["token"]
    monkeypatch.setattr(stored_sessions, "get", lambda *_: None)
    assert (
        login(scene, password=token).refused("addUser", user={"email": "c@example.com", "roles": ["user"]}).code == 901
    )


def test_nobody_proves_a_factor_that_is_not_there(quick_inviting: InvitingScene) -> None:
    keys = quick_inviting.world.app.runner.context.keys
    assert not quick_inviting.world.database.write(
        lambda unit: second_factor.is_right(unit, keys, Proof("user", 4711, "123456"))
    )
    with pytest.raises(InvalidValue, match="no administrator"):
        administrators.reset_factor(quick_inviting.world.database, "nobody")
    with pytest.raises(InvalidValue, match="no second factor"):
        administrators.reset_factor(quick_inviting.world.database, "root")


def test_whose_networks_are_known_comes_from_an_address() -> None:
    person = Person(
        id=1, customer=2, email=EMAIL, stored="", permissions=frozenset(), is_admitted=True, networks=("::/0",)
    )
    assert not person.comes_from("unix socket")
    assert person.comes_from("2001:db8::1")


def test_a_wrong_password_of_a_customer_called_like_an_address_takes_as_long(quick_inviting: InvitingScene) -> None:
    quick_inviting.add("c@d.example", reseller=1)
    assert quick_inviting.login("c@d.example", "wrong").at("Tenant").refused("getSessions").code == 901


def test_an_account_of_a_suspended_customer_does_not_log_in(quick_inviting: InvitingScene) -> None:
    scene = quick_inviting
    scene.admin.updateAccount(account={"id": 1, "resellerActive": True})
    credit = [{"name": "sip_credit", "category": "credit", "value": "9", "permission": "admin"}]
    scene.admin.setProperties(customer=1, properties=credit)
    scene.admin.setProperties(customer=2, properties=[{**credit[0], "permission": "reseller"}])
    scene.admin.sip.addDomain(domain={"domain": "example.com", "customer": 2})
    id = {"username": "alice", "domain": "example.com"}
    scene.admin.sip.addAccount(account={"id": id, "password": "secret"})
    scene.root.suspendTenant(customer=2)
    caller = scene.root.at("Presence")
    caller.login = None
    assert "suspended" in caller.refused("getPolicy", sipId=id, password="secret").text
