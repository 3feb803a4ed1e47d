# SPDX-License-Identifier: Apache-2.0
"""Vendors lead new phones here, and phones are told to fetch their files: messages of the outbox, delivered or not (F8, F10)."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ngnprov.calls.operation import Task
from ngnprov.db.ledgers import outbox
from ngnprov.devices.redirection import RedirectionRefused
from ngnprov.ports.pbx.outside import outside
from ngnprov.ports.pbx.provisioning import redirecting
from ngnprov.ports.pbx.settings import PbxSettings
from ngnprov.ports.sip.live.provider import NoPlatform
from ngnprov.serve.jobs import channels
from ngnprov.serve.sender import Sender
from ngnprov.settings import SettingsError
from tests.ports.pbx.conftest import PbxScene
from tests.ports.pbx.test_devices import MAC, device, furnished, shown
from tests.support import platform
from tests.support.world import World

URL = "https://phones.example.com"
ACCOUNT = "a secret of the reseller"


class Vendor:
    """A service of a vendor that is none: ``asked`` is what it was asked, ``raises`` what comes of it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.raises: Exception | None = None

    def register(self, credentials: str, mac: str, model: str, url: str, /) -> None:
        self._ask("register", credentials, mac, model, url)

    def deregister(self, credentials: str, mac: str, /) -> None:
        self._ask("deregister", credentials, mac)

    def _ask(self, *asked: str) -> None:
        self.asked.append(asked)
        if self.raises is not None:
            raise self.raises


def simulated(_: str) -> Vendor:
    """The factory that settings name."""
    return Vendor()


def broken(_: str) -> object:
    """A factory of something else."""
    return object()


NAMED = f"{__name__}:simulated"


class Served:
    """A server with that vendor, and with a platform that tells phones."""

    def __init__(self, scene: PbxScene, world: World) -> None:
        self.scene = PbxScene(world, scene.dialect)
        self.world = world
        vendor = outside(world.app.runner.context).redirection
        assert isinstance(vendor, Vendor)
        self.vendor = vendor

    def send(self) -> None:
        """Send what waits."""
        Sender(self.world.served, channels(self.world.app.runner), self.world.app.metrics).work(lambda: True)

    def messages(self) -> list[outbox.Message]:
        with self.world.served.reading() as unit:
            return [each for batch in outbox.every(unit) for each in batch]

    def set_credentials(self, credentials: str = ACCOUNT) -> None:
        def work(call: Any) -> None:
            redirecting.set_credentials(call, self.scene.reseller_id, credentials)

        self.world.operator.run(Task(name="devices redirection"), work)


@pytest.fixture
def served(pbx: PbxScene) -> Iterator[Served]:
    """On both databases."""
    furnished(pbx)
    section = PbxSettings(redirection=NAMED, phones_url=URL, redirection_seconds=60)
    with pbx.world.with_settings(extra={**pbx.world.settings.extra, "pbx": section}) as world:
        yield Served(pbx, world)


def redirect(served: Served, made: Any) -> Any:
    return served.scene.customer_login.redirectDevice(device=made["id"])


def state(served: Served, made: Any) -> tuple[str, str]:
    found = shown(served.scene, made["id"])
    return found["redirection"], found["redirectionText"]


def test_a_vendor_leads_a_phone_to_its_files(served: Served) -> None:
    served.set_credentials()
    made = device(served.scene, mac=MAC, model="Yealink T46S")
    assert redirect(served, made)["redirection"] == "pending"
    assert served.vendor.asked == []
    served.send()
    ((what, credentials, mac, model, url),) = served.vendor.asked
    assert (what, credentials, mac, model) == ("register", ACCOUNT, MAC, "Yealink T46S")
    assert url.startswith(f"{URL}/p/")
    assert served.world.request(path=url.removeprefix(URL) + "x", method="GET").status == 404
    assert state(served, made) == ("registered", "")
    assert served.messages() == []
    stored = str([served.world.sql(f"SELECT * FROM {table}") for table in ("outbox", "journal", "pbx_redirections")])
    assert ACCOUNT not in stored
    assert url.removeprefix(f"{URL}/p/").rstrip("/") not in stored


def test_what_a_vendor_refuses_is_told_in_its_words(served: Served) -> None:
    served.set_credentials()
    made = device(served.scene, mac=MAC)
    redirect(served, made)
    served.vendor.raises = RedirectionRefused("MAC belongs to another enterprise")
    served.send()
    assert state(served, made) == ("failed", "MAC belongs to another enterprise")
    assert served.messages() == []


def test_a_vendor_that_is_not_reached_is_asked_again(served: Served) -> None:
    served.set_credentials()
    made = device(served.scene, mac=MAC)
    redirect(served, made)
    served.vendor.raises = OSError(f"with {ACCOUNT}")
    served.send()
    assert state(served, made) == ("pending", "")
    (waiting,) = served.messages()
    assert (waiting.attempts, waiting.is_dead, waiting.failure) == (1, False, "the vendor was not reached: OSError")


def test_another_token_leads_the_phone_to_where_its_files_are_now(served: Served) -> None:
    served.set_credentials()
    made = device(served.scene, mac=MAC)
    redirect(served, made)
    served.send()
    door = served.scene.customer_login.rotateDeviceToken(device=made["id"])
    assert door["url"] == f"{URL}/p/{door['token']}/"
    served.send()
    assert served.vendor.asked[-1][-1] == door["url"]
    assert served.vendor.asked[0] != served.vendor.asked[-1]


