# SPDX-License-Identifier: Apache-2.0
"""The rules of hooks (event.md 4, 5), and events for those who ask for them (event.md 7)."""

import json
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final, cast

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.context import Context
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource, list_maximum
from ngnprov.calls.reversal import Reversal
from ngnprov.calls.undo import Step
from ngnprov.db.ledgers import links, sequences
from ngnprov.db.ledgers.horizon import newest
from ngnprov.errors import CustomerUnknown, InvalidValue, NotAuthorized
from ngnprov.outgoing.addresses import AddressRefused
from ngnprov.outgoing.client import Outgoing, parse
from ngnprov.ports.audit import sight
from ngnprov.ports.audit.store import Stored
from ngnprov.ports.customer import tenancy
from ngnprov.ports.event import kinds, signing, store, telling, templates
from ngnprov.ports.event.errors import HookRefused, HookUnknown
from ngnprov.ports.event.settings import EventSettings
from ngnprov.ports.event.store import Delivery, Hook
from ngnprov.ports.event.tables import FORMER, PENDING, SECRET, STATES
from ngnprov.ports.event.wire import (
    DeliveryAnswer,
    DeliveryPageAnswer,
    DeliveryQueryFields,
    EventAnswer,
    EventSliceAnswer,
    HookAnswer,
    HookFields,
    HookPageAnswer,
    HookQueryFields,
    ReplayAnswer,
)

FIELD: Final = "hook"
MOST_HOOKS: Final = 100
"""Of one entry: each is looked at for every change."""
MOST_EVENTS: Final = 1000
SCANNED: Final = 10
"""Times as many entries are looked at as events are asked for."""
FORMER_SECONDS: Final = 24 * 3600
MOST_REPLAYED: Final = 10_000


def look_up(context: Context, hook: Mapping[str, Any], *_: object) -> str:
    """Why nothing would be sent to the address of a hook, "" when it would: asked before the unit of work begins."""
    url = hook.get("url")
    out: Outgoing = context.attached["event"]
    return (out.refused(url) or "") if url else ""


def answer(_: Call | None, hook: Hook, secret: str = "") -> HookAnswer:
    """A stored hook as it is answered: with its secret once only."""
    return HookAnswer(
        id=hook.id,
        customer=hook.customer or 0,
        url=hook.url,
        events=hook.events.split(),
        template=hook.template,
        secret=secret,
        enabled=hook.enabled,
        reason=hook.reason,
        failures=hook.failures,
        change_date=clock.to_seconds(hook.change_date),
    )


def _journal_values(hook: Hook) -> Mapping[str, Any]:
    told = ("url", "events", "template", "enabled", "reason")
    return {"customer": hook.customer or 0, "reseller": hook.reseller, **{n: getattr(hook, n) for n in told}}


def _given(call: Call, hook: Hook) -> HookAnswer:
    """As it can be given. Raises InternalFailure when the secret does not open any more."""
    return answer(call, hook, SECRET.open(call.context.keys, hook.secret, id=hook.id))


HOOKS = Resource(
    store.HOOKS,
    subject=lambda hook: hook.subject,
    unknown=partial(HookUnknown, "there is no such hook"),
    journal_values=_journal_values,
    reversal=Reversal("event", "addHook", "updateHook", "deleteHook", FIELD, shown=_given),
)


def add_hook(call: Call, new: HookFields) -> HookAnswer:
    """Have events sent to an address, from now on.

    Raises MissingInput (url, events), CustomerUnknown, InvalidValue, HookRefused, NotAuthorized.
    """
    owner = tenancy.find_tenancy(call, new.get("customer", 0), f"{FIELD}.customer", CustomerUnknown)
    required(new.get("url"), f"{FIELD}.url")
    required(new.get("events"), f"{FIELD}.events")
    _require_same_reseller(call, owner)
    if owner.customer and store.count_of(call.unit, owner.customer, owner.reseller) >= MOST_HOOKS:
        raise InvalidValue(f"has {MOST_HOOKS} hooks, and can have no more", field=f"{FIELD}.customer")
    id = new.get("id", 0) if call.reverts is not None else 0
    id = id or sequences.take(call.unit, store.KIND)
    given = new.get("secret")
    secret = signing.checked(given, f"{FIELD}.secret") if given else signing.new_secret()
    columns = {"template": "", "enabled": True, "reason": "", **_columns(call, new)}
    _require_sees(call, columns["events"])
    hook = Hook(
        id=id,
        customer=owner.customer or None,
        reseller=owner.reseller,
        secret=SECRET.seal(call.context.keys, secret, id=id),
        former=b"",
        former_until=0,
        since=newest(call.unit),
        failures=0,
        change_date=call.now,
        **columns,
    )
    return answer(call, HOOKS.create(call, hook), secret)


