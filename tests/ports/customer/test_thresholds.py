# SPDX-License-Identifier: Apache-2.0
"""Mail to whoever has used so much of a credit, with the change that uses it or not at all."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from ngnprov.db.unit import Unit
from ngnprov.settings import CustomerSettings
from tests.support.caller import Caller
from tests.support.outgoing import MAIL, OPERATOR, letters, waiting
from tests.support.scene import Scene, granted
from tests.support.world import World

SETTINGS = dataclasses.replace(MAIL, credit_subject="{percent}", credit_text="{kind} {login} {used}/{limit}")


class Selling(Scene):
    """A reseller ``acme`` with ten SIP accounts to give away, of which ``carl`` may have five, and a domain of each."""

    def furnish(self, **credits: int) -> None:
        properties = [granted("sip_credit", credits.get("acme", 10))]
        self.acme = self.reseller("acme", properties=properties, email="acme@example.com")
        properties = [granted("sip_credit", credits.get("carl", 5))]
        self.carl = self.add("carl", reseller=self.acme, properties=properties, email="carl@example.com")
        for name, customer in (("acme.example", self.acme), ("carl.example", self.carl)):
            self.admin.sip.addDomain(domain={"domain": name, "customer": customer})
        self.made = 0

    def make(self, count: int = 1, domain: str = "carl.example", caller: Caller | None = None) -> None:
        for _ in range(count):
            self.made += 1
            account = {"id": {"username": f"u{self.made}", "domain": domain}, "password": "secret"}
            (caller or self.login("acme")).sip.addAccount(account=account)

    def remove(self) -> None:
        self.login("acme").sip.deleteAccount(sipId={"username": f"u{self.made}", "domain": "carl.example"})

    def told(self) -> list[tuple[str, str, str]]:
        return [(letter.recipients[0], letter.subject, letter.text) for letter in letters(self.world)]


@pytest.fixture
def selling(world: World) -> Iterator[Selling]:
    with world.with_settings(mail=SETTINGS) as on:
        scene = Selling(on, "encoded")
        scene.furnish()
        yield scene


CARL_80 = ("carl@example.com", "80", "sip_credit carl 4/5")
CARL_100 = ("carl@example.com", "100", "sip_credit carl 5/5")
ACME_80 = ("acme@example.com", "80", "sip_credit acme 8/10")
ACME_100 = ("acme@example.com", "100", "sip_credit acme 10/10")


def test_80_and_100_per_cent_are_told_to_the_holder_when_they_are_reached(selling: Selling) -> None:
    selling.make(3)
    assert selling.told() == []
    selling.make()
    assert selling.told() == [CARL_80]
    selling.make()
    assert selling.told() == [CARL_80, CARL_100]
    selling.make(5, "acme.example")
    assert selling.told() == [CARL_80, CARL_100, ACME_80, ACME_100]
    holders = [message.customer for message in waiting(selling.world)]
    assert holders == [selling.carl] * 2 + [selling.acme] * 2


def test_use_that_goes_up_and_down_around_a_threshold_is_told_once(selling: Selling) -> None:
    selling.make(4)
    for _ in range(3):
        selling.remove()
        selling.make()
    assert selling.told() == [CARL_80]
    raised = [granted("sip_credit", 8)]
    selling.admin.setProperties(customer=selling.carl, properties=raised)
    selling.make(3)
    assert selling.told()[1:2] == [("carl@example.com", "87", "sip_credit carl 7/8")], "80 % of another limit is news"


def test_a_change_that_is_refused_or_tried_only_tells_nobody(selling: Selling) -> None:
    selling.make(3)
    trying = selling.login("acme").asking(dryRun=True)
    selling.make(caller=trying)
    account = {"id": {"username": "u1", "domain": "carl.example"}, "password": "secret"}
    selling.login("acme").sip.refused("addAccount", account=account)
    assert selling.told() == []


def test_administrators_have_no_limit_and_what_they_make_is_told_all_the_same(selling: Selling) -> None:
    selling.make(7, caller=selling.admin)
    assert selling.told() == [CARL_80, CARL_100]


def test_of_several_thresholds_that_are_crossed_at_once_the_highest_is_told(world: World) -> None:
    with world.with_settings(mail=dataclasses.replace(SETTINGS, credit_percents=(1, 50, 90))) as on:
        scene = Selling(on, "encoded")
        scene.furnish(carl=1, acme=1000)
        scene.make()
        assert scene.told() == [(*CARL_100[:2], "sip_credit carl 1/1")]


def test_without_a_limit_without_a_server_and_without_percents_no_mail_is_written_nor_asked_for(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    run: list[object] = []
    execute = Unit._execute

    def counted(self: Unit, *what: Any) -> Any:
        run.append(what)
        return execute(self, *what)

    monkeypatch.setattr(Unit, "_execute", counted)
    counts = []
    for number, (mail, default) in enumerate(
        [
            (dataclasses.replace(SETTINGS, host=""), 5),
            (dataclasses.replace(SETTINGS, credit_percents=()), 5),
            (SETTINGS, None),
        ]
    ):
        with sqlite_world.with_settings(mail=mail, customers=CustomerSettings(credit_default=default)) as world:
            scene = Scene(world, "encoded")
            id = scene.reseller(f"reseller{number}")
            scene.admin.sip.addDomain(domain={"domain": f"d{number}.example", "customer": id})
            for name in range(5):
                account = {"id": {"username": f"u{name}", "domain": f"d{number}.example"}, "password": "secret"}
                del run[:]
                scene.login(f"reseller{number}").sip.addAccount(account=account)
            counts.append(len(run))
            assert waiting(world) == []
    event = 2  # what the reseller says of thresholds, and the entry: without a limit there is none
    assert counts == [counts[0], counts[0], counts[0] - event]


def test_a_holder_without_an_address_is_told_to_the_operator(selling: Selling) -> None:
    selling.admin.updateAccount(account={"id": selling.carl, "email": "carl at home"})
    selling.make(4)
    assert selling.told() == [(OPERATOR, *CARL_80[1:])]
