# SPDX-License-Identifier: Apache-2.0
"""Hooks: what can be one, whose it is, and what of it is told (event.md 4)."""

import base64
import json
from typing import Any

import pytest

from ngnprov.calls.port import find_ports
from ngnprov.ports.event import kinds, templates
from tests.ports.event.conftest import EventScene
from tests.support.world import Template, World

PUBLIC = "https://8.8.8.8/hook"


def test_the_secret_is_told_once(event: EventScene) -> None:
    made = event.hook(PUBLIC, "customer.*", "limit.reached")
    assert len(base64.b64decode(made["secret"].removeprefix("whsec_"), validate=True)) == 32
    (hook,) = event.reseller_login.getHooks(query={})["hooks"]
    assert not hook["secret"]
    assert (hook["customer"], hook["events"], hook["enabled"]) == (1, ["customer.*", "limit.reached"], True)
    told = json.dumps(event.world.sql("SELECT * FROM journal"), default=str)
    assert made["secret"] not in told


@pytest.mark.parametrize(
    "secret",
    ["secret", "whsec_", "whsec_c2hvcnQ=", "whsec_" + "-_" * 20, "whsec_" + "A" * 40 + " ", "whsec_" + "A" * 120],
)
def test_a_secret_of_ones_own_is_of_the_published_form(quick_event: EventScene, secret: str) -> None:
    fault = quick_event.reseller_login.refused("addHook", hook={"url": PUBLIC, "events": ["*"], "secret": secret})
    assert (fault.code, fault.field) == (101, "hook.secret")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("https://10.0.0.1/", "must not lead to a loopback"),
        ("https://[::ffff:169.254.169.254]/", "must not lead to a loopback"),
        ("http://8.8.8.8/", "must begin with https"),
        ("https://user:pw@8.8.8.8/", "must have no user"),
        ("ftp://8.8.8.8/", "must be a URL"),
        ("https://a..example/", "must have a host of labels"),
        (f"https://{'a' * 64}.example/", "must have a host of labels"),
    ],
)
def test_an_address_that_nothing_is_sent_to_is_refused(event: EventScene, url: str, sentence: str) -> None:
    fault = event.reseller_login.refused("addHook", hook={"url": url, "events": ["*"]})
    assert (fault.code, fault.field) == (8504, "hook.url")
    assert sentence in fault.text
    hook = event.hook(PUBLIC)
    assert event.reseller_login.refused("updateHook", hook={"id": hook["id"], "url": url}).code == 8504


@pytest.mark.parametrize("wanted", ["customer", "customer.gone", "nobody.*", "", "limit.created"])
def test_events_are_known_ones(quick_event: EventScene, wanted: str) -> None:
    fault = quick_event.reseller_login.refused("addHook", hook={"url": PUBLIC, "events": ["*", wanted]})
    assert (fault.code, fault.field) == (101, "hook.events.1")


@pytest.mark.parametrize("template", ["{{data.x}}", '{"a": "{{secret}}"}', '{"a": {{type}}}', '{"a": "{{data}}"}', "{"])
def test_a_template_makes_json_of_known_names(quick_event: EventScene, template: str) -> None:
    fault = quick_event.reseller_login.refused("addHook", hook={"url": PUBLIC, "events": ["*"], "template": template})
    assert (fault.code, fault.field) == (101, "hook.template")


def test_values_in_a_template_cannot_leave_their_text() -> None:
    event: dict[str, Any] = dict.fromkeys(templates.TEXTS, 'x", "y": "\\\n{{type}}')
    filled = templates.filled('{"text": "{{ subject }} é", "all": {{data}}}', {**event, "data": {"a": ["{{id}}"]}})
    assert json.loads(filled) == {"text": 'x", "y": "\\\n{{type}} é', "all": {"a": ["{{id}}"]}}


def test_what_is_anothers_is_as_what_never_was(event: EventScene) -> None:
    hook = event.hook(PUBLIC)
    stranger = event.stranger()
    assert stranger.getHooks(query={})["total"] == 0
    for operation, arguments in (
        ("updateHook", {"hook": {"id": hook["id"], "enabled": False}}),
        ("deleteHook", {"id": hook["id"]}),
        ("rotateSecret", {"id": hook["id"]}),
        ("replay", {"hook": hook["id"], "from": 0}),
    ):
        fault, unknown = (stranger.refused(operation, **_with(arguments, id)) for id in (hook["id"], 4711))
        assert (fault.code, fault.members) == (8601, unknown.members)
    assert stranger.refused("addHook", hook={"customer": 2, "url": PUBLIC, "events": ["*"]}).code == 5000


def _with(arguments: dict[str, Any], id: int) -> dict[str, Any]:
    if "hook" in arguments and isinstance(arguments["hook"], dict):
        return {"hook": {**arguments["hook"], "id": id}}
    return {**arguments, "hook" if "hook" in arguments else "id": id}


def test_a_hook_goes_with_its_customer_and_comes_back_with_it(quick_event: EventScene) -> None:
    made = quick_event.hook(PUBLIC, customer=quick_event.add("gone", reseller=1))
    quick_event.admin.customer.deleteAccount(id=made["customer"])
    assert quick_event.root.getHooks(query={})["total"] == 0
    quick_event.world.undo()
    (again,) = quick_event.root.getHooks(query={})["hooks"]
    assert (again["id"], again["url"]) == (made["id"], PUBLIC)


def test_every_change_of_ours_is_an_event_that_can_be_asked_for(crowded: Template, crowded_world: World) -> None:
    crowded.restore(crowded_world)
    ports = find_ports()
    known = kinds.known(ports)
    rows = crowded_world.sql("SELECT operation, subject, before, after FROM journal WHERE kind = 'change'")
    for operation, subject, before, after in rows:
        sides = [None if side is None else json.loads(side) for side in (before, after)]
        type = kinds.type_of(ports, operation, subject, *sides)
        assert type in known or subject.startswith(SILENT), (operation, subject, type)


SILENT = ("administrator ", "SIP vouchers ", "PBX rewriting of ", "widget ")
"""What is the operator's own, or a part of another record."""
