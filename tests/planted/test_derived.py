# SPDX-License-Identifier: Apache-2.0
"""What guards ports guards one that is planted, too: nothing of it is listed in any file but its own."""

import json
from collections.abc import Callable
from typing import Any

from click.testing import CliRunner

from ngnprov.calls.port import declared_tables
from ngnprov.cli import main
from ngnprov.sealing.columns import sealed_columns
from ngnprov.upkeep.resealing import reseal
from tests.planted.test_planted_port import add, credit
from tests.support import commands
from tests.support.caller import Fault
from tests.support.world import World


def test_its_sealed_column_is_masked_in_the_journal_and_sealed_in_the_table(
    widgets: World, use: Callable[..., Any]
) -> None:
    caller = widgets.call()
    id = use(caller, "addWidget", widget={"name": "a", "pin": "1234"})["id"]
    use(caller, "setPin", id=id, pin="4321")
    assert use(caller, "getWidgets", query={})["widgets"][0]["pin"] == "4321"
    entries = widgets.sql("SELECT before, after FROM journal WHERE subject LIKE 'widget %' ORDER BY id")
    told = [json.loads(text)["pin"] for entry in entries for text in entry if text is not None]
    assert told == ["********"] * 4, "made; changed from and to; as somebody wrote it in clear"
    ((stored,),) = widgets.sql("SELECT pin FROM widgets")
    assert not {b"1234", b"4321"} & {bytes(stored)}
    shown = commands.done(widgets, "journal", "--json")
    assert "1234" not in shown
    assert "4321" not in shown


def test_its_sealed_column_is_found_by_who_seals_anew(widgets: World, use: Callable[..., Any]) -> None:
    use(widgets.call(), "addWidget", widget={"name": "a", "pin": "1234"})
    assert "widgets.pin" in [column.name for column in sealed_columns(declared_tables())]
    assert [done.column for done in reseal(widgets.operator) if done.count] == []
    assert commands.is_sound(widgets)


def test_its_command_is_listed_and_runs(widgets: World, use: Callable[..., Any]) -> None:
    account = {"username": "two", "password": "p", "resellerActive": True, "properties": [credit("widget_credit", 2)]}
    id = widgets.call().addAccount(account=account)["id"]
    add(use, widgets.call(), "a", id)
    names = [line.split()[0] for line in CliRunner().invoke(main, ["--help"]).stdout.splitlines() if line.strip()]
    assert names.index("admin") < names.index("widgets") < names.index("wsdl")
    assert commands.done(widgets, "widgets", "count", id) == "1\n"


def test_its_switch_is_set_by_resellers_for_their_customers_and_by_nobody_for_himself(widgets: World) -> None:
    def switched(value: str) -> list[dict[str, str]]:
        return [{"name": "widget_access", "category": "widget", "value": value, "permission": "customer"}]

    def code(login: str, customer: int, value: str) -> int:
        caller = widgets.call(username=login, password="p", admin=False)
        try:
            caller.setProperties(customer=customer, properties=switched(value))
        except Fault as fault:
            return fault.code
        return 0

    ids = {}
    for name, properties in (("with", switched("1")), ("without", [])):
        given = {"username": name, "password": "p", "resellerActive": True, "properties": properties}
        reseller = ids[name] = widgets.call().addAccount(account=given)["id"]
        below = {"username": f"of {name}", "password": "p", "reseller": reseller}
        ids[f"of {name}"] = widgets.call().addAccount(account=below)["id"]
    assert code("with", ids["of with"], "1") == 0
    assert [code("with", ids["with"], "0"), code("of with", ids["of with"], "0")] == [902, 902]
    assert code("without", ids["of without"], "1") == 101, "nobody hands on what they were not given"
