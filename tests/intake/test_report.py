# SPDX-License-Identifier: Apache-2.0
"""What is told of a file: each problem by its line, many of one kind as one, and a bounded number of kinds."""

import pytest

from ngnprov.intake import report
from ngnprov.intake.report import FEW, Problem, Report, Tally


def of_kind(text: str, lines: range) -> Tally:
    return Tally(Problem(line, "", text) for line in lines)


def test_a_few_problems_of_a_kind_are_each_told_by_their_line() -> None:
    found = of_kind("bad", range(2, 2 + FEW))
    assert list(found.sentences()) == [f"line {line}: bad" for line in range(2, 2 + FEW)]


def test_many_of_a_kind_are_one_sentence_with_the_first_line() -> None:
    found = Tally(Problem(line, "number", "no range covers the number") for line in range(2, 50_002))
    assert list(found.sentences()) == ["line 2 and 49,999 more, column number: no range covers the number"]
    assert len(found) == 50_000


def test_kinds_are_told_by_their_lines_however_they_came() -> None:
    found = of_kind("bad", range(100, 200))
    found.follow(of_kind("worse", range(3, 5)))
    found.follow(of_kind("bad", range(50, 60)))
    found.add(Problem(0, "", "there is no SOA"), Problem(70, "a", "bad"))
    assert list(found.sentences()) == [
        "there is no SOA",
        "line 3: worse",
        "line 4: worse",
        "line 70, column a: bad",
        "line 100 and 109 more: bad",
    ]
    assert len(found) == 114


def test_what_differs_among_problems_of_a_kind_does_not_part_them() -> None:
    found = Tally(Problem(line, "", "is not UTF-8", f"byte {line}") for line in range(5, 30))
    assert list(found.sentences()) == ["line 5 and 24 more: is not UTF-8 (byte 5)"]
    assert list(Tally([Problem(7, "", "is not UTF-8", "byte 3")]).sentences()) == ["line 7: is not UTF-8 (byte 3)"]


def test_kinds_beyond_a_thousand_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MOST_KINDS", 3)
    found, later = Tally(), Tally()
    found.add(*(Problem(line, "", f"bad {line}") for line in range(1, 3)))
    later.add(*(Problem(line, "", f"bad {line}") for line in range(3, 8)))
    found.follow(later)
    assert list(found.sentences()) == ["line 1: bad 1", "line 2: bad 2", "line 3: bad 3", "... and 4 more"]
    assert len(found) == 7


def test_reports_follow_one_another() -> None:
    found, later = Report(), Report(added=2, listed=4, remarks=of_kind("twice", range(9, 10)))
    found.add(3)
    found.problems.add(Problem(1, "", "bad"))
    found.follow(later)
    assert (found.added, found.listed, len(found.problems), list(found.remarks.sentences())) == (
        3,
        7,
        1,
        ["line 9: twice"],
    )


def test_nothing_wrong_is_nothing() -> None:
    assert not Tally()
    assert list(Tally().sentences()) == []
