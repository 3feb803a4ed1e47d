# SPDX-License-Identifier: Apache-2.0
"""Second factors: codes of a program beside the password (tenant.md 23, login.md L-H)."""

import shutil
import subprocess
import urllib.parse
from typing import Any

import pyotp
import pytest

from ngnprov import clock
from ngnprov.auth import administrators, second_factor
from tests.ports.tenant.conftest import InvitingScene
from tests.ports.tenant.users_support import EMAIL, login, user
from tests.support.caller import Caller

STEP = 30


@pytest.fixture
def at_step(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Go to a step of 30 seconds, counted from today's first one."""
    day = clock.now()[:10]

    def go(step: int) -> int:
        text = f"{day} {step * STEP // 3600:02}:{step * STEP % 3600 // 60:02}:{step * STEP % 60:02}.000000"
        monkeypatch.setattr(clock, "now", lambda: text)
        return int(clock.moment(text).timestamp()) // STEP

    return go


def shown(secret: str, step: int) -> str:
    """The code of a step."""
    return pyotp.TOTP(secret).generate_otp(step)


def enrolled(caller: Caller, step: int) -> tuple[str, list[str]]:
    """Set a second factor up; its secret and the recovery codes."""
    secret = caller.enrolSecondFactor()["secret"]
    return secret, caller.confirmSecondFactor(code=shown(secret, step))["recoveryCodes"]


def test_a_user_sets_up_a_second_factor_and_logs_in_by_it(inviting: InvitingScene, at_step: Any) -> None:
    id = user(inviting)["id"]
    me = login(inviting)
    made = me.enrolSecondFactor()
    parsed = urllib.parse.urlsplit(made["uri"])
    assert (parsed.scheme, parsed.netloc) == ("otpauth", "totp")
    assert urllib.parse.parse_qs(parsed.query)["secret"] == [made["secret"]]
    assert urllib.parse.unquote(parsed.path).endswith(EMAIL)
    assert len(made["secret"]) == 32, "160 bits"
    me.getUsers(query={})  # it does not count yet
    step = at_step(100)
    assert me.refused("confirmSecondFactor", code="000000").code == 101
    codes = me.confirmSecondFactor(code=shown(made["secret"], step))["recoveryCodes"]
    assert len(codes) == len(set(codes)) == 10
    assert inviting.reseller_login.getUsers(query={"filter": {"id": id}})["users"][0]["secondFactor"] is True

    assert me.refused("getUsers", query={}).code == 907
    assert me.refused("openSession").code == 907
    step = at_step(102)
    session = me.openSession(code=shown(made["secret"], step))
    assert session["secondFactor"] is True
    assert login(inviting, password=session["token"]).getUsers(query={})["total"] == 1


@pytest.mark.parametrize(("behind", "is_good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_good_for_its_step_and_the_two_beside_it(
    quick_inviting: InvitingScene, at_step: Any, behind: int, is_good: bool
) -> None:
    user(quick_inviting)
    me = login(quick_inviting)
    secret, _ = enrolled(me, at_step(100))
    step = at_step(200)
    code = shown(secret, step + behind)
    if is_good:
        me.openSession(code=code)
    else:
        assert me.refused("openSession", code=code).code == 901


def test_a_code_is_good_once_and_so_is_none_before_it(quick_inviting: InvitingScene, at_step: Any) -> None:
    user(quick_inviting)
    me = login(quick_inviting)
    step = at_step(100)
    secret, _ = enrolled(me, step)
    assert me.refused("openSession", code=shown(secret, step)).code == 901, "it was shown when the factor was confirmed"
    step = at_step(200)
    me.openSession(code=shown(secret, step))
    assert me.refused("openSession", code=shown(secret, step)).code == 901
    assert me.refused("openSession", code=shown(secret, step - 1)).code == 901
    me.openSession(code=shown(secret, step + 1))


def test_a_code_without_the_password_is_not_used_up(quick_inviting: InvitingScene, at_step: Any) -> None:
    user(quick_inviting)
    secret, _ = enrolled(login(quick_inviting), at_step(100))
    code = shown(secret, at_step(200))
    assert login(quick_inviting, password="a long walk in the sun").refused("openSession", code=code).code == 901
    login(quick_inviting).openSession(code=code)


def test_codes_are_guessed_no_more_often_than_passwords(quick_inviting: InvitingScene, at_step: Any) -> None:
    user(quick_inviting)
    me = login(quick_inviting)
    secret, _ = enrolled(me, at_step(100))
    step = at_step(200)
    answers = [
        me.refused("openSession", code=f"{(int(shown(secret, step)) + 7 * k) % 10**6:06}").code for k in range(1, 20)
    ]
    assert answers.count(901) <= 12
    assert answers[-1] == 905


def test_recovery_codes_are_good_once_however_they_are_written(quick_inviting: InvitingScene, at_step: Any) -> None:
    user(quick_inviting)
    me = login(quick_inviting)
    _, (first, second, *_) = enrolled(me, at_step(100))
    assert me.openSession(code=first)["secondFactor"] is True
    assert me.refused("openSession", code=first).code == 901
    me.openSession(code=second.replace("-", " ").upper())
    assert quick_inviting.world.sql("SELECT COUNT(*) FROM login_recovery_codes") == [(8,)]


def test_a_reseller_asks_its_customers_for_one(quick_inviting: InvitingScene, at_step: Any) -> None:
    scene = quick_inviting
    user(scene)
    token = login(scene).addApiToken(token={"name": "cron", "expiry": "2999-01-01"})["secret"]
    before = login(scene).openSession()["token"]
    scene.rules(secondFactorRequired=True)
    me = login(scene)
    assert "enrolSecondFactor" in me.refused("getUsers", query={}).text
    assert login(scene, password=before).refused("getUsers", query={}).code == 907
    assert me.refused("addApiToken", token={"name": "x", "expiry": "2999-01-01"}).code == 907
    login(scene, password=token).getUsers(query={})  # a program has no phone
    enrolled(login(scene, password=before), at_step(100))
    assert login(scene, password=before).getUsers(query={})["total"] == 1, "this session has shown it"
    assert login(scene, password=before).refused("resetSecondFactor").code == 902
    scene.customer_login.getUsers(query={})  # the login of a customer has none


def test_the_password_alone_ends_no_session_either(quick_inviting: InvitingScene, at_step: Any) -> None:
    scene = quick_inviting
    user(scene)
    bob = user(scene, email="bob@example.com")["id"]
    step = at_step(100)
    secret, _ = enrolled(login(scene), step)
    own = login(scene).openSession(code=shown(secret, step + 1))
    other = login(scene, "bob@example.com").openSession()
    for session in (own, other):
        assert login(scene).refused("closeSession", id=session["id"]).code == 907
    scene.rules(secondFactorRequired=True)
    assert login(scene, "bob@example.com").refused("closeSession", id=own["id"]).code == 8439, "he has none yet"
    login(scene, "bob@example.com").closeSession(id=other["id"])
    login(scene, password=own["token"]).getSessions(user=bob)


def test_other_sessions_end_when_a_second_factor_begins(quick_inviting: InvitingScene, at_step: Any) -> None:
    user(quick_inviting)
    one, other = (login(quick_inviting).openSession()["token"] for _ in range(2))
    enrolled(login(quick_inviting, password=one), at_step(100))
    login(quick_inviting, password=one).getSessions()
    assert login(quick_inviting, password=other).refused("getSessions").code == 901


def test_who_manages_a_user_resets_it_and_nobody_else_does(quick_inviting: InvitingScene, at_step: Any) -> None:
    scene = quick_inviting
    id = user(scene)["id"]
    step = at_step(100)
    secret, _ = enrolled(login(scene), step)
    session = login(scene).openSession(code=shown(secret, step + 1))["token"]
    user(scene, email="bob@example.com", roles=["user"])
    assert login(scene, "bob@example.com").refused("resetSecondFactor", user=id).code == 8435
    scene.add("stranger", reseller=1)
    assert scene.login("stranger").at("Tenant").refused("resetSecondFactor", user=id).code == 8435
    scene.reseller_login.resetSecondFactor(user=id)
    assert login(scene, password=session).refused("getSessions").code == 901
    login(scene).getUsers(query={})
    assert scene.reseller_login.refused("resetSecondFactor", user=id).code == 8444
    assert scene.world.sql("SELECT COUNT(*) FROM login_recovery_codes") == [(0,)]


def test_his_own_is_reset_by_whoever_has_shown_it(quick_inviting: InvitingScene, at_step: Any) -> None:
    user(quick_inviting)
    step = at_step(100)
    secret, _ = enrolled(login(quick_inviting), step)
    assert login(quick_inviting).refused("resetSecondFactor").code == 907
    session = login(quick_inviting).openSession(code=shown(secret, step + 1))["token"]
    login(quick_inviting, password=session).resetSecondFactor()
    login(quick_inviting).getUsers(query={})


def test_another_address_is_somebody_else(quick_inviting: InvitingScene, at_step: Any) -> None:
    scene = quick_inviting
    id = user(scene)["id"]
    user(scene, email="bob@example.com")
    enrolled(login(scene), at_step(100))
    changed = scene.reseller_login.updateUser(user={"id": id, "email": "new@example.com"})
    assert changed["secondFactor"] is False


def test_of_two_customers_each_has_its_own(quick_inviting: InvitingScene, at_step: Any) -> None:
    """Otherwise one of them could reset what the other one relies on."""
    scene = quick_inviting
    other = scene.add("other", reseller=1)
    user(scene)
    user(scene, customer=other)
    enrolled(login(scene, impersonate=2), at_step(100))
    assert login(scene, impersonate=2).refused("getUsers", query={}).code == 907
    login(scene, impersonate=other).getUsers(query={})


def test_administrators_have_one_too(inviting: InvitingScene, at_step: Any) -> None:
    step = at_step(100)
    secret, codes = enrolled(inviting.root, step)
    assert inviting.root.refused("getProfile", customer=2).code == 907
    token = inviting.root.openSession(code=shown(secret, step + 1))["token"]
    header = {"username": "root", "password": token, "admin": True}
    root = inviting.world.call(inviting.dialect, **header).at("Tenant")
    assert root.getProfile(customer=2)["customer"] == 2
    behind = inviting.world.call(inviting.dialect, **header, impersonate=1).at("Tenant")
    assert behind.refused("enrolSecondFactor").code == 902
    administrators.reset_factor(inviting.world.database, "ROOT")
    assert root.refused("getProfile", customer=2).code == 901
    assert inviting.root.getProfile(customer=2)["customer"] == 2
    assert len(codes) == 10


def test_the_login_of_a_customer_has_none(quick_inviting: InvitingScene) -> None:
    for caller in (quick_inviting.customer_login, quick_inviting.reseller_login):
        assert caller.refused("enrolSecondFactor").code == 902
    assert quick_inviting.customer_login.refused("openSession", code="123456").field == "code"
    assert quick_inviting.customer_login.refused("resetSecondFactor").code == 902


def test_nothing_of_it_stands_in_the_clear(quick_inviting: InvitingScene, at_step: Any) -> None:
    user(quick_inviting)
    secret, codes = enrolled(login(quick_inviting), at_step(100))
    for table in ("login_factors", "login_recovery_codes", "journal"):
        rows = repr(quick_inviting.world.sql(f"SELECT * FROM {table}"))
        assert secret not in rows
        assert not any(code in rows for code in codes)


def test_oathtool_shows_the_codes_that_are_taken() -> None:
    if shutil.which("oathtool") is None:
        pytest.fail("oathtool is missing: Debian package oathtool")
    secret = second_factor.new_secret()
    for moment in ("2026-12-01 00:00:00", "2038-01-19 03:14:08"):
        when = f"{moment} UTC"
        said = subprocess.run(
            ["oathtool", "--totp", "-b", f"--now={when}", secret], capture_output=True, text=True, check=True
        ).stdout.strip()
        at = f"{moment}.000000"
        assert second_factor.step_of(secret, said, at) == int(clock.moment(at).timestamp()) // STEP
