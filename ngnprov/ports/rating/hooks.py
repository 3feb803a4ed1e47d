# SPDX-License-Identifier: Apache-2.0
"""The profiles that go with an account or a domain, and how an undo makes them again."""

from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.port import Kept
from ngnprov.calls.undo import Step
from ngnprov.ports.rating import store
from ngnprov.ports.rating.entities import DOMAIN, SUBSCRIBER, Entity
from ngnprov.ports.rating.service import set_again
from ngnprov.ports.rating.tables import profiles


def _of_account(call: Call, account: Any) -> list[Step]:
    return _again(call, Entity(SUBSCRIBER, account.domain, account.username))


def _of_domain(call: Call, domain: Any) -> list[Step]:
    return _again(call, Entity(DOMAIN, domain.domain))


def _again(call: Call, entity: Entity) -> list[Step]:
    stored = store.get(call.unit, entity.uri)
    return [] if stored is None else [set_again(stored)]


KEPT = (Kept((profiles.c.account,), _of_account), Kept((profiles.c.domain,), _of_domain))
