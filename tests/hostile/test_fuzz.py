# SPDX-License-Identifier: Apache-2.0
"""Any bytes get a well-formed answer, and any text comes back as it was sent (promises P12, P15)."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.support import pear_reader
from tests.support.world import World

REQUESTS = sorted((Path(__file__).parent.parent / "fixtures" / "requests").glob("*.xml"))
_SETTINGS: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture],
    "derandomize": True,
}
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n\r", exclude_characters="\ufffe\uffff")
)


@pytest.fixture(scope="module")
def place(sqlite_template: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    with sqlite_template.copy(tmp_path_factory.mktemp("fuzz")) as world:
        yield world


def answered(world: World, body: bytes, path: str) -> None:
    answer = world.request(body, path)
    assert answer.status in (200, 500)
    etree.fromstring(answer.body)
    if b":SOAP-ENC" in answer.body:
        pear_reader.check(answer.status, answer.headers, answer.body)


@given(st.binary(max_size=300), st.sampled_from(["/", "/soap/customer/"]))
@settings(max_examples=300, **_SETTINGS)
def test_any_bytes_get_an_answer(place: World, body: bytes, path: str) -> None:
    answered(place, body, path)


@given(st.sampled_from(REQUESTS), st.data())
@settings(max_examples=600, **_SETTINGS)
def test_damaged_requests_of_real_clients_get_an_answer(place: World, source: Path, data: st.DataObject) -> None:
    body = bytearray(source.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(body) - 1))
        kind = data.draw(st.sampled_from(["flip", "cut", "double", "insert"]))
        if kind == "flip":
            body[at] = data.draw(st.integers(0, 255))
        elif kind == "cut":
            del body[at : at + data.draw(st.integers(1, 30))]
        elif kind == "double":
            body[at:at] = body[at : at + data.draw(st.integers(1, 200))]
        else:
            body[at:at] = data.draw(
                st.sampled_from([b"<", b">", b"&", b'"', b"]]>", b"<!--", b"\0", b"<a/>", b"xmlns=''"])
            )
        if not body:
            break
    answered(place, bytes(body), "/")


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
@given(texts=st.lists(TEXT.filter(lambda text: len(text) <= 255), min_size=3, max_size=3))
@settings(max_examples=60, **_SETTINGS)
def test_any_text_comes_back_as_it_was_sent(place: World, dialect: str, texts: list[str]) -> None:
    admin = place.call(dialect)
    name, city, value = texts
    properties = [{"name": f"n{name}", "category": city, "value": value, "permission": value[:64]}]
    for item in properties:
        item.update({key: text[:64] if key in ("name", "category") else text for key, text in item.items()})
    username = f"u{place.sql('SELECT count(*) FROM customers')[0][0]}-{dialect}"
    id = admin.addAccount(account={"username": username, "password": "p", "city": city, "organization": name})["id"]
    admin.setProperties(customer=id, properties=properties)
    account = admin.getAccount(id=id)
    assert (account["organization"], account["city"]) == (name, city)
    assert account["properties"] == properties
