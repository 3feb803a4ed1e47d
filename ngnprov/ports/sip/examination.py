# SPDX-License-Identifier: Apache-2.0
"""What SipPort holds of a customer, and what must hold among its records: for deletions and ``ngnprov doctor``."""

from ngnprov.db.unit import Unit
from ngnprov.ports.sip.accounts import store as accounts
from ngnprov.ports.sip.aliases import store as aliases
from ngnprov.ports.sip.credit.examination import examine as examine_credit
from ngnprov.ports.sip.domains import store as domains
from ngnprov.ports.sip.peers import store as peers
from ngnprov.ports.sip.routing.carriers import store as carriers


def in_use(unit: Unit, customer: int) -> dict[str, int]:
    """Kinds of records that belong to an entry or name it as their owner, with their numbers (customer.md 7.4)."""
    return {
        "SIP domains": domains.count_of(unit, customer),
        "SIP accounts": accounts.count_owned(unit, customer),
        "SIP aliases": aliases.count_owned(unit, customer),
        "SIP trusted peers": peers.count_of(unit, customer),
        "SIP carriers": carriers.count_of(unit, customer),
    }


def recount(unit: Unit) -> dict[tuple[int, str], int]:
    """(customer or reseller, kind of credit) -> how many records consume it."""
    found: dict[tuple[int, str], int] = {}
    for kind, rows in (("sip_credit", accounts.recount(unit)), ("sip_alias_credit", aliases.recount(unit))):
        for customer, reseller, count in rows:
            for holder in {customer, reseller} - {0}:
                found[holder, kind] = found.get((holder, kind), 0) + count
    return found


def examine(unit: Unit, repair: bool) -> list[tuple[str, bool]]:
    """Findings as sentences, each with whether it was repaired (sip.md 5.6, 5.8)."""
    clashes = [(f"{address} is an account and an alias", False) for address in aliases.clashing(unit)]
    return [*clashes, *examine_credit(unit, repair)]
