# SPDX-License-Identifier: Apache-2.0
"""``ngnprov agreement``: agreements shown and set, by the rules and the journal of everybody."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.ports.pbx.conftest import PbxScene
from tests.support import commands
from tests.support.commands import done, refused, written

CUSTOMER = PbxScene.customer_id
WANTED: list[dict[str, Any]] = [
    {"product": "PBX", "quantity": 20, "endUserName": "Telephone"},
    {"product": "RECORDING", "quantity": 0, "activation": "checked"},
]


@pytest.fixture
def scene(quick_pbx: PbxScene) -> PbxScene:
    quick_pbx.agree("PBX", 100, quick_pbx.reseller_id)
    return quick_pbx


def file(scene: PbxScene, document: Any) -> Path:
    place = Path(scene.world.settings.database.url.removeprefix("sqlite:///")).parent
    return written(place, json.dumps(document))


def set_(scene: PbxScene, document: Any, *options: object) -> str:
    return done(scene.world, "agreement", "set", CUSTOMER, "--from", file(scene, document), *options)


def test_an_agreement_is_set_and_shown(scene: PbxScene) -> None:
    shown = set_(scene, WANTED)
    assert done(scene.world, "agreement", "show", CUSTOMER) == shown
    header, _, *rows = (line.split() for line in shown.splitlines())
    assert header == ["product", "name", "quantity", "used", "activation"]
    assert rows == [
        ["PBX", "Telephone", "20", "0", "immediate"],
        ["RECORDING", "RECORDING", "product", "any", "0", "checked"],
    ]
    entries = scene.world.sql("SELECT DISTINCT login FROM journal WHERE operation = 'agreement set'")
    assert entries == [("(command line)",)]


def test_what_is_shown_as_json_can_be_set_again(scene: PbxScene) -> None:
    set_(scene, WANTED)
    shown = done(scene.world, "agreement", "show", CUSTOMER, "--json")
    assert [(each["product"], each["quantity"], each["unlimited"]) for each in json.loads(shown)] == [
        ("PBX", 20, False),
        ("RECORDING", 0, True),
    ]
    before = scene.world.fingerprint()
    assert json.loads(set_(scene, json.loads(shown), "--json")) == json.loads(shown)
    assert scene.world.fingerprint() == before
    assert set_(scene, []) == ""
    assert scene.root.getAgreement(customer=CUSTOMER) == []


def test_a_dry_run_shows_what_it_would_be_and_changes_nothing(scene: PbxScene) -> None:
    before = scene.world.fingerprint()
    assert [each["product"] for each in json.loads(set_(scene, WANTED, "--dry-run", "--json"))] == ["PBX", "RECORDING"]
    assert scene.world.fingerprint() == before


def test_a_quantity_below_use_needs_a_word(scene: PbxScene) -> None:
    set_(scene, WANTED)
    for number in ("101", "102"):
        scene.take(scene.extension(number), "PBX")
    fewer = [{"product": "PBX", "quantity": 1}, WANTED[1]]
    (sentence,) = refused(scene.world, "agreement", "set", CUSTOMER, "--from", file(scene, fewer))
    assert "items.0.quantity" in sentence
    shown = json.loads(set_(scene, fewer, "--allow-below-use", "--json"))
    assert [(each["quantity"], each["used"]) for each in shown] == [(1, 2), (0, 0)]


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ({"product": "PBX"}, "items must be a list"),
        ([{"product": "PBX"}], "items.0.quantity must be given"),
        ([{"quantity": 1}], "items.0.product must not be empty"),
        ([{"product": "PBX", "quantity": -1}], "items.0.quantity must be a whole number"),
        ([{"product": "PBX", "quantities": 1}], "items.0.quantities is no member of AgreementItem"),
        ([*WANTED, WANTED[0]], "items.2.product is given twice"),
        ([{"product": "NONE", "quantity": 1}], "there is no such product"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_set(scene: PbxScene, document: Any, says: str) -> None:
    (sentence,) = refused(scene.world, "agreement", "set", CUSTOMER, "--from", file(scene, document))
    assert says in sentence


def test_a_customer_that_is_not_there_is_told(scene: PbxScene) -> None:
    assert "customer" in refused(scene.world, "agreement", "show", 4711)[-1]
    assert "customer" in refused(scene.world, "agreement", "set", 4711, "--from", file(scene, []))[-1]
    assert commands.run(scene.world, "agreement", "show", "none").exit_code == 2
    assert done(scene.world, "agreement", "show", scene.customer_id) == ""
