# SPDX-License-Identifier: Apache-2.0
"""Making and removing an extension of any kind with all that belongs to it, through the services of the floors below (pbx.md
8).

What happens to its SIP account, its alias and its ENUM number stands in the journal as parts of one change: they are undone
with the extension, and not by themselves."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ngnprov.calls import keeping
from ngnprov.calls.call import Call
from ngnprov.calls.fields import fields_as
from ngnprov.calls.once import Once
from ngnprov.calls.undo import Step
from ngnprov.db.failures import Duplicate
from ngnprov.ports.customer import entitlements, tenancy
from ngnprov.ports.customer.tenancy import Tenancy
from ngnprov.ports.enum.numbers.service import CREDIT as NUMBER_CREDIT
from ngnprov.ports.pbx.account_ids import AccountId
from ngnprov.ports.pbx.agreements import store as agreements
from ngnprov.ports.pbx.agreements.store import Item
from ngnprov.ports.pbx.blocking import layers
from ngnprov.ports.pbx.blocking import store as blocks
from ngnprov.ports.pbx.devices import linking
from ngnprov.ports.pbx.errors import Referred
from ngnprov.ports.pbx.extensions import limits, store
from ngnprov.ports.pbx.extensions.lookup import EXTENSIONS, Pbx, hold_pilot, taken
from ngnprov.ports.pbx.extensions.made import Made
from ngnprov.ports.pbx.extensions.references import require_unreferred
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.extensions.tables import PILOT, USER
from ngnprov.ports.pbx.licences import limits as licences
from ngnprov.ports.pbx.numbers import assigning
from ngnprov.ports.pbx.numbers import service as numbers
from ngnprov.ports.pbx.numbers import store as number_store
from ngnprov.ports.pbx.numbers.service import Wanted
from ngnprov.ports.pbx.numbers.store import Number
from ngnprov.ports.pbx.numbers.tables import BASE, DERIVED, DID
from ngnprov.ports.pbx.products.service import USER_LICENCE
from ngnprov.ports.pbx.subscriptions import assigning as assigning_products
from ngnprov.ports.pbx.subscriptions import service as subscriptions
from ngnprov.ports.pbx.subscriptions.rules import Fields
from ngnprov.ports.pbx.subscriptions.service import Holder
from ngnprov.ports.pbx.subscriptions.store import Subscription
from ngnprov.ports.sip.accounts.lookup import Account
from ngnprov.ports.sip.accounts.making import CREDIT as ACCOUNT_CREDIT
from ngnprov.ports.sip.accounts.making import FreeAddress, NewAccounts
from ngnprov.ports.sip.accounts.service import delete_account
from ngnprov.ports.sip.aliases.service import CREDIT as ALIAS_CREDIT
from ngnprov.ports.sip.groups.service import ANONYMOUS, BLOCKED

_ACCOUNT_FIELDS = {"account.password": "sipPassword", "account.email": "email", "account.timezone": "timezone"}


def _nowhere(_code: str) -> str:
    """The field of products that nobody has given."""
    return ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A new extension. ``path`` is its name on the wire, ``columns`` what else is stored, ``account`` what else its account
    has.

    Without ``username`` the account is called by the account id; without ``password`` it gets one that nobody knows.
    ``products`` stand in the fields that ``products_field`` says. ``beside`` is what some kinds have besides, for the journal.
    """

    pbx: Pbx
    kind: str
    account_id: AccountId
    domain: str
    name: str
    path: str
    display_name: str = ""
    username: str = ""
    password: str = ""
    products: Sequence[str] = ()
    products_field: Fields = _nowhere
    numbers: Sequence[Wanted] = ()
    numbers_field: str = ""
    columns: dict[str, Any] = field(default_factory=dict)
    account: dict[str, Any] = field(default_factory=dict)
    beside: Mapping[str, Any] = field(default_factory=dict)


