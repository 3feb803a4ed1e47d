# SPDX-License-Identifier: Apache-2.0
"""The Python types of the wire's records (``wire.py`` beside each ``types.py``)."""

from pathlib import Path

import pytest

import ngnprov
from ngnprov.calls.port import find_ports
from ngnprov.soap.publishing.python_types import render_all
from tests.planted import planted

PACKAGE = Path(ngnprov.__file__).parent
WRITTEN = render_all(find_ports())


@pytest.mark.parametrize("path", sorted(WRITTEN), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_python_types_are_those_of_the_declared_records(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == WRITTEN[path], "run scripts/records and look at what mypy says"


def test_there_are_no_python_types_whose_records_are_gone() -> None:
    assert set(PACKAGE.glob("**/wire.py")) == set(WRITTEN)


def test_a_record_is_what_may_be_supplied_and_what_is_answered_in_wire_order() -> None:
    with planted():
        documents = render_all(find_ports())
    (widget,) = [text for path, text in documents.items() if path.parent.name == "widget"]
    assert (
        "class WidgetFields(TypedDict, total=False):\n"
        '    """What was supplied of a Widget."""\n\n'
        "    id: int\n    customer: int\n    reseller: int\n    name: str\n    size: int\n    weight: float\n"
        "    tags: list[str]\n"
    ) in widget
    assert "    name: str\n    size: int\n    weight: float\n    tags: Sequence[str]\n" in widget
    assert "    filter: WidgetFilterFields\n    order_by: OrderByFields\n    range: RangeFields\n" in widget
    assert "    widgets: Listed[WidgetAnswer]\n    total: int\n" in widget
    assert "from ngnprov.soap.wire import OrderByFields, RangeFields\n" in widget
    assert "WidgetFilterAnswer" not in widget
    assert "WidgetQueryResultFields" not in widget
