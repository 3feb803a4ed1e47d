# SPDX-License-Identifier: Apache-2.0
"""The Python types of the wire's records (``wire.py`` beside each ``types.py``)."""

from collections.abc import Sequence
from decimal import Decimal
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest

import ngnprov
from ngnprov.calls.operation import Operation
from ngnprov.calls.port import find_ports
from ngnprov.db.lists.page import Found
from ngnprov.soap.publishing.python_types import render_all
from ngnprov.soap.queries import QueryFields
from ngnprov.soap.types import (
    RequestOptions,
    WireType,
    is_record,
    item_type,
    members,
    page_of,
    python_name,
    query_of,
    type_name,
    xsd_name,
)
from tests.planted import planted

PACKAGE = Path(ngnprov.__file__).parent


def written() -> dict[Path, str]:
    return render_all(group for port in find_ports() for group in port.services)


WRITTEN = written()
OPERATIONS = [operation for port in find_ports() for operation in port.operations()]
SCALARS = {"integer": int, "int": int, "boolean": bool, "double": float, "string": str}
SEQUENCE: Any = Sequence


@pytest.mark.parametrize("path", sorted(WRITTEN), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_python_types_are_those_of_the_declared_records(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == WRITTEN[path], "run scripts/records and look at what mypy says"


def test_there_are_no_python_types_whose_records_are_gone() -> None:
    assert set(PACKAGE.glob("**/wire.py")) == set(WRITTEN)


def test_a_record_is_what_may_be_supplied_and_what_is_answered_in_wire_order() -> None:
    with planted():
        documents = written()
    (widget,) = [text for path, text in documents.items() if path.parent.name == "widget"]
    assert (
        'WidgetFields = TypedDict("WidgetFields", {\n'
        '    "id": int, "customer": int, "reseller": int, "name": str, "size": int, "weight": float, "tags": list[str],\n'
        '    "pin": str,\n}, total=False)\n"""What was supplied of a Widget."""\n'
    ) in widget
    assert "    name: str\n    size: int\n    weight: float\n    tags: Sequence[str]\n" in widget
    assert "\nWidgetQueryFields = QueryFields[WidgetFilterFields]\n" in widget
    assert "\nWidgetQueryResultAnswer = Found[WidgetAnswer]\n" in widget
    assert "from ngnprov.db.lists.page import Found\nfrom ngnprov.soap.queries import QueryFields\n" in widget
    assert "WidgetFilterAnswer" not in widget
    assert "WidgetQueryResultFields" not in widget


def test_every_query_and_every_page_has_the_members_of_the_one_type_that_stands_for_it() -> None:
    query = query_of("Query", "properties", RequestOptions)
    assert [python_name(wire) for wire in members(query)] == list(QueryFields.__annotations__)
    rows, total = members(page_of("Page", "properties", options=RequestOptions)).values()
    assert item_type(rows) is not None
    assert (len(Found._fields), xsd_name(total)) == (2, "int")


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_an_operation_takes_and_answers_the_records_that_it_declares(operation: Operation) -> None:
    hints = get_type_hints(operation.function)
    for wire, declared in operation.parameters.items():
        wanted = expected(declared, "Fields")
        name = f"{wire}_" if iskeyword(wire) else wire
        assert hints[name] == (wanted if wire in operation.required else wanted | None), wire
    answered = hints["return"]
    wanted = type(None) if operation.returns is None else expected(operation.returns, "Answer")
    if get_origin(answered) is list:  # a list is a sequence
        answered = SEQUENCE[get_args(answered)]
    assert answered == wanted


def expected(declared: WireType, ending: str) -> Any:
    item = item_type(declared)
    if item is not None:
        return SEQUENCE[expected(item, ending)]
    if is_record(declared):
        module = (declared.__orig__ or declared).__module__.removesuffix(".types")
        return getattr(import_module(f"{module}.wire"), f"{type_name(declared)}{ending}")
    if getattr(declared.Attributes, "takes_octets", False):
        return str | bytes
    return Decimal if getattr(declared.Attributes, "money", False) else SCALARS[xsd_name(declared)]
