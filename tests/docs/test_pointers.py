# SPDX-License-Identifier: Apache-2.0
"""Every rule that code, tests, scripts and pages quote by number stands in docs/contract, and every page they name is there.

A pointer is the name of a page with what to look up in it (``customer.md 6.3``, ``wire.md L4, L5``, ``sip.md 5.2 to 5.7``), a rule
with a letter of its own (``W-A``), a promise (``promise P20``), or, in a port, a bare number of its own page (``(Z5)``, ``(7.2)``).
"""

import ast
import functools
import io
import re
import subprocess
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONTRACT = ROOT / "docs/contract"
PLACES = [ROOT, ROOT / "docs", CONTRACT]

_REFERENCE = r"(?:[A-Z]-[A-Z]|[A-Z]{1,2}\d{1,2}|\d{1,2}(?:\.\d{1,2})*)"
_LIST = rf"{_REFERENCE}(?:(?:, (?:and )?(?:section )?| and (?:section )?| to |-){_REFERENCE}(?![\w.]*\w))*"
_POINTER = re.compile(rf"\b([a-z-]+)\.md[`)\]]* (?:section )?({_LIST})(?!\w)")
_PAGE = re.compile(r"(?<![\w/.-])([\w./-]*\w\.md)\b")
_LETTERED = re.compile(r"\b([WDLS]-[A-Z])\b")
_PROMISE = re.compile(r"(?:[Pp]romises? |\()(P\d{1,2}(?:(?:, | and | to )P\d{1,2})*)\b")
_BARE = re.compile(rf"\(({_LIST})\)")
_RULE = re.compile(r"\b([A-Z]{1,2})(\d{1,2})\b")
_ANCHORS = re.compile(
    r"^#+ (\d+(?:\.\d+)*)(?:\.? |$)|^\| ([A-Z]-?\w{1,2}(?:, [A-Z]-?\w{1,2})*) \||\*\*([A-Z]-?\w{1,2})(?:\.|\*\*)|^(\d\.\d): ",
    re.MULTILINE,
)
_IN_HEADING = re.compile(r"[A-Z]-[A-Z]")

NOT_OURS = re.compile(r"(^|/)(node_modules|fixtures|common_passwords)|\.(wsdl|xsd|lock)$|package-lock|^LICENSE$")
ELSEWHERE = frozenset({"window.md"})
"""Names of files that tests make."""


@functools.cache
def anchors(page: str) -> frozenset[str]:
    """What can be looked up in a page of the contract."""
    text = (CONTRACT / page).read_text()
    found = {part for match in _ANCHORS.finditer(text) for cell in match.groups() if cell for part in cell.split(", ")}
    headings = (line for line in text.splitlines() if line.startswith("#"))
    return frozenset(found | {rule for line in headings for rule in _IN_HEADING.findall(line)})


@functools.cache
def series(page: str) -> frozenset[str]:
    """The letters of the rules that a page has: V of V1, PR of PR1."""
    found = (_RULE.fullmatch(anchor) for anchor in anchors(page))
    return frozenset(match[1] for match in found if match)


@functools.cache
def files() -> tuple[str, ...]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return tuple(name for name in listed if not NOT_OURS.search(name) and (ROOT / name).is_file())


@functools.cache
def prose(name: str) -> str:
    """What a person reads: of Python the docstrings and comments, of other files everything."""
    try:
        text = (ROOT / name).read_text()
    except UnicodeDecodeError:
        return ""
    if not name.endswith(".py"):
        return text
    tree = ast.parse(text)
    said = [
        node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    ]
    said += [
        token.string for token in tokenize.generate_tokens(io.StringIO(text).readline) if token.type == tokenize.COMMENT
    ]
    return "\n".join(said)


def spread(references: str) -> Iterator[str]:
    """The single references of a list; of a range of rules those between as well."""
    last = ""
    for joint, reference in re.findall(rf"(^|, | and | to |-|section )({_REFERENCE})", references):
        first, end = _RULE.fullmatch(last), _RULE.fullmatch(reference)
        if joint in (" to ", "-") and first and end and first[1] == end[1]:
            yield from (f"{end[1]}{number}" for number in range(int(first[2]) + 1, int(end[2])))
        yield reference
        last = reference


def page_of(name: str) -> str | None:
    """The page of the contract to which bare numbers in a file belong: that of its port."""
    found = re.match(r"(?:ngnprov|tests)/ports/(\w+)/", name)
    return f"{found[1]}.md" if found and (CONTRACT / f"{found[1]}.md").exists() else None


def pointers() -> Iterator[tuple[str, str, str]]:
    """(file, page, reference)."""
    for name in files():
        text = prose(name)
        for page, references in _POINTER.findall(text):
            if (CONTRACT / f"{page}.md").exists():
                yield from ((name, f"{page}.md", reference) for reference in spread(references))
        for numbers in _PROMISE.findall(text):
            yield from ((name, "promises.md", reference) for reference in spread(numbers))
        page = page_of(name)
        if page is not None:
            own = _POINTER.sub("", re.sub(r"\b(?:RFC|[a-z]+\.md|TS) [^()]*", "", text))
            for references in _BARE.findall(own):
                if references != "0" and not _PROMISE.match(f"({references}"):
                    yield from (
                        (name, page, reference) for reference in spread(references) if not _LETTERED.match(reference)
                    )
            if name.startswith("ngnprov"):
                yield from (
                    (name, page, f"{letters}{number}")
                    for letters, number in _RULE.findall(own)
                    if letters in series(page)
                )


def test_every_rule_that_is_quoted_is_in_the_contract() -> None:
    found = list(pointers())
    assert [where for where in found if where[2] not in anchors(where[1])] == []
    assert len(found) > 300


def test_every_rule_with_a_letter_of_its_own_is_in_the_contract() -> None:
    known = frozenset().union(*(anchors(page.name) for page in CONTRACT.glob("*.md")))
    quoted = {(name, rule) for name in files() for rule in _LETTERED.findall(prose(name))}
    assert sorted(where for where in quoted if where[1] not in known) == []
    assert len(quoted) > 50


def test_every_page_that_is_named_is_there() -> None:
    missing = []
    for name in files():
        for page in _PAGE.findall(prose(name)):
            places = [(ROOT / name).parent, *PLACES]
            if page not in ELSEWHERE and not any((place / page).is_file() for place in places):
                missing.append((name, page))
    assert missing == []


def test_nothing_is_quoted_from_papers_that_are_not_here() -> None:
    away = re.compile(r"\bfeatures? \d{3}-\d|\bamendments? [A-Z]-[A-Z]\b|\bpropert(?:y|ies) P\d|\bissue \d+\b")
    assert [(name, found) for name in files() for found in away.findall(prose(name))] == []


def test_no_rule_stands_twice_under_one_number() -> None:
    for page in CONTRACT.glob("*.md"):
        sections = re.findall(r"^#+ (\d+(?:\.\d+)*)(?:\.? |$)", page.read_text(), re.MULTILINE)
        assert sorted(set(sections)) == sorted(sections), page.name
