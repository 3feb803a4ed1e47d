# SPDX-License-Identifier: Apache-2.0
"""The rules of terms (order.md 3)."""

from functools import partial

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource, list_maximum
from ngnprov.db.unit import Row
from ngnprov.errors import InvalidValue, Unknown
from ngnprov.ports.customer import entitlements
from ngnprov.ports.customer.tenancy import find_reseller
from ngnprov.ports.order.terms import store
from ngnprov.ports.order.terms.store import Terms
from ngnprov.ports.order.terms.wire import TermsAnswer, TermsFields, TermsPageAnswer, TermsQueryFields
from ngnprov.ports.pbx import names

NONE = TermsAnswer(version=0, reseller=store.PROVIDER, title="", text="", created_by="", since="")
"""There are no terms."""

TERMS = Resource(
    store.TERMS,
    subject=lambda terms: f"terms {terms.id}",
    unknown=partial(Unknown, "there are no such terms"),
    journal_values=lambda terms: {"reseller": terms.reseller, "title": terms.title, "text": terms.text},
)


def add_terms(call: Call, new: TermsFields) -> TermsAnswer:
    """Make new terms the present ones (T1). Raises MissingInput, InvalidValue, NotAuthorized (inactive reseller)."""
    reseller = find_reseller(call, new.get("reseller", 0) if call.actor.is_admin else 0, "terms.reseller")
    entitlements.claim(call, reseller, reseller, {})
    made = Terms(
        id=store.new_version(call.unit),
        reseller=reseller,
        title=names.title(required(new.get("title"), "terms.title"), "terms.title"),
        text=_text(required(new.get("text"), "terms.text")),
        created_by=call.actor.login,
        since=call.now,
    )
    return _answer(TERMS.create(call, made))


def _text(given: str) -> str:
    if not given.strip():
        raise InvalidValue("must not be empty", field="terms.text")
    return given


def get_terms(call: Call, query: TermsQueryFields) -> TermsPageAnswer:
    """The terms that match, the caller's reseller's and the provider's (T2)."""

    def show(rows: list[Row]) -> list[TermsAnswer]:
        return [_answer(store.TERMS.read_to_show(row)) for row in rows]

    return store.VISIBLE.find(call.unit, call.actor, query, list_maximum(call)).answer(show)


def present(call: Call, reseller: int) -> TermsAnswer:
    """The present terms of a reseller, as they are answered; version 0 when neither it nor the provider has some."""
    found = store.present(call.unit, reseller)
    return NONE if found is None else _answer(found)


def _answer(terms: Terms) -> TermsAnswer:
    return TermsAnswer(
        version=terms.id,
        reseller=terms.reseller,
        title=terms.title,
        text=terms.text,
        created_by=terms.created_by,
        since=clock.to_seconds(terms.since),
    )
