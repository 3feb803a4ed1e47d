# SPDX-License-Identifier: Apache-2.0
"""Only ASCII letters fold where names are expected (D-J), and list filters fold names as every input does (D-O).

The Kelvin sign, U+212A, is the one character beyond ASCII of which ``str.lower`` makes an ASCII letter.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Column, LargeBinary, inspect, select

from ngnprov.db.columns import metadata
from ngnprov.db.lists import patterns
from ngnprov.zonefiles import hostnames
from ngnprov.zonefiles.name_patterns import ByName
from tests.support import every_operation
from tests.support.caller import Caller, Fault
from tests.support.scene import Scene
from tests.support.world import Template, World

KELVIN = "\u212a"
SERVERS = ["ns1.provider.test"]
A = "192.0.2.1"


@pytest.fixture
def scene(world: World, request: pytest.FixtureRequest) -> Scene:
    """A DNS zone, a SIP domain and an ENUM range of a reseller's."""
    made = Scene(world, "encoded")
    owner = {"customer": made.reseller("reseller")}
    made.admin.dns.addZone(zone={"name": "f.example", "nameservers": SERVERS, **owner})
    made.admin.sip.addDomain(domain={"domain": "f10.example", **owner})
    made.admin.enum.addRange(range={"id": {"prefix": "3120", "tld": "e164.arpa"}, **owner})
    return made


REFUSED: list[tuple[str, str, dict[str, Any], str]] = [
    (
        "Sip",
        "addAccount",
        {"account": {"id": {"username": "Karl", "domain": "f10.example"}, "password": "p"}},
        "username",
    ),
    ("Sip", "addDomain", {"domain": {"domain": "Kdomain.example", "customer": 1}}, "domain.domain"),
    ("Sip", "addAlias", {"alias": {"id": {"username": "x", "domain": "f10.example"}, "target": {"username": "K"}}}, ""),
    ("Dns", "addZone", {"zone": {"name": "Kzone.example", "customer": 1, "nameservers": SERVERS}}, "zone.name"),
    (
        "Dns",
        "addZone",
        {"zone": {"name": "z.example", "customer": 1, "nameservers": ["nK.provider.test"]}},
        "nameservers",
    ),
    ("Dns", "addZone", {"zone": {"name": "z.example", "email": "a@K.test", "nameservers": SERVERS}}, "email"),
    ("Dns", "addRecord", {"record": {"zone": "f.example", "name": "eK", "type": "A", "value": A}}, "record.name"),
    (
        "Dns",
        "addRecord",
        {"record": {"zone": "f.example", "name": "k4", "type": "CNAME", "value": "K.example.org"}},
        "value",
    ),
    (
        "Dns",
        "addRecord",
        {"record": {"zone": "f.example", "name": "m", "type": "MX", "value": "K.example.org"}},
        "value",
    ),
    ("Dns", "addRecord", {"record": {"zone": "f.example", "name": "s", "type": "SRV", "value": "1 2 K"}}, "value"),
    ("Dns", "addRecord", {"record": {"zone": "f.example", "name": "h", "type": "HTTPS", "value": "1 K.test"}}, "value"),
    (
        "Dns",
        "addFancyRecord",
        {"record": {"zone": "f.example", "name": "Kim@f.example", "type": "MBOXFW", "value": "a@b.test"}},
        "record.name",
    ),
    (
        "Dns",
        "addFancyRecord",
        {"record": {"zone": "f.example", "name": "kim@f.example", "type": "MBOXFW", "value": "a@K.test"}},
        "record.value",
    ),
    ("Enum", "addRange", {"range": {"id": {"prefix": "3121", "tld": "K.arpa"}, "customer": 1}}, "tld"),
]


@pytest.mark.parametrize(("port", "operation", "arguments", "field"), REFUSED)
def test_d_j_a_name_with_a_kelvin_sign_is_refused(
    scene: Scene, port: str, operation: str, arguments: dict[str, Any], field: str
) -> None:
    before = scene.world.fingerprint()
    fault = Caller(scene.world._exchange, scene.admin.login, "encoded", port).refused(
        operation, **with_kelvin(arguments)
    )
    assert fault.code == 101
    assert (fault.field or "").endswith(field)
    assert scene.world.fingerprint() == before


def with_kelvin(given: Any) -> Any:
    """Every K of the texts as a Kelvin sign."""
    if isinstance(given, dict):
        return {name: with_kelvin(value) for name, value in given.items()}
    if isinstance(given, list):
        return [with_kelvin(value) for value in given]
    return given.replace("K", KELVIN) if isinstance(given, str) and given.isascii() and given not in TYPES else given


TYPES = ("MBOXFW",)


def variants(given: Any) -> Iterator[tuple[str, Any]]:
    """Each text in ``given``, and ``given`` with a Kelvin sign in that text: in front, and behind an ``@``."""
    items = given.items() if isinstance(given, dict) else enumerate(given) if isinstance(given, list) else ()
    for key, value in items:
        if isinstance(value, str) and value:
            for changed in {KELVIN + value, value.replace("@", f"@{KELVIN}")} - {value}:
                yield changed, replaced(given, key, changed)
        for changed, inner in variants(value):
            yield changed, replaced(given, key, inner)


def replaced(given: Any, key: Any, value: Any) -> Any:
    """A copy with one item changed."""
    copy = given.copy()
    copy[key] = value
    return copy


