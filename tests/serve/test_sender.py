# SPDX-License-Identifier: Apache-2.0
"""What is in the outbox leaves at least once, in its order, and when it cannot is tried again, later and later."""

import json
import time
from collections.abc import Callable, Iterator

import pytest

from ngnprov import clock
from ngnprov.calls import undo
from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.db.failures import Transient
from ngnprov.db.ledgers import notices, outbox
from ngnprov.mail.letters import MAIL, Letter
from ngnprov.serve import sender as sending
from ngnprov.serve.jobs import channels, forget
from ngnprov.serve.sender import Sender, pause
from tests.support import outgoing
from tests.support.outgoing import waiting
from tests.support.postbox import Postbox, nobody
from tests.support.world import World

SEND = Task(name="send")


class Office:
    """A world with a server to which its mail goes, and a clock that a test sets."""

    def __init__(self, world: World, box: Postbox) -> None:
        self.world, self.box, self.moment = world, box, 1_900_000_000_000
        self.sender = Sender(world.served, channels(world.app.runner), world.app.metrics)

    def write(self, subject: str, customer: int = 0, *, fails: bool = False) -> None:
        """A call that has a letter sent."""
        letter = Letter((f"{customer}@example.com",), subject, "text")

        def work(call: Call) -> None:
            call.send(MAIL, letter.to_content(), customer)
            if fails:
                raise KeyError(subject)

        self.world.operator.run(SEND, work)

    def send(self, goes_on: Callable[[], bool] = lambda: True) -> list[str]:
        """One round; the subjects of all that have come so far."""
        with self.world.database.reading() as unit:
            is_needed = self.sender.is_needed(unit)
        before = len(self.box.received)
        self.sender.work(goes_on)
        assert is_needed or len(self.box.received) == before
        return [received.subject for received in self.box.received]

    def metrics(self) -> dict[str, float]:
        told = self.world.request(path="/metrics", method="GET").body.decode()
        return {
            name.partition("{")[0].removeprefix("ngnprov_outbox_"): float(value)
            for name, _, value in (line.rpartition(" ") for line in told.splitlines())
            if name.startswith("ngnprov_outbox_") and "_created" not in name and ("{" not in name or '"mail"' in name)
        }


@pytest.fixture
def office(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    with Postbox() as box, outgoing.writing_mail(world, port=box.port, attempts=4) as mailing:
        office = Office(mailing, box)
        monkeypatch.setattr(sending, "_now", lambda: office.moment)
        yield office


def test_a_message_leaves_when_its_change_is_there_and_not_when_it_was_undone(office: Office) -> None:
    with pytest.raises(KeyError):
        office.write("undone", fails=True)
    office.write("done")
    assert office.send() == ["done"]
    assert waiting(office.world) == []
    assert office.send() == ["done"]


def test_what_a_customer_is_sent_comes_in_its_order_and_nobody_waits_for_another(office: Office) -> None:
    for number in range(3):
        for customer in (7, 8):
            office.write(f"{customer}.{number}", customer)
    office.box.on_recipient = lambda address: "451 later" if address.startswith("7") else "250 OK"
    assert office.send() == ["8.0", "8.1", "8.2"]
    assert office.send() == ["8.0", "8.1", "8.2"]
    office.box.on_recipient = lambda address: "250 OK"
    office.moment += 60_000
    assert office.send()[3:] == ["7.0", "7.1", "7.2"]


def test_a_message_that_is_never_taken_is_tried_later_and_later_and_then_is_dead(office: Office) -> None:
    office.box.on_letter = lambda letter: "451 <7@example.com> is away"
    office.write("refused", 7)
    office.write("next", 7)
    for attempts in range(1, 4):
        office.send()
        first, second = waiting(office.world)
        assert (first.attempts, first.is_dead, second.attempts) == (attempts, False, 0)
        assert first.failure == "the letter was refused: 451 <...> is away"
        pause_seconds = (first.due - office.moment) / 1000
        assert 30 * 2 ** (attempts - 1) <= pause_seconds <= 60 * 2 ** (attempts - 1)
        office.moment = first.due - 1
        office.send()
        assert waiting(office.world)[0].attempts == attempts, "not before it is due"
        office.moment = first.due
    office.box.on_letter = lambda letter: "250 OK" if letter.subject == "next" else "451 no"
    assert office.send() == ["next"], "a dead one holds up nothing"
    (dead,) = waiting(office.world)
    assert (dead.is_dead, dead.attempts) == (True, 4)
    assert office.metrics() == {
        "waiting": 0,
        "dead": 1,
        "oldest_seconds": 0,
        "sent_total": 1,
        "failed_total": 4,
    }


def test_what_is_refused_for_good_is_dead_at_once(office: Office) -> None:
    office.box.on_recipient = lambda address: "550 no such user"
    office.write("refused", 7)
    office.send()
    (dead,) = waiting(office.world)
    assert (dead.is_dead, dead.attempts, dead.failure) == (True, 1, "the recipient was refused: 550 no such user")


def test_a_kind_that_nobody_sends_is_dead_at_once_and_what_breaks_a_sender_is_tried_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.world.database.write(lambda unit: outbox.add(unit, 0, "pigeon", "{}", "2027-01-01 00:00:00.000000"))
    monkeypatch.setattr("ngnprov.serve.jobs.deliver", lambda *_: json.loads("{"))
    office.write("broken", 7)
    office.send()
    first, second = waiting(office.world)
    assert (first.is_dead, first.failure) == (True, "this release sends no messages of this kind")
    assert (second.is_dead, second.failure) == (False, "it could not be sent: JSONDecodeError")


def test_what_was_sent_and_could_not_be_forgotten_is_not_sent_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.write("once", 7)

    def busy(*_: object) -> None:
        raise Transient("other changes took too long")

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "remove", busy)
        for _ in range(3):
            with pytest.raises(Transient):
                office.send()
    assert len(waiting(office.world)) == 1
    assert office.send() == ["once"]
    assert waiting(office.world) == []


