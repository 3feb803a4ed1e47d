# SPDX-License-Identifier: Apache-2.0
"""What the kernel gives to every port, through one that is planted for the test."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ngnprov.calls.finding import State
from ngnprov.calls.port import declared_tables, find_ports
from ngnprov.db.columns import metadata
from ngnprov.soap.publishing.wsdl import write_all
from tests.planted import planted
from tests.support.caller import Caller, Fault
from tests.support.every_operation import table_of
from tests.support.examination import examine, repair
from tests.support.world import World

Use = Callable[..., Any]


def credit(name: str, value: Any) -> dict[str, str]:
    return {"name": name, "category": "credit", "value": str(value), "permission": "admin"}


@pytest.fixture
def scene(widgets: World) -> dict[str, Any]:
    """A reseller with 3 widgets, a customer with 2, one with 5."""
    admin = widgets.call()
    reseller = admin.addAccount(
        account={"username": "r", "password": "p", "resellerActive": True, "properties": [credit("widget_credit", 3)]}
    )["id"]
    ids = {"r": reseller}
    for name, limit in (("two", 2), ("five", 5)):
        given = {
            "username": name,
            "password": "p",
            "reseller": reseller,
            "properties": [credit("widget_credit", limit)],
        }
        ids[name] = admin.addAccount(account=given)["id"]
    return ids


def login(world: World, name: str) -> Caller:
    return world.call(username=name, password="p", admin=False)


def refused(use: Use, caller: Caller, operation: str, **arguments: Any) -> Fault:
    with pytest.raises(Fault) as caught:
        use(caller, operation, **arguments)
    return caught.value


def add(use: Use, caller: Caller, name: str, customer: int = 0) -> dict[str, Any]:
    answer: dict[str, Any] = use(caller, "addWidget", widget={"name": name, "customer": customer})
    return answer


def test_a_planted_port_is_there_everywhere_without_an_edit(widgets: World, tmp_path: Path) -> None:
    names, published = [port.name for port in find_ports()], {path.name for path in write_all(tmp_path)}
    assert "widget" in names
    assert {f"{name}.{dialect}.wsdl" for name in names for dialect in ("encoded", "literal")} <= published
    assert b"addWidget" in widgets.request(method="GET", path="/wsdl").body
    assert b"addWidget" in widgets.request(method="GET", path="/soap/widget/?wsdl").body
    assert b"WidgetExistsError" in widgets.request(method="GET").body
    told = widgets.request(method="GET", path="/widget/key")
    assert (told.status, told.body, told.headers["X-Kind"]) == (200, b"key", "widget")
    assert widgets.request(method="DELETE", path="/widget/key").headers["Allow"] == "GET"


def test_a_port_without_its_table_of_tests_is_told_which_file_to_write() -> None:
    with pytest.raises(LookupError, match=r"write tests/ports/widget/table\.py .* CONTRIBUTING\.md"):
        table_of("widget")


def test_nothing_is_left_of_it_behind_the_tests() -> None:
    with planted():
        assert "widgets" in {each.name for each in declared_tables()}
    assert "widgets" not in metadata.tables
    assert "widget" not in [port.name for port in find_ports()]


def test_one_operation_name_in_two_namespaces_reaches_different_code(
    widgets: World, use: Use, scene: dict[str, Any]
) -> None:
    assert use(widgets.call(), "getAccount", id=scene["r"])["name"] == "widget"
    assert widgets.call().getAccount(id=scene["r"])["username"] == "r"
    body = widgets.call().envelope("getAccount", {"id": 1}, "Widget")
    assert b">900<" in widgets.request(body, "/ngnpro/customer/").body
    assert widgets.request(body, "/ngnpro/widget/").status == 200


def test_a_customer_stays_within_his_credit_and_all_within_the_resellers(
    widgets: World, use: Use, scene: dict[str, Any]
) -> None:
    two, five = login(widgets, "two"), login(widgets, "five")
    add(use, two, "a")
    add(use, two, "b")
    fault = refused(use, two, "addWidget", widget={"name": "c"})
    expected = {"kind": "widget_credit", "limit": "2", "used": "2", "holder": str(scene["two"])}
    assert (fault.code, {name: fault.members[name] for name in expected}) == (910, expected)
    add(use, five, "c")
    fault = refused(use, five, "addWidget", widget={"name": "d"})
    expected = {"kind": "widget_credit", "limit": "3", "used": "3", "holder": str(scene["r"])}
    assert (fault.code, {name: fault.members[name] for name in expected}) == (911, expected)
    assert refused(use, login(widgets, "r"), "addWidget", widget={"name": "d"}).code == 911
    assert examine(widgets.database) == []


def test_what_is_refused_leaves_nothing_behind(widgets: World, use: Use, scene: dict[str, Any]) -> None:
    add(use, login(widgets, "two"), "a")
    before = widgets.fingerprint()
    assert refused(use, login(widgets, "two"), "addWidget", widget={"name": "A"}).code == 9001
    assert refused(use, login(widgets, "two"), "addWidget", widget={"name": "b", "customer": scene["five"]}).code == 101
    assert refused(use, login(widgets, "two"), "addWidget", widget={"name": "b", "size": 101}).field == "widget.size"
    assert refused(use, login(widgets, "two"), "addWidget", widget={"name": "b c"}).field == "widget.name"
    assert refused(use, login(widgets, "two"), "addWidget", widget={"tags": ["x", "y" * 11]}).field == "widget.tags.1"
    assert widgets.fingerprint() == before


def test_an_administrator_is_not_limited_but_counted(widgets: World, use: Use, scene: dict[str, Any]) -> None:
    for number in range(4):
        add(use, widgets.call(), f"w{number}", scene["two"])
    assert examine(widgets.database) == []
    assert refused(use, login(widgets, "five"), "addWidget", widget={"name": "x"}).members["used"] == "4"
    assert add(use, widgets.call(), "free")["customer"] == 0


def test_deleting_gives_the_credit_back(widgets: World, use: Use, scene: dict[str, Any]) -> None:
    two = login(widgets, "two")
    first = add(use, two, "a")["id"]
    add(use, two, "b")
    use(two, "deleteWidget", id=first)
    assert add(use, two, "c")["id"] > first
    assert examine(widgets.database) == []


def test_moving_takes_the_credit_along_and_is_refused_without(widgets: World, use: Use, scene: dict[str, Any]) -> None:
    first = add(use, login(widgets, "five"), "a")["id"]
    for name in ("b", "c"):
        add(use, login(widgets, "two"), name)
    before = widgets.fingerprint()
    fault = refused(use, login(widgets, "r"), "moveWidget", id=first, customer=scene["two"])
    assert (fault.code, fault.members["holder"]) == (910, str(scene["two"]))
    assert widgets.fingerprint() == before
    use(login(widgets, "r"), "moveWidget", id=first, customer=scene["r"])
    assert examine(widgets.database) == []


def test_credits_follow_their_properties_at_once(widgets: World, use: Use, scene: dict[str, Any]) -> None:
    five = login(widgets, "five")
    add(use, five, "a")
    set_five = lambda value: login(widgets, "r").setProperties(  # noqa: E731
        customer=scene["five"], properties=[credit("widget_credit", value)]
    )
    set_five(1)
    assert refused(use, five, "addWidget", widget={"name": "b"}).code == 910
    set_five(2)
    add(use, five, "b")
    set_five("")
    assert refused(use, five, "addWidget", widget={"name": "c"}).members["limit"] == "0"
    with pytest.raises(Fault, match="whole number"):
        set_five("many")
    widgets.call().setProperties(customer=scene["five"], properties=[{**credit("widget_credit", 0), "value": None}])
    assert refused(use, five, "addWidget", widget={"name": "c"}).members["limit"] == "0"
    assert examine(widgets.database) == []


def test_a_missing_credit_is_what_the_setting_says(widgets: World, use: Use) -> None:
    widgets.call().addAccount(account={"username": "x", "password": "p", "resellerActive": True})
    assert refused(use, login(widgets, "x"), "addWidget", widget={"name": "a"}).code == 911
    from ngnprov.settings import CustomerSettings

    with widgets.with_settings(customers=CustomerSettings(credit_default=None)) as generous:
        assert add(use, login(generous, "x"), "a")["customer"] != 0
    with widgets.with_settings(customers=CustomerSettings(credit_default=1)) as one:
        assert refused(use, login(one, "x"), "addWidget", widget={"name": "b"}).members["limit"] == "1"


def test_nothing_is_created_under_an_inactive_reseller(widgets: World, use: Use, scene: dict[str, Any]) -> None:
    widgets.call().updateAccount(account={"id": scene["r"], "resellerActive": False})
    for name in ("r", "two"):
        assert refused(use, login(widgets, name), "addWidget", widget={"name": "a"}).code == 902
    add(use, widgets.call(), "a", scene["two"])


def test_a_customer_with_records_is_not_deleted_and_told_what_is_left(
    widgets: World, use: Use, scene: dict[str, Any]
) -> None:
    id = add(use, login(widgets, "two"), "a")["id"]
    fault = widgets.call().refused("deleteAccount", id=scene["two"])
    assert (fault.code, "1 widgets" in fault.text) == (5010, True)
    assert widgets.call().refused("updateAccount", account={"id": scene["two"], "reseller": scene["two"]}).code == 5010
    use(widgets.call(), "deleteWidget", id=id)
    widgets.call().deleteAccount(id=scene["two"])
    assert examine(widgets.database) == []


def test_lists_of_any_port_show_only_what_is_in_scope(widgets: World, use: Use, scene: dict[str, Any]) -> None:
    other = widgets.call().addAccount(account={"username": "other", "password": "p"})["id"]
    for name, owner in (("a", "two"), ("b", "five"), ("c", "r")):
        add(use, widgets.call(), name, scene[owner])
    foreign = add(use, widgets.call(), "d", other)["id"]

    def seen(caller: Caller, **given: Any) -> list[str]:
        found = use(
            caller, "getWidgets", query={"filter": given, "orderBy": {"attribute": "name", "direction": "DESC"}}
        )
        assert found["total"] == len(found["widgets"])
        return [widget["name"] for widget in found["widgets"]]

    assert seen(widgets.call()) == ["d", "c", "b", "a"]
    assert seen(login(widgets, "r")) == ["c", "b", "a"]
    assert seen(login(widgets, "two")) == ["a"]
    assert seen(login(widgets, "r"), name="D%") == []
    assert seen(widgets.call(impersonate=other)) == ["d"]
    assert refused(use, login(widgets, "r"), "deleteWidget", id=foreign).text == (
        refused(use, login(widgets, "r"), "deleteWidget", id=999).text
    )


def test_every_change_is_journaled_with_who_and_what(widgets: World, use: Use, scene: dict[str, Any]) -> None:
    id = add(use, widgets.call(impersonate=scene["two"]), "a")["id"]
    use(login(widgets, "r"), "deleteWidget", id=id)
    rows = widgets.sql(
        f"SELECT login, level, entry, behind, operation, before, after FROM journal WHERE subject = 'widget {id}' ORDER BY id"
    )
    (added, deleted) = rows
    assert added[:5] == ("root", "customer", scene["two"], True, "addWidget")
    assert json.loads(added[6])["name"] == "a"
    assert deleted[:5] == ("r", "reseller", scene["r"], False, "deleteWidget")
    assert json.loads(deleted[5])["name"] == "a"


def test_the_journal_cannot_be_changed(widgets: World, scene: dict[str, Any]) -> None:
    for statement in ("UPDATE journal SET login = 'x'", "DELETE FROM journal"):
        with pytest.raises(Exception, match="append-only"):
            widgets.sql(statement)


def test_a_failure_tells_the_caller_a_request_number_and_the_log_the_rest(
    widgets: World, use: Use, caplog: pytest.LogCaptureFixture
) -> None:
    before = widgets.fingerprint()
    fault = refused(use, widgets.call(), "failWidget", how="hard")
    assert fault.code == 200
    number = fault.text.split()[1]
    assert fault.text == f"request {number} failed"
    assert number in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert refused(use, widgets.call(), "failWidget", how="value").code == 101
    assert widgets.fingerprint() == before


def test_doctor_finds_and_repairs_a_wrong_counter(widgets: World, use: Use, scene: dict[str, Any]) -> None:
    add(use, login(widgets, "two"), "a")
    widgets.sql(f"UPDATE counters SET used = 7 WHERE customer = {scene['two']}")
    assert "counted as 7, but there are 1" in examine(widgets.database)[0].text
    assert [finding.state for finding in repair(widgets)] == [State.REPAIRED]
    assert examine(widgets.database) == []


def test_a_long_list_is_answered_whole(widgets: World, use: Use) -> None:
    with widgets.database.engine.begin() as connection:
        from sqlalchemy import text

        for number in range(1, 1202):
            connection.execute(
                text("INSERT INTO widgets VALUES (:n, 0, 0, :name, :name, 1, 0.5, 'x y', '')"),
                {"n": number, "name": f"w{number}"},
            )
    found = use(widgets.call(), "getWidgets", query={"filter": {}})
    assert found["total"] == 1201
    assert [int(widget["id"]) for widget in found["widgets"]] == list(range(1, 1202))
    found = use(widgets.call(), "getWidgets", query={"filter": {}, "range": {"start": 600, "count": 5000}})
    assert (found["total"], len(found["widgets"])) == (1201, 601)
