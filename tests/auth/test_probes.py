# SPDX-License-Identifier: Apache-2.0
"""Nobody maps the names of others by trying to take them."""

from collections.abc import Callable

import pytest

from ngnprov.auth import probes
from tests.support.caller import Caller, Fault
from tests.support.scene import Scene, prop
from tests.support.world import World

SERVERS = ["ns1.provider.test"]
CREDITS = [prop(name, "100", "admin", "credit") for name in ("dns_zone_credit", "enum_range_credit")]


@pytest.fixture
def scene(world: World) -> Scene:
    """Names of one reseller, and another who would like to know them."""
    made = Scene(world, "encoded")
    owner = {"customer": made.reseller("owner", properties=CREDITS)}
    made.reseller("curious", properties=CREDITS)
    made.admin.dns.addZone(zone={"name": "taken.example", "nameservers": SERVERS, **owner})
    made.admin.sip.addDomain(domain={"domain": "taken.example", **owner})
    return made


def zone(caller: Caller, name: str) -> int:
    """The code that addZone answers, 0 for a success."""
    return code(lambda: caller.dns.addZone(zone={"name": name, "nameservers": SERVERS}))


def code(call: Callable[[], object]) -> int:
    """The code of a fault, 0 for a success."""
    try:
        call()
    except Fault as fault:
        return fault.code
    return 0


def test_a_login_learns_of_few_names_in_a_quarter_of_an_hour(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [1_800_000_000.0]
    monkeypatch.setattr("ngnprov.auth.probes.time.time", lambda: moment[0])
    curious = scene.login("curious")
    assert zone(curious, "mine.example") == 0
    codes = [
        zone(curious, name) for name in ("taken.example", *(f"x{n}.taken.example" for n in range(probes.MOST - 2)))
    ]
    assert codes == [7001] + [902] * (probes.MOST - 2)
    assert code(lambda: curious.sip.addDomain(domain={"domain": "taken.example"})) == 1001
    before = scene.world.fingerprint()
    for name in ("taken.example", "x.taken.example", "free.example"):
        fault = curious.dns.refused("addZone", zone={"name": name, "nameservers": SERVERS})
        assert fault.code == 905
        assert 0 < int(fault.members["retryAfter"]) <= probes.WINDOW
        assert curious.sip.refused("addDomain", domain={"domain": name}).code == 905
    within = {"id": {"prefix": "3120", "tld": "taken.example"}}
    assert curious.enum.refused("addRange", range=within).code == 905
    assert scene.world.fingerprint() == before
    assert zone(curious, "mine.example") == 7001  # whoever imports goes on
    assert zone(scene.login("owner"), "free.example") == 0
    assert curious.dns.updateZone(zone={"name": "mine.example", "info": "x"})["info"] == "x"
    moment[0] += probes.WINDOW + 1
    assert zone(curious, "mine2.example") == 0


def test_a_range_below_a_zone_of_others_counts_and_the_administrator_is_not_bounded(scene: Scene) -> None:
    curious = scene.login("curious")
    for number in range(probes.MOST):
        given = {"id": {"prefix": f"312{number}", "tld": "taken.example"}}
        assert curious.enum.refused("addRange", range=given).code == 902
    assert zone(curious, "free.example") == 905
    for _ in range(probes.MOST + 1):
        assert scene.admin.dns.refused("addZone", zone={"name": "taken.example", "nameservers": SERVERS}).code == 7001
