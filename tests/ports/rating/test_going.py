# SPDX-License-Identifier: Apache-2.0
"""Profiles go with the account or the domain that they are about, and come back with it (rating.md 5)."""

import json
from typing import Any

import pytest

from tests.ports.rating.conftest import ALICE, SIX, RatingScene

DOMAIN = "domain://empty.example"
ALICE_ID = {"username": "alice", "domain": "example.com"}


@pytest.fixture
def filled(rating: RatingScene) -> RatingScene:
    """Profiles of an account and of a domain without accounts, and one of a gateway that stays."""
    rating.admin.sip.addDomain(domain={"domain": "empty.example", "customer": rating.customer_id})
    for entity in (ALICE, DOMAIN, "gateway://192.0.2.1"):
        rating.set(entity, **SIX, increment=6)
    return rating


def went_along(scene: RatingScene, operation: str) -> Any:
    """What the entry of a removal tells that went with the record."""
    ((text,),) = scene.world.sql(f"SELECT before FROM journal WHERE operation = '{operation}' AND after IS NULL")
    return json.loads(text)["went_along"]


def test_profiles_go_with_their_account_and_come_back_by_an_undo(filled: RatingScene) -> None:
    before = filled.get()
    filled.customer_login.at("Sip").deleteAccount(sipId=ALICE_ID)
    assert went_along(filled, "deleteAccount") == {"setEntityProfiles": 1}
    assert not filled.has(ALICE)
    filled.world.undo()
    assert filled.get() == before
    filled.admin.sip.deleteAccount(sipId=ALICE_ID)
    filled.admin.sip.addAccount(account={"id": ALICE_ID, "password": "secret"})
    assert not filled.has(ALICE), "a new account of the name has none"
    assert (filled.has(DOMAIN), filled.has("gateway://192.0.2.1")) == (True, True)


def test_profiles_go_with_their_domain_and_come_back_by_an_undo(filled: RatingScene) -> None:
    before = filled.get(DOMAIN)
    filled.customer_login.at("Sip").deleteDomain(domain="empty.example")
    assert went_along(filled, "deleteDomain") == {"setEntityProfiles": 1}
    assert not filled.has(DOMAIN)
    filled.world.undo()
    assert filled.get(DOMAIN) == before
    filled.world.undo()
    assert not filled.has(DOMAIN)
    assert filled.has(ALICE)


def test_a_domain_with_accounts_keeps_its_profiles(filled: RatingScene) -> None:
    filled.set("domain://example.com", **SIX)
    assert filled.admin.sip.refused("deleteDomain", domain="example.com").code == 1120
    assert filled.has("domain://example.com")