def test_a_device_that_is_removed_is_led_nowhere(served: Served) -> None:
    served.set_credentials()
    made, other = device(served.scene, mac=MAC), device(served.scene)
    redirect(served, made)
    served.send()
    for each in (made, other):
        served.scene.customer_login.deleteDevice(device={"id": each["id"]})
    served.send()
    assert served.vendor.asked[1:] == [("deregister", ACCOUNT, MAC)]


def test_vendors_follow_the_mac_address_and_the_undo(served: Served) -> None:
    served.set_credentials()
    made, other = device(served.scene, mac=MAC), "0015651234cd"
    redirect(served, made)
    served.send()
    for address in (other, ""):
        served.scene.customer_login.updateDevice(device={"id": made["id"], "mac": address})
        served.send()
    told = [(each[0], each[2]) for each in served.vendor.asked[1:]]
    assert told == [("deregister", MAC), ("register", other), ("deregister", other)]
    served.scene.customer_login.updateDevice(device={"id": made["id"], "mac": MAC})
    served.scene.customer_login.deleteDevice(device={"id": made["id"]})
    served.send()
    assert served.vendor.asked[-1][0] == "deregister"
    served.world.undo()
    served.send()
    assert (served.vendor.asked[-1][0], served.vendor.asked[-1][2]) == ("register", MAC)
    assert state(served, made) == ("registered", "")


def test_what_a_vendor_says_is_kept_as_xml_can_hold_it(served: Served) -> None:
    served.set_credentials()
    made = device(served.scene, mac=MAC)
    redirect(served, made)
    served.vendor.raises = RedirectionRefused("not\x00 \x01yours\udc80")
    served.send()
    assert state(served, made) == ("failed", "not   yours ")


def test_a_vendor_that_refuses_to_forget_is_not_asked_again(served: Served) -> None:
    served.set_credentials()
    made = device(served.scene, mac=MAC)
    redirect(served, made)
    served.send()
    served.vendor.raises = RedirectionRefused("whose?")
    served.scene.customer_login.deleteDevice(device={"id": made["id"]})
    served.send()
    (left,) = served.messages()
    assert (left.is_dead, left.failure) == (True, "the vendor refused: whose?")


def test_nobody_is_asked_where_something_is_missing(served: Served) -> None:
    with_mac, without = device(served.scene, mac=MAC), device(served.scene)
    for made, ready in ((with_mac, False), (without, True)):
        if ready:
            served.set_credentials()
        fault = served.scene.customer_login.refused("redirectDevice", device=made["id"])
        assert (fault.code, fault.field) == (8214, "device")
    served.set_credentials("")
    assert served.scene.customer_login.refused("redirectDevice", device=with_mac["id"]).code == 8214
    assert served.messages() == []


def test_no_vendor_is_called_when_none_is_configured(quick_pbx: PbxScene) -> None:
    furnished(quick_pbx)
    made = device(quick_pbx, mac=MAC)
    fault = quick_pbx.customer_login.refused("redirectDevice", device=made["id"])
    assert (fault.code, fault.field) == (8214, "device")


@pytest.mark.parametrize(
    ("named", "said"),
    [
        (f"{__name__}:nothing", "cannot be attached: AttributeError"),
        ("no.such.module:x", "cannot be attached: ModuleNotFoundError"),
        (f"{__name__}:broken", "gives something without register, deregister"),
    ],
)
def test_what_is_no_service_stops_the_server(quick_pbx: PbxScene, named: str, said: str) -> None:
    section = PbxSettings(redirection=named)
    with pytest.raises(SettingsError, match=said):
        quick_pbx.world.with_settings(extra={"pbx": section})


class Telling(NoPlatform):
    """A platform that tells phones, or raises."""

    def __init__(self, told: list[str], raises: Exception | None = None) -> None:
        self._told = told
        self._raises = raises

    def resync(self, username: str, domain: str, /) -> None:
        self._told.append(f"{username}@{domain}")
        if self._raises is not None:
            raise self._raises


def resynced(served: Served, attach: Callable[[], object]) -> list[outbox.Message]:
    """What is left of a message that a phone is to fetch its files."""
    made = device(served.scene, mac=MAC)
    attach()
    asked = served.scene.customer_login.resyncDevice(device=made["id"])
    assert asked["resyncDate"]
    served.send()
    return served.messages()


def test_a_phone_is_told_to_fetch_its_files_by_the_platform(served: Served) -> None:
    told: list[str] = []
    assert resynced(served, lambda: platform.attach(served.world, Telling(told))) == []
    assert told == ["ph2d1@c2.pbx.example.org"]


def test_what_a_platform_does_not_do_is_tried_again(served: Served) -> None:
    told: list[str] = []
    (left,) = resynced(served, lambda: platform.attach(served.world, Telling(told, OSError("no route"))))
    assert (left.failure, left.is_dead) == ("the SIP platform told no phone: no route", False)
    assert told


def test_without_a_platform_that_tells_phones_none_is_asked_to(served: Served) -> None:
    made = device(served.scene, mac=MAC)
    fault = served.scene.customer_login.refused("resyncDevice", device=made["id"])
    assert (fault.code, fault.field) == (8215, "device")
    assert served.messages() == []
