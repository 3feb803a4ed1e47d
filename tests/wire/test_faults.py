# SPDX-License-Identifier: Apache-2.0
"""The sentence of a fault, which clients show to people (wire.md F7, F8)."""

import pytest

from ngnprov.errors import InvalidValue, MissingInput, Refusal


@pytest.mark.parametrize(
    ("refusal", "sentence"),
    [
        (MissingInput("must not be empty", field="account.id.username"), "account.id.username must not be empty"),
        (Refusal("the address is taken", field="account.id"), "the address is taken (account.id)"),
        (Refusal("there is no such SIP account", field="sipId"), "there is no such SIP account (sipId)"),
        (InvalidValue("a phonebook has at most 5 entries", field="entry"), "a phonebook has at most 5 entries (entry)"),
        (MissingInput("id is missing", field="id"), "id is missing"),
        (Refusal("the username is taken"), "the username is taken"),
    ],
)
def test_a_fault_is_one_plain_sentence_that_names_the_field(refusal: Refusal, sentence: str) -> None:
    assert refusal.sentence == sentence
