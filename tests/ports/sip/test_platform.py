# SPDX-License-Identifier: Apache-2.0
"""A platform that hangs, fails or answers nonsense costs its answer and nothing else; and how one is attached (sip.md 5.16)."""

import io
import json
import logging
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from email.message import Message
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ngnprov.db.permits import Permits
from ngnprov.ports.sip.accounts.store import Account
from ngnprov.ports.sip.live.platform import MOST_AT_ONCE, PAUSE_SECONDS
from ngnprov.ports.sip.live.platform import attach as attach_named
from ngnprov.ports.sip.live.provider import CallRecord, Dialog, Json, Location, Node, Period, Statistics
from ngnprov.ports.sip.settings import SipSettings
from ngnprov.serve.start import StartRefused, try_application
from ngnprov.settings import Settings, SettingsError, load
from tests.ports.sip.accounts import seed_account
from tests.ports.sip.conftest import SipScene, sip_id
from tests.support.platform import NAMED, SimulatedPlatform, attach

FILTER = {"callId": "c@h"}


class Hanging(SimulatedPlatform):
    """It answers nothing about devices until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()
        self.begun = threading.Semaphore(0)

    def locations(self, accounts: Sequence[Account], /) -> Sequence[Sequence[Location]]:
        self.begun.release()
        self.go.wait()
        return super().locations(accounts)


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    platform = Hanging()
    yield platform
    platform.go.set()


def failures(scene: SipScene) -> dict[str, int]:
    """What /metrics says was not answered, by question."""
    told = scene.world.request(path="/metrics", method="GET").body.decode().splitlines()
    lines = [line for line in told if line.startswith("ngnprov_platform_failed_total{")]
    return {line.split('"')[1]: int(float(line.split()[1])) for line in lines}


def test_a_platform_that_hangs_costs_its_time_once_and_other_questions_nothing(
    quick_sip: SipScene, hanging: Hanging, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed_account(quick_sip)
    attach(quick_sip.world, hanging, seconds=0.3)
    caller = quick_sip.customer_login
    began = time.monotonic()
    assert caller.getSipDeviceLocations(sipIds=[sip_id()]) == [{"locations": []}]
    assert time.monotonic() - began >= 0.3
    assert [caller.getSipDeviceLocations(sipIds=[sip_id()]) for _ in range(30)] == [[{"locations": []}]] * 30
    assert hanging.begun.acquire(blocking=False)
    assert not hanging.begun.acquire(blocking=False), "it was asked while it hung"
    assert len(caller.getCalls(sipId=sip_id())["placed"]) == 1
    (line,) = [record for record in caplog.records if record.name == "ngnprov.sip.platform"]
    assert (line.levelno, line.__dict__["failure"]) == (logging.WARNING, "TooSlow")
    assert line.getMessage().startswith("the SIP platform does not answer locations: it took more than 0.3 seconds")
    assert failures(quick_sip) == {"locations": 31}
    hanging.go.set()
    now = time.monotonic() + PAUSE_SECONDS
    monkeypatch.setattr("ngnprov.ports.sip.live.platform.time.monotonic", lambda: now)
    assert len(caller.getSipDeviceLocations(sipIds=[sip_id()])[0]["locations"]) == 1


def test_a_call_that_waits_for_the_platform_holds_no_permit(quick_sip: SipScene, hanging: Hanging) -> None:
    seed_account(quick_sip)
    attach(quick_sip.world, hanging)
    permits = Permits(1)
    quick_sip.world.served._permits = permits

    def ask() -> list[Any]:
        permits.take()
        try:
            found: list[Any] = quick_sip.customer_login.getSipDeviceLocations(sipIds=[sip_id()])
            return found
        finally:
            permits.give_back()

    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(ask)
        assert hanging.begun.acquire(timeout=30)
        assert permits.free == 1
        hanging.go.set()
        assert len(asked.result(30)[0]["locations"]) == 1
    assert permits.free == 1


def test_a_platform_that_hangs_holds_few_threads(quick_sip: SipScene, hanging: Hanging) -> None:
    seed_account(quick_sip)
    attach(quick_sip.world, hanging)
    caller = quick_sip.customer_login
    caller.getSipDeviceLocations(sipIds=[])  # the login is known from here on
    with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
        waiting = [pool.submit(lambda: caller.getSipDeviceLocations(sipIds=[sip_id()])) for _ in range(MOST_AT_ONCE)]
        for _ in waiting:
            assert hanging.begun.acquire(timeout=30)
        assert quick_sip.admin.sip.getMediaSummary() == "[]"
        assert failures(quick_sip) == {"media_summary": 1}
        hanging.go.set()
        assert {len(each.result(30)[0]["locations"]) for each in waiting} == {1}
    assert quick_sip.admin.sip.getMediaSummary() != "[]"


class Failing(SimulatedPlatform):
    """What it answers is made by ``act``."""

    def __init__(self, act: Callable[[], Any]) -> None:
        super().__init__()
        self.act = act

    def calls(self, account: Account, placed: Period, received: Period, /) -> Any:
        return self.act()

    def statistics(self, account: Account, placed: Period, received: Period, /) -> Any:
        return self.act()

    def locations(self, accounts: Sequence[Account], /) -> Any:
        return self.act()

    def sip_trace(self, actor: Any, dialog: Dialog, /) -> Sequence[Json]:
        return self.act()

    def media_trace(self, actor: Any, dialog: Dialog, /) -> Json | None:
        return self.act()

    def media_summary(self, actor: Any, /) -> Sequence[Json]:
        return self.act()

    def media_sessions(self, actor: Any, /) -> Sequence[Json]:
        return self.act()

    def nodes(self) -> Sequence[Node]:
        return self.act()


def broken() -> Any:
    raise ConnectionRefusedError("[Errno 111] Connection refused")


def ended() -> Any:
    raise SystemExit(3)


DEVICE = Location("192.0.2.1", 5060, "", 0, 600, "Phone", "udp")
CALL = CallRecord("a", "b", "", 1, 2, 1, 200, "", "", "", "", ["audio"], Decimal(1))
NODE = Node("10.0.0.1", "5.8", ["sip_proxy"], {"uptime": 2**40, "load": -1})


@pytest.mark.parametrize(
    "act",
    [
        broken,
        ended,
        lambda: None,
        lambda: 7,
        lambda: [[tuple(DEVICE)]],
        lambda: [[DEVICE._replace(port="5060")]],  # type: ignore[arg-type]
        lambda: [[DEVICE._replace(port=True)]],
        lambda: [[DEVICE._replace(expires=-1)]],
        lambda: [[DEVICE._replace(expires=2**31)]],
        lambda: [[DEVICE._replace(user_agent=None)]],  # type: ignore[arg-type]
        lambda: [[DEVICE], [DEVICE]],
        lambda: [],
        lambda: (Statistics(1, 0.5), Statistics(1, Decimal(0))),  # type: ignore[arg-type]
        lambda: (Statistics(1, Decimal("NaN")), Statistics(1, Decimal(0))),
        lambda: (Statistics(1, Decimal("1e400")), Statistics(1, Decimal(0))),
        lambda: ([CALL._replace(application_types="audio")], []),
        lambda: {"duration": float("nan")},
        lambda: [{"id": object()}],
    ],
)
def test_what_is_no_answer_is_answered_as_without_a_platform(quick_sip: SipScene, act: Callable[[], Any]) -> None:
    seed_account(quick_sip)
    attach(quick_sip.world, Failing(act))
    caller, before = quick_sip.customer_login, quick_sip.world.fingerprint()
    assert caller.getSipDeviceLocations(sipIds=[sip_id()]) == [{"locations": []}]
    assert caller.getCalls(sipId=sip_id()) == {"placed": [], "received": []}
    nothing = {"calls": 0, "price": 0.0}
    assert caller.getCallStatistics(sipId=sip_id()) == {"placed": nothing, "received": nothing}
    told = failures(quick_sip)
    assert {name: told[name] for name in ("locations", "calls", "statistics")} == {
        "locations": 1,
        "calls": 1,
        "statistics": 1,
    }
    assert quick_sip.world.fingerprint() == before


@pytest.mark.parametrize("act", [broken, lambda: {"duration": float("nan")}, lambda: {"a": object()}])
def test_a_trace_that_fails_is_the_one_of_a_server_without_a_platform(
    quick_sip: SipScene, act: Callable[[], Any]
) -> None:
    attach(quick_sip.world, Failing(act))
    assert quick_sip.admin.sip.refused("getMediaTrace", filter=FILTER).code == 1060
    attach(quick_sip.world, Failing(lambda: [act()]))
    assert quick_sip.admin.sip.getSipTrace(filter=FILTER) == "[]"
    assert failures(quick_sip) == {"media_trace": 1, "sip_trace": 1}


@pytest.mark.parametrize("act", [lambda: {"ip": "10.0.0.1"}, lambda: "[]", lambda: [["ip"]], lambda: [7], lambda: None])
def test_a_list_of_json_objects_is_nothing_else(quick_sip: SipScene, act: Callable[[], Any]) -> None:
    """CDRTool walks through what it gets without looking at it."""
    attach(quick_sip.world, Failing(act))
    caller = quick_sip.admin.sip
    assert [caller.getSipTrace(filter=FILTER), caller.getMediaSummary(), caller.getMediaSessions()] == ["[]"] * 3
    assert failures(quick_sip) == {"sip_trace": 1, "media_summary": 1, "media_sessions": 1}


@pytest.mark.parametrize("act", [lambda: [{"duration": 1}], lambda: "{}", lambda: 7])
def test_a_media_trace_is_an_object_and_nothing_else(quick_sip: SipScene, act: Callable[[], Any]) -> None:
    attach(quick_sip.world, Failing(act))
    assert quick_sip.admin.sip.refused("getMediaTrace", filter=FILTER).code == 1060
    assert failures(quick_sip) == {"media_trace": 1}


def test_octets_in_a_trace_that_are_no_utf8_leave_it_json(sip: SipScene) -> None:
    """PHP's decoder takes no half of a surrogate pair, and the page of the old client ends there."""
    message = b"From: Zo\xeb \\ud800 \x01".decode(errors="surrogateescape") + "\U0001f600"
    attach(sip.world, Failing(lambda: [{"message": message}]))
    told = sip.admin.sip.getSipTrace(filter=FILTER)
    assert told.isascii()
    assert json.loads(told) == [{"message": "From: Zo? \\ud800 \x01\U0001f600"}]


