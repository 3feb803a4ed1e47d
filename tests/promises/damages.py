# SPDX-License-Identifier: Apache-2.0
"""A platform that has something of everything that the doctor looks at, and what can be wrong with it."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ngnprov.db.ledgers import counters
from ngnprov.ports.customer import entitlements
from ngnprov.ports.customer import store as customers
from ngnprov.ports.customer.properties import store as properties
from ngnprov.ports.enum.ranges import store as ranges
from ngnprov.ports.sip.credit import store as credit
from tests.support.scene import Scene, prop

CREDITS = ("sip_credit", "dns_zone_credit", "enum_number_credit")
RESELLER, CUSTOMER, NAMED = 1, 2, 3
ALICE = {"username": "alice", "domain": "example.com"}
TREE = "e164.arpa"


class Platform(Scene):
    """A reseller, two customers of it, and of the first one a zone, a range with a number, and an account with credit.

    What it creates has a new name each time.
    """

    def furnish(self) -> None:
        """Make them, with plenty of credit."""
        self.numbers = itertools.count(100)
        plenty = [prop(name, "100000", "admin") for name in CREDITS]
        assert self.reseller(properties=plenty) == RESELLER
        assert self.add("customer", reseller=RESELLER, properties=plenty) == CUSTOMER
        assert self.add("named", reseller=RESELLER) == NAMED
        self.admin.sip.addDomain(domain={"domain": "example.com", "customer": CUSTOMER})
        self.admin.sip.addAccount(account={"id": ALICE, "password": "secret"})
        self.add_range("31208005")
        self.add_zone()
        self.add_number()
        self.add_credit()

    def add_zone(self) -> str:
        """Create a zone as the customer; its name."""
        name = f"z{next(self.numbers)}.example"
        self.login("customer").dns.addZone(zone={"name": name, "nameservers": ["ns.provider.test"]})
        return name

    def add_range(self, prefix: str = "") -> None:
        """Create a range of the customer's as the administrator."""
        id = {"prefix": prefix or f"31209{next(self.numbers)}", "tld": TREE}
        self.admin.enum.addRange(range={"id": id, "customer": CUSTOMER})

    def add_number(self) -> dict[str, str]:
        """Create a number as the customer; its id."""
        id = {"number": f"31208005{next(self.numbers)}", "tld": TREE}
        self.login("customer").enum.addNumber(number={"id": id})
        return id

    def add_account(self) -> dict[str, str]:
        """Create an account as the reseller; its id."""
        id = {"username": f"u{next(self.numbers)}", "domain": "example.com"}
        self.login("reseller").sip.addAccount(account={"id": id, "password": "secret"})
        return id

    def add_credit(self) -> None:
        """Give prepaid credit to the account."""
        self.admin.sip.addBalance(sipId=ALICE, value=10)

    def set_credit(self) -> None:
        """Set a credit of the customer to another value."""
        value = prop("sip_credit", str(1000 + next(self.numbers)), "admin")
        self.admin.setProperties(customer=CUSTOMER, properties=[value])

    def name_another(self) -> None:
        """Let the customer impersonate another."""
        self.admin.updateAccount(account={"id": CUSTOMER, "impersonate": NAMED})


@dataclass(frozen=True)
class Damage:
    """Something that only a bug or a hand at the database makes: how, and what the doctor says and journals of it."""

    harm: str
    text: str
    subject: str
    before: Any
    after: Any
    cure: str
    """How it comes right without the doctor."""
    change: Callable[[Platform], Any]
    """A change of the same thing over the wire."""
    write: tuple[object, str]
    """The function with which the repair writes."""
    left: tuple[str, ...] = ()
    """What else the doctor tells when the change came upon the damage."""


DAMAGES = {
    "counter": Damage(
        harm=f"UPDATE counters SET used = 7 WHERE kind = 'dns_zone_credit' AND customer = {CUSTOMER}",
        text="dns_zone_credit of customer 2 is counted as 7, but there are 1",
        subject="customer 2",
        before={"counters": {"dns_zone_credit": 7}},
        after={"counters": {"dns_zone_credit": 1}},
        cure=f"UPDATE counters SET used = 1 WHERE kind = 'dns_zone_credit' AND customer = {CUSTOMER}",
        change=Platform.add_zone,
        write=(counters, "correct"),
    ),
    "counter that is gone": Damage(
        harm=f"DELETE FROM counters WHERE kind = 'enum_range_credit' AND customer = {RESELLER}",
        text="enum_range_credit of customer 1 is counted as 0, but there are 1",
        subject="customer 1",
        before={"counters": {"enum_range_credit": 0}},
        after={"counters": {"enum_range_credit": 1}},
        cure=f"INSERT INTO counters VALUES ({RESELLER}, 'enum_range_credit', 1, NULL)",
        change=Platform.add_range,
        write=(counters, "correct"),
    ),
    "limit": Damage(
        harm=f"""UPDATE counters SET "limit" = 5 WHERE kind = 'sip_credit' AND customer = {CUSTOMER}""",
        text="sip_credit of customer 2 is 100000, but 5 is enforced",
        subject="customer 2",
        before={"limits": {"sip_credit": 5}},
        after={"limits": {"sip_credit": 100000}},
        cure=f"""UPDATE counters SET "limit" = 100000 WHERE kind = 'sip_credit' AND customer = {CUSTOMER}""",
        change=Platform.set_credit,
        write=(entitlements, "set_limit"),
    ),
    "permission": Damage(
        harm=f"UPDATE customer_properties SET permission = '' WHERE name = 'sip_credit' AND customer = {CUSTOMER}",
        text="sip_credit of customer 2 has the permission (empty), but admin is enforced",
        subject="customer 2",
        before={"properties": {"sip_credit": ["100000", "", ""]}},
        after={"properties": {"sip_credit": ["100000", "", "admin"]}},
        cure=f"UPDATE customer_properties SET permission = 'admin' WHERE customer = {CUSTOMER}",
        change=Platform.set_credit,
        write=(properties, "label"),
    ),
    "impersonate": Damage(
        harm=f"UPDATE customers SET impersonate = 99 WHERE id = {CUSTOMER}",
        text="customer 2 impersonates an entry that is not of its reseller",
        subject="customer 2",
        before={"impersonate": 99},
        after={"impersonate": 0},
        cure=f"UPDATE customers SET impersonate = 0 WHERE id = {CUSTOMER}",
        change=Platform.name_another,
        write=(customers.ACCOUNTS, "update"),
    ),
    "range": Damage(
        harm="UPDATE enum_ranges SET used = 7",
        text="ENUM range 31208005 e164.arpa counts 7 numbers, but has 1",
        subject="ENUM range 31208005 e164.arpa",
        before={"used": 7},
        after={"used": 1},
        cure="UPDATE enum_ranges SET used = 1",
        change=Platform.add_number,
        write=(ranges.RANGES, "update"),
    ),
    "balance": Damage(
        harm="UPDATE sip_balances SET balance = 70000",
        text="the balance of alice@example.com is 7, but its entries add up to 10",
        subject="SIP account alice@example.com",
        before={"balance": "7"},
        after={"balance": "10"},
        cure="UPDATE sip_balances SET balance = 100000",
        change=Platform.add_credit,
        write=(credit, "correct"),
        left=("1 entries in the ledger of alice@example.com do not say the sum of those before them",),
    ),
}