def _require_sees(call: Call, wanted: str) -> None:
    """A hook tells all of its events, whoever has made it: he may read all that it tells. Raises NotAuthorized."""
    for port in kinds.ports_of(call.context.ports, wanted):
        for name in sight.hidden(port, call.actor):
            raise NotAuthorized(f"this hook tells what {name} reads, which you do not hold", field=f"{FIELD}.events")


def _require_same_reseller(call: Call, owner: tenancy.Tenancy) -> None:
    """What brings a hook back gives no other reseller's events to whoever had it. Raises CustomerUnknown."""
    undone = None if call.reverts is None else store.entry(call.unit, call.reverts)
    if undone is not None and owner.customer and undone.reseller != owner.reseller:
        raise CustomerUnknown("has moved to another reseller since", field=f"{FIELD}.customer")


def update_hook(call: Call, given: HookFields) -> HookAnswer:
    """Change the members given; whose it is, and its secret, stay. Raises HookUnknown, MissingInput, InvalidValue,
    HookRefused, NotAuthorized."""
    hook = HOOKS.lock(call, given.get("id", 0), field=f"{FIELD}.id")
    for name in ("url", "events"):
        if name in given:
            required(given[name], f"{FIELD}.{name}")
    wanted = _columns(call, given)
    _require_sees(call, wanted.get("events", hook.events))
    if wanted.get("enabled"):
        wanted["reason"] = ""
    changed = HOOKS.update(call, hook, wanted)
    if wanted.get("enabled") and hook.failures:
        store.set_failures(call.unit, hook.id, 0)
        changed = changed._replace(failures=0)
    return answer(call, changed)


def delete_hook(call: Call, id: int) -> None:
    """Send nothing there any more; what was not sent is dropped. Raises HookUnknown."""
    HOOKS.remove(call, HOOKS.lock(call, id, field="id"))


def get_hooks(call: Call, query: HookQueryFields) -> HookPageAnswer:
    """Hooks in scope that match, without their secrets."""
    return HOOKS.find(call, query, partial(answer, call))


def rotate_secret(call: Call, id: int, secret: str) -> HookAnswer:
    """Another secret; for a day both sign. Raises HookUnknown, InvalidValue."""
    hook = HOOKS.lock(call, id, field="id")
    new = signing.checked(secret, "secret") if secret else signing.new_secret()
    keys = call.context.keys
    former = SECRET.open(keys, hook.secret, id=hook.id)
    changed = {
        "secret": SECRET.seal(keys, new, id=hook.id),
        "former": FORMER.seal(keys, former, id=hook.id),
        "former_until": int(time.time()) + FORMER_SECONDS,
        "change_date": call.now,
    }
    store.HOOKS.update(call.unit, hook.id, changed)
    told = {"customer": hook.customer or 0, "reseller": hook.reseller, "rotated": ""}
    call.changed(hook.subject, told, {"rotated": call.now})
    return answer(call, hook._replace(change_date=call.now), new)


def steps_of(call: Call, account: Any) -> Sequence[Step]:
    """What makes the hooks of a customer again, when its entry was made again: none of a former reseller's."""
    hooks = [hook for hook in store.of_customer(call.unit, account.id) if hook.reseller == account.reseller]
    return [step for hook in hooks for step in _made_again(call, hook)]


def _made_again(call: Call, hook: Hook) -> Sequence[Step]:
    reversal = HOOKS.reversal
    assert reversal is not None
    return reversal.of_removal(call, hook)


def replay(call: Call, id: int, from_: int) -> ReplayAnswer:
    """Send to a hook again what has happened after a position, as far as it is still told.

    Raises HookUnknown, NotAuthorized.
    """
    hook = HOOKS.lock(call, id, field="id")
    _require_sees(call, hook.events)
    top = links.top(call.unit)
    found = store.changes(
        call.unit, hook.reader, after=from_, top=top, since=_kept_since(call), most=MOST_REPLAYED * SCANNED
    )
    made: list[Delivery] = []
    position = top
    for entry in found:
        made += deliveries_of(call.context, [hook], entry, call.now, replays=True)
        if len(made) >= MOST_REPLAYED:
            position = entry.id
            break
    else:
        position = found[-1].id if len(found) >= MOST_REPLAYED * SCANNED else top
    store.add(call.unit, made)
    told = {"customer": hook.customer or 0, "reseller": hook.reseller, "replayed": None}
    call.changed(hook.subject, told, {"replayed": [from_, position, len(made)]})
    return ReplayAnswer(hook=id, deliveries=len(made), position=position, more=position < top)