def test_another_process_sends_it_again_with_the_same_id(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.write("twice", 7)
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "remove", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            office.send()
    office.sender = Office(office.world, office.box).sender
    office.send()
    first, second = office.box.received
    assert first.octets == second.octets
    assert first.id.endswith("@example.net>")


def test_nothing_is_begun_when_it_is_over(office: Office) -> None:
    for number in range(3):
        office.write(str(number))
    answers = iter([True, False])
    assert office.send(lambda: next(answers)) == ["0"]
    assert len(waiting(office.world)) == 2


def test_calls_do_not_notice_that_the_mail_server_is_gone(world: World) -> None:
    with Postbox() as box, nobody() as port, outgoing.writing_mail(world, port=port) as mailing:
        office = Office(mailing, box)
        office.write("waits")
        office.send()
        (message,) = waiting(mailing)
        assert (message.attempts, message.failure) == (1, "Connection refused")


def test_pauses_double_from_a_minute_to_an_hour() -> None:
    for attempts, longest in [(1, 60), (2, 120), (6, 1920), (7, 3600), (30, 3600), (10_000, 3600)]:
        pauses = [pause(attempts) for _ in range(50)]
        assert longest / 2 <= min(pauses) < max(pauses) <= longest


def test_the_age_of_the_oldest_message_is_told(office: Office) -> None:
    office.write("young")
    assert office.metrics()["waiting"] == 1
    with office.world.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE outbox SET at = '2020-01-01 00:00:00.000000'")
    assert office.metrics()["oldest_seconds"] > 100_000_000
    assert office.world.request(path="/readyz", method="GET").status == 200


def test_metrics_are_there_when_the_database_is_not(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise Transient("gone")

    monkeypatch.setattr(outbox, "count", gone)
    answer = office.world.request(path="/metrics", method="GET")
    assert (answer.status, b"outbox_waiting" in answer.body) == (200, False)


KEPT = ("idempotency", "undo", "notices")


def test_what_is_kept_for_a_time_is_forgotten(office: Office) -> None:
    world, context = office.world, office.world.app.runner.context
    admin = world.call()
    for number in range(3):
        admin.asking(id=str(number)).addAccount(account={"username": f"u{number}", "password": "p"})
        world.database.write(lambda unit, t=str(number): undo.add(unit, t, 1, at=clock.now(), steps=b""))  # type: ignore[misc]
    world.database.write(lambda unit: notices.is_news(unit, "x", int(time.time()), 900))

    def rows() -> list[int]:
        return [world.sql(f"SELECT count(*) FROM {name}")[0][0] for name in KEPT]

    assert rows() == [3, 3, 1]
    forget(context, lambda: True)
    assert rows() == [3, 3, 1]
    with world.database.engine.begin() as connection:
        for change in ("idempotency SET at = '2020'", "undo SET at = '2020'", "notices SET until = 1"):
            connection.exec_driver_sql(f"UPDATE {change}")
    forget(context, lambda: False)
    assert rows() == [3, 3, 1]
    forget(context, lambda: True)
    assert rows() == [0, 0, 0]
