# SPDX-License-Identifier: Apache-2.0
"""What guards ports guards one that is planted, too: nothing of it is listed in any file but its own."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from click.testing import CliRunner

from ngnprov.calls.port import declared_tables, find_ports
from ngnprov.cli import main
from ngnprov.sealing.columns import sealed_columns
from ngnprov.upkeep.resealing import reseal
from tests.planted import planted, table
from tests.planted.test_planted_port import add, credit
from tests.ports.customer.conftest import Scene
from tests.promises.steps import Step
from tests.promises.test_walk import Walk
from tests.support import commands, matrix, people
from tests.support.world import Template, World

PORT = "Widget"


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    """People, and the widget of a customer."""

    def fill(world: World) -> None:
        scene = Scene(world, "encoded")
        people.fill(scene)
        table.fill(scene)

    with planted():
        yield Template.on_sqlite(tmp_path_factory.mktemp("template")).filled(tmp_path_factory.mktemp("filled"), fill)


@pytest.fixture(scope="module")
def crowd_world(crowd: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One server with them."""
    with crowd.copy(tmp_path_factory.mktemp("crowd")) as world:
        yield world


@pytest.fixture
def scene(crowd: Template, crowd_world: World) -> Scene:
    """The server as it was at first."""
    crowd.restore(crowd_world)
    return Scene(crowd_world, "encoded")


def test_its_sealed_column_is_masked_in_the_journal_and_sealed_in_the_table(
    widgets: World, use: Callable[..., Any]
) -> None:
    caller = widgets.call()
    id = use(caller, "addWidget", widget={"name": "a", "pin": "1234"})["id"]
    use(caller, "setPin", id=id, pin="4321")
    assert use(caller, "getWidgets", query={})["widgets"][0]["pin"] == "4321"
    entries = widgets.sql("SELECT before, after FROM journal WHERE subject LIKE 'widget %' ORDER BY id")
    told = [json.loads(text)["pin"] for entry in entries for text in entry if text is not None]
    assert told == ["********"] * 4, "made; changed from and to; as somebody wrote it in clear"
    ((stored,),) = widgets.sql("SELECT pin FROM widgets")
    assert not {b"1234", b"4321"} & {bytes(stored)}
    shown = commands.done(widgets, "journal", "--json")
    assert "1234" not in shown
    assert "4321" not in shown


def test_its_sealed_column_is_found_by_who_seals_anew(widgets: World, use: Callable[..., Any]) -> None:
    use(widgets.call(), "addWidget", widget={"name": "a", "pin": "1234"})
    assert "widgets.pin" in [column.name for column in sealed_columns(declared_tables())]
    assert [done.column for done in reseal(widgets.operator) if done.count] == []
    assert commands.is_sound(widgets)


def test_its_command_is_listed_and_runs(widgets: World, use: Callable[..., Any]) -> None:
    account = {"username": "two", "password": "p", "resellerActive": True, "properties": [credit("widget_credit", 2)]}
    id = widgets.call().addAccount(account=account)["id"]
    add(use, widgets.call(), "a", id)
    names = [line.split()[0] for line in CliRunner().invoke(main, ["--help"]).stdout.splitlines() if line.strip()]
    assert names.index("admin") < names.index("widgets") < names.index("wsdl")
    assert commands.done(widgets, "widgets", "count", id) == "1\n"


def test_the_table_of_its_operations_is_complete() -> None:
    with planted():
        (port,) = [port for port in find_ports() if port.name == "widget"]
        assert table.TABLE.keys() == {operation.name for operation in port.operations()}


@pytest.mark.parametrize("operation", table.TABLE)
def test_who_may_do_what(scene: Scene, crowd: Template, operation: str) -> None:
    row = table.TABLE[operation]
    assert matrix.told(crowd, scene.world, PORT, operation, row) == matrix.expected(operation, row)


def test_its_credit_is_walked_and_recounted(scene: Scene) -> None:
    walk = Walk(scene.world)
    steps: list[Step | None] = [
        Step("customer", PORT, "addWidget", {"widget": {"name": f"w{number}"}}) for number in range(3)
    ]
    people_with_three = [credit("widget_credit", 3)]
    scene.admin.setProperties(customer=people.IDS["customer"], properties=people_with_three)
    walk.go([*steps, Step("administrator", PORT, "deleteWidget", {"id": 1})])
    assert walk.told == {0: 3, 910: 1}
    assert walk.used()["widget_credit", people.IDS["customer"]] == 2
