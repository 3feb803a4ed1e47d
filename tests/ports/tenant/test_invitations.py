# SPDX-License-Identifier: Apache-2.0
"""Users are invited by mail, and set their passwords by the link in it, once (tenant.md 18)."""

import dataclasses
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from ngnprov.serve.jobs import make_jobs
from tests.ports.tenant.conftest import TenantScene
from tests.ports.tenant.users_support import EMAIL, PASSWORD, invited, link_in, login, token_of, user
from tests.support.outgoing import MAIL, waiting
from tests.support.postbox import Postbox
from tests.support.world import Answer, World

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with Postbox() as box:
        yield box


def sent(scene: TenantScene, postbox: Postbox) -> World:
    """Another server on the same database, which has handed over what waited."""
    settings = dataclasses.replace(scene.world.settings, mail=dataclasses.replace(MAIL, port=postbox.port))
    with World(settings) as world:
        (outbox,) = [job for job in make_jobs(world.app.runner, world.app.metrics) if job.name == "outbox"]
        outbox.work(lambda: True)
    return scene.world


def post(scene: TenantScene, path: str, password: str, **more: str) -> Answer:
    body = urlencode({"username": EMAIL, "password": password, **more}).encode()
    return scene.world.request(body, path, content_type=FORM)


def get(scene: TenantScene, path: str) -> Answer:
    return scene.world.request(path=path, method="GET", content_type=None)


def test_a_new_tenants_first_user_gets_one_letter_and_its_link_works_once(
    inviting: TenantScene, postbox: Postbox
) -> None:
    made = inviting.reseller_login.addTenant(tenant=inviting.given(primaryUser={"email": EMAIL, "name": "Ann"}))
    assert made["invitation"]["user"] == made["user"]["id"]
    assert made["invitation"]["email"] == EMAIL
    sent(inviting, postbox)
    (letter,) = postbox.received
    assert letter.recipients == [EMAIL]
    assert letter.subject == "Your access to Name of acme"
    path = link_in(letter.message.get_content())
    for _ in range(3):  # mail scanners follow links
        shown = get(inviting, path)
        assert (shown.status, EMAIL in shown.body.decode()) == (200, True)
    assert post(inviting, path, PASSWORD).status == 200
    assert login(inviting).getProfile(customer=made["customer"]["id"])["name"] == "Name of acme"
    assert [get(inviting, path).status, post(inviting, path, PASSWORD).status] == [404, 404]
    assert waiting(inviting.world) == []


def test_where_the_tenant_is_not_made_nobody_is_invited(inviting: TenantScene) -> None:
    inviting.tenant("first")
    before = waiting(inviting.world)
    given = inviting.given("second", profile={"name": "Name of first"})
    assert inviting.reseller_login.refused("addTenant", tenant=given).code == 8401
    assert waiting(inviting.world) == before
    inviting.reseller_login.asking(dryRun=True).addTenant(tenant=inviting.given("third"))
    assert waiting(inviting.world) == before


def test_a_tenant_that_is_not_enabled_is_invited_when_it_is(inviting: TenantScene) -> None:
    profile = {"name": "Acme", "enabled": False}
    made = inviting.reseller_login.addTenant(tenant=inviting.given(profile=profile))
    assert made["invitation"]["id"] == 0
    assert waiting(inviting.world) == []
    for _ in range(2):
        inviting.change(made["customer"]["id"], enabled=True)
    assert [message.kind for message in waiting(inviting.world)] == ["invitation"]


def test_another_invitation_voids_the_first(inviting: TenantScene) -> None:
    made = invited(inviting)
    first = token_of(inviting, made["id"])
    again = inviting.reseller_login.inviteUser(user=made["id"])
    assert again["email"] == EMAIL
    fault = inviting.root.refused("acceptInvitation", token=first, password=PASSWORD)
    assert (fault.code, fault.field) == (8433, "token")
    second = token_of(inviting, made["id"])
    accepted = inviting.root.acceptInvitation(token=second, password=PASSWORD)
    assert (accepted["state"], accepted["email"]) == ("active", EMAIL)
    assert inviting.root.refused("acceptInvitation", token=second, password=PASSWORD).code == 8433