@pytest.mark.parametrize(
    "node",
    [
        NODE._replace(roles="sip_proxy"),
        NODE._replace(attributes={"calls": 10**5000}),
        NODE._replace(attributes={"calls": [1]}),  # type: ignore[dict-item]
        NODE._replace(attributes=None),  # type: ignore[arg-type]
    ],
    ids=["roles", "number", "list", "none"],
)
def test_a_machine_that_is_none_is_told_of_by_nobody(quick_sip: SipScene, node: Node) -> None:
    status: dict[str, Any] = {}
    for told in (NODE, node):
        attach(quick_sip.world, Failing(partial(list, [told])))
        status = json.loads(quick_sip.admin.network.getStatus())
        assert len(status) == (2 if told is NODE else 1)
    assert failures(quick_sip) == {"nodes": 1}


def test_what_devices_say_of_themselves_never_breaks_an_answer(sip: SipScene) -> None:
    seed_account(sip)
    attach(sip.world, Failing(lambda: [[DEVICE._replace(user_agent="Phone\x00\x1b[31m \ud800 <&> Zoë", port=65535)]]))
    (found,) = sip.customer_login.getSipDeviceLocations(sipIds=[sip_id()])
    assert found["locations"][0]["userAgent"] == "Phone??[31m ? <&> Zoë"
    assert found["locations"][0]["port"] == 65535


