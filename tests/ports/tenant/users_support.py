# SPDX-License-Identifier: Apache-2.0
"""People who log in as users, in the tests of TenantPort."""

import re
from typing import Any

from ngnprov.ports.tenant.invitations.tables import TOKEN
from tests.ports.tenant.conftest import TenantScene
from tests.support.caller import Caller

PASSWORD = "a long walk in the rain"
EMAIL = "ann@example.com"
_LINK = re.compile(r"https://provider\.example(/invitation/[A-Za-z0-9_-]{27})")


def token_of(scene: TenantScene, id: int) -> str:
    """The token of the newest invitation of a user, whose letter has not left."""
    ((invitation, sealed),) = scene.world.sql(
        f'SELECT id, token FROM tenant_invitations WHERE "user" = {id} ORDER BY id DESC LIMIT 1'
    )
    return TOKEN.open(scene.world.app.runner.context.keys, bytes(sealed), id=invitation)


def link_in(text: str) -> str:
    """The path of the page that a letter leads to."""
    found = _LINK.search(text)
    assert found is not None, text
    return found[1]


def invited(scene: TenantScene, caller: Caller | None = None, **members: Any) -> dict[str, Any]:
    """A user of customer 2 who is invited, unless told otherwise; as answered."""
    given = {"customer": 2, "email": EMAIL, "roles": ["customerAdmin"], **members}
    answer: dict[str, Any] = (caller or scene.reseller_login).addUser(user=given)
    return answer


def user(scene: TenantScene, password: str = PASSWORD, **members: Any) -> dict[str, Any]:
    """A user who has accepted."""
    made = invited(scene, **members)
    answer: dict[str, Any] = scene.root.acceptInvitation(token=token_of(scene, made["id"]), password=password)
    return answer


def login(scene: TenantScene, email: str = EMAIL, password: str = PASSWORD, **header: Any) -> Caller:
    """Whoever logs in so, at TenantPort."""
    header = {"username": email, "password": password, "admin": False, **header}
    return scene.world.call(scene.dialect, **header).at("Tenant")
