# SPDX-License-Identifier: Apache-2.0
"""Settings of the proofs: NGNPROV_TEST_ROUNDS scales the slow ones."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ngnprov.settings import Settings
from tests.planted import planted
from tests.planted.conftest import PlantedScene
from tests.support.scene import DATABASES, Filled
from tests.support.world import World


@pytest.fixture(scope="session")
def rounds() -> int:
    """How many rounds a slow proof takes."""
    return int(os.environ.get("NGNPROV_TEST_ROUNDS", "100"))


@pytest.fixture(params=DATABASES)
def prepared(request: pytest.FixtureRequest, filled: Filled, tmp_path: Path) -> Iterator[Settings]:
    """Settings of a fresh database of either kind with the planted port's table."""
    template = filled(PlantedScene, request.param)
    with planted(), template.settings(tmp_path) as settings:
        yield settings


@pytest.fixture
def racer(prepared: Settings) -> Settings:
    """The same with a reseller ``racer`` who may have ten widgets."""
    credit = {"name": "widget_credit", "category": "credit", "value": "10", "permission": "admin"}
    account = {"username": "racer", "password": "p", "resellerActive": True, "properties": [credit]}
    with World(prepared) as world:
        world.call().addAccount(account=account)
    return prepared
