# SPDX-License-Identifier: Apache-2.0
"""What users with roles, and programs with tokens, hear of: no more than they may read, by hooks neither (event.md K9, 7)."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar

import pytest

from ngnprov.settings import ServerSettings
from tests.ports.event.conftest import EventScene
from tests.ports.tenant.conftest import MAIL
from tests.ports.tenant.users_support import EMAIL, PASSWORD, token_of
from tests.support.caller import Caller
from tests.support.scene import scene_fixtures

HOOK: dict[str, Any] = {"url": "https://8.8.8.8/hook", "events": ["sipDomain.*"]}
EVENTS = ("events.read", "hooks.read", "hooks.write")


class RightsScene(EventScene):
    """One on a server that invites users."""

    sections: ClassVar[Mapping[str, Any]] = {
        **EventScene.sections,
        "mail": MAIL,
        "server": ServerSettings(public_url="https://provider.example"),
    }

    def person(self, *permissions: str) -> Caller:
        """A user of the reseller with a role that gives these, or everything that a role can, at EventPort."""
        tenant, role = self.root.at("Tenant"), "some" if permissions else "customerAdmin"
        if permissions:
            self.login("reseller").at("Tenant").setRole(role={"code": role, "permissions": list(permissions)})
        made = tenant.addUser(user={"customer": 1, "email": EMAIL, "roles": [role]})
        tenant.acceptInvitation(token=token_of(self, made["id"]), password=PASSWORD)  # type: ignore[arg-type]
        return self.login(EMAIL, PASSWORD).at("Event")


_, _, quick_rights = scene_fixtures(RightsScene)


def test_whoever_may_not_read_what_a_hook_tells_neither_makes_nor_changes_it(quick_rights: RightsScene) -> None:
    other = quick_rights.hook(HOOK["url"], "sipDomain.*")["id"]
    person = quick_rights.person(*EVENTS, "sip.read")
    calls: list[tuple[str, dict[str, Any]]] = [
        ("addHook", {"hook": HOOK}),
        ("updateHook", {"hook": {"id": other, "url": "https://8.8.4.4/"}}),
        ("replay", {"hook": other, "from": 0}),
    ]
    for operation, arguments in calls:
        fault = person.refused(operation, **arguments)
        assert (fault.code, fault.field) == (902, "hook.events"), operation
        assert "reads, which you do not hold" in fault.text
    assert quick_rights.root.getHooks(query={})["total"] == 1


@pytest.mark.parametrize("wanted", ["customer.*", "limit.reached", "*", "customer.updated"])
def test_what_no_role_reads_is_the_resellers_alone_to_have_sent(quick_rights: RightsScene, wanted: str) -> None:
    person = quick_rights.person()
    hook = person.addHook(hook=HOOK)
    person.updateHook(hook={"id": hook["id"], "events": ["extension.*", "order.*", "sipAccount.*"]})
    assert person.refused("updateHook", hook={"id": hook["id"], "events": [wanted]}).code == 902
    quick_rights.reseller_login.updateHook(hook={"id": hook["id"], "events": [wanted]})
    assert person.refused("updateHook", hook={"id": hook["id"], "enabled": True}).code == 902
    person.deleteHook(id=hook["id"])


def test_a_program_makes_no_hook_for_more_than_its_token_names(quick_rights: RightsScene) -> None:
    quick_rights.person()
    tenant = quick_rights.login(EMAIL, PASSWORD).at("Tenant")
    token = tenant.addApiToken(token={"name": "x", "permissions": list(EVENTS), "expiry": "2999-01-01"})
    program = quick_rights.login(EMAIL, token["secret"]).at("Event")
    assert program.refused("addHook", hook=HOOK).code == 902
    quick_rights.happen()
    quick_rights.settle()
    assert [each["type"] for each in program.getEvents()["events"] if not each["type"].startswith("hook.")] == []


def test_events_are_those_that_a_person_may_read(quick_rights: RightsScene) -> None:
    person = quick_rights.person(*EVENTS, "sip.read")
    quick_rights.happen()
    quick_rights.admin.customer.updateAccount(account={"id": 2, "city": "Utrecht"})
    quick_rights.settle()
    told = person.getEvents()["events"]
    assert {each["type"] for each in told} == {"sipDomain.created"}
    assert json.loads(told[0]["data"])["after"]["domain"] == "a.example"
    assert "customer.updated" in {each["type"] for each in quick_rights.reseller_login.getEvents()["events"]}
    assert quick_rights.reseller_login.getEvents()["position"] == person.getEvents()["position"]
