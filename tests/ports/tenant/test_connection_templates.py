# SPDX-License-Identifier: Apache-2.0
"""Connection templates, and what connections take of them (connections.md 3, C3)."""

from typing import Any

import pytest

from ngnprov.ports.tenant.connectiontemplates.tables import MASTER_KEY
from tests.ports.tenant.conftest import TenantScene
from tests.promises.overlap import at_once

KEY = "master-key-4711"
TEMPLATE: dict[str, Any] = {"name": "Ours", "type": "kazoo", "host": "Kazoo.example.com", "masterKey": KEY}


def add(scene: TenantScene, **members: Any) -> dict[str, Any]:
    answer: dict[str, Any] = scene.reseller_login.addConnectionTemplate(template={**TEMPLATE, **members})
    return answer


def defaults(scene: TenantScene) -> dict[str, bool]:
    found = scene.root.getConnectionTemplates(query={})["connectionTemplates"]
    return {each["name"]: each["isDefault"] for each in found}


def test_a_template_comes_back_without_its_key(tenants: TenantScene) -> None:
    made = add(tenants)
    assert (made["reseller"], made["host"], made["masterKey"] or "") == (1, "kazoo.example.com", "")
    (found,) = tenants.reseller_login.getConnectionTemplates(query={"filter": {"name": "our%"}})["connectionTemplates"]
    assert found == made
    ((stored,),) = tenants.world.sql("SELECT master_key FROM tenant_connection_templates")
    assert MASTER_KEY.open(tenants.world.app.runner.context.keys, bytes(stored), id=made["id"]) == KEY
    kept = [tenants.world.sql(f"SELECT * FROM {table}") for table in ("tenant_connection_templates", "journal", "undo")]
    assert KEY not in repr(kept)
    assert tenants.stranger().getConnectionTemplates(query={})["total"] == 0
    assert tenants.customer_login.refused("getConnectionTemplates", query={}).code == 902


def test_a_second_default_takes_the_place_of_the_first_and_an_undo_gives_it_back(tenants: TenantScene) -> None:
    add(tenants, name="A", isDefault=True)
    second = add(tenants, name="B")
    tenants.stranger().addConnectionTemplate(template={**TEMPLATE, "name": "S", "isDefault": True})
    tenants.reseller_login.updateConnectionTemplate(template={"id": second["id"], "isDefault": True})
    assert defaults(tenants) == {"A": False, "B": True, "S": True}
    tenants.world.undo()
    assert defaults(tenants) == {"A": True, "B": False, "S": True}
    add(tenants, name="C", isDefault=True)
    assert defaults(tenants) == {"A": False, "B": False, "C": True, "S": True}
    tenants.world.undo()
    assert defaults(tenants) == {"A": True, "B": False, "S": True}


def test_of_defaults_that_are_made_at_once_one_is_left(tenants: TenantScene) -> None:
    add(tenants, name="first", isDefault=True)
    others = [add(tenants, name=f"other {number}")["id"] for number in range(2)]
    login = tenants.reseller_login
    adding = [lambda n=n: add(tenants, name=f"new {n}", isDefault=True) for n in range(3)]
    setting = [lambda id=id: login.updateConnectionTemplate(template={"id": id, "isDefault": True}) for id in others]
    assert at_once(*adding, *setting) == [0] * 5
    assert sorted(defaults(tenants).values()) == [False] * 5 + [True]


def test_with_a_default_a_connection_needs_only_its_account(tenants: TenantScene) -> None:
    fault = tenants.reseller_login.refused("addConnection", connection={"customer": 2, "accountId": "a7"})
    assert (fault.code, fault.field) == (8501, "connection.type")
    id = add(tenants, isDefault=True)["id"]
    made = tenants.reseller_login.addConnection(connection={"customer": 2, "accountId": "a7", "enabled": True})
    assert (made["type"], made["host"], made["template"]) == ("kazoo", "kazoo.example.com", id)
    given = tenants.given(connection={"accountId": "a8"})
    assert tenants.reseller_login.addTenant(tenant=given)["connection"]["template"] == id
    whole = {"customer": 2, "type": "other", "host": "pbx.example.com"}
    assert tenants.reseller_login.addConnection(connection=whole)["template"] == 0


