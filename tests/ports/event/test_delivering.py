# SPDX-License-Identifier: Apache-2.0
"""Events on their way to real receivers: signed, in order, at least once, and nobody holds up another (event.md 5)."""

import threading
import time
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from ngnprov.ports.event import delivering, store
from ngnprov.ports.event.delivering import PAUSES
from ngnprov.ports.event.store import Delivery
from ngnprov.ports.event.tables import PENDING
from tests.ports.event.conftest import EventScene, bodies
from tests.support.receiver import Received, Receiver


def verified(secret: str, received: Received) -> Any:
    return Webhook(secret).verify(received.body, dict(received.headers))


def make_due(scene: EventScene) -> None:
    scene.world.sql("SELECT 1")
    with scene.world.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE event_deliveries SET due = 0")


def test_the_published_library_verifies_what_comes(event: EventScene, receiver: Receiver) -> None:
    hook = event.hook(receiver)
    event.happen()
    event.deliver()
    received = receiver.received[-1]
    told = verified(hook["secret"], received)
    assert (told["type"], told["subject"], told["actor"]) == ("sipDomain.created", "SIP domain a.example", "customer")
    assert told["id"] == received.headers["webhook-id"]
    assert told["source"] == "ngnprov"
    assert told["time"].endswith("Z")
    assert told["data"]["operation"] == "addDomain"
    assert told["data"]["after"]["domain"] == "a.example"
    with pytest.raises(WebhookVerificationError):
        verified("whsec_" + "A" * 44, received)
    assert received.headers["webhook-timestamp"].isdecimal()
    (delivery, *_) = event.deliveries(state="delivered")
    assert (delivery["event"], delivery["status"], delivery["attempts"]) == (told["id"], 204, 1)


def test_a_template_is_what_is_signed(quick_event: EventScene, receiver: Receiver) -> None:
    hook = quick_event.hook(receiver, "sipDomain.*", template='{"text": "{{type}}: {{subject}} of {{customer}}"}')
    quick_event.happen()
    quick_event.deliver()
    (received,) = receiver.received
    assert verified(hook["secret"], received) == {"text": "sipDomain.created: SIP domain a.example of 2"}


