# SPDX-License-Identifier: Apache-2.0
"""Connections: accounts on other platforms, whose keys nobody is told (connections.md 2)."""

from typing import Any

import pytest

from ngnprov.ports.tenant.connections.tables import ACCESS_KEY
from tests.ports.tenant.conftest import TenantScene
from tests.support.examination import examine

KEY = "very-secret-key-4711"
CONNECTION: dict[str, Any] = {
    **{"customer": 2, "type": "netsapiens", "host": "PBX.example.com.", "accountId": "a/7"},
    **{"accessKey": KEY, "autoProvisionSubAccounts": True},
}
SHOWN = {**CONNECTION, "host": "pbx.example.com", "accessKey": "", "state": "disabled", "enabled": False}


def add(scene: TenantScene, **members: Any) -> dict[str, Any]:
    answer: dict[str, Any] = scene.reseller_login.addConnection(connection={**CONNECTION, **members})
    return answer


def opened(scene: TenantScene, id: int) -> str:
    ((stored,),) = scene.world.sql(f"SELECT access_key FROM tenant_connections WHERE id = {id}")
    return ACCESS_KEY.open(scene.world.app.runner.context.keys, bytes(stored), id=id)


def test_what_is_sent_comes_back_without_the_key(tenants: TenantScene) -> None:
    made = add(tenants)
    assert {name: made.get(name) or SHOWN[name] for name in SHOWN} == SHOWN
    assert not made["accessKey"]
    assert opened(tenants, made["id"]) == KEY
    (found,) = tenants.reseller_login.getConnections(query={})["connections"]
    assert found == made
    assert examine(tenants.world.database) == []


def test_the_key_is_sealed_wherever_it_is_kept(tenants: TenantScene) -> None:
    id = add(tenants)["id"]
    tenants.reseller_login.deleteConnection(id=id)
    kept = [tenants.world.sql(f"SELECT * FROM {table}") for table in ("tenant_connections", "journal", "undo")]
    assert KEY not in repr(kept)
    tenants.world.undo()
    assert opened(tenants, id) == KEY
    for _ in range(2):
        tenants.world.undo()
    assert KEY not in repr(tenants.world.sql("SELECT * FROM journal"))


@pytest.mark.parametrize(
    ("members", "code", "field"),
    [
        ({"customer": 0}, 102, "customer"),
        ({"customer": 4711}, 5000, "customer"),
        ({"type": ""}, 8501, "type"),
        ({"type": "a b"}, 101, "type"),
        ({"enabled": True}, 101, "type"),
        ({"type": "kazoo", "accessKey": "", "enabled": True}, 102, "accessKey"),
        ({"template": 4711}, 8508, "template"),
        ({"host": ""}, 8501, "host"),
        ({"host": "https://10.0.0.1"}, 8504, "host"),
        ({"host": "localhost"}, 101, "host"),
        ({"host": "10.0.0.1"}, 101, "host"),
        ({"host": "a b.example"}, 101, "host"),
        ({"accountId": "a\tb"}, 101, "accountId"),
        ({"accountId": "a" * 129}, 101, "accountId"),
        ({"accessKey": "a\nb"}, 101, "accessKey"),
        ({"accessKey": "k" * 1025}, 101, "accessKey"),
    ],
)
def test_what_breaks_a_rule_is_named_and_changes_nothing(
    quick_tenants: TenantScene, members: dict[str, Any], code: int, field: str
) -> None:
    before = quick_tenants.world.fingerprint()
    fault = quick_tenants.root.refused("addConnection", connection={**CONNECTION, **members})
    assert (fault.code, fault.field) == (code, f"connection.{field}")
    assert quick_tenants.world.fingerprint() == before


def test_what_another_reseller_has_is_as_if_it_were_not_there(tenants: TenantScene) -> None:
    id, stranger = add(tenants)["id"], tenants.stranger()
    fault = stranger.refused("deleteConnection", id=id)
    assert fault.members == stranger.refused("deleteConnection", id=4711).members
    assert (fault.code, fault.field) == (8507, "id")
    assert stranger.refused("addConnection", connection=CONNECTION).code == 5000
    assert stranger.getConnections(query={})["total"] == 0
    for operation in ("enableConnection", "disableConnection", "syncConnection"):
        assert stranger.refused(operation, id=id).members == stranger.refused(operation, id=4711).members
    assert tenants.customer_login.getConnections(query={})["total"] == 1
    assert tenants.customer_login.refused("deleteConnection", id=id).code == 902


def test_host_account_and_key_are_changed_and_given_back(tenants: TenantScene) -> None:
    id, login = add(tenants)["id"], tenants.reseller_login
    fault = login.refused("updateConnection", connection={"id": id, "host": "other.example.com"})
    assert (fault.code, fault.field) == (102, "connection.accessKey")
    given = {"id": id, "host": "https://Other.example.com:8443/", "accountId": "b", "accessKey": "another key"}
    changed = login.updateConnection(connection={**SHOWN, **given})
    assert (changed["host"], changed["accountId"]) == ("https://other.example.com:8443", "b")
    assert opened(tenants, id) == "another key"
    tenants.world.undo()
    (found,) = login.getConnections(query={})["connections"]
    assert ({name: found[name] or SHOWN[name] for name in SHOWN}, opened(tenants, id)) == (SHOWN, KEY)
    kept = [tenants.world.sql(f"SELECT * FROM {table}") for table in ("journal", "undo")]
    assert KEY not in repr(kept)
    assert "another key" not in repr(kept)


