# SPDX-License-Identifier: Apache-2.0
"""What rewrite rules do to numbers: once, in linear time, and back again (pbx.md 10)."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ngnprov.errors import InvalidValue
from ngnprov.ports.pbx.rewriting.matching import require_pattern, rewrite
from ngnprov.ports.pbx.rewriting.service import DIRECTIONS
from ngnprov.ports.pbx.rewriting.store import Rule

AUSTRIA = [
    # a call to the PBX shows numbers as they are dialled here
    Rule("caller-in", "^43([1-9][0-9]*)$", r"0\1", "national"),
    Rule("caller-in", "^([1-9][0-9]*)$", r"00\1", "from abroad"),
    # what is dialled here is written as the network has it
    Rule("callee-out", "^00([1-9][0-9]*)$", r"\1", "abroad"),
    Rule("callee-out", "^0([1-9][0-9]*)$", r"43\1", "national"),
    # who calls out, and who is called
    Rule("caller-out", r"^(?:\+|00)([1-9][0-9]*)$", r"\1", "a phone that shows its number in full"),
    Rule("caller-out", "^0([1-9][0-9]*)$", r"43\1", "national"),
    Rule("callee-in", "^43([1-9][0-9]*)$", r"0\1", "national"),
    Rule("callee-in", "^([1-9][0-9]*)$", r"00\1", "from abroad"),
]

national = st.from_regex(r"\A43(?:1[0-9]{3,12}|[2-9][0-9]{3,11})\Z")
abroad = st.from_regex(r"\A[1-9][0-9]{5,14}\Z").filter(lambda number: not number.startswith("43"))
numbers = st.one_of(national, abroad)


@given(numbers, st.sampled_from([("caller-in", "callee-out"), ("callee-in", "caller-out")]))
def test_who_is_called_back_is_who_has_called(number: str, there_and_back: tuple[str, str]) -> None:
    there, back = there_and_back
    shown = rewrite(AUSTRIA, number, there)
    assert shown.number != number
    again = rewrite(AUSTRIA, shown.number, back)
    assert (again.number, bool(again.rule)) == (number, True)


@given(national | abroad)
def test_what_is_dialled_as_it_is_shown_reaches_the_same(number: str) -> None:
    dialled = f"0{number[2:]}" if number.startswith("43") else f"00{number}"
    sent = rewrite(AUSTRIA, dialled, "callee-out")
    assert rewrite(AUSTRIA, sent.number, "caller-in").number == dialled


pieces = st.sampled_from(["0", "1", "[0-9]", ".", "[^0]", "#", r"\+", "x", "^", "$", "(?:01|0)", "(0)"])
expressions = st.recursive(
    pieces,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{0,9}", "{3}"])).map(lambda found: f"({found[0]}){found[1]}"),
        st.lists(inner, min_size=2, max_size=4).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda found: f"(?:{'|'.join(found)})"),
    ),
    max_leaves=12,
).filter(lambda found: len(found) <= 255)
rules = st.lists(
    st.builds(
        Rule,
        st.sampled_from(DIRECTIONS),
        expressions,
        st.sampled_from(["", "0", "00", "+43", "x0x0", "0" * 255]),
        st.just(""),
    ),
    max_size=6,
)


def takes(rule: Rule) -> bool:
    try:
        require_pattern(rule.match, rule.replace, "rule")
    except InvalidValue:
        return False
    return True


@settings(deadline=None)
@given(rules, st.text("01#+x", max_size=12), st.sampled_from(DIRECTIONS))
def test_the_first_rule_that_matches_applies_once_as_python_would_have_it(
    wanted: list[Rule], number: str, direction: str
) -> None:
    """Numbers are short, since Python may need a patience that grows with two to their length."""
    taken = [rule for rule in wanted if takes(rule)]
    done = rewrite(taken, number, direction)
    for place, rule in enumerate(taken, 1):
        found = re.search(rule.match, number, re.ASCII) if rule.direction == direction else None
        if found is not None:
            assert done.rule == place
            assert done.number == number[: found.start()] + rule.replace + number[found.end() :]
            return
    assert done == (number, 0)


@settings(deadline=None, max_examples=50)
@given(expressions)
def test_no_expression_takes_more_than_linear_time(match: str) -> None:
    rule = Rule("callee-in", f"{match}y$", "", "")
    if takes(rule):
        began = time.thread_time()
        assert rewrite([rule], "01#+x" * 10_000, "callee-in").rule == 0
        assert time.thread_time() - began < 5


@pytest.mark.parametrize("match", ["(0+)+x", "(0*)*(0*)*x", "(0|0)*x", "0*" * 100 + "x", "(.*)(.*)(.*)(.*)(.*)x$"])
def test_an_expression_on_which_others_hang_takes_twice_the_time_for_twice_the_number(match: str) -> None:
    rule = Rule("callee-in", match, "", "")
    require_pattern(rule.match, rule.replace, "rule")
    length, least = 20_000, []
    for times in (1, 4):
        tries = []
        for _ in range(5):
            began = time.thread_time()
            assert rewrite([rule], "0" * (length * times), "callee-in").rule == 0
            tries.append(time.thread_time() - began)
        least.append(min(tries))
    assert least[1] < 16 * least[0] + 0.05, "four times the number is four times the work, not sixteen"


def test_a_part_that_matches_is_replaced_and_a_group_without_part_is_empty() -> None:
    assert rewrite([Rule("callee-in", "0(1)?", r"<\1>", "")], "90201", "callee-in") == ("9<>201", 1)
    assert rewrite([Rule("callee-in", "^", "9", "")], "0", "callee-in") == ("90", 1)
    assert rewrite([Rule("callee-in", "(0)(1)(2)", r"\3\2\1\2", "")], "x012y", "callee-in") == ("x2101y", 1)