def test_a_template_that_connections_have_keeps_type_and_host_and_is_not_removed(tenants: TenantScene) -> None:
    login, id = tenants.reseller_login, add(tenants)["id"]
    login.addConnection(connection={"customer": 2, "template": id})
    assert login.refused("deleteConnectionTemplate", id=id).code == 8503
    moved = {"id": id, "host": "other.example.com", "masterKey": "another"}
    fault = login.refused("updateConnectionTemplate", template=moved)
    assert (fault.code, fault.field) == (8503, "template.host")
    assert login.updateConnectionTemplate(template={"id": id, "masterKey": "another"})["id"] == id
    tenants.world.undo()
    login.deleteConnection(id=1)
    assert login.refused("updateConnectionTemplate", template={"id": id, "host": "other.example.com"}).code == 102
    assert login.updateConnectionTemplate(template=moved)["host"] == "other.example.com"
    login.deleteConnectionTemplate(id=id)
    tenants.world.undo()
    (found,) = login.getConnectionTemplates(query={})["connectionTemplates"]
    assert (found["id"], found["host"]) == (id, "other.example.com")


def test_a_reseller_with_templates_is_not_removed(quick_tenants: TenantScene) -> None:
    quick_tenants.stranger().addConnectionTemplate(template=TEMPLATE)
    assert quick_tenants.admin.refused("deleteAccount", id=3).code == 5010


@pytest.mark.parametrize(
    ("members", "code", "field"),
    [
        ({"name": ""}, 102, "name"),
        ({"type": ""}, 102, "type"),
        ({"type": "threecx"}, 101, "type"),
        ({"host": ""}, 102, "host"),
        ({"host": "http://"}, 101, "host"),
        ({"host": "https://kazoo.example.com/?a=b"}, 101, "host"),
        ({"host": "https://user:pass@kazoo.example.com"}, 101, "host"),
        ({"host": "https://127.0.0.1:8443"}, 8504, "host"),
        ({"host": "https://localhost"}, 8504, "host"),
        ({"host": "https://[::ffff:10.0.0.1]"}, 8504, "host"),
        ({"host": "https://169.254.169.254"}, 8504, "host"),
        ({"host": "http://8.8.8.8"}, 8504, "host"),
        ({"masterKey": "a\nb"}, 101, "masterKey"),
        ({"reseller": 2}, 101, "reseller"),
    ],
)
def test_what_breaks_a_rule_is_named_and_changes_nothing(
    quick_tenants: TenantScene, members: dict[str, Any], code: int, field: str
) -> None:
    before = quick_tenants.world.fingerprint()
    fault = quick_tenants.root.refused("addConnectionTemplate", template={"reseller": 1, **TEMPLATE, **members})
    assert (fault.code, fault.field) == (code, f"template.{field}")
    assert quick_tenants.world.fingerprint() == before


def test_what_another_reseller_has_is_as_if_it_were_not_there(tenants: TenantScene) -> None:
    id, stranger = add(tenants)["id"], tenants.stranger()
    for operation, arguments in (
        ("deleteConnectionTemplate", {"id": id}),
        ("updateConnectionTemplate", {"template": {"id": id, "name": "x"}}),
    ):
        assert stranger.refused(operation, **arguments).code == 8508
    account = {"username": "of_stranger", "password": "secret"}
    customer = tenants.login("stranger").addAccount(account=account)["id"]
    fault = stranger.refused("addConnection", connection={"customer": customer, "template": id})
    assert (fault.code, fault.field) == (8508, "connection.template")