def test_for_a_day_both_secrets_sign(
    quick_event: EventScene, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = quick_event.hook(receiver, "sipDomain.*")
    new = quick_event.reseller_login.rotateSecret(id=hook["id"])["secret"]
    assert new != hook["secret"]
    quick_event.happen("a")
    quick_event.deliver()
    for secret in (hook["secret"], new):
        assert verified(secret, receiver.received[0])["type"] == "sipDomain.created"
    quick_event.happen("b")
    real = time.time
    quick_event.route()
    monkeypatch.setattr("ngnprov.ports.event.delivering.time.time", lambda: real() + 25 * 3600)
    quick_event.send()
    monkeypatch.undo()
    assert len(receiver.received[1].headers["webhook-signature"].split()) == 1


def test_a_hook_hears_what_its_owner_may_see(event: EventScene, receiver: Receiver) -> None:
    with Receiver() as of_customer, Receiver() as of_operator:
        event.hook(receiver, "customerProfile.*", "suspension.*")
        event.hook(of_customer, "customerProfile.*", "suspension.*", customer=2)
        event.root.addHook(hook={"url": f"{of_operator.url}/", "events": ["customer.created"]})
        event.reseller("other")
        login = event.login("reseller").tenant
        login.updateProfile(profile={"customer": 2, "name": "Customer", "notes": "slow payer"})
        login.suspendTenant(customer=2, reason="has not paid")
        event.deliver()
        (profile, suspension) = bodies(receiver)
        assert profile["data"]["after"]["notes"] == "slow payer"
        assert suspension["data"]["after"]["reason"] == "has not paid"
        own = bodies(of_customer)
        assert "slow payer" not in str(own)
        assert own[1]["data"]["after"] == {}
        assert {each["actor"] for each in own} == {"reseller"}
        assert [each["type"] for each in bodies(of_operator)] == ["customer.created"]


def test_only_what_comes_after_the_hook_is_sent(quick_event: EventScene, receiver: Receiver) -> None:
    quick_event.happen("before")
    quick_event.hook(receiver, "sipDomain.*")
    quick_event.happen("after")
    quick_event.deliver()
    assert [each["subject"] for each in bodies(receiver)] == ["SIP domain after.example"]


def test_what_was_undone_or_only_tried_is_no_event(quick_event: EventScene, receiver: Receiver) -> None:
    quick_event.hook(receiver, "sipDomain.*")
    quick_event.login("customer").asking(dryRun=True).sip.addDomain(domain={"domain": "tried.example"})
    quick_event.login("customer").sip.refused("addDomain", domain={"domain": "no name"})
    quick_event.deliver()
    assert receiver.received == []


def test_what_fails_is_tried_again_later_with_the_same_id_and_in_order(event: EventScene, receiver: Receiver) -> None:
    event.hook(receiver, "sipDomain.*")
    receiver.answer = lambda _: 503
    for name in ("a", "b"):
        event.happen(name)
    event.deliver()
    assert len(receiver.received) == 1
    waiting = event.deliveries(state="pending")
    assert [each["attempts"] for each in waiting] == [0, 1]
    assert waiting[1]["failure"] == "answered 503"
    receiver.answer = lambda _: 200
    make_due(event)
    event.send()
    first, again, second = receiver.received
    assert first.headers["webhook-id"] == again.headers["webhook-id"] != second.headers["webhook-id"]
    assert [each["subject"] for each in bodies(receiver)[1:]] == ["SIP domain a.example", "SIP domain b.example"]
    (hook,) = event.reseller_login.getHooks(query={})["hooks"]
    assert hook["failures"] == 0


def test_after_the_last_attempt_it_is_dead_and_the_next_one_goes(quick_event: EventScene, receiver: Receiver) -> None:
    quick_event.hook(receiver, "sipDomain.*")
    receiver.answer = lambda received: 500 if b"a.example" in received.body else 200
    for name in ("a", "b"):
        quick_event.happen(name)
    quick_event.route()
    for _ in range(len(PAUSES) + 1):
        make_due(quick_event)
        quick_event.send()
    states = {each["type"] + each["event"]: (each["state"], each["attempts"]) for each in quick_event.deliveries()}
    assert sorted(states.values()) == [("dead", 10), ("delivered", 1)]


def test_pauses_are_those_of_the_specification() -> None:
    assert PAUSES == (5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600)
    for attempts, seconds in enumerate(PAUSES, 1):
        assert seconds * 1000 <= delivering.pause(attempts) <= seconds * 1100


def test_a_poisoned_event_of_one_customer_holds_up_no_other(quick_event: EventScene, receiver: Receiver) -> None:
    quick_event.hook(receiver, "sipDomain.*")
    receiver.answer = lambda received: 500 if b"poison" in received.body else 200
    _, sibling = quick_event.sibling()
    quick_event.happen("poison")
    sibling.sip.addDomain(domain={"domain": "good.example"})
    quick_event.happen("behind")
    quick_event.deliver()
    quick_event.send()
    delivered = [each["subject"] for each in bodies(receiver)]
    assert "SIP domain good.example" in delivered
    assert "SIP domain behind.example" not in delivered


def test_a_receiver_that_hangs_delays_nobody_else(quick_event: EventScene, receiver: Receiver) -> None:
    is_over = threading.Event()

    def hang(_: Received) -> int:
        is_over.wait(60)
        return 200

    with Receiver(hang) as hanging:
        for _ in range(3):
            quick_event.hook(hanging, "sipDomain.*")
        quick_event.hook(receiver, "sipDomain.*")
        quick_event.happen()
        quick_event.route()
        sending = threading.Thread(target=quick_event.send)
        sending.start()
        try:
            receiver.wait_for(1)
            hanging.wait_for(3)
            assert not is_over.is_set()
        finally:
            is_over.set()
            sending.join()


def test_what_waits_of_one_hook_stands_in_the_place_of_no_others(
    quick_event: EventScene, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hook that hangs has as many customers waiting as are read at once, and all of them are older."""
    monkeypatch.setattr(delivering, "BATCH", 2)
    is_over = threading.Event()

    def hang(_: Received) -> int:
        is_over.wait(60)
        return 200

    with Receiver(hang) as hanging:
        quick_event.hook(hanging, "sipDomain.*")
        for name in ("c", "d", "e"):
            quick_event.add(name, reseller=1, properties=quick_event.credited())
            quick_event.login(name).sip.addDomain(domain={"domain": f"{name}.example"})
        quick_event.route()
        quick_event.hook(receiver, "sipDomain.*")
        quick_event.happen()
        quick_event.route()
        sending = threading.Thread(target=quick_event.send)
        sending.start()
        try:
            receiver.wait_for(1)
            assert not is_over.is_set()
        finally:
            is_over.set()
            sending.join()
        assert len(hanging.received) == 4


def test_what_waits_behind_is_not_looked_at(quick_event: EventScene) -> None:
    """Of a hook that does not answer, 20,000 events of one customer: to see what is due takes SQLite a few steps."""
    hook = quick_event.hook("https://8.8.8.8/", "*")["id"]
    waiting = [Delivery(0, hook, 1, 2, "x", PENDING, 0, due, 0, "", "") for due in (1 << 60, *[0] * 20_000)]
    quick_event.world.app.runner.context.database.write(lambda unit: store.add(unit, waiting))
    engine, steps = quick_event.world.database.engine, []
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.set_progress_handler(lambda: steps.append(1), 1)
        for statement in (store._DUE_HOOKS, store._DUE):
            made = statement.for_dialect(engine.dialect)
            asked = {"of": hook, "moment": delivering.now(), "most": 10}
            assert driver.execute(made.sql, made.bind(asked)).fetchall() == []
        driver.set_progress_handler(None, 1)
    assert len(steps) < 2000


def test_a_receiver_that_is_gone_is_left_alone(event: EventScene, receiver: Receiver) -> None:
    hook = event.hook(receiver, "sipDomain.*")
    receiver.answer = lambda _: 410
    for name in ("a", "b"):
        event.happen(name)
    event.deliver()
    (told,) = event.reseller_login.getHooks(query={})["hooks"]
    assert (told["enabled"], told["reason"]) == (False, "the receiver answered 410")
    assert [each["state"] for each in event.deliveries()] == ["pending", "dead"]
    entries = event.admin.at("Audit").getJournal(query={"filter": {"subject": f"hook {hook['id']}"}})["entries"]
    assert entries[0]["actor"] == "(hooks)"
    receiver.answer = lambda _: 200
    event.reseller_login.updateHook(hook={"id": hook["id"], "enabled": True})
    event.deliver()
    assert bodies(receiver)[-1]["subject"] == "SIP domain b.example"


def test_redirects_are_failures_and_not_followed(quick_event: EventScene, receiver: Receiver) -> None:
    with Receiver(lambda _: (307, {"Location": f"{receiver.url}/"}, b"")) as moved:
        quick_event.hook(moved, "sipDomain.*")
        quick_event.happen()
        quick_event.deliver()
    assert receiver.received == []
    assert quick_event.deliveries()[0]["failure"] == "answered 307"


def test_an_address_is_looked_at_again_when_it_is_connected_to(quick_event: EventScene, receiver: Receiver) -> None:
    """It was stored while the network was allowed."""
    quick_event.hook(receiver, "sipDomain.*")
    quick_event.happen()
    quick_event.route()
    from ngnprov.settings import OutgoingSettings

    with quick_event.world.with_settings(outgoing=OutgoingSettings()) as other:
        delivering.Sender(other.app.runner).work(lambda: True)
    assert receiver.received == []
    assert "must not lead to a loopback" in quick_event.deliveries()[0]["failure"]


def test_a_hook_is_told_again_from_a_position(event: EventScene, receiver: Receiver) -> None:
    hook = event.hook(receiver, "sipDomain.*")
    for name in ("a", "b", "c"):
        event.happen(name)
    event.deliver()
    first = bodies(receiver)[0]["data"]["position"]
    again = event.reseller_login.replay(hook=hook["id"], **{"from": first})
    assert (again["deliveries"], again["more"]) == (2, False)
    event.send()
    ids = [each.headers["webhook-id"] for each in receiver.received]
    assert ids[3:] == ids[1:3]


def test_two_servers_make_no_delivery_twice(event: EventScene, receiver: Receiver) -> None:
    event.hook(receiver, "sipDomain.*")
    for name in ("a", "b", "c"):
        event.happen(name)
    event.settle()
    with event.world.with_settings() as other:
        runners = (event.world.app.runner, other.app.runner)
        threads = [threading.Thread(target=delivering.route, args=(each, lambda: True)) for each in runners * 2]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(event.deliveries()) == 3


def test_deliveries_and_events_are_kept_for_a_time(quick_event: EventScene, receiver: Receiver) -> None:
    quick_event.hook(receiver, "sipDomain.*")
    quick_event.happen()
    quick_event.deliver()
    delivering.forget(quick_event.world.app.runner, lambda: True)
    assert len(quick_event.deliveries()) == 1
    with quick_event.world.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE event_deliveries SET change_date = '2020-01-01 00:00:00.000000'")
    delivering.forget(quick_event.world.app.runner, lambda: True)
    assert quick_event.deliveries() == []


def test_the_doctor_tells_of_what_is_dead_and_who_does_not_answer(quick_event: EventScene, receiver: Receiver) -> None:
    receiver.answer = lambda _: 410
    hook = quick_event.hook(receiver, "sipDomain.*")
    quick_event.happen()
    quick_event.deliver()
    from ngnprov.ports.event.hooks import examine

    with quick_event.world.database.reading() as unit:
        told = [finding.text for finding in examine(unit)]
        assert store.hook(unit, hook["id"]) is not None
    assert told[0] == f"hook {hook['id']} was switched off: the receiver answered 410"
    assert told[1].startswith(f"a delivery of hook {hook['id']} is dead")