def deliveries_of(
    context: Context, hooks: Sequence[Hook], entry: Stored, now: str, *, replays: bool = False
) -> list[Delivery]:
    """What an entry has sent to which of the hooks."""
    type = telling.type_of(context, entry)
    if not type:
        return []
    return [
        Delivery(0, hook.id, entry.id, entry.customer, type, PENDING, 0, 0, 0, "", now)
        for hook in hooks
        if kinds.is_wanted(type, hook.events) and (replays or entry.id > hook.since) and hook.hears_of(entry)
    ]


def get_deliveries(call: Call, query: DeliveryQueryFields) -> DeliveryPageAnswer:
    """Deliveries to hooks in scope that match, the newest first. Raises InvalidValue."""
    state = query.get("filter", {}).get("state")
    if state and state not in STATES:
        raise InvalidValue(f"must be one of {', '.join(STATES)}", field="query.filter.state")
    page = store.DELIVERIES.find(call.unit, call.actor, query, list_maximum(call))
    return cast(DeliveryPageAnswer, page.answer(lambda rows: [_delivery(Delivery._make(row)) for row in rows]))


def _delivery(found: Delivery) -> DeliveryAnswer:
    due = clock.text(datetime.fromtimestamp(found.due / 1000, UTC)) if found.due else found.change_date
    return DeliveryAnswer(
        id=found.id,
        hook=found.hook,
        event=f"{telling.PREFIX}{found.entry}",
        type=found.type,
        customer=found.customer,
        state=found.state,
        attempts=found.attempts,
        status=found.status,
        due=clock.to_seconds(due) if found.state == PENDING else "",
        failure=found.failure,
        change_date=clock.to_seconds(found.change_date),
    )


def get_events(call: Call, since: int, limit: int, wanted: Sequence[str]) -> EventSliceAnswer:
    """Events in scope after a position, in their order. Raises InvalidValue."""
    most = min(limit or MOST_EVENTS, MOST_EVENTS)
    asked = _events(call, wanted, "events") if wanted else kinds.EVERYTHING
    top, scanned = links.top(call.unit), most * SCANNED
    found = store.changes(call.unit, call.actor, after=since, top=top, since=_kept_since(call), most=scanned)
    shown: list[EventAnswer] = []
    position = since
    for entry in found:
        type = telling.type_of(call.context, entry)
        if type and kinds.is_wanted(type, asked) and _is_told(call, entry, type):
            if len(shown) == most:
                return EventSliceAnswer(events=shown, position=position, more=True)
            shown.append(_event(call, entry, type))
        position = entry.id
    if len(found) < scanned:  # nothing in scope is left up to there, and nothing will come
        position = max(top, since)
    return EventSliceAnswer(events=shown, position=position, more=position < top)


def _is_told(call: Call, entry: Stored, type: str) -> bool:
    """May the caller read records such as the one that an entry is about?"""
    if call.actor.permissions is None:
        return True
    operation = sight.operation_of(call.unit, entry)
    return sight.may_read(kinds.judges(call.context.ports, type, operation), call.actor, operation)


def _event(call: Call, entry: Stored, type: str) -> EventAnswer:
    told = telling.told(call.context, call.actor, entry, type, sight.operation_of(call.unit, entry))
    data = json.dumps(told.pop("data"), ensure_ascii=False)
    return EventAnswer(position=entry.id, customer=entry.customer, data=data, **told)


def _kept_since(call: Call) -> str:
    days = call.context.settings.of(EventSettings).keep_days
    return clock.text(datetime.now(UTC) - timedelta(days=days))


def _columns(call: Call, given: HookFields) -> dict[str, Any]:
    """By column what was supplied. Raises InvalidValue, HookRefused."""
    found: dict[str, Any] = {}
    if "url" in given:
        found["url"] = _url(call, given["url"])
    if "events" in given:
        found["events"] = _events(call, given["events"], f"{FIELD}.events")
    if "template" in given:
        text = given["template"]
        found["template"] = templates.checked(text, f"{FIELD}.template") if text else ""
    if "enabled" in given:
        found["enabled"] = given["enabled"]
    if call.reverts is not None and "reason" in given:
        found["reason"] = given["reason"]
    return found


def _url(call: Call, url: str) -> str:
    """Raises HookRefused."""
    field = f"{FIELD}.url"
    try:
        parse(url)
    except AddressRefused as refused:
        raise HookRefused(str(refused), field=field) from None
    if call.ahead:
        raise HookRefused(str(call.ahead), field=field)
    return url


def _events(call: Call, given: Sequence[str], field: str) -> str:
    """Types with blanks between, each once. Raises InvalidValue."""
    known = kinds.known(call.context.ports)
    nouns = {f"{each.partition('.')[0]}.{kinds.EVERYTHING}" for each in known}
    for place, each in enumerate(given):
        if each not in known and each not in nouns and each != kinds.EVERYTHING:
            raise InvalidValue("must be a type of events (event.md 3), or end in .*, or be *", field=f"{field}.{place}")
    return " ".join(dict.fromkeys(given))