def stored(world: World) -> str:
    """Everything stored, less what only searches look at."""
    with world.database.engine.connect() as connection:
        present = set(inspect(connection).get_table_names()) - {"login_attempts"}
        rows = [
            row
            for table in metadata.sorted_tables
            if table.name in present
            for row in connection.execute(select(*[each for each in table.c if is_text(each)]))
        ]
    return repr(rows)


def is_text(column: Column[Any]) -> bool:
    """Is it told to others? Digests and sealed values are not, nor what only searches look at."""
    searched = ("_fold", "_start", "address")
    return not isinstance(column.type, LargeBinary) and not column.name.endswith(searched)


@pytest.mark.parametrize("port", every_operation.TABLES)
def test_d_j_no_operation_stores_a_kelvin_sign_as_a_letter(crowded: Template, crowded_world: World, port: str) -> None:
    """Each text of each request of the tables in turn: it is refused, or kept as it was written."""
    caller = Caller(crowded_world._exchange, crowded_world.call().login, "encoded", port)
    tried, before = 0, stored(crowded_world)
    for operation, row in every_operation.TABLES[port].items():
        for changed, arguments in variants(dict(row.arguments)):
            tried += 1
            try:
                caller.call(operation, arguments)
            except Fault as fault:
                assert fault.code not in (200, 201), (operation, arguments)
            else:
                folded = changed.replace(KELVIN, "k").lower()
                assert stored(crowded_world).count(folded) <= before.count(folded), (operation, arguments)
                crowded.restore(crowded_world)
    assert tried or not any(row.arguments for row in every_operation.TABLES[port].values())


def test_d_j_no_other_letter_folds_to_ascii() -> None:
    folding = {character for character in map(chr, range(0x80, 0x110000)) if character.lower().isascii()}
    assert folding == {KELVIN}
    text = "".join(map(chr, range(0xD800)))
    assert hostnames.lower(text)[0x80:] == text[0x80:]
    assert hostnames.lower(text)[:0x80] == text[:0x80].lower()


@pytest.mark.parametrize(
    "written", ["WWW.f.example.", " www.F.example ", "w%.F.Example.", "%.f.EXAMPLE.", "www._.example."]
)
def test_d_o_a_filter_on_the_name_of_a_record_folds_case_and_the_final_dot(scene: Scene, written: str) -> None:
    record = {"zone": "f.example", "type": "A", "value": A}
    scene.admin.dns.addRecord(record={**record, "name": "www"})
    scene.admin.dns.addRecord(record={**record, "name": "k.other"})
    query = {"filter": {"name": written, "zone": "F.Example."}}
    found = scene.admin.dns.getRecords(query=query)["records"]
    names = [each["name"] for each in found]
    assert "www.f.example" in names
    assert len(names) == (2 if written.startswith("%") else 1)


def test_d_o_filters_on_names_fold_in_every_port(scene: Scene) -> None:
    admin = scene.admin
    redirect = {"zone": "f.example", "name": "go", "type": "URL", "value": "http://example.org/"}
    admin.dns.addFancyRecord(record=redirect)
    for number in ("31201", "31202"):
        admin.enum.addNumber(number={"id": {"number": number, "tld": "E164.arpa."}, "mappings": []})
    account = {"id": {"username": "alice", "domain": "f10.example"}, "password": "p"}
    admin.sip.addAccount(account=account)
    target = {"username": "alice", "domain": "f10.example"}
    admin.sip.addAlias(alias={"id": {"username": "sales", "domain": "f10.example"}, "target": target})
    for caller, operation, filter, total in (
        (admin.dns, "getZones", {"name": "F.example."}, 1),
        (admin.dns, "getZones", {"name": "F.ex%."}, 1),
        (admin.dns, "getFancyRecords", {"zone": "f.EXAMPLE.", "name": "go.f.example."}, 1),
        (admin.enum, "getRanges", {"tld": "E164.ARPA."}, 1),
        (admin.enum, "getNumbers", {"tld": "E164.arpa."}, 2),
        (admin.sip, "getDomains", {"domain": "F10.example."}, 1),
        (admin.sip, "getAccounts", {"domain": "F10.example."}, 1),
        (admin.sip, "getAliases", {"id": {"domain": "F10.example."}}, 1),
        (admin.sip, "getAliases", {"target": {"domain": "F10.%."}}, 1),
        (admin.dns, "getZones", {"name": "f.example.."}, 0),
        (admin.sip, "getDomains", {"domain": "f10.example.x"}, 0),
    ):
        assert caller.call(operation, {"query": {"filter": filter}})["total"] == total, (operation, filter)


def test_d_o_a_filter_with_a_kelvin_sign_finds_no_k(scene: Scene) -> None:
    scene.admin.dns.addRecord(record={"zone": "f.example", "name": "k", "type": "A", "value": A})
    for name, total in (("k.f.example", 1), ("K%", 1), (f"{KELVIN}.f.example", 0), (f"{KELVIN}%", 0)):
        assert scene.admin.dns.getRecords(query={"filter": {"name": name}})["total"] == total
    by_name = ByName(metadata.tables["dns_records"].c.name)
    assert by_name.pattern(f"{KELVIN}.") == patterns.Pattern("equal", KELVIN)