def test_no_more_calls_come_back_than_were_asked_for(quick_sip: SipScene) -> None:
    seed_account(quick_sip)
    one = SimulatedPlatform().calls(_ANYBODY, Period(0, 0, 1), Period(0, 0, 1))[0]
    attach(quick_sip.world, Failing(lambda: ([*one] * 9, [*one] * 9)))
    found = quick_sip.customer_login.getCalls(sipId=sip_id(), query={"placed": {"limit": 2}, "received": {"limit": 3}})
    assert [len(found["placed"]), len(found["received"])] == [2, 3]


class _Anybody:
    address = "alice@example.com"


_ANYBODY: Any = _Anybody()


def named(platform: str, options: str = "") -> Settings:
    """Settings with a platform."""
    return Settings(extra={"sip": SipSettings(platform=platform, platform_options=options)})


def test_the_platform_is_the_one_that_the_settings_name(quick_sip: SipScene) -> None:
    section = SipSettings(platform=NAMED, platform_options="6.0")
    with quick_sip.world.with_settings(extra={"sip": section}) as world:
        seed_account(quick_sip)
        again = SipScene(world, "encoded")
        (found,) = again.customer_login.getSipDeviceLocations(sipIds=[sip_id()])
        assert found["locations"][0]["userAgent"] == "Phone of alice"