@pytest.mark.parametrize(("member", "value"), [("autoProvisionSubAccounts", False), ("type", "kazoo"), ("template", 1)])
def test_what_was_chosen_when_it_was_made_stays(quick_tenants: TenantScene, member: str, value: Any) -> None:
    id = add(quick_tenants)["id"]
    fault = quick_tenants.root.refused("updateConnection", connection={"id": id, member: value})
    assert (fault.code, fault.field) == (8502, f"connection.{member}")


def test_only_what_can_be_asked_is_enabled(tenants: TenantScene) -> None:
    other, kazoo = add(tenants)["id"], add(tenants, type="kazoo")["id"]
    fault = tenants.customer_login.refused("enableConnection", id=other)
    assert (fault.code, fault.field) == (101, "id")
    assert tenants.customer_login.enableConnection(id=kazoo)["enabled"]
    version = tenants.world.sql(f"SELECT version, generation FROM tenant_connections WHERE id = {kazoo}")
    assert tenants.customer_login.enableConnection(id=kazoo)["state"] == "pending"
    assert tenants.world.sql(f"SELECT version, generation FROM tenant_connections WHERE id = {kazoo}") == version
    tenants.world.undo()
    assert not tenants.root.getConnections(query={"filter": {"id": kazoo}})["connections"][0]["enabled"]


def test_a_tenant_is_made_with_user_and_connection_and_taken_back(tenants: TenantScene) -> None:
    user = {"email": "first@example.com", "name": "First"}
    connection = {name: value for name, value in CONNECTION.items() if name != "customer"}
    before = tenants.rows()
    made = tenants.reseller_login.addTenant(tenant=tenants.given(primaryUser=user, connection=connection))
    id = made["customer"]["id"]
    assert (made["user"]["customer"], made["user"]["roles"]) == (id, ["customerAdmin"])
    assert (made["connection"]["customer"], made["connection"]["state"]) == (id, "disabled")
    assert KEY not in repr(made)
    login = tenants.reseller_login
    tenants.world.undo()
    assert tenants.rows() == before
    tenants.world.undo()
    _same(login.getUsers(query={})["users"], made["user"])
    _same(login.getConnections(query={})["connections"], made["connection"])
    tenants.admin.deleteAccount(id=id)
    assert login.getUsers(query={})["total"] == login.getConnections(query={})["total"] == 0
    tenants.world.undo()
    _same(login.getUsers(query={})["users"], made["user"])
    _same(login.getConnections(query={})["connections"], made["connection"])
    assert opened(tenants, made["connection"]["id"]) == KEY


def _same(found: list[dict[str, Any]], made: dict[str, Any]) -> None:
    assert [{**each, "changeDate": ""} for each in found] == [{**made, "changeDate": ""}]


@pytest.mark.parametrize(
    ("parts", "code", "field"),
    [
        ({"primaryUser": {"name": "First"}}, 102, "primaryUser.email"),
        ({"primaryUser": {"email": "nobody"}}, 101, "primaryUser.email"),
        ({"primaryUser": None, "roles": ["user"]}, 8430, "primaryUser"),
        ({"roles": ["user"]}, 8430, "roles"),
        ({"primaryUser": {"email": "a@example.com", "roles": ["pbxAdmin"]}}, 8430, "roles"),
        ({"primaryUser": {"email": "a@example.com"}, "roles": ["customerAdmin", "nobody"]}, 8436, "roles.1"),
        ({"connection": {"type": "pbx"}}, 8501, "connection.host"),
        ({"connection": {"host": "pbx.example.com"}}, 8501, "connection.type"),
        ({"connection": {"type": "pbx", "host": "https://[::1]"}}, 8504, "connection.host"),
    ],
)
def test_what_is_wrong_with_a_tenants_is_named_and_nothing_is_left(
    quick_tenants: TenantScene, parts: dict[str, Any], code: int, field: str
) -> None:
    before = quick_tenants.world.fingerprint()
    fault = quick_tenants.root.refused("addTenant", tenant=quick_tenants.given(**parts))
    assert (fault.code, fault.field) == (code, f"tenant.{field}")
    assert quick_tenants.world.fingerprint() == before


def test_roles_are_those_of_the_first_user(quick_tenants: TenantScene) -> None:
    parts: dict[str, Any] = {"primaryUser": {"email": "a@example.com"}, "roles": ["customerAdmin", "billingViewer"]}
    made = quick_tenants.reseller_login.addTenant(tenant=quick_tenants.given(**parts))
    assert made["user"]["roles"] == ["customerAdmin", "billingViewer"]
