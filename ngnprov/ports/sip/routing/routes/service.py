# SPDX-License-Identifier: Apache-2.0
"""The rules of routes (sip.md 4.5, 5.15). They come in lists, of which all are stored or none."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal
from ngnprov.errors import InvalidValue
from ngnprov.ports.customer import entitlements
from ngnprov.ports.sip import names
from ngnprov.ports.sip.errors import RouteExists, RouteUnknown
from ngnprov.ports.sip.routing.carriers.service import CARRIERS
from ngnprov.ports.sip.routing.carriers.store import Carrier
from ngnprov.ports.sip.routing.routes import store
from ngnprov.ports.sip.routing.routes.store import Route
from ngnprov.ports.sip.routing.routes.wire import (
    RouteAnswer,
    RouteFields,
    RouteMember,
    RoutePageAnswer,
    RouteQueryFields,
)

MOST_AT_ONCE = 1000
KEY = ("carrier_id", "prefix", "originator", "priority")
"""What no two routes have in common."""
PLAIN: tuple[RouteMember, ...] = ("originator", "priority")
"""Members without rules of their own."""

ROUTES = Resource(
    store.ROUTES,
    subject=lambda route: f"SIP route {route.id}",
    unknown=partial(RouteUnknown, "there is no such route"),
    exists=partial(RouteExists, "the carrier has a route for this prefix and originator with this priority"),
    reversal=Reversal(
        *("sip", "addRoutes", "updateRoutes", "deleteRoutes", "routes"),
        named_by=lambda route: {"routes": [{"id": route.id}]},
        is_listed=True,
    ),
)


def add_routes(call: Call, new: Sequence[RouteFields]) -> bool:
    """Create routes of carriers in scope.

    Raises MissingInput (carrier_id), CarrierUnknown, InvalidValue, NotAuthorized (inactive reseller), RouteExists.
    """
    _require_few(new)
    checked = [_checked(given, path) for path, given in _numbered(new)]
    named = [required(given.get("carrier_id"), f"{path}.carrier_id") for path, given in _numbered(new)]
    carriers = _lock_carriers(call, {id: path for id, (path, _) in zip(named, _numbered(new), strict=True)})
    for reseller in sorted({carrier.reseller for carrier in carriers.values()}):
        entitlements.claim(call, reseller, reseller, {})
    for id, (path, _), members in zip(named, _numbered(new), checked, strict=True):
        carrier = carriers[id]
        values = {"prefix": "", "originator": "", "priority": 0, **members}
        route = Route(
            id=0, carrier_id=id, carrier=carrier.name, reseller=carrier.reseller, change_date=call.now, **values
        )
        ROUTES.create(call, route, field=path)
    return True


def update_routes(call: Call, given: Sequence[RouteFields]) -> bool:
    """Change the members given of each route; another ``carrier_id`` moves it, 0 keeps. Routes may trade places.

    Raises MissingInput (id), RouteUnknown, CarrierUnknown, InvalidValue, RouteExists.
    """
    routes = _lock(call, given)
    wanted = [_checked(members, path) for path, members in _numbered(given)]
    moved: dict[int, str] = {}
    for (path, members), route, stored in zip(_numbered(given), routes, wanted, strict=True):
        if members.get("carrier_id", 0) not in (0, route.carrier_id):
            stored["carrier_id"] = members["carrier_id"]
            moved[members["carrier_id"]] = path
    _lock_carriers(call, moved)
    if len(routes) > 1:
        for route, stored in zip(routes, wanted, strict=True):
            if any(stored.get(name, getattr(route, name)) != getattr(route, name) for name in KEY):
                store.step_aside(call.unit, route.id)
    for (path, _), route, stored in zip(_numbered(given), routes, wanted, strict=True):
        # with its prefix, the same or not, a route that has stepped aside comes back
        ROUTES.update(call, route, stored, field=path, derived=lambda changed: {"prefix": changed.prefix})
    return True


def delete_routes(call: Call, given: Sequence[RouteFields]) -> bool:
    """Remove the routes that the items name by ``id``. Raises MissingInput, InvalidValue, RouteUnknown."""
    for route in _lock(call, given):
        ROUTES.remove(call, route)
    return True


def get_routes(call: Call, query: RouteQueryFields) -> RoutePageAnswer:
    """Routes in scope that match (sip.md 3)."""
    return ROUTES.find(call, query, _answer)


def _require_few(given: Sequence[RouteFields]) -> None:
    if len(given) > MOST_AT_ONCE:
        raise InvalidValue(f"must have at most {MOST_AT_ONCE} routes", field="routes")


def _numbered(given: Sequence[RouteFields]) -> Iterable[tuple[str, RouteFields]]:
    """Each item with its path on the wire."""
    return ((f"routes.{at}", members) for at, members in enumerate(given))


def _lock_carriers(call: Call, wanted: dict[int, str]) -> dict[int, Carrier]:
    """Carriers in scope by id, locked in the order of their ids; ``wanted`` maps ids to the items that name them."""
    return {id: CARRIERS.lock(call, id, field=f"{path}.carrier_id") for id, path in sorted(wanted.items())}


def _lock(call: Call, given: Sequence[RouteFields]) -> list[Route]:
    """The routes that the items name, in the order of the items, locked in the order of their ids."""
    _require_few(given)
    paths: dict[int, str] = {}
    for path, members in _numbered(given):
        id = required(members.get("id"), f"{path}.id")
        if id in paths:
            raise InvalidValue(f"is the id of {paths[id]} too", field=f"{path}.id")
        paths[id] = path
    locked = {id: ROUTES.lock(call, id, field=f"{path}.id") for id, path in sorted(paths.items())}
    return [locked[id] for id in paths]


def _checked(given: RouteFields, path: str) -> dict[str, Any]:
    """Of the members given those that are stored, in their stored form."""
    checked: dict[str, Any] = {name: given[name] for name in PLAIN if name in given}
    if "prefix" in given:
        checked["prefix"] = names.pstn_prefix(given["prefix"], f"{path}.prefix")
    return checked


def _answer(route: Route) -> RouteAnswer:
    return route._replace(change_date=clock.to_seconds(route.change_date))
