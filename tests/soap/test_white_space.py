# SPDX-License-Identifier: Apache-2.0
"""White space is that of XML (XML 1.0, 2.3): blank, tab and line ends; whatever else Unicode calls so is content."""

from typing import Any

import pytest

from tests.support.places import LISTS, RECORDS, SCALARS, SPOKEN, TEXTS, read

BLANKS = " \t\n&#13;"
OTHERS = ["\u00a0", "\u0085", "\u2003", "\u2028", "\u3000"]
NUMBERS = [place for place in SCALARS if place not in TEXTS]


@pytest.mark.parametrize(("dialect", "by_reference"), SPOKEN)
def test_a_number_may_have_white_space_of_xml_around_it_and_no_other(dialect: Any, by_reference: bool) -> None:
    for number, place in enumerate(NUMBERS):
        plain = read(place, dialect, by_reference, lambda tag: f"<{tag}>1</{tag}>")
        assert read(place, dialect, by_reference, lambda tag: f"<{tag}>{BLANKS}1{BLANKS}</{tag}>") == plain, place
        other = OTHERS[number % len(OTHERS)]
        for text in (f"{other}1", f"1{other}", other):
            element = lambda tag, text=text: f"<{tag}>{text}</{tag}>"  # noqa: E731
            assert read(place, dialect, by_reference, element) == (100, place.field), (str(place), text)


@pytest.mark.parametrize(("dialect", "by_reference"), SPOKEN)
def test_a_list_or_structure_of_another_blank_is_a_text(dialect: Any, by_reference: bool) -> None:
    """It would be taken for an empty one, and clear what is stored."""
    for place in (*LISTS, *RECORDS):
        for other in OTHERS:
            element = lambda tag, other=other: f"<{tag}>{other}</{tag}>"  # noqa: E731
            assert read(place, dialect, by_reference, element) == (100, place.field), place
        assert read(place, dialect, by_reference, lambda tag: f"<{tag}>{BLANKS}</{tag}>") in (None, [], {}), place
