# SPDX-License-Identifier: Apache-2.0
"""W-B: a Map of Apache SOAP where a structure is expected is that structure; where a list is expected it is refused."""

import base64
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ngnprov.soap.types import WireType, is_record, item_type, members
from tests.clients.program import need
from tests.support.caller import Caller
from tests.support.live import Live
from tests.support.places import LISTS, PLACES, RECORDS, SPOKEN, Place, envelope, read
from tests.support.world import ADMIN, PASSWORD, World

SHAPES = ["typed", "by its shape"]
STRING = 'xsi:type="xsd:string"'


def structure(declared: WireType, tag: str, prefix: str) -> str:
    """A value with every member as a plain structure; 1 is read as any type."""
    item = item_type(declared)
    if item is not None:
        return f"<{tag}>{structure(item, f'{prefix}item', prefix)}</{tag}>"
    if not is_record(declared):
        return f"<{tag} {STRING}>1</{tag}>"
    return (
        f"<{tag}>{''.join(structure(kind, prefix + name, prefix) for name, kind in members(declared).items())}</{tag}>"
    )


def mapping(declared: WireType, tag: str, shape: str) -> str:
    """The same as Maps."""
    item = item_type(declared)
    if item is not None:
        return f"<{tag}>{mapping(item, 'item', shape)}</{tag}>"
    if not is_record(declared):
        return f"<{tag} {STRING}>1</{tag}>"
    pairs = "".join(pair(name, mapping(kind, "value", shape)) for name, kind in members(declared).items())
    return f"<{tag}{mark(shape)}>{pairs}</{tag}>"


def mark(shape: str) -> str:
    return ' xsi:type="m:Map"' if shape == "typed" else ""


def pair(key: str, value: str) -> str:
    return f"<item><key {STRING}>{key}</key>{value}</item>"


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("dialect", "by_reference"), SPOKEN)
def test_w_b_a_map_reads_as_the_structure_wherever_one_can_stand(dialect: Any, by_reference: bool, shape: str) -> None:
    prefix = "" if dialect == "encoded" else "t:"
    for place in RECORDS:
        plain = read(place, dialect, by_reference, lambda tag: structure(place.declared, tag, prefix))
        assert isinstance(plain, dict), place
        assert plain, place
        found = read(place, dialect, by_reference, lambda tag: mapping(place.declared, tag, shape))
        assert found == plain, place


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("dialect", "by_reference"), SPOKEN)
def test_w_b_a_map_where_a_list_is_expected_is_100(dialect: Any, by_reference: bool, shape: str) -> None:
    for place in LISTS:
        for key in ("0", "name"):
            found = read(
                place,
                dialect,
                by_reference,
                lambda tag: f"<{tag}{mark(shape)}>{pair(key, '<value>1</value>')}</{tag}>",
            )
            assert found == (100, place.field), place
        if shape == "typed":
            assert read(place, dialect, by_reference, lambda tag: f"<{tag}{mark(shape)}/>") == (100, place.field), place


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_b_a_map_where_a_single_value_is_expected_is_100(dialect: Any) -> None:
    for place in PLACES:
        if place not in RECORDS and place not in LISTS:
            element = lambda tag: f"<{tag} xsi:type='m:Map'>{pair('a', '<value>1</value>')}</{tag}>"  # noqa: E731
            assert place.read(dialect, element) == (100, place.field), place


def account() -> Place:
    return next(place for place in RECORDS if str(place) == "customer.updateAccount account")


NIL = '<value xsi:nil="true"/>'
CODE = base64.b64encode(b"city").decode()
CASES = [
    (
        "keys that nobody knows count for nothing",
        pair("nobody", "<value>1</value>") + pair("city", "<value>A</value>"),
        {"city": "A"},
    ),
    ("a key as base64", f'<item><key xsi:type="xsd:base64Binary">{CODE}</key><value>A</value></item>', {"city": "A"}),
    ("a key among blanks", "<item>\n<key>\n city\n</key>\n<value>A</value>\n</item>", {"city": "A"}),
    ("the value first", "<item><value>A</value><key>city</key></item>", {"city": "A"}),
    ("a value as base64", pair("city", '<value xsi:type="xsd:base64Binary">S8O2bG4=</value>'), {"city": "Köln"}),
    ("nil is null", pair("city", '<value xsi:nil="true"/>') + pair("state", "<value>S</value>"), {"state": "S"}),
    ("a key of a namespace", pair("x}city", "<value>A</value>"), {}),
    ("a key twice", pair("city", "<value>A</value>") * 2, (101, "account.city")),
    ("a key twice, first nil", pair("city", NIL) + pair("city", "<value>A</value>"), (101, "account.city")),
    ("a key twice, then nil", pair("city", "<value>A</value>") + pair("city", NIL), (101, "account.city")),
    ("a key twice, both nil", pair("city", NIL) * 2, (101, "account.city")),
    (
        "a name of Python",
        pair("firstName", "<value>A</value>") + pair("first_name", "<value>B</value>"),
        {"first_name": "A"},
    ),
    ("a name of Python alone", pair("first_name", "<value>B</value>"), {}),
    ("a bad value", pair("credit", "<value>x</value>"), (100, "account.credit")),
    ("no key", "<item><value>A</value></item>", (101, "account.0")),
    ("two values", pair("city", "<value>A</value><value>B</value>"), (101, "account.0")),
    ("no pair", pair("city", "<value>A</value>") + "<city>B</city>", (101, "account.1")),
    ("a key that is a structure", "<item><key><a/></key><value>A</value></item>", (100, "account.0.key")),
    (
        "a key that is no base64",
        '<item><key xsi:type="xsd:base64Binary">*</key><value>A</value></item>',
        (101, "account.0.key"),
    ),
]