class _Place(NamedTuple):
    """Where a new extension is to be reached: the address of its account, as nobody has it, in a domain that is held; and the
    tree in which each of its numbers is published, "" for none."""

    plan: Plan
    free: FreeAddress
    trees: Sequence[str]

    @property
    def address(self) -> dict[str, str]:
        """User name and domain."""
        return {"username": self.free.username, "domain": self.free.domain.domain}


class NewExtensions:
    """The extensions that one call makes: what several need of the floors below is looked up, and held, once."""

    def __init__(self, call: Call, once: Once | None = None) -> None:
        self._call = call
        self._once = once or Once(call)
        self._publishing = numbers.Publishing(call, self._once)
        self._accounts = NewAccounts(call, self._once)

    def hold(self, owner: Tenancy, domain: str) -> None:
        """Hold all that extensions made one after the other may need, in the order in which each needs it, before the first of
        them consumes anything: what holds counters waits for nothing else."""
        agreements.hold_all(self._call.unit, owner.customer, owner.reseller)
        self._accounts.hold(domain)
        self._publishing.hold_of(owner.customer)

    def make(self, plan: Plan, undo_by: Callable[[Extension], Sequence[Step]]) -> Made:
        """Make an extension, all of it or nothing.

        Raises what taking products raises, NoFreeLicence, SubscribersReached, ExtensionExists, AccountExists, NumberTaken,
        CustomerLimit, ResellerLimit, and what adding an account, an alias or an ENUM number raises besides.
        """
        return self.make_all([plan], undo_by)[0]

    def make_all(self, plans: Sequence[Plan], undo_by: Callable[[Extension], Sequence[Step]]) -> list[Made]:
        """The same with several that differ in their ids and numbers only: what they consume is claimed at once."""
        call, like = self._call, plans[0]
        owner = like.pbx.owner
        self._once.know(tenancy.lock_owner, owner.customer, None)  # held as long as its PBX is
        items = subscriptions.use(call, owner, like.kind, (), like.products, like.products_field, len(plans))
        if like.kind == USER:
            licences.require_free(call, owner.customer, USER_LICENCE, len(plans), f"{like.path}.customer")
        limits.require_room(call, like.pbx.profile, len(plans), f"{like.path}.customer")
        for plan in plans:
            self._require_new(plan)
        with fields_as(_account_fields(like), f"{like.path}.sipUsername", f"{like.path}.customer"), call.parts():
            places = self._held(owner, [self._place(plan) for plan in plans])
            self._claim(owner, places)
            in_enum = [self._in_enum(place) for place in places]
            published = [self._with_aliases(*each) for each in zip(places, in_enum, strict=True)]
            is_blocked = blocks.is_entry_blocked(call.unit, owner.customer, owner.reseller)
            accounts = [self._account(place, is_blocked=is_blocked) for place in places]
        found = zip(places, published, accounts, strict=True)
        return [
            Made(*self._store(place, items, numbers, account.id, undo_by), account, is_blocked)
            for place, numbers, account in found
        ]

    def _require_new(self, plan: Plan) -> None:
        """Raise ExtensionExists, NumberTaken."""
        customer = plan.pbx.customer
        if plan.account_id.number:
            EXTENSIONS.require_none(self._call, customer, plan.account_id.number, field=f"{plan.path}.number")
        for wanted in plan.numbers:
            numbers.require_free(self._call, customer, wanted.number, plan.numbers_field)

    def _place(self, plan: Plan) -> _Place:
        """Where an extension is to be reached; what counts up has counted."""
        given: Any = {"username": plan.username or str(plan.account_id), "domain": plan.domain}
        free = self._accounts.free_address({"id": given})
        trees = [numbers.tree_for(self._call, plan.pbx.customer, each.number) for each in plan.numbers]
        return _Place(plan, free, trees)

    def _held(self, owner: Tenancy, places: Sequence[_Place]) -> list[_Place]:
        """The same with trees in which ranges of the customer are held."""
        pairs = [
            (wanted.number, tree)
            for place in places
            for wanted, tree in zip(place.plan.numbers, place.trees, strict=True)
        ]
        held = iter(self._publishing.hold(owner.customer, pairs))
        return [place._replace(trees=[next(held) for _ in place.trees]) for place in places]

    def _claim(self, owner: Tenancy, places: Sequence[_Place]) -> None:
        """Use the credits of all of them; domain and ranges are held, as everywhere before counters."""
        trees = [tree for place in places for tree in place.trees]
        wanted = {ACCOUNT_CREDIT: len(places), ALIAS_CREDIT: len(trees), NUMBER_CREDIT: len(list(filter(None, trees)))}
        entitlements.claim(self._call, owner.customer, owner.reseller, wanted)

    def _in_enum(self, place: _Place) -> list[Number]:
        plan, address = place.plan, "{username}@{domain}".format(**place.address)
        return [
            self._publishing.in_enum(plan.pbx.customer, each, tree, address, plan.numbers_field, counts=False)
            for each, tree in zip(plan.numbers, place.trees, strict=True)
        ]

    def _with_aliases(self, place: _Place, found: Sequence[Number]) -> list[Number]:
        field = place.plan.numbers_field
        return [self._publishing.with_alias(each, place.address, field, counts=False) for each in found]

    def _account(self, place: _Place, *, is_blocked: bool) -> Account:
        plan = place.plan
        new: Any = {
            "id": place.address,
            "password": plan.password or secrets.token_urlsafe(18),
            "owner": plan.pbx.customer,
            "first_name": plan.name,
            "groups": [ANONYMOUS] * (plan.columns.get("caller_id") == ANONYMOUS) + [BLOCKED] * is_blocked,
            **plan.account,
        }
        return self._accounts.make_at(place.free, new, counts=False).account

    def _store(
        self,
        place: _Place,
        items: Sequence[Item],
        published: Sequence[Number],
        account: int,
        undo_by: Callable[[Extension], Sequence[Step]],
    ) -> tuple[Extension, list[Subscription], list[Number]]:
        call, plan = self._call, place.plan
        new = Extension(
            **{
                "id": 0,
                "customer": plan.pbx.customer,
                "kind": plan.kind,
                "number": plan.account_id.number or None,
                "attendant": plan.account_id.attendant or None,
                "account_id": str(plan.account_id),
                "name": plan.name,
                "display_name": plan.display_name or plan.name,
                "sip_username": place.free.username,
                "domain": place.free.domain.domain,
                "account": account,
                **dict.fromkeys(("web_username", "web_password", "local_prefix", "caller_id"), ""),
                **dict.fromkeys(("record_email", "record_subject"), ""),
                "record_outbound": False,
                "active": not subscriptions.is_checked(items),
                "created_by": call.actor.login,
                "create_date": call.now,
                "change_date": call.now,
                **plan.columns,
            }
        )
        try:
            made = store.insert(call.unit, new)
        except Duplicate as duplicate:
            raise taken(duplicate, plan.path) from None
        call.made(EXTENSIONS.records, made.id)
        led = numbers.attach(call, published, made.id, plan.numbers_field)
        held = subscriptions.subscribe(call, Holder(made.id, made.kind), items, plan.products_field)
        values = told(made, [item.code for item in items], published)
        call.created(made.subject, {**values, **plan.beside}, undo_by=undo_by(made))
        return made, held, led


