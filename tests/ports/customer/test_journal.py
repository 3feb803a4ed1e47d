# SPDX-License-Identifier: Apache-2.0
"""What the journal tells of customers (db/ledgers/journal.py)."""

import json
from typing import Any

from ngnprov.db.ledgers.journal import MASKED
from tests.support.scene import Scene, prop
from tests.support.world import World


def journal(scene: Scene, id: int) -> list[tuple[str, Any, Any]]:
    """(operation, before, after) of every entry about a customer."""
    rows = scene.world.sql(f"SELECT operation, before, after FROM journal WHERE subject = 'customer {id}' ORDER BY id")
    return [(operation, *(text and json.loads(text) for text in texts)) for operation, *texts in rows]


def test_an_update_tells_what_differs_on_both_sides_and_an_equal_one_nothing(world: World) -> None:
    scene = Scene(world, "encoded")
    kept = [prop("kept", "k"), prop("gone", "g"), prop("label", "1")]
    id = scene.reseller("r", city="Utrecht", email="e@x.example", properties=kept)
    changes = {
        "city": "",
        "email": "e@x.example",
        "password": "other",
        "resellerActive": False,
        "properties": [prop("kept", "k"), prop("gone", None), prop("label", "2"), prop("new", "n")],
    }
    for _ in range(2):
        scene.admin.updateAccount(account={"id": id, **changes})
    assert journal(scene, id)[1:] == [
        (
            "updateAccount",
            {
                "city": "Utrecht",
                "password": MASKED,
                "reseller_active": True,
                "properties": {"label": ["1", "", "customer"], "new": None, "gone": ["g", "", "customer"]},
            },
            {
                "city": "",
                "password": MASKED,
                "reseller_active": False,
                "properties": {"label": ["2", "", "customer"], "new": ["n", "", "customer"], "gone": None},
            },
        )
    ]


def test_properties_that_are_set_are_told_on_both_sides_and_equal_ones_not_at_all(scene: Scene) -> None:
    id = scene.reseller("r", properties=[prop("kept", "k"), prop("colour", "red")])
    for _ in range(2):
        scene.admin.setProperties(customer=id, properties=[prop("colour", "blue")])
    assert journal(scene, id)[1:] == [
        (
            "setProperties",
            {"properties": {"colour": ["red", "", "customer"]}},
            {"properties": {"colour": ["blue", "", "customer"]}},
        )
    ]


def test_what_is_told_of_an_entry_that_is_made_is_told_when_it_is_removed(scene: Scene) -> None:
    id = scene.reseller("r", city="Utrecht", properties=[prop("colour", "red")])
    scene.admin.deleteAccount(id=id)
    (_, nothing, made), (_, removed, nothing_left) = journal(scene, id)
    assert nothing is nothing_left is None
    assert made == removed
    assert (made["username"], made["password"], made["reseller_active"]) == ("r", MASKED, True)
    assert made["properties"] == {"colour": ["red", "", "customer"]}
    assert "id" not in made
