# SPDX-License-Identifier: Apache-2.0
"""What SipPort holds of a customer, what goes with an account, and what must hold among its records: for deletions, undo
and ``ngnprov doctor``."""

from collections.abc import Iterator

from ngnprov.calls.finding import Finding
from ngnprov.calls.port import Kept
from ngnprov.db.unit import Unit
from ngnprov.ports.sip.accounts import store as accounts
from ngnprov.ports.sip.accounts.digests import examine as examine_digests
from ngnprov.ports.sip.aliases import store as aliases
from ngnprov.ports.sip.aliases.chains import examine as examine_chains
from ngnprov.ports.sip.credit import service as credit
from ngnprov.ports.sip.credit.hooks import examine as examine_credit
from ngnprov.ports.sip.credit.tables import balances
from ngnprov.ports.sip.domains import store as domains
from ngnprov.ports.sip.features.acceptance import service as acceptance
from ngnprov.ports.sip.features.acceptance.tables import temporary, weekly
from ngnprov.ports.sip.features.diversions import service as diversions_service
from ngnprov.ports.sip.features.diversions.tables import diversions
from ngnprov.ports.sip.features.phonebook import service as phonebook_service
from ngnprov.ports.sip.features.phonebook.tables import phonebook
from ngnprov.ports.sip.features.screening import service as screening
from ngnprov.ports.sip.features.screening.tables import barring_prefixes, reject_members
from ngnprov.ports.sip.peers import store as peers
from ngnprov.ports.sip.routing.carriers import store as carriers

RECOUNTS = (accounts.RECOUNT, aliases.RECOUNT)

KEPT = (
    Kept((phonebook.c.account,), phonebook_service.steps_of_all),
    Kept((diversions.c.account,), diversions_service.steps_of_all),
    Kept((weekly.c.account, temporary.c.account), acceptance.steps_of_all),
    Kept((reject_members.c.account, barring_prefixes.c.account), screening.steps_of_all),
    Kept((balances.c.account,), credit.steps_of_all),
)
"""What goes with an account. Its groups are told of with it; its credit history begins anew, with its balance."""


def in_use(unit: Unit, customer: int) -> dict[str, int]:
    """Kinds of records that belong to an entry or name it as their owner, with their numbers (customer.md 7.4)."""
    return {
        "SIP domains": domains.count_of(unit, customer),
        "SIP accounts": accounts.count_owned(unit, customer),
        "SIP aliases": aliases.count_owned(unit, customer),
        "SIP trusted peers": peers.count_of(unit, customer),
        "SIP carriers": carriers.count_of(unit, customer),
    }


def examine(unit: Unit) -> Iterator[Finding]:
    """Addresses that are there twice, chains of aliases, digests, and prepaid credit (sip.md 5.3, 5.6, 5.8)."""
    for address in aliases.clashing(unit):
        yield Finding(f"{address} is an account and an alias")
    yield from examine_chains(unit)
    yield from examine_digests(unit)
    yield from examine_credit(unit)
