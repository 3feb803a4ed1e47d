# SPDX-License-Identifier: Apache-2.0
"""Sessions: a token in the place of the password, for some hours (tenant.md 22, login.md L-H)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ngnprov import clock
from tests.ports.tenant.conftest import InvitingScene
from tests.ports.tenant.users_support import EMAIL, login, user
from tests.support.caller import Caller


def opened(caller: Caller, **given: Any) -> dict[str, Any]:
    answer: dict[str, Any] = caller.openSession(**given)
    return answer


def test_who_has_logged_in_shows_a_token_until_he_ends_it(inviting: InvitingScene) -> None:
    id = user(inviting)["id"]
    begun = opened(login(inviting))
    assert begun["token"].startswith("ngs_")
    assert (begun["user"], begun["login"], begun["secondFactor"], begun["current"]) == (id, EMAIL, False, False)
    me = login(inviting, password=begun["token"])
    assert me.getUsers(query={})["total"] == 1
    (shown,) = me.getSessions()
    assert shown == {**begun, "current": True, "token": ""}
    me.closeSession()
    assert me.refused("getUsers", query={}).code == 901
    assert login(inviting).getSessions() == []


@pytest.mark.parametrize("who", ["root", "reseller", "customer"])
def test_every_login_has_sessions(quick_inviting: InvitingScene, who: str) -> None:
    caller = quick_inviting.root if who == "root" else quick_inviting.login(who).at("Tenant")
    begun = opened(caller)
    assert (begun["login"], begun["user"]) == (who, 0)
    again = quick_inviting.world.call(
        quick_inviting.dialect, username=who.upper(), password=begun["token"], admin=who == "root"
    ).at("Tenant")
    assert [each["current"] for each in again.getSessions()] == [True]
    stranger = quick_inviting.world.call(quick_inviting.dialect, username="other", password=begun["token"])
    assert stranger.at("Tenant").refused("getSessions").code == 901


def test_a_session_of_an_administrator_impersonates_as_he_does(quick_inviting: InvitingScene) -> None:
    token = opened(quick_inviting.root)["token"]
    behind = quick_inviting.world.call(
        quick_inviting.dialect, username="root", password=token, admin=True, impersonate=quick_inviting.customer_id
    )
    assert behind.at("Tenant").getProfile(customer=quick_inviting.customer_id)["customer"] == quick_inviting.customer_id
    assert behind.at("Tenant").refused("getResellerProfile", reseller=1).code == 902


def test_another_password_ends_sessions(quick_inviting: InvitingScene) -> None:
    token = opened(quick_inviting.customer_login)["token"]
    me = quick_inviting.login("customer", token).at("Tenant")
    me.getSessions()
    quick_inviting.admin.updateAccount(account={"id": quick_inviting.customer_id, "password": "another"})
    assert me.refused("getSessions").code == 901


def test_sessions_end_after_their_hours_and_when_they_are_left_alone(quick_inviting: InvitingScene) -> None:
    user(quick_inviting)
    tokens = [opened(login(quick_inviting))["token"] for _ in range(2)]
    world = quick_inviting.world
    world.sql("UPDATE login_sessions SET used = '2020-01-01 00:00:00.000000' WHERE id = 1")
    world.sql("UPDATE login_sessions SET ends = '2020-01-01 00:00:00.000000' WHERE id = 2")
    for token in tokens:
        assert login(quick_inviting, password=token).refused("getSessions").code == 901
    opened(login(quick_inviting))
    assert world.sql("SELECT COUNT(*) FROM login_sessions") == [(1,)], "what is over is forgotten"


def test_use_keeps_a_session(quick_inviting: InvitingScene) -> None:
    token = opened(quick_inviting.reseller_login)["token"]
    earlier = clock.text(datetime.now(UTC) - timedelta(minutes=5))
    quick_inviting.world.sql(f"UPDATE login_sessions SET used = '{earlier}'")
    quick_inviting.login("reseller", token).at("Tenant").getSessions()
    ((used,),) = quick_inviting.world.sql("SELECT used FROM login_sessions")
    assert used > earlier


def test_fifty_sessions_and_the_oldest_ends(quick_inviting: InvitingScene) -> None:
    user(quick_inviting)
    first, *_ = [opened(login(quick_inviting)) for _ in range(51)]
    assert login(quick_inviting, password=first["token"]).refused("getSessions").code == 901
    assert len(login(quick_inviting).getSessions()) == 50


def test_who_manages_a_user_sees_and_ends_his_sessions_and_nobody_else_does(quick_inviting: InvitingScene) -> None:
    scene = quick_inviting
    id = user(scene)["id"]
    session = opened(login(scene))
    scene.add("stranger", reseller=1)
    stranger = scene.login("stranger").at("Tenant")
    assert stranger.refused("getSessions", user=id).code == 8435
    assert stranger.refused("closeSession", id=session["id"]).code == 8439
    (seen,) = scene.reseller_login.getSessions(user=id)
    assert seen == {**session, "token": ""}
    scene.reseller_login.closeSession(id=session["id"])
    assert login(scene, password=session["token"]).refused("getSessions").code == 901
    assert scene.reseller_login.refused("closeSession", id=session["id"]).code == 8439


def test_a_colleague_without_users_manage_ends_none(quick_inviting: InvitingScene) -> None:
    scene = quick_inviting
    user(scene)
    session = opened(login(scene))
    user(scene, email="bob@example.com", roles=["user"])
    bob = login(scene, "bob@example.com")
    assert bob.refused("closeSession", id=session["id"]).code == 8439
    assert bob.refused("getSessions", user=session["user"]).code == 8435
    assert bob.getSessions() == []


def test_a_program_with_a_token_has_no_session(quick_inviting: InvitingScene) -> None:
    user(quick_inviting)
    secret = login(quick_inviting).addApiToken(token={"name": "cron", "expiry": "2999-01-01"})["secret"]
    program = login(quick_inviting, password=secret)
    for operation in ("openSession", "getSessions", "enrolSecondFactor"):
        assert program.refused(operation).code == 902


def test_a_suspended_customer_has_no_session_any_more(quick_inviting: InvitingScene) -> None:
    scene = quick_inviting
    user(scene)
    of_user, of_customer = opened(login(scene))["token"], opened(scene.customer_login)["token"]
    scene.reseller_login.suspendTenant(customer=scene.customer_id)
    for caller in (login(scene, password=of_user), scene.login("customer", of_customer).at("Tenant")):
        assert "suspended" in caller.refused("getSessions").text
    scene.reseller_login.resumeTenant(customer=scene.customer_id)
    login(scene, password=of_user).getSessions()


def test_no_token_stands_anywhere(quick_inviting: InvitingScene) -> None:
    user(quick_inviting)
    token = opened(login(quick_inviting))["token"]
    for table in ("login_sessions", "journal"):
        assert token not in repr(quick_inviting.world.sql(f"SELECT * FROM {table}"))
