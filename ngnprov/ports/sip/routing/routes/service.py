# SPDX-License-Identifier: Apache-2.0
"""The rules of routes (sip.md 4.5, 5.15). They come in lists, of which all are stored or none."""

from collections.abc import Iterable, Sequence
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.db.failures import Duplicate
from ngnprov.db.unit import Row
from ngnprov.errors import InvalidValue
from ngnprov.ports.customer import entitlements
from ngnprov.ports.sip import names
from ngnprov.ports.sip.errors import RouteExists, RouteUnknown
from ngnprov.ports.sip.routing.carriers.service import hold_carrier
from ngnprov.ports.sip.routing.carriers.store import Carrier
from ngnprov.ports.sip.routing.members import Members, changed, required, shown
from ngnprov.ports.sip.routing.routes import store
from ngnprov.ports.sip.routing.routes.store import ROUTES, Route

MOST_AT_ONCE = 1000
KEY = ("carrier_id", "prefix", "originator", "priority")
"""What no two routes have in common."""


def add_routes(call: Call, new: Sequence[Members]) -> bool:
    """Create routes of carriers in scope.

    Raises MissingInput (carrier_id), CarrierUnknown, InvalidValue, NotAuthorized (inactive reseller), RouteExists.
    """
    _require_few(new)
    checked = [_checked(given, path) for path, given in _numbered(new)]
    carriers = _hold_carriers(call, {required(given, "carrier_id", path): path for path, given in _numbered(new)})
    for reseller in sorted({carrier.reseller for carrier in carriers.values()}):
        entitlements.claim(call, reseller, reseller, {})
    for (path, given), members in zip(_numbered(new), checked, strict=True):
        carrier = carriers[given["carrier_id"]]
        values: dict[str, Any] = {
            "prefix": "",
            "originator": "",
            "priority": 0,
            **members,
            "carrier_id": carrier.id,
            "change_date": call.now,
        }
        try:
            id = ROUTES.insert(call.unit, values)
        except Duplicate:
            raise _exists(path) from None
        route = Route(id, carrier=carrier.name, reseller=carrier.reseller, **values)
        call.created(_subject(id), route._asdict())
    return True


def update_routes(call: Call, given: Sequence[Members]) -> bool:
    """Change the members given of each route; another ``carrier_id`` moves it, 0 keeps. Routes may trade places.

    Raises MissingInput (id), RouteUnknown, CarrierUnknown, InvalidValue, RouteExists.
    """
    routes = _hold(call, given)
    wanted = [_checked(members, path) for path, members in _numbered(given)]
    moved: dict[int, str] = {}
    for (path, members), route, stored in zip(_numbered(given), routes, wanted, strict=True):
        if members.get("carrier_id", 0) not in (0, route.carrier_id):
            stored["carrier_id"] = members["carrier_id"]
            moved[members["carrier_id"]] = path
    _hold_carriers(call, moved)
    updates = [(route, changed(stored, route._asdict())) for route, stored in zip(routes, wanted, strict=True)]
    for route, changes in updates:
        if len(updates) > 1 and not changes.keys().isdisjoint(KEY):
            store.step_aside(call.unit, route.id)
            changes.setdefault("prefix", route.prefix)
    for at, (route, changes) in enumerate(updates):
        if changes:
            try:
                ROUTES.update(call.unit, route.id, {**changes, "change_date": call.now})
            except Duplicate:
                raise _exists(f"routes.{at}") from None
            call.changed(_subject(route.id), route._asdict(), changes)
    return True


def delete_routes(call: Call, given: Sequence[Members]) -> bool:
    """Remove the routes that the items name by ``id``. Raises MissingInput, InvalidValue, RouteUnknown."""
    for route in _hold(call, given):
        ROUTES.delete(call.unit, route.id)
        call.removed(_subject(route.id), route._asdict())
    return True


def get_routes(call: Call, query: Members) -> Row:
    """Routes in scope that match (sip.md 3)."""
    page = ROUTES.find(call.unit, call.actor, query, call.context.settings.lists.maximum)
    return page.answer(lambda rows: [shown(row) for row in rows])


def _require_few(given: Sequence[Members]) -> None:
    if len(given) > MOST_AT_ONCE:
        raise InvalidValue(f"must have at most {MOST_AT_ONCE} routes", field="routes")


def _numbered(given: Sequence[Members]) -> Iterable[tuple[str, Members]]:
    """Each item with its path on the wire."""
    return ((f"routes.{at}", members) for at, members in enumerate(given))


def _hold_carriers(call: Call, wanted: dict[int, str]) -> dict[int, Carrier]:
    """Carriers in scope by id, held in the order of their ids; ``wanted`` maps ids to the items that name them."""
    return {id: hold_carrier(call, id, f"{path}.carrier_id") for id, path in sorted(wanted.items())}


def _hold(call: Call, given: Sequence[Members]) -> list[Route]:
    """The routes that the items name, in the order of the items, held in the order of their ids."""
    _require_few(given)
    paths: dict[int, str] = {}
    for path, members in _numbered(given):
        id = required(members, "id", path)
        if id in paths:
            raise InvalidValue(f"is the id of {paths[id]} too", field=f"{path}.id")
        paths[id] = path
    held: dict[int, Route] = {}
    for id, path in sorted(paths.items()):
        route = ROUTES.lock(call.unit, call.actor, id)
        if route is None:
            raise RouteUnknown("there is no such route", field=f"{path}.id")
        held[id] = route
    return [held[id] for id in paths]


def _checked(given: Members, path: str) -> dict[str, Any]:
    """Of the members given those that are stored, in their stored form."""
    checked = {name: given[name] for name in ("originator", "priority") if name in given}
    if "prefix" in given:
        checked["prefix"] = names.pstn_prefix(given["prefix"], f"{path}.prefix")
    return checked


def _exists(path: str) -> RouteExists:
    return RouteExists("the carrier has a route for this prefix and originator with this priority", field=path)


def _subject(id: int) -> str:
    return f"SIP route {id}"
