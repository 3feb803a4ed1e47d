# SPDX-License-Identifier: Apache-2.0
"""Rewrite rule sets, and the SIP domains that have one (pbx.md 10)."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.ports.pbx.conftest import PbxScene
from tests.support.caller import Caller

DOMAIN = "office.example"
STRANGER = 4
"""The id of the other reseller, in whatever test makes it first."""


def rule(match: str, replace: str = "", direction: str = "callee-out", **members: str) -> dict[str, str]:
    return {"direction": direction, "match": match, "replace": replace, **members}


NATIONAL = rule("^0([1-9][0-9]*)$", r"43\1", description="national")
ABROAD = rule("^00([1-9][0-9]*)$", r"\1")


def add(caller: Caller, name: str, *rules: dict[str, str], **members: Any) -> dict[str, Any]:
    answer: dict[str, Any] = caller.addRewriteRuleSet(set={"name": name, "rules": list(rules), **members})
    return answer


def domain(pbx: PbxScene, name: str = DOMAIN, customer: int = PbxScene.customer_id) -> str:
    pbx.admin.at("Sip").addDomain(domain={"domain": name, "customer": customer})
    return name


def rewritten(caller: Caller, number: str, direction: str = "callee-out", of: str = DOMAIN) -> tuple[str, str, int]:
    told = caller.testRewrite(domain=of, number=number, direction=direction)
    return told["number"], told["set"], int(told["rule"])


def shown(caller: Caller, **filter: Any) -> list[tuple[str, int]]:
    found = caller.getRewriteRuleSets(query={"filter": filter})["sets"]
    return [(each["name"], each["reseller"]) for each in found]


def test_a_set_comes_back_as_it_was_given(pbx: PbxScene) -> None:
    made = add(pbx.reseller_login, "Österreich", NATIONAL, ABROAD, description="how Austrians dial")
    assert list(made) == ["name", "description", "rules", "reseller", "version", "changeDate"]
    assert made["rules"] == [NATIONAL, {**ABROAD, "description": ""}]
    assert (made["name"], made["reseller"], made["version"]) == ("Österreich", pbx.reseller_id, 1)
    (found,) = pbx.reseller_login.getRewriteRuleSets(query={"filter": {"name": "österreich"}})["sets"]
    assert found == made
    update = pbx.reseller_login.updateRewriteRuleSet
    assert update(set={"name": "ÖSTERREICH"}) == made, "what is absent stays"
    changed = update(set={"name": "österreich", "rules": [ABROAD], "description": ""})
    assert (changed["rules"], changed["description"]) == ([{**ABROAD, "description": ""}], "")
    assert (changed["name"], changed["version"]) == ("Österreich", 2)
    assert update(set={"name": "Österreich", "rules": []})["rules"] == []
    assert pbx.reseller_login.deleteRewriteRuleSet(set={"name": "Österreich"})["version"] == 3
    assert shown(pbx.root) == []


def test_a_reseller_uses_the_sets_of_the_provider_and_changes_its_own(pbx: PbxScene) -> None:
    add(pbx.root, "World", ABROAD)
    add(pbx.reseller_login, "Austria", reseller=4711)
    add(pbx.root, "Tyrol", reseller=pbx.reseller_id)
    stranger = pbx.stranger()
    add(stranger, "austria")
    own = [("Austria", 1), ("Tyrol", 1), ("World", 0)]
    assert shown(pbx.reseller_login) == own
    assert len(shown(pbx.root)) == 4
    assert shown(pbx.reseller_login, reseller=1) == own[:2]
    assert shown(pbx.reseller_login, name="T%") == own[1:2]
    assert shown(stranger) == [("austria", STRANGER), ("World", 0)]
    for name, reseller in (("World", 0), ("World", 1), ("Austria", STRANGER), ("none", 1)):
        for operation in ("updateRewriteRuleSet", "deleteRewriteRuleSet"):
            fault = pbx.reseller_login.refused(operation, set={"name": name, "reseller": reseller})
            assert (fault.code, fault.field) == (8121, "set.name")
    assert pbx.customer_login.refused("getRewriteRuleSets", query={}).code == 902


def test_a_name_means_one_set_wherever_somebody_names_it(pbx: PbxScene) -> None:
    add(pbx.root, "World")
    add(pbx.reseller_login, "Austria")
    for caller, name in (
        *((pbx.reseller_login, "AUSTRIA"), (pbx.reseller_login, "world"), (pbx.root, "aUSTRIA"), (pbx.root, "World")),
    ):
        fault = caller.refused("addRewriteRuleSet", set={"name": name})
        assert (fault.code, fault.field) == (8122, "set.name")
    add(pbx.stranger(), "Austria")


@pytest.mark.parametrize(
    ("members", "code", "field"),
    [
        ({"name": ""}, 102, "name"),
        ({"name": " "}, 101, "name"),
        ({"name": "x" * 129}, 101, "name"),
        ({"description": "a\tb"}, 101, "description"),
        ({"rules": [NATIONAL] * 501}, 101, "rules"),
        ({"rules": [NATIONAL, {**NATIONAL, "match": ""}]}, 102, "rules.1.match"),
        ({"rules": [{**NATIONAL, "direction": ""}]}, 102, "rules.0.direction"),
        ({"rules": [{**NATIONAL, "direction": "out"}]}, 101, "rules.0.direction"),
        ({"rules": [NATIONAL, NATIONAL, rule("(")]}, 101, "rules.2.match"),
        ({"rules": [rule("^0 1$")]}, 101, "rules.0.match"),
        ({"rules": [rule("^0*", "ö")]}, 101, "rules.0.replace"),
        ({"rules": [rule("^0*", "a b")]}, 101, "rules.0.replace"),
        ({"rules": [rule("^0*", "\\0")]}, 101, "rules.0.replace"),
        ({"rules": [rule("^0*", "\\")]}, 101, "rules.0.replace"),
        ({"rules": [rule("^(0)*", r"\1\2")]}, 101, "rules.0.replace"),
        ({"rules": [rule("1" * 256)]}, 101, "rules.0.match"),
        ({"rules": [rule("1", "1" * 256)]}, 101, "rules.0.replace"),
        ({"rules": [{**NATIONAL, "description": "\n"}]}, 101, "rules.0.description"),
        ({"reseller": 2}, 101, "reseller"),
    ],
)
def test_what_is_no_set_is_refused_and_nothing_is_stored(
    quick_pbx: PbxScene, members: dict[str, Any], code: int, field: str
) -> None:
    add(quick_pbx.root, "there", ABROAD)
    before = quick_pbx.world.fingerprint()
    fault = quick_pbx.root.refused("addRewriteRuleSet", set={"name": "new", "rules": [NATIONAL], **members})
    assert (fault.code, fault.field) == (code, f"set.{field}")
    if "name" not in members and "reseller" not in members:
        fault = quick_pbx.root.refused("updateRewriteRuleSet", set={"name": "there", **members})
        assert (fault.code, fault.field) == (code, f"set.{field}")
    assert quick_pbx.world.fingerprint() == before


@pytest.mark.parametrize(
    ("match", "why"),
    [
        ("(0", "missing )"),
        ("0**", "bad repetition operator"),
        (r"(0)\1", "invalid escape"),
        ("0(?=1)", "invalid perl operator"),
        ("(0{100}){100}", "invalid repetition"),
        (r"(?:\pL{9}){99}", "too large"),
        ("[0-", "missing ]"),
    ],
)
def test_an_expression_that_cannot_be_matched_in_linear_time_is_refused_with_the_reason(
    quick_pbx: PbxScene, match: str, why: str
) -> None:
    fault = quick_pbx.reseller_login.refused("addRewriteRuleSet", set={"name": "new", "rules": [rule(match)]})
    assert (fault.code, fault.field, why in fault.text) == (101, "set.rules.0.match", True), fault.text


def test_a_full_set_of_the_longest_rules_is_taken(quick_pbx: PbxScene) -> None:
    longest = rule("(0+)+" * 50 + "x.*?$", r"\9" * 127 + "z", description="x" * 255)
    made = add(quick_pbx.reseller_login, "n" * 128, *[longest] * 500)
    assert len(made["rules"]) == 500
    quick_pbx.reseller_login.setRewriteRules(domain=domain(quick_pbx), set="n" * 128)
    assert rewritten(quick_pbx.customer_login, "0" * 64) == ("0" * 64, "n" * 128, 0)


def test_a_domain_has_a_set_and_the_first_rule_that_matches_applies(pbx: PbxScene) -> None:
    domain(pbx)
    assert rewritten(pbx.customer_login, "0660") == ("0660", "", 0)
    add(pbx.reseller_login, "Austria", rule("^0", "9", "caller-in"), ABROAD, NATIONAL, rule("^0+", "never"))
    given = pbx.reseller_login.setRewriteRules(domain="Office.Example", set="austria")
    assert (given["name"], len(given["rules"])) == ("Austria", 4)
    for caller in (pbx.customer_login, pbx.reseller_login, pbx.root):
        assert rewritten(caller, "0660123") == ("43660123", "Austria", 3)
    assert rewritten(pbx.customer_login, "0039123") == ("39123", "Austria", 2)
    assert rewritten(pbx.customer_login, "0660123", "caller-in") == ("9660123", "Austria", 1)
    assert rewritten(pbx.customer_login, "0660123", "caller-out") == ("0660123", "Austria", 0)
    assert rewritten(pbx.customer_login, "12") == ("12", "Austria", 0)
    gone = pbx.reseller_login.setRewriteRules(domain=DOMAIN, set="")
    assert (gone["name"], gone["rules"], gone["version"]) == ("", [], 0)
    assert rewritten(pbx.customer_login, "0660") == ("0660", "", 0)


@pytest.mark.parametrize(
    ("arguments", "code", "field"),
    [
        ({"domain": "none.example"}, 1000, "domain"),
        ({"domain": ""}, 102, "domain"),
        ({"number": ""}, 102, "number"),
        ({"number": "1 2"}, 101, "number"),
        ({"number": "1" * 65}, 101, "number"),
        ({"number": "<1>"}, 101, "number"),
        ({"direction": ""}, 102, "direction"),
        ({"direction": "in"}, 101, "direction"),
    ],
)
def test_what_is_no_test_is_refused(quick_pbx: PbxScene, arguments: dict[str, str], code: int, field: str) -> None:
    given = {"domain": domain(quick_pbx), "number": "1", "direction": "callee-in", **arguments}
    fault = quick_pbx.customer_login.refused("testRewrite", **given)
    assert (fault.code, fault.field) == (code, field)


def test_who_may_give_what_to_whom(pbx: PbxScene) -> None:
    domain(pbx)
    stranger, (_, sibling) = pbx.stranger(), pbx.sibling()
    add(stranger, "Foreign")
    add(pbx.root, "World")
    assert pbx.customer_login.refused("setRewriteRules", domain=DOMAIN, set="World").code == 902
    for caller, name, code, field in (
        *((stranger, "Foreign", 1000, "domain"), (pbx.reseller_login, "Foreign", 8121, "set")),
        *((pbx.root, "Foreign", 8121, "set"), (pbx.reseller_login, "none", 8121, "set")),
    ):
        fault = caller.refused("setRewriteRules", domain=DOMAIN, set=name)
        assert (fault.code, fault.field) == (code, field)
    assert sibling.refused("testRewrite", domain=DOMAIN, number="1", direction="callee-in").code == 1000
    assert pbx.reseller_login.setRewriteRules(domain=DOMAIN, set="World")["name"] == "World"


def test_a_set_that_domains_have_is_kept_and_the_refusal_names_ten(pbx: PbxScene) -> None:
    add(pbx.reseller_login, "Austria")
    names = [domain(pbx, f"d{number:02}.example") for number in range(12)]
    for name in names:
        pbx.root.setRewriteRules(domain=name, set="Austria")
    fault = pbx.reseller_login.refused("deleteRewriteRuleSet", set={"name": "Austria"})
    assert (fault.code, fault.field, fault.members["used"]) == (8123, "set.name", "12")
    assert f"{', '.join(names[:10])} and 2 more" in fault.text
    for name in names:
        pbx.root.setRewriteRules(domain=name)
    pbx.reseller_login.deleteRewriteRuleSet(set={"name": "Austria"})


def move(pbx: PbxScene, customer: int) -> str:
    caller = pbx.admin.at("Sip").asking()
    caller.updateDomain(domain={"domain": DOMAIN, "customer": customer})
    return str(caller.reply["transaction"])


def test_a_domain_that_moves_to_another_reseller_leaves_the_set_of_the_former_one(pbx: PbxScene) -> None:
    domain(pbx)
    add(pbx.reseller_login, "Austria", NATIONAL)
    pbx.reseller_login.setRewriteRules(domain=DOMAIN, set="Austria")
    stranger, (sibling, sibling_login) = pbx.stranger(), pbx.sibling()
    move(pbx, sibling)
    assert rewritten(sibling_login, "01") == ("431", "Austria", 1), "it is the same reseller's"
    moved = move(pbx, STRANGER)
    assert rewritten(stranger, "01") == ("01", "", 0)
    pbx.world.undo(moved)
    assert rewritten(sibling_login, "01") == ("431", "Austria", 1)
    move(pbx, STRANGER)
    pbx.reseller_login.deleteRewriteRuleSet(set={"name": "Austria"})
    assert pbx.world.sql("SELECT * FROM pbx_domain_rewriting") == []


def test_a_set_of_the_provider_moves_along(pbx: PbxScene) -> None:
    domain(pbx)
    add(pbx.root, "World", NATIONAL)
    pbx.reseller_login.setRewriteRules(domain=DOMAIN, set="World")
    stranger = pbx.stranger()
    move(pbx, STRANGER)
    assert rewritten(stranger, "01") == ("431", "World", 1)
    assert pbx.root.refused("deleteRewriteRuleSet", set={"name": "World"}).code == 8123


def test_a_set_goes_with_the_domain_and_comes_back_with_it(pbx: PbxScene) -> None:
    domain(pbx)
    add(pbx.reseller_login, "Austria", NATIONAL)
    pbx.reseller_login.setRewriteRules(domain=DOMAIN, set="Austria")
    caller = pbx.admin.at("Sip").asking()
    caller.deleteDomain(domain=DOMAIN)
    assert pbx.world.sql("SELECT * FROM pbx_domain_rewriting") == []
    pbx.world.undo(caller.reply["transaction"])
    assert rewritten(pbx.customer_login, "01") == ("431", "Austria", 1)


def test_changes_of_a_set_are_undone(pbx: PbxScene) -> None:
    before = add(pbx.reseller_login, "Austria", NATIONAL, ABROAD, description="d")
    caller = pbx.reseller_login.asking()
    caller.updateRewriteRuleSet(set={"name": "Austria", "rules": [ABROAD]})
    first = caller.reply["transaction"]
    caller.updateRewriteRuleSet(set={"name": "Austria", "description": "new"})
    pbx.world.undo(first)
    (found,) = pbx.root.getRewriteRuleSets(query={})["sets"]
    assert (found["rules"], found["description"]) == (before["rules"], "new")
    caller.deleteRewriteRuleSet(set={"name": "Austria"})
    pbx.world.undo(caller.reply["transaction"])
    (again,) = pbx.root.getRewriteRuleSets(query={})["sets"]
    assert without_dates(again) == without_dates({**found, "version": 1})


def without_dates(answer: dict[str, Any]) -> Sequence[Any]:
    return [value for name, value in answer.items() if name != "changeDate"]


def test_a_reseller_with_sets_is_kept(quick_pbx: PbxScene) -> None:
    add(quick_pbx.stranger(), "Austria")
    fault = quick_pbx.admin.refused("deleteAccount", id=STRANGER)
    assert (fault.code, "1 PBX rewrite rule sets" in fault.text) == (5010, True)
