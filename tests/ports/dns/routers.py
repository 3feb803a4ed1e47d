# SPDX-License-Identifier: Apache-2.0
"""Routers for the tests of dynamic DNS: they send what ddclient, inadyn and FRITZ!Boxes send."""

import base64
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from tests.ports.dns.conftest import DnsScene
from tests.support.scene import prop
from tests.support.world import Answer, World

TOKEN = "5a1e6f0c-Ünsafe token"
ELSEWHERE = "198.51.100.7"


def give_token(scene: DnsScene, id: int, token: str = TOKEN) -> None:
    """Have an entry the property that CDRTool hands out."""
    scene.admin.setProperties(customer=id, properties=[prop("auth_token", token, "customer", "dns")])


def basic(username: str, token: str) -> str:
    """The header Authorization."""
    return f"Basic {base64.b64encode(f'{username}:{token}'.encode()).decode()}"


@dataclass
class Router:
    """A router of somebody at ``address``, behind a proxy that speaks HTTPS unless ``scheme`` says otherwise."""

    world: World
    username: str = "customer"
    token: str = TOKEN
    address: str = ELSEWHERE
    scheme: str = "https"
    path: str = "/dns/update"

    def get(self, query: str = "", method: str = "GET", **headers: str) -> Answer:
        """One request."""
        given: Any = {"HTTP_AUTHORIZATION": basic(self.username, self.token), "wsgi.url_scheme": self.scheme, **headers}
        path = f"{self.path}?{query}" if query else self.path
        return self.world.request(path=path, method=method, content_type=None, address=self.address, **given)

    def says(self, hostname: str, myip: str | None = "203.0.113.9", **more: Any) -> str:
        """The text of an answer that must be 200."""
        asked = {"hostname": hostname, **({} if myip is None else {"myip": myip}), **more}
        answer = self.get("&".join(f"{name}={quote(str(value), safe=',:')}" for name, value in asked.items()))
        assert (answer.status, answer.headers["Content-Type"]) == (200, "text/plain; charset=utf-8"), answer
        return answer.body.decode()


def router(scene: DnsScene, **members: Any) -> Router:
    """The customer's, with his token."""
    give_token(scene, scene.customer_id)
    return Router(scene.world, **members)


def stored(scene: DnsScene, name: str = "home") -> dict[str, str]:
    """The addresses of a name of ``example.com`` by type, as getRecords tells them."""
    found = scene.root.getRecords(query={"filter": {"zone": "example.com", "name": f"{name}.example.com"}})
    return {record["type"]: record["value"] for record in found["records"]}
