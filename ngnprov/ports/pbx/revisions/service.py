# SPDX-License-Identifier: Apache-2.0
"""The rules of draft and revisions (pbx.md 17)."""

from collections.abc import Iterable, Iterator

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.resource import list_maximum
from ngnprov.ports.customer.tenancy import read_tenancy
from ngnprov.ports.pbx.errors import DraftInconsistent, DraftOutdated, NoPilot
from ngnprov.ports.pbx.extensions.lookup import hold_pbx
from ngnprov.ports.pbx.extensions.references import problems
from ngnprov.ports.pbx.provisioning import building
from ngnprov.ports.pbx.revisions import discarding, forms, store
from ngnprov.ports.pbx.revisions.authors import Authors
from ngnprov.ports.pbx.revisions.comparing import Difference, Draft
from ngnprov.ports.pbx.revisions.store import Revision
from ngnprov.ports.pbx.revisions.wire import (
    ConfigRevisionAnswer,
    ConfigRevisionPageAnswer,
    ConfigRevisionQueryFields,
    DraftAnswer,
    DraftChangeAnswer,
    DraftMemberAnswer,
)


def get_draft(call: Call, customer: int) -> DraftAnswer:
    """What differs from the last revision of a customer (R4). Raises CustomerUnknown."""
    owner = read_tenancy(call, customer, "customer")
    draft = Draft(call.unit, owner.customer)
    authors = Authors(call.unit, owner.customer, draft.base)
    return DraftAnswer(
        customer=owner.customer,
        base_revision=draft.base,
        digest=forms.digest(draft.snapshot),
        changes=[_change(each, authors) for each in draft.all_changes],
        problems=list(problems(call.unit, owner.customer)),
    )


def apply_configuration(call: Call, customer: int, base: int | None, digest: str) -> ConfigRevisionAnswer:
    """Make the draft of a customer its next revision; the last one when nothing differs (R5, R6).

    Raises MissingInput, CustomerUnknown, NotPbx, Terminated, NoPilot, DraftOutdated, DraftInconsistent.
    """
    pbx = hold_pbx(call, customer, "customer")
    draft = Draft(call.unit, pbx.customer)
    if base is not None and base != draft.base:
        raise DraftOutdated(f"is not the last revision, which is {draft.base}", field="baseRevision")
    if digest and digest != forms.digest(draft.snapshot):
        raise DraftOutdated("is not that of the draft, which was changed meanwhile", field="digest")
    _refuse("the draft cannot be applied", problems(call.unit, pbx.customer))
    if draft.last is None and not draft.extensions:
        raise NoPilot("the customer has no pilot", field="customer")
    if draft.last is not None and not draft.all_changes:
        return _answer(draft.last)
    return _answer(_apply(call, draft))


def discard_draft(call: Call, customer: int) -> None:
    """Restore what was applied last of a customer, all of it or nothing (R9).

    Raises MissingInput, CustomerUnknown, NotPbx, Terminated, DraftInconsistent.
    """
    pbx = hold_pbx(call, customer, "customer")
    draft = Draft(call.unit, pbx.customer)
    if draft.last is None:
        raise DraftInconsistent("nothing was applied yet that could be restored", field="customer")
    if not draft.all_changes:
        return
    _refuse("the draft cannot be discarded", discarding.lost(draft))
    discarding.discard(call, pbx, draft)
    left = (f"{each.account_id} is not as it was applied" for each in Draft(call.unit, pbx.customer).all_changes)
    _refuse("the draft cannot be discarded", left)


def get_revisions(call: Call, query: ConfigRevisionQueryFields) -> ConfigRevisionPageAnswer:
    """Revisions in scope that match, the newest first (R7)."""
    page = store.REVISIONS.find(call.unit, call.actor, query, list_maximum(call))
    return page.answer(lambda rows: [_answer(store.REVISIONS.read_to_show(row)) for row in rows])


def _refuse(what: str, problems: Iterable[str]) -> None:
    """Raise DraftInconsistent with every problem, if there are some."""
    if found := "; ".join(problems):
        raise DraftInconsistent(f"{what}: {found}", field="customer")


def _apply(call: Call, draft: Draft) -> Revision:
    """Store a draft as the next revision. It is not undone: phones may have it already."""
    new = Revision(
        id=0,
        customer=draft.customer,
        number=draft.base + 1,
        applied_by=call.actor.login,
        applied_at=call.now,
        digest=forms.digest(draft.snapshot),
    )
    states = [each.state for each in draft.all_changes]
    made = store.insert(call.unit, new, draft.snapshot)
    store.replace_applied(call.unit, draft.customer, draft.to_apply())
    building.replace(call, draft.customer, draft.devices, draft.extensions, draft.device_digests())
    call.created(made.subject, {**made._asdict(), **{state: states.count(state) for state in states}})
    return made


def _answer(revision: Revision) -> ConfigRevisionAnswer:
    return ConfigRevisionAnswer(
        customer=revision.customer,
        number=revision.number,
        applied_by=revision.applied_by,
        applied_at=clock.to_seconds(revision.applied_at),
        digest=revision.digest,
    )


def _change(difference: Difference, authors: Authors) -> DraftChangeAnswer:
    shown, author = difference.shown, authors.of(difference)
    return DraftChangeAnswer(
        account_id=difference.account_id,
        kind=difference.kind,
        number=shown.get("number", ""),
        name=shown["name"],
        draft_state=difference.state,
        changed_by=author.login,
        change_date=clock.to_seconds(author.at),
        members=list(_members(difference)),
    )


def _members(difference: Difference) -> Iterator[DraftMemberAnswer]:
    """The members that differ."""
    for name in dict.fromkeys(name for name, _ in (*difference.before, *difference.after)):
        before, after = forms.values_of(difference.before, name), forms.values_of(difference.after, name)
        if before != after:
            yield DraftMemberAnswer(name=name, before=before, after=after)
