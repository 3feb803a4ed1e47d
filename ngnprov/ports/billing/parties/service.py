# SPDX-License-Identifier: Apache-2.0
"""The rules of who sells and who buys (billing.md 6)."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required, wire_name
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal, given_of
from ngnprov.calls.undo import Step
from ngnprov.db.columns import money_in, money_out
from ngnprov.errors import CustomerUnknown, InvalidValue
from ngnprov.ports.billing.charging.prorata import MINIMUM_DAYS
from ngnprov.ports.billing.parties import checks, store
from ngnprov.ports.billing.parties.store import Party
from ngnprov.ports.billing.parties.wire import InvoicingAnswer, InvoicingFields
from ngnprov.ports.customer import tenancy

_OF_RESELLERS = ("minimum_days", "billed_from", "creditor_id")
_OF_CUSTOMERS = ("mandate_id", "mandate_date", "mandate_sequence", "buyer_reference")


def field_of(member: str) -> str:
    """A member as faults name it."""
    return f"invoicing.{wire_name(member)}"


def get_invoicing(call: Call, customer: int) -> InvoicingAnswer:
    """How an entry in scope stands on invoices, the caller's reseller when none is named.

    Raises MissingInput, CustomerUnknown.
    """
    found = tenancy.read_tenancy(call, required(customer or call.actor.reseller, "customer"), "customer")
    party = store.of_one(call.unit, found.customer)
    if party.change_date:
        PARTIES.note(call, party)
    return answer(party)


def set_invoicing(call: Call, given: InvoicingFields) -> InvoicingAnswer:
    """Change the members given. Raises MissingInput, CustomerUnknown, InvalidValue."""
    field = field_of("customer")
    named = required(given.get("customer") or call.actor.reseller, field)
    call.goes_past_ends = True  # what has ended is still paid for
    owner = tenancy.find_tenancy(call, named, field, CustomerUnknown)
    store.make_if_new(call.unit, owner.customer, call.now)
    party = PARTIES.lock(call, owner.customer, field=field)
    wanted = _wanted(given)
    _require_fit(party._replace(**wanted), is_reseller=owner.customer == owner.reseller)
    changed = PARTIES.update(call, party, wanted)
    return answer(changed if changed is party else changed._replace(version=party.version + 1))


def taxed(category: str, rate: Any, reason: str, path: str) -> tuple[str, int, str]:
    """Tax category, rate and reason that a line names, as they are stored. Raises InvalidValue."""
    found = (
        checks.category(category, f"{path}.taxCategory"),
        _rate(rate or 0, f"{path}.taxRate"),
        checks.line(reason, f"{path}.taxReason"),
    )
    _require_tax(*found, path)
    return found


def steps_of(call: Call, account: Any) -> Sequence[Step]:
    """What makes it again of an entry that was made again."""
    party = store.of_one(call.unit, account.id)
    if not party.change_date:
        return []
    return [Step("billing", "setInvoicing", {"invoicing": given_of(answer(party))})]


def answer(party: Party) -> InvoicingAnswer:
    """What is stored as it is answered."""
    shown = party._asdict() | {
        "tax_rate": money_out(party.tax_rate),
        "change_date": clock.to_seconds(party.change_date),
    }
    return InvoicingAnswer(**shown)


PARTIES = Resource(
    store.PARTIES,
    subject=lambda party: f"invoicing of customer {party.customer}",
    unknown=partial(CustomerUnknown, "there is no such customer"),
    reversal=Reversal(
        *("billing", "setInvoicing", "setInvoicing", "", "invoicing"),
        shown=lambda _, party: answer(party),
        key=("customer",),
    ),
)
"""It is neither made nor removed by itself."""


def _wanted(given: InvoicingFields) -> dict[str, Any]:
    """By column what was supplied. Raises InvalidValue."""
    wanted: dict[str, Any] = {}
    for name, check in _CHECKS.items():
        if name in given:
            wanted[name] = check(given[name], field_of(name))  # type: ignore[literal-required]
    return wanted


def _require_fit(party: Party, *, is_reseller: bool) -> None:
    """Raise InvalidValue where members do not fit each other, or are not for such an entry."""
    for name in _OF_CUSTOMERS if is_reseller else _OF_RESELLERS:
        if getattr(party, name):
            whom = "customers" if is_reseller else "resellers"
            raise InvalidValue(f"is for {whom} only", field=field_of(name))
    _require_tax(party.tax_category, party.tax_rate, party.tax_reason, "invoicing")
    if bool(party.electronic_address) != bool(party.electronic_scheme):
        missing = "electronic_scheme" if party.electronic_address else "electronic_address"
        raise InvalidValue("must be given with the other of address and scheme", field=field_of(missing))
    mandate = [getattr(party, name) for name in _OF_CUSTOMERS[:3]]
    if any(mandate) and not all(mandate):
        missing = _OF_CUSTOMERS[[bool(each) for each in mandate].index(False)]
        raise InvalidValue("must be given: a mandate has number, date and sequence", field=field_of(missing))


def _require_tax(category: str, rate: int, reason: str, path: str) -> None:
    """Raise InvalidValue where they do not fit each other (EN 16931, BR-S-05 to BR-O-10)."""
    if category != checks.STANDARD and rate:
        raise InvalidValue(f"must be 0 unless the tax category is {checks.STANDARD}", field=f"{path}.taxRate")
    if category == checks.STANDARD and not rate:
        raise InvalidValue("must be above 0 in the tax category S: 0 per cent is Z", field=f"{path}.taxRate")
    if category in checks.WITH_REASON and not reason:
        raise InvalidValue(f"must say why there is no tax in the category {category}", field=f"{path}.taxReason")


def _rate(amount: Any, field: str) -> int:
    if not 0 <= amount <= checks.HIGHEST_RATE:
        raise InvalidValue(f"must be 0 to {checks.HIGHEST_RATE} per cent", field=field)
    return money_in(amount)


def _minimum(days: Any, field: str) -> int:
    if days not in MINIMUM_DAYS:
        raise InvalidValue("must be 0 or 30", field=field)
    return int(days)


def _as_given(value: Any, _: str) -> Any:
    return value


_CHECKS: Mapping[str, Callable[[Any, str], Any]] = {
    **dict.fromkeys(("name", "registration", "street", "postcode", "city", "region", "buyer_reference"), checks.line),
    **dict.fromkeys(("phone", "payment_terms", "tax_reason", "electronic_address"), checks.line),
    **{"vat_id": checks.vat_id, "country": checks.country, "electronic_scheme": checks.scheme, "email": checks.email},
    **{"tax_category": checks.category, "tax_rate": _rate, "payment_days": _as_given},
    **{"iban": checks.iban, "bic": checks.bic, "creditor_id": checks.sepa_id, "mandate_id": checks.sepa_id},
    **{"mandate_date": checks.day, "mandate_sequence": checks.sequence},
    **{"minimum_days": _minimum, "billed_from": checks.day},
}