@pytest.mark.parametrize(
    ("platform", "sentence"),
    [
        (
            "nowhere.to_be_found:attach",
            "sip.platform nowhere.to_be_found:attach cannot be attached: ModuleNotFoundError",
        ),
        ("tests.support.platform:missing", "cannot be attached: AttributeError"),
        ("os:getenv", "gives a provider without calls, statistics, locations"),
        ("json:loads", "cannot be attached: JSONDecodeError"),
    ],
)
def test_a_platform_that_cannot_be_attached_is_a_reason_not_to_start(
    quick_sip: SipScene, platform: str, sentence: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        attach_named(named(platform))
    assert sentence in str(refused.value)
    section = {"sip": SipSettings(platform=platform)}
    settings = Settings(database=quick_sip.world.settings.database, keys=quick_sip.world.settings.keys, extra=section)
    with pytest.raises(StartRefused) as start:
        try_application(settings)
    assert str(start.value) == str(refused.value)


@pytest.mark.parametrize("text", ["module", "module:", ":attach", "a b:attach", "module:attach()", "module.:attach"])
def test_the_name_of_a_factory_has_a_form(tmp_path: Path, text: str) -> None:
    ini = tmp_path / "ngnprov.ini"
    ini.write_text(f"[sip]\nplatform = {text}\n")
    with pytest.raises(SettingsError, match=r"^sip\.platform must be MODULE:FACTORY"):
        load(ini, sections={"sip": SipSettings})


def test_options_with_a_password_are_kept_from_other_users(tmp_path: Path) -> None:
    ini = tmp_path / "ngnprov.ini"
    ini.write_text("[sip]\nplatform_options = http://ngnprov:secret@10.0.0.1/RPC\n")
    ini.chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        load(ini, sections={"sip": SipSettings})
    ini.chmod(0o600)
    section = load(ini, sections={"sip": SipSettings}).of(SipSettings)
    assert section.platform_options == "http://ngnprov:secret@10.0.0.1/RPC"
    assert "secret" not in repr(section)


def test_the_provider_on_the_page_reads_what_kamailio_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (Path(__file__).parents[3] / "docs/platform.md").read_text()
    (source,) = re.findall(r"^```python example_platform\.py\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    example: dict[str, Any] = {}
    exec(compile(source, "example_platform.py", "exec"), example)
    contact = {
        "Address": "sip:alice@192.168.0.2:5070;transport=TCP",
        "Received": "sip:203.0.113.9:1024",
        "Expires": 600,
        "User-Agent": "Phone",
    }
    kamailio = example["attach"]("http://127.0.0.1:8080/RPC")
    answers: list[Any] = [
        {"result": {"Contacts": [{"Contact": contact}]}},
        urllib.error.HTTPError("", 404, "", Message(), None),
    ]

    def urlopen(request: urllib.request.Request, timeout: float) -> io.BytesIO:
        assert json.loads(request.data)["params"] == ["location", "alice@example.com"]  # type: ignore[arg-type]
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return io.BytesIO(json.dumps(answer).encode())

    monkeypatch.setattr(urllib.request, "urlopen", urlopen)
    found = kamailio.locations([_ANYBODY, _ANYBODY])
    assert found == [[Location("192.168.0.2", 5070, "203.0.113.9", 1024, 600, "Phone", "tcp")], []]
    parts = example["parts"]
    assert parts("sip:[2001:db8::1]:5062") == ("2001:db8::1", 5062, "udp")
    assert parts("sips:bob@host.example") == ("host.example", 5061, "udp")
