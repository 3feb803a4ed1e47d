# SPDX-License-Identifier: Apache-2.0
"""Whatever limit there is, every way to make something meets it, and explainLimits has told it before (pbx.md 6)."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from click.testing import CliRunner, Result

from ngnprov.cli import main
from ngnprov.errors import NotRevertible
from tests.ports.pbx.conftest import PbxScene
from tests.support import commands
from tests.support.caller import Caller, Fault
from tests.support.commands import written

CUSTOMER, RESELLER = 2, 1
Told = tuple[int, str, str, str, str]
"""Code, kind, limit, use and holder of a refusal."""


@pytest.fixture
def shop(quick_pbx: PbxScene) -> PbxScene:
    """The customer has a pilot, a range that covers its number, and some of everything; all limits have room.

    101 holds PBX, 102 and 103 RECORDING besides, of which the reseller may have some, too. A product for groups is there that
    none needs.
    """
    pbx = quick_pbx
    pbx.admin.enum.addRange(range={"id": {"prefix": "431", "tld": "e164.arpa"}, "customer": 2, "maxDigits": 15})
    pbx.product("RING", "main", appliesTo="group")
    for product in ("PBX", "AA", "RECORDING", "RING"):
        pbx.agree(product, 50, customer=RESELLER)
        pbx.agree(product, 40)
    pbx.product("SEAT", "userLicence", reseller=RESELLER)
    pbx.agree("SEAT", 40)
    order_seats(pbx, 25)
    pbx.profile(maxSubscribers="30")
    pbx.pilot()
    pbx.user("101")
    for number in ("102", "103"):
        pbx.user(number, addons=["RECORDING"])
    for number in ("201", "202"):
        pbx.root.addGroup(group={**new(), "number": number, "mainProduct": "RING"})
        pbx.root.addAutoAttendant(attendant=new())
    return pbx


def order_seats(scene: PbxScene, count: int) -> None:
    """Let so many licences of users be ordered."""
    port = scene.root.at("Order")
    order = {"customer": CUSTOMER, "kind": "change", "lines": [{"product": "SEAT", "quantity": count}]}
    port.submitOrder(id=port.addOrder(order=order)["id"], termsVersion=0, accepted=True)


def limit(scene: PbxScene, kind: str, holder: int, value: int) -> None:
    """Set a limit."""
    if kind == "userLicence":
        order_seats(scene, value)
        return
    if kind.startswith("product "):
        item = {"customer": holder, "product": kind.removeprefix("product "), "quantity": value}
        scene.root.updateAgreementItem(item=item)
    elif kind == "subscribers":
        scene.profile(holder, maxSubscribers=str(value))
    else:
        scene.grant(holder, **{kind: value})


def code(kind: str, holder: int) -> int:
    if kind == "userLicence":
        return 8302
    if kind == "subscribers":
        return 8103
    if kind.startswith("product "):
        return 8018 if holder == RESELLER else 8011
    return 911 if holder == RESELLER else 910


def told(fault: Fault) -> Told:
    kind, limit, used, holder = (fault.members.get(name, "") for name in ("kind", "limit", "used", "holder"))
    return fault.code, kind, limit, used, holder


def new() -> dict[str, Any]:
    return {"customer": CUSTOMER, "name": "one more"}


OPERATIONS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "extension": ("addExtension", {"extension": new()}),
    "group": ("addGroup", {"group": new()}),
    "attendant": ("addAutoAttendant", {"attendant": new()}),
    "product RECORDING": ("assignProduct", {"customer": CUSTOMER, "number": "101", "product": "RECORDING"}),
}
"""What makes one more of what explainLimits is asked about."""

FIELDS = {
    "extension": ("extension.customer", "extension.mainProduct"),
    "group": ("group.customer",),
    "attendant": ("attendant.customer", "attendant.mainProduct"),
    "product RECORDING": ("product",),
}
"""The inputs that a refusal names."""

PRODUCT, NUMBER = {"extension": "PBX", "attendant": "AA", "product RECORDING": "RECORDING"}, ("extension", "group")
"""Which product it takes, and what gets a telephone number."""

AGAIN: Mapping[str, tuple[str, dict[str, Any]]] = {
    "extension": ("deleteExtension", {"customer": CUSTOMER, "number": "102"}),
    "group": ("deleteGroup", {"group": {"customer": CUSTOMER, "number": "202"}}),
    "attendant": ("deleteAutoAttendant", {"attendant": {"customer": CUSTOMER, "num": 2}}),
    "product RECORDING": ("unassignProduct", {"customer": CUSTOMER, "number": "102", "product": "RECORDING"}),
}
"""What takes one away, which an undo makes again."""


def told_of(planned: str) -> list[tuple[str, int]]:
    """The limits that something meets, in their order, with their holders."""
    kinds = [f"product {PRODUCT[planned]}"] if planned in PRODUCT else []
    if not planned.startswith("product "):
        kinds += ["userLicence"] if planned == "extension" else []
        kinds += ["subscribers"]
        kinds += ["enum_number_credit", "sip_alias_credit"] if planned in NUMBER else []
        kinds += ["sip_credit"]
    holders = {"subscribers": (CUSTOMER,), "userLicence": (CUSTOMER,)}
    return [(kind, holder) for kind in kinds for holder in holders.get(kind, (CUSTOMER, RESELLER))]


def ways(caller: Caller, planned: str) -> dict[str, Callable[[], Any]]:
    """Calls that would make one more."""
    operation, arguments = OPERATIONS[planned]
    found = {
        operation: lambda: caller.call(operation, arguments),
        "dry run": lambda: caller.asking(dryRun=True).call(operation, arguments),
        "with a request id": lambda: caller.asking(id="once").call(operation, arguments),
        "on behalf of": lambda: caller.asking(onBehalfOf="erika@reseller.example").call(operation, arguments),
    }
    if planned == "extension":
        found["addExtensions"] = lambda: caller.addExtensions(extension=new(), count=1)
    return found


@contextmanager
def over_http(scene: PbxScene) -> Iterator[str]:
    """The URL at which a server answers."""
    with make_server("127.0.0.1", 0, scene.world.app, handler_class=Quiet) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class Quiet(WSGIRequestHandler):
    """Says nothing of requests."""

    def log_message(self, format: str, *args: Any) -> None:
        """As the class says."""


def words_of(value: Any, path: str) -> list[str]:
    """Arguments as the command line takes them."""
    if isinstance(value, dict):
        return [word for name, each in value.items() for word in words_of(each, f"{path}.{name}".lstrip("."))]
    return [f"{path}={value}"]


def commands_of(scene: PbxScene, url: str, who: str, planned: str) -> dict[str, Callable[[], Result]]:
    """Command lines that would make one more for the entry that logs in as ``who``."""
    operation, arguments = OPERATIONS[planned]
    login = {"NGNPROV_URL": url, "NGNPROV_USER": who, "NGNPROV_PASSWORD": "secret"}
    called = ["call", "--customer", "pbx", operation, *words_of(arguments, "")]
    found = {"ngnprov call": lambda: CliRunner().invoke(main, called, env=login)}
    if planned == "extension":
        place = Path(scene.world.settings.database.url.removeprefix("sqlite:///")).parent
        entry = {"reseller": RESELLER, "customer": CUSTOMER}[who]
        brought = ("extensions", "import", "--of", CUSTOMER, "--customer", entry, written(place, "name\none more\n"))
        found["import"] = lambda: commands.run(scene.world, *brought)
        found["import --each"] = lambda: commands.run(scene.world, *brought, "--each")
    return found


@pytest.mark.parametrize("planned", OPERATIONS)
def test_every_way_meets_every_limit_as_it_was_told(shop: PbxScene, planned: str) -> None:
    reseller = shop.reseller_login
    limits = reseller.explainLimits(customer=CUSTOMER, object=planned)
    assert [(each["kind"], int(each["holder"])) for each in limits] == told_of(planned)
    assert not any(each["bites"] for each in limits)
    callers = {"reseller": reseller, "customer": shop.customer_login}
    callers |= {f"behind {id}": shop.behind(id).pbx for id in (RESELLER, CUSTOMER)}
    with over_http(shop) as url:
        for each in limits:
            kind, holder = each["kind"], each["holder"]
            limit(shop, kind, holder, each["used"])
            before = shop.world.fingerprint()
            for who, caller in callers.items():
                (biting,) = [
                    found for found in caller.explainLimits(customer=CUSTOMER, object=planned) if found["bites"]
                ]
                assert (biting["kind"], biting["holder"], biting["left"]) == (kind, holder, 0), who
                expected = (code(kind, holder), kind, str(biting["limit"]), str(biting["used"]), str(holder))
                for way, make in ways(caller, planned).items():
                    with pytest.raises(Fault) as caught:
                        make()
                    assert told(caught.value) == expected, (who, way)
                    assert caught.value.field in FIELDS[planned], (who, way)
                if who.startswith("behind"):
                    continue
                sentence = caught.value.text.removesuffix(f" ({caught.value.field})")
                for way, command in commands_of(shop, url, who, planned).items():
                    result = command()
                    assert result.exit_code == 1, (who, way, result.output)
                    assert sentence in result.stderr, (who, way)
            assert shop.world.fingerprint() == before
            limit(shop, kind, holder, each["limit"])
        for way, command in commands_of(shop, url, "customer", planned).items():
            assert command().exit_code == 0, way
            if planned.startswith("product "):
                shop.root.unassignProduct(**OPERATIONS[planned][1])
    for make in ways(reseller, planned).values():
        make()
        if planned.startswith("product "):
            with suppress(Fault):  # a dry run has not assigned it
                shop.root.unassignProduct(**OPERATIONS[planned][1])


@pytest.mark.parametrize("planned", AGAIN)
def test_an_undo_meets_limits_too(shop: PbxScene, planned: str) -> None:
    reseller = shop.reseller_login
    asked = shop.reseller_login.asking()
    asked.call(*AGAIN[planned])
    transaction = asked.reply["transaction"]
    for each in reseller.explainLimits(customer=CUSTOMER, object=planned):
        kind, holder = each["kind"], each["holder"]
        if kind.endswith("_credit"):
            continue  # an undo at the machine is an administrator's, whom no credit limits
        limit(shop, kind, holder, each["used"])
        before = shop.world.fingerprint()
        with pytest.raises(NotRevertible, match=f"\\({code(kind, holder)}\\)"):
            shop.world.undo(transaction)
        assert shop.world.fingerprint() == before
        limit(shop, kind, holder, each["limit"])
    shop.world.undo(transaction)


def test_what_is_said_of_other_things(shop: PbxScene) -> None:
    caller = shop.customer_login
    (alias, shared) = caller.explainLimits(customer=CUSTOMER, object="sipAlias")
    assert (alias["kind"], alias["used"], shared["holder"]) == ("sip_alias_credit", 6, RESELLER)
    refused = caller.refused("explainLimits", customer=CUSTOMER, object="product NONE")
    assert (refused.code, refused.field) == (8019, "object")
    shop.product("HOLD")
    (product,) = caller.explainLimits(customer=CUSTOMER, object="product HOLD")
    assert (product["limit"], product["unlimited"], product["bites"]) == (0, False, True)
    shop.profile(maxSubscribers="")
    found = {each["kind"]: each for each in caller.explainLimits(customer=CUSTOMER, object="pilot")}
    assert (found["subscribers"]["unlimited"], found["subscribers"]["used"]) == (True, 8)
    assert caller.refused("explainLimits", customer=CUSTOMER, object="nonsense").field == "object"
    assert caller.refused("explainLimits", customer=99, object="extension").code == 5000


def test_the_size_of_a_range_is_a_limit_too(shop: PbxScene) -> None:
    ((used,),) = shop.world.sql("SELECT used FROM enum_ranges")
    limit = {"kind": "size", "holder": 2, "limit": used, "used": used}
    shop.root.enum.updateRange(range={"id": {"prefix": "431", "tld": "e164.arpa"}, "size": used})
    *_, told = shop.customer_login.explainLimits(customer=2, object="extension")
    assert {name: told[name] for name in limit} == limit
    assert told["bites"]
    fault = shop.customer_login.refused("addExtension", extension={"customer": 2, "name": "n", "number": "150"})
    assert (fault.code, fault.field) == (3011, "extension.number")
    assert {name: fault.members[name] for name in limit} == {name: str(value) for name, value in limit.items()}


def test_what_does_not_limit_an_administrator_does_not_bite_him(shop: PbxScene) -> None:
    shop.grant(2, sip_credit=1)
    for caller, bites in ((shop.customer_login, True), (shop.root, False)):
        (credit,) = (
            each
            for each in caller.explainLimits(customer=2, object="extension")
            if each["kind"] == "sip_credit" and each["holder"] == 2
        )
        assert (credit["used"] >= credit["limit"], credit["bites"]) == (True, bites)
