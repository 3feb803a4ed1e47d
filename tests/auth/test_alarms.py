# SPDX-License-Identifier: Apache-2.0
"""Mail to the operator of failed logins of administrators: the first of a window, and the first that is locked out."""

import dataclasses
from collections.abc import Iterator

import pytest

from ngnprov.settings import LoginSettings
from tests.auth.trying import code
from tests.support.outgoing import MAIL, OPERATOR, letters, subjects, waiting, writing_mail
from tests.support.world import ADMIN, PASSWORD, World

STRANGER = "203.0.113.5"
FAILED = f"Failed login of administrator {ADMIN}"


@pytest.fixture
def watched(world: World) -> Iterator[World]:
    """A server that writes mail and locks a name out after three failures."""
    settings = dataclasses.replace(MAIL, login_text="{login} {address} {reason}")
    with world.with_settings(mail=settings, login=LoginSettings(failures=3)) as watched:
        yield watched


def test_of_any_number_of_guesses_one_is_told_and_then_that_the_name_is_locked(watched: World) -> None:
    assert [code(watched, STRANGER, password="guess") for _ in range(9)] == [901] * 3 + [905] * 6
    assert [letter.text for letter in letters(watched)] == [
        f"{ADMIN} {STRANGER} the password was wrong",
        f"{ADMIN} {STRANGER} there were too many attempts",
    ]
    assert subjects(watched) == [FAILED, FAILED]
    assert [letter.recipients for letter in letters(watched)] == [(OPERATOR,)] * 2
    assert [message.customer for message in waiting(watched)] == [0, 0]


def test_from_many_networks_it_is_told_once_all_the_same(watched: World) -> None:
    for number in range(10):
        code(watched, f"203.0.113.{number}", password="guess")
    assert subjects(watched) == [FAILED]


def test_it_is_told_again_in_the_next_window(watched: World) -> None:
    code(watched, STRANGER, password="guess")
    watched.app.settle()
    with watched.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE notices SET until = until - 900")
    code(watched, "203.0.113.6", password="guess")
    assert subjects(watched) == [FAILED, FAILED]


def test_nobody_hears_of_customers_of_names_that_nobody_has_and_of_right_logins(watched: World) -> None:
    watched.call().addAccount(account={"username": "carl", "password": "pw"})
    code(watched, STRANGER, username="carl", password="guess", admin=False)
    code(watched, STRANGER, username="nobody", password="guess")
    code(watched, STRANGER, username=PASSWORD, password="guess")
    assert code(watched, STRANGER) == 0
    assert waiting(watched) == []


def test_names_that_are_tried_in_numbers_make_no_mail(world: World) -> None:
    """What is refused for the network alone says nothing of the administrator."""
    with world.with_settings(mail=MAIL, login=LoginSettings(failures_per_address=5)) as watched:
        for number in range(8):
            code(watched, STRANGER, username=f"guess {number}")
        assert code(watched, STRANGER, password="guess") == 905
        assert waiting(watched) == []


def test_without_a_mail_server_or_an_operator_nothing_is_written(sqlite_world: World) -> None:
    code(sqlite_world, STRANGER, password="guess")
    assert waiting(sqlite_world) == []
    with writing_mail(sqlite_world, recipients=()) as lonely:
        code(lonely, "203.0.113.6", password="guess")
        assert waiting(lonely) == []
        assert lonely.sql("SELECT count(*) FROM notices") == [(0,)]