def remove(
    call: Call,
    pbx: Pbx,
    extension: Extension,
    again: Callable[[str], Sequence[Step]],
    field: str,
    beside: Mapping[str, Any] | None = None,
) -> list[Number]:
    """Remove an extension that is locked, with all that was made with it; the numbers that it had. Its direct dial-in numbers
    lead to the pilot then, and those of the pilot nowhere; they stay the customer's.

    ``again`` are the steps that make it again with the password, or the digests, of its account; ``beside`` is what some kinds
    have besides, for the journal. Raises Referred.
    """
    require_unreferred(call, extension, field)
    held = subscriptions.held(call.unit, extension.id)
    freed = number_store.of_extension(call.unit, extension.id)
    _require_nobodys_caller_id(call, extension, freed, field)
    dids = [each for each in freed if each.role == DID]
    gone = [each for each in freed if each.role != DID]
    for number in gone:
        number_store.release(call.unit, number.id, call.now, numbers.until(call) if number.role == BASE else None)
    subscriptions.give_back(call, pbx.owner, Holder(extension.id, extension.kind), None, field)
    with call.parts():
        freed_devices = linking.free(call, extension)
        if extension.kind == PILOT:
            assigning.let_go(call, dids, extension)
            gone += dids
        elif dids:
            assigning.give_to_pilot(call, dids, extension, hold_pilot(call, pbx), field)
    store.close(call.unit, extension.id, call.now)
    call.gone()
    with call.parts() as parts:
        lifted = layers.withdraw(call, extension)
        numbers.withdraw(call, gone, extension.domain)
        delete_account(call, {"username": extension.sip_username, "domain": extension.domain})
    values = {**told(extension, [each.code for each in held], freed), **(beside or {})}
    if lifted:
        values[keeping.WENT_ALONG] = {"blockExtension": lifted}
    more = [
        *assigning_products.steps_again(extension, held),
        *assigning.steps_again(extension, dids),
        *linking.steps_again(extension, freed_devices),
    ]
    call.removed(extension.subject, values, undo_by=lambda: _steps(parts, again, {each.number for each in gone}, more))
    return freed