def test_an_invitation_that_is_over_is_none(quick_inviting: TenantScene) -> None:
    made = invited(quick_inviting)
    token = token_of(quick_inviting, made["id"])
    quick_inviting.world.sql("UPDATE tenant_invitations SET expires = '2020-01-01 00:00:00.000000'")
    over = quick_inviting.root.refused("acceptInvitation", token=token, password=PASSWORD)
    never = quick_inviting.root.refused("acceptInvitation", token="x" * 27, password=PASSWORD)
    foreign = quick_inviting.stranger().refused("acceptInvitation", token=token, password=PASSWORD)
    assert over.members == never.members == foreign.members
    assert over.code == 8433
    pages = [get(quick_inviting, f"/invitation/{each}") for each in (token, "x" * 27, "", "a/b")]
    assert {(page.status, page.body) for page in pages} == {(404, pages[0].body)}


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "at least 15"),
        ("x" * 129, "at most 128"),
        ("ann@example.com1", "easily guessed"),
        ("qwertyuiopasdfgh", "easily guessed"),
        ("1234567890123456", "easily guessed"),
        ("control \x7f character", "control"),
    ],
)
def test_a_poor_password_is_refused_and_the_link_stays_good(
    quick_inviting: TenantScene, password: str, why: str
) -> None:
    made = invited(quick_inviting)
    token = token_of(quick_inviting, made["id"])
    fault = quick_inviting.root.refused("acceptInvitation", token=token, password=password)
    assert (fault.code, fault.field, why in fault.text) == (101, "password", True)
    answer = post(quick_inviting, f"/invitation/{token}", password)
    assert (answer.status, why in answer.body.decode()) == (422, True)
    assert post(quick_inviting, f"/invitation/{token}", PASSWORD).status == 200


def test_a_password_is_the_same_however_its_letters_are_composed(quick_inviting: TenantScene) -> None:
    user(quick_inviting, password="a\u0308ngstlicher Hase im Wald", roles=["user"])
    login(quick_inviting, password="\u00e4ngstlicher Hase im Wald").getUsers(query={})


def test_the_page_has_no_script_and_tells_nobody_its_address(quick_inviting: TenantScene) -> None:
    token = token_of(quick_inviting, invited(quick_inviting, name="<script>alert(1)</script>")["id"])
    shown = get(quick_inviting, f"/invitation/{token}")
    policy = shown.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
    assert "unsafe" not in policy
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert shown.headers["Cache-Control"] == "no-store"
    assert b"<script" not in shown.body
    assert token.encode() not in shown.body


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"password=%ff", FORM, 400),
        (b"&".join(b"a=b" for _ in range(30)), FORM, 400),
        (b"password=" + b"x" * 20_000, FORM, 413),
        (b"{}", "application/json", 415),
        (b"", FORM, 422),
    ],
)
def test_what_is_no_form_is_refused(quick_inviting: TenantScene, body: bytes, kind: str, status: int) -> None:
    token = token_of(quick_inviting, invited(quick_inviting)["id"])
    assert quick_inviting.world.request(body, f"/invitation/{token}", content_type=kind).status == status
    assert get(quick_inviting, f"/invitation/{token}").status == 200


def test_no_token_and_no_password_is_kept_in_clear(
    inviting: TenantScene, postbox: Postbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    made = invited(inviting)
    token = token_of(inviting, made["id"])
    assert token not in _everything(inviting)
    sent(inviting, postbox)
    assert inviting.world.sql("SELECT token FROM tenant_invitations")[0][0] in (b"", memoryview(b""))
    post(inviting, f"/invitation/{token}", "poor")
    post(inviting, f"/invitation/{token}", PASSWORD)
    login(inviting).getUsers(query={})
    for text in (_everything(inviting), caplog.text):
        assert token not in text
        assert PASSWORD not in text


def _everything(scene: TenantScene) -> str:
    tables = ("journal", "outbox", "undo", "tenant_users", "tenant_identities", "tenant_invitations")
    return repr([scene.world.sql(f"SELECT * FROM {table}") for table in tables])


def test_a_server_without_mail_invites_nobody(quick_tenants: TenantScene) -> None:
    made = invited(quick_tenants)
    assert made["state"] == "invited"
    fault = quick_tenants.reseller_login.refused("inviteUser", user=made["id"])
    assert (fault.code, fault.field) == (8437, "user")
    assert waiting(quick_tenants.world) == []


def test_whoever_gets_another_address_has_to_accept_anew(inviting: TenantScene) -> None:
    made = user(inviting, roles=["user"])
    changed = inviting.reseller_login.updateUser(user={"id": made["id"], "email": "new@example.com"})
    assert (changed["state"], changed["acceptDate"]) == ("invited", "")
    assert login(inviting).refused("getUsers", query={}).code == 901
    assert token_of(inviting, made["id"])
    inviting.world.undo()
    login(inviting).getUsers(query={})


def test_nobody_is_invited_who_could_not_come(quick_inviting: TenantScene) -> None:
    made: dict[str, Any] = invited(quick_inviting, roles=["user"])
    token = token_of(quick_inviting, made["id"])
    quick_inviting.reseller_login.updateUser(user={"id": made["id"], "disabled": True})
    assert quick_inviting.reseller_login.refused("inviteUser", user=made["id"]).code == 101
    assert get(quick_inviting, f"/invitation/{token}").status == 404
