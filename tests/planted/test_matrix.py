# SPDX-License-Identifier: Apache-2.0
"""The proofs that walk over all operations reach those of a port that is planted; its table stands in table.py.

It stays planted from one of these tests to the next. What fills templates for other tests is not used here: they would have it.
"""

from collections.abc import Iterator

import pytest

from ngnprov.calls.port import find_ports
from tests.planted import planted, table
from tests.planted.test_planted_port import credit
from tests.promises.steps import Step
from tests.promises.test_walk import Walk
from tests.support import matrix, people
from tests.support.scene import Scene
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