def _require_nobodys_caller_id(call: Call, extension: Extension, numbers: Iterable[Number], field: str) -> None:
    """Raise Referred while calls of another extension show a number that goes with this one (E8)."""
    for number in numbers:
        if number.role == DERIVED and (
            shown := store.with_caller_id(call.unit, extension.customer, number.number, extension.id)
        ):
            raise Referred(f"has the number {number.number}, which is the caller ID of {shown}", field=field)


def told(extension: Extension, products: Iterable[str], numbers: Iterable[Number]) -> dict[str, Any]:
    """What the journal tells of an extension."""
    values = extension._asdict()
    for name in ("id", "account", "version"):
        del values[name]
    values["products"] = sorted(products)
    values["numbers"] = sorted(each.number for each in numbers)
    return values


def _account_fields(plan: Plan) -> Mapping[str, str]:
    """How what is wrong about the account is called in the input."""
    named = {theirs: f"{plan.path}.{ours}" for theirs, ours in _ACCOUNT_FIELDS.items()}
    return {**named, "account.id.domain": f"{plan.path}.domain", plan.numbers_field: plan.numbers_field}


def _steps(
    parts: Sequence[Step], again: Callable[[str], Sequence[Step]], numbers: Set[str], more: Sequence[Step]
) -> list[Step]:
    """What makes an extension again, gives it ``more``, and its parts what they had besides: they are there already then."""
    account = next((step for step in parts if step.operation == "addAccount"), None)
    if account is None:  # a secret of it does not open any more
        return []
    password = account.arguments["account"]["password"]
    return [*again(password), *more, *(_filling(step, numbers) for step in parts)]


def _filling(step: Step, numbers: Set[str]) -> Step:
    arguments = step.arguments
    if step.operation == "addAccount":
        return Step("sip", "updateAccount", arguments, is_secret=True)
    if step.operation == "addAlias" and arguments["alias"]["id"]["username"] in numbers:
        alias = arguments["alias"]
        return Step("sip", "updateAlias", {"alias": {"id": alias["id"], "owner": alias["owner"]}})
    if step.operation == "addNumber":
        number = arguments["number"]
        return Step("enum", "updateNumber", {"number": {name: number[name] for name in ("id", "owner", "info")}})
    return step
