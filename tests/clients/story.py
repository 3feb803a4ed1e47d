# SPDX-License-Identifier: Apache-2.0
"""What every client must have got when it has run the story of README.md, and the tests that say so.

A test module of a client gives a fixture ``told``, the parsed JSON of its program, and subclasses
:class:`WholeStory`. Where a client's language or stack shows a value in its own way, its :class:`Reading`
says so; everything else is compared exactly, types included.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest

EMPTY: dict[str, Any] = {
    "id": 0,
    "reseller": 0,
    "impersonate": 0,
    "balance": 0.0,
    "credit": 0.0,
    "resellerActive": False,
    "properties": [],
    **dict.fromkeys(("username", "password", "firstName", "lastName", "organization", "vatNumber"), ""),
    **dict.fromkeys(("email", "web", "tel", "fax", "mobile", "sip", "enum"), ""),
    **dict.fromkeys(("address", "postcode", "city", "state", "country", "timezone", "language"), ""),
    **dict.fromkeys(("bankAccount", "billingAddress", "billingEmail", "companyCode", "changeDate"), ""),
}
"""The 32 members of CustomerAccount (customer.md 2) as the server fills them when they are not given."""
IDS = ("id", "reseller", "impersonate")
"""Those of them that are xsd:integer."""


def listed(*rows: str) -> list[dict[str, str]]:
    """Properties written as ``name | category | value | permission``."""
    names = ("name", "category", "value", "permission")
    return [dict(zip(names, row.split(" | "), strict=True)) for row in rows]


CREATED: dict[str, dict[str, Any]] = {
    "reseller": {
        "password": "geheim & sicher",
        "organization": "Müller & Söhne <GmbH>",
        "timezone": "Europe/Berlin",
        "resellerActive": True,
        "balance": 12.5,
    },
    "none": {"password": "aaaaaa", "firstName": "Zoë", "lastName": "Čapek"},
    "one": {
        "password": "bbbbbb",
        "organization": "To be emptied",
        "address": "Line 1\nLine 2",
        "properties": listed("sip_credit | credit | 5 | admin"),
    },
    "two": {
        "password": "cccccc",
        "web": "https://example.net/?a=1&b=<2>",
        "credit": 0.25,
        "properties": listed("pstn_access | sip | 1 | admin", "support_company | sip | A & B <C> | customer"),
    },
}
"""What the story gives to addAccount, without username and reseller."""

UPDATED: dict[str, Any] = {
    **CREATED["one"],
    "organization": "",
    "city": "Köln",
    "address": "Line 1\nLine 2\nLine 3",
    "balance": 2.5,
    "properties": listed("sip_credit | credit | 7 | admin"),
}
PROPERTIES = {
    "none": [],
    "one": UPDATED["properties"],
    "two": listed("pstn_access | sip | 1 | admin", "support_company | sip | D & E | customer"),
}
FAULTS = {
    "taken": ("Server", "CustomerExistsError", 5001),
    "unknown": ("Server", "CustomerUnknownError", 5000),
    "wrong_password": ("Client", "AuthenticationError", 901),
}


def same(value: Any) -> Any:
    """The reading of a client that keeps the type."""
    return value


def whole(value: float) -> float:
    """The reading of a client that writes 2.0 as 2."""
    return int(value) if value == int(value) else value


@dataclass(frozen=True)
class Reading:
    """How a client shows a value, given what it is. ``id``: an xsd:integer, like a number unless it is said.

    ``faultcode``: does it show the fault's code at all?
    """

    number: Callable[[float], Any] = same
    id: Callable[[int], Any] | None = None
    flag: Callable[[bool], Any] = same
    empty: Any = ""
    errorcode: Callable[[int], Any] = same
    faultcode: bool = True

    def of(self, value: Any) -> Any:
        """``value`` as this client shows it, member by member."""
        if isinstance(value, dict):
            return {name: self.of_id(each) if name in IDS else self.of(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self.of(each) for each in value]
        if isinstance(value, bool):
            return self.flag(value)
        if isinstance(value, int | float):
            return self.number(value)
        return self.empty if value == "" else value

    def of_id(self, value: int) -> Any:
        """An xsd:integer as this client shows it."""
        return (self.id or self.number)(value)


def typed(value: Any) -> Any:
    """``value`` with the type beside each leaf: in Python 1 == 1.0 == True, on the wire they are not."""
    if isinstance(value, dict):
        return {name: typed(each) for name, each in value.items()}
    if isinstance(value, list):
        return [typed(each) for each in value]
    return f"{type(value).__name__} {value!r}"


class WholeStory:
    """The tests of one client; ``told`` is what its program printed."""

    reading: ClassVar[Reading] = Reading()

    def stored(self, told: dict[str, Any], name: str, members: dict[str, Any]) -> dict[str, Any]:
        """The account ``name`` with these members as the client must show it; ids are those of ``told``."""
        tag = told["reseller"]["username"].removesuffix("-reseller")
        shown: dict[str, Any] = self.reading.of({**EMPTY, **members, "username": f"{tag}-{name}"})
        return {**shown, "id": told[name]["id"], "reseller": told["reseller"]["id"]}

    def compare(self, got: dict[str, Any], expected: dict[str, Any]) -> None:
        """Equal in every member and type, but for the text of the time of change."""
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", got["changeDate"])
        assert typed({**got, "changeDate": ""}) == typed({**expected, "changeDate": ""})

    @pytest.mark.parametrize("name", CREATED)
    def test_a_new_account_comes_back_whole_and_typed(self, told: dict[str, Any], name: str) -> None:
        self.compare(told[name], self.stored(told, name, CREATED[name]))

    def test_ids_are_numbers_of_their_own(self, told: dict[str, Any]) -> None:
        ids = [told[name]["id"] for name in CREATED]
        assert [typed(each) for each in ids] == [typed(self.reading.of_id(int(each))) for each in ids]
        assert len({int(each) for each in ids} - {0}) == len(CREATED)

    def test_an_account_reads_as_it_was_answered_when_created(self, told: dict[str, Any]) -> None:
        assert typed(told["read"]) == typed(told["one"])

    def test_the_object_that_was_read_can_be_changed_and_sent_back(self, told: dict[str, Any]) -> None:
        self.compare(told["updated"], self.stored(told, "one", UPDATED))

    @pytest.mark.parametrize("name", PROPERTIES)
    def test_a_list_of_properties_stays_a_list_at_any_length(self, told: dict[str, Any], name: str) -> None:
        assert typed(told["properties"][name]) == typed(self.reading.of(PROPERTIES[name]))

    def test_operations_without_result_answer_nothing(self, told: dict[str, Any]) -> None:
        assert told["void"] == {"updateAccount": None, "setProperties": None, "deleteAccount": None}

    def test_a_search_without_hit_answers_an_empty_list(self, told: dict[str, Any]) -> None:
        assert typed(told["found"]["none"]) == typed({"accounts": [], "total": self.reading.number(0)})

    def test_a_search_with_one_hit_answers_a_list_of_one(self, told: dict[str, Any]) -> None:
        (account,) = told["found"]["one"]["accounts"]
        self.compare(account, self.stored(told, "one", UPDATED))
        assert typed(told["found"]["one"]["total"]) == typed(self.reading.number(1))

    def test_a_page_out_of_the_middle_is_ordered_and_knows_the_total(self, told: dict[str, Any]) -> None:
        reseller, one = told["found"]["page"]["accounts"]
        self.compare(reseller, self.stored(told, "reseller", CREATED["reseller"]))
        self.compare(one, self.stored(told, "one", UPDATED))
        assert typed(told["found"]["page"]["total"]) == typed(self.reading.number(4))

    def test_only_the_reseller_is_found_among_resellers(self, told: dict[str, Any]) -> None:
        (reseller,) = told["found"]["resellers"]["accounts"]
        self.compare(reseller, self.stored(told, "reseller", CREATED["reseller"]))
        assert typed(told["found"]["resellers"]["total"]) == typed(self.reading.number(1))

    def test_a_reseller_reads_itself_with_its_own_login(self, told: dict[str, Any]) -> None:
        assert typed(told["own"]) == typed(told["reseller"])

    @pytest.mark.parametrize("case", FAULTS)
    def test_a_refusal_carries_name_number_and_sentence(self, told: dict[str, Any], case: str) -> None:
        blame, name, code = FAULTS[case]
        fault = {member: value for member, value in told["faults"][case].items() if value is not None}
        sentence = fault.pop("errorstring")
        assert fault.pop("requestId", "of a client that reads three members"), "a fault names its request (W-L)"
        expected = {"faultstring": name, "name": name, "errorcode": self.reading.errorcode(code)}
        if self.reading.faultcode:
            fault["faultcode"] = fault["faultcode"].rpartition(":")[2]
            expected["faultcode"] = blame
        assert typed(fault) == typed(expected)
        assert len(sentence) > len("No.")
        assert "\n" not in sentence
