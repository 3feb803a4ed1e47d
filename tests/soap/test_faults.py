# SPDX-License-Identifier: Apache-2.0
"""The sentence of a fault, which clients show to people (wire.md F7, F8)."""

from typing import Any

import pytest

from ngnprov.errors import Busy, InvalidValue, MissingInput, Refusal
from ngnprov.http.door import send
from ngnprov.soap.reading.envelope import DIALECTS
from ngnprov.soap.serving.dispatcher import Answer
from ngnprov.soap.writing.faults import encode_fault
from tests.support.world import World


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


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_fault_names_its_request_and_no_two_are_alike(world: World, dialect: str) -> None:
    """W-L: also where no envelope could be opened, or no port found."""
    caller = world.call(dialect)
    ids = [caller.refused("getAccount", id=id).request_id for id in (4711, 4711, "no number")]
    ids += [world.call(dialect, password="wrong").refused("getCustomers", query={}).request_id]
    assert all(ids)
    assert len(set(ids)) == len(ids)


def test_the_log_knows_the_request_by_the_id_of_the_fault(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """W-L: so that who calls for support can be helped."""
    world.call().addAccount(account={"username": "boss", "password": "pw", "resellerActive": True})
    denied = world.call(username="boss", password="pw", admin=False).sip.refused("getMediaSessions")
    assert denied.code == 902
    assert denied.request_id in {getattr(record, "request_id", "") for record in caplog.records}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_who_shall_wait_is_told_how_long_in_the_detail_and_by_http(dialect: Any) -> None:
    """W-M."""
    body = encode_fault(Busy("the database is taken", retry_after=3), dialect, "4f1c")
    assert b"202</" in body
    assert b"3</" in body[body.index(b"retryAfter") :][:60]
    sent: dict[str, str] = {}
    answer = Answer(body, None, len(body), 202, retry_after=3)
    assert b"".join(send(answer, lambda status, headers, *_: sent.update(headers) or len)) == body
    assert sent["Retry-After"] == "3"