@pytest.mark.parametrize(("name", "content", "right"), CASES, ids=[name for name, _, _ in CASES])
@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_b_keys_and_values_of_a_map(dialect: Any, name: str, content: str, right: Any) -> None:
    assert account().read(dialect, lambda tag: f'<{tag} xsi:type="m:Map">{content}</{tag}>') == right


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_b_items_are_maps_when_their_array_says_so(dialect: Any) -> None:
    place = next(place for place in LISTS if str(place) == "customer.setProperties properties")
    element = lambda tag: (  # noqa: E731
        f'<{tag} SOAP-ENC:arrayType="m:Map[1]"><item>{pair("name", "<value>n</value>")}</item></{tag}>'
    )
    assert place.read(dialect, element) == [{"name": "n"}]


def test_w_b_no_type_has_a_member_that_would_be_mistaken_for_a_map() -> None:
    for place in RECORDS:
        assert not {"item", "key"} & set(members(place.declared)), place


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_b_a_login_may_be_a_map_in_any_namespace(sqlite_world: World, dialect: Any, shape: str) -> None:
    """PHP's ext-soap writes no types in headers, so that only the shape tells."""
    sqlite_world.call().addAccount(account={"username": "first", "password": "p"})
    inner = "".join(pair(name, f"<value>{value}</value>") for name, value in _login().items())
    for name in ("auth", "t:auth", "q:auth"):
        header = f'<{name} xmlns:q="urn:q"{mark(shape)}>{inner}</{name}>'
        content = "<id>1</id>" if dialect == "encoded" else "<p:id>1</p:id>"
        body = envelope(dialect, "urn:AGProjects:NGNPro:Customer", "getAccount", content, header=header)
        assert sqlite_world.request(body).status == 200, name


def _login() -> dict[str, str]:
    return {"username": ADMIN, "password": PASSWORD, "admin": "true"}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_b_a_filter_that_is_a_map_restricts(sqlite_world: World, dialect: str, shape: str) -> None:
    admin = sqlite_world.call(dialect)
    for name in ("one", "two"):
        admin.addAccount(account={"username": name, "password": "p"})
    body = admin.envelope("getCustomers", {"query": {"filter": {"username": "two"}}}).decode()
    tag = "filter" if dialect == "encoded" else "t:filter"
    inner = body[body.index(f"<{tag}>") + len(tag) + 2 : body.index(f"</{tag}>")]
    mapped = pair("username", "<value>two</value>")
    body = body.replace(f"<{tag}>{inner}", f'<{tag} xmlns:m="http://xml.apache.org/xml-soap"{mark(shape)}>{mapped}')
    answer = sqlite_world.request(body.encode(), "/" if dialect == "encoded" else "/soap/customer/")
    assert b">two<" in answer.body
    assert b">one<" not in answer.body


@pytest.mark.parametrize("use", ["SOAP_ENCODED", "SOAP_LITERAL"])
def test_w_b_php_without_a_wsdl_sends_plain_arrays(server: Live, tmp_path: Path, use: str) -> None:
    """The header, the query and its filter are arrays with names; nothing is made an object by hand."""
    admin: Caller = server.call()
    name = f"php-{use.lower()}"
    id = admin.addAccount(account={"username": name, "password": "p"})["id"]
    program = tmp_path / "arrays.php"
    program.write_text(PHP.replace("USE", use))
    done = subprocess.run(
        [need("php", "php-cli"), str(program), server.url, server.admin, server.password, name, str(id)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.split() == ["0", "1", "102", "Delft"], done.stdout + done.stderr


PHP = """<?php
[, $url, $login, $password, $name, $id] = $argv;
$client = new SoapClient(null, ['location' => "$url/ngnpro/", 'uri' => 'urn:AGProjects:NGNPro:Customer', 'use' => USE]);
$client->__setSoapHeaders(new SoapHeader('urn:whatever', 'auth',
    ['username' => $login, 'password' => $password, 'admin' => true]));
$total = function ($filter) use ($client) {
    return $client->__soapCall('getCustomers', [new SoapParam(['filter' => $filter], 'query')])->total;
};
echo $total(['username' => 'nobody-has-this']), "\\n", $total(['username' => $name]), "\\n";
try {
    $client->__soapCall('updateAccount', [new SoapParam([], 'account')]);
} catch (SoapFault $fault) {
    $exception = $fault->detail->exception;
    echo ($exception->enc_value ?? $exception)->errorcode, "\\n";
}
$client->__soapCall('updateAccount', [new SoapParam(['id' => (int) $id, 'city' => 'Delft'], 'account')]);
echo $client->__soapCall('getAccount', [new SoapParam((int) $id, 'id')])->city, "\\n";
"""
