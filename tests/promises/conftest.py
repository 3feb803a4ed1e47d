# SPDX-License-Identifier: Apache-2.0
"""Settings of the proofs: NGNPROV_TEST_ROUNDS scales the slow ones."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ngnprov.db.engine import Database
from ngnprov.db.migrate import upgrade
from ngnprov.settings import Settings
from tests.planted import planted
from tests.support.world import Template, World


@pytest.fixture(scope="session")
def rounds() -> int:
    """How many rounds a slow proof takes."""
    return int(os.environ.get("NGNPROV_TEST_ROUNDS", "100"))


@pytest.fixture
def prepared(template: Template, tmp_path: Path) -> Iterator[Settings]:
    """Settings of a fresh database of either kind with the planted port's table."""
    with planted(), template.settings(tmp_path) as settings:
        database = Database(settings.database.url)
        upgrade(database)
        database.close()
        yield settings


@pytest.fixture
def racer(prepared: Settings) -> Settings:
    """The same with a reseller ``racer`` who may have ten widgets."""
    credit = {"name": "widget_credit", "category": "credit", "value": "10", "permission": "admin"}
    account = {"username": "racer", "password": "p", "resellerActive": True, "properties": [credit]}
    with World(prepared) as world:
        world.call().addAccount(account=account)
    return prepared
