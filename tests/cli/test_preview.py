# SPDX-License-Identifier: Apache-2.0
"""What ``ngnprov call`` asks besides and is told for it: dry runs, request ids, versions (docs/contract/request.md)."""

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ngnprov.cli import main
from ngnprov.cli.preview import preview_as_text
from tests.support.live import Live

Call = Callable[..., Result]


@pytest.fixture
def call(server: Live) -> Call:
    """Run ``ngnprov call`` as the administrator of the live server."""

    def run(*words: str) -> Result:
        login = {"NGNPROV_URL": server.url, "NGNPROV_USER": server.admin, "NGNPROV_PASSWORD": server.password}
        return CliRunner().invoke(main, ["call", *words], env=login)

    return run


def told(result: Result) -> Any:
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


@pytest.fixture
def account(call: Call) -> list[str]:
    """Arguments that update a new customer; the first names it."""
    words = (f"account.username=u{uuid.uuid4().hex}", "account.password=aaaaaa", "account.city=Bonn")
    id = told(call("customer", "addAccount", *words, "--only", "id"))
    return [f"account.id={id}", "account.city=Köln", "account.web=x"]


def test_a_dry_run_prints_what_would_change_and_changes_nothing(call: Call, account: list[str]) -> None:
    id = account[0].partition("=")[2]
    for _ in range(2):
        result = call("customer", "updateAccount", *account, "--dry-run")
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout == f"customer {id} would be changed\n  web   (empty) -> x\n  city  Bonn -> Köln\n"
    assert call("customer", "getAccount", f"id={id}", "--dry-run").stdout == "Nothing would change.\n"
    removed = call("customer", "deleteAccount", f"id={id}", "--dry-run").stdout
    assert removed.startswith(f"customer {id} would be removed\n")
    assert told(call("customer", "getAccount", f"id={id}", "--reply", "--json")) == {"version": 1, "replayed": False}


def test_a_dry_run_as_json_is_the_whole_header(call: Call, account: list[str]) -> None:
    reply = told(call("customer", "updateAccount", *account, "--dry-run", "--json"))
    preview = reply.pop("preview")
    assert reply == {"version": 2, "replayed": False}
    (change,) = preview.pop("changes")
    assert {"name": "web", "before": "", "after": "x"} in change["members"]
    assert preview == {"consumes": [], "limits": []}


@pytest.fixture
def place(call: Call) -> tuple[str, str]:
    """A domain and its customer, who may have one account and has it."""
    credit = {"name": "sip_credit", "category": "credit", "value": "1", "permission": "admin"}
    words = [f"account.properties.0.{name}={value}" for name, value in credit.items()]
    names = ("account.username=u" + uuid.uuid4().hex, "account.password=aaaaaa")
    reseller = call("customer", "addAccount", *names, "account.resellerActive=true", *words, "--only", "id")
    names = ("account.username=u" + uuid.uuid4().hex, "account.password=aaaaaa")
    belongs = f"account.reseller={reseller.stdout.strip()}"
    customer = call("customer", "addAccount", *names, belongs, *words, "--only", "id").stdout.strip()
    name = f"d{uuid.uuid4().hex}.example"
    assert call("sip", "addDomain", f"domain.domain={name}", f"domain.customer={customer}").exit_code == 0
    added = ("account.id.username=alice", f"account.id.domain={name}", "account.password=aaaaaa")
    assert call("sip", "addAccount", *added, "account.prepaid=true").exit_code == 0
    return name, customer


def test_a_limit_that_a_dry_run_would_pass_is_shown_and_refused(call: Call, place: tuple[str, str]) -> None:
    domain, customer = place
    bob = ("account.id.username=bob", f"account.id.domain={domain}", "account.password=aaaaaa")
    result = call("sip", "addAccount", *bob, "--dry-run", "--impersonate", customer)
    assert result.exit_code == 1
    assert result.stderr.startswith("ngnprov: CustomerLimitError (910): ")
    assert "Would meet the limits\n  kind        holder  used  wanted  limit  exceeded\n" in result.stdout
    assert result.stdout.rstrip().endswith("EXCEEDED")


def test_a_credit_is_added_once_for_a_request_id(call: Call, place: tuple[str, str]) -> None:
    words = ("sipId.username=alice", f"sipId.domain={place[0]}", "value=10", "description=card", "--json")
    first = call("sip", "addBalance", *words, "--request-id", "order 1")
    again = call("sip", "addBalance", *words, "--request-id", "order 1")
    assert told(first)["new_balance"] == 10.0
    assert (again.exit_code, again.stdout) == (0, first.stdout)
    assert again.stderr == "ngnprov: was made before; this was its answer, and nothing was changed again\n"
    other = call("sip", "addBalance", *words[:2], "value=11", "--request-id", "order 1")
    assert (other.exit_code, other.stdout) == (1, "")
    assert other.stderr.startswith("ngnprov: RequestReusedError (904): ")


def test_a_record_is_changed_only_in_the_version_that_is_named(call: Call, account: list[str]) -> None:
    words = ("customer", "updateAccount", *account, "--if-version", "1", "--on-behalf-of", "erika@reseller.example")
    reply = told(call(*words, "--reply", "--json"))
    assert (reply["version"], reply["replayed"]) == (2, False)
    assert reply["transaction"]
    late = call(*words)
    assert (late.exit_code, late.stdout) == (1, "")
    assert late.stderr.startswith("ngnprov: ChangedError (903): the record has version 2 and not 1")
    assert call("customer", "getAccount", f"id={account[0][11:]}", "--reply", "--only", "version").stdout == "2\n"


def test_a_preview_reads_as_a_list_of_changes() -> None:
    preview: dict[str, Any] = {
        "changes": [
            {"subject": "zone a.example", "members": [{"name": "ttl", "before": "60", "after": "90"}]},
            {"subject": "zone \x1b[1m", "members": [{"name": "ttl", "after": "60"}]},
        ],
        "consumes": [{"kind": "dns_credit", "holder": 7, "count": -1}],
        "limits": [{"kind": "dns_credit", "holder": 7, "used": 3, "wanted": 1, "exceeded": False}],
    }
    assert preview_as_text(preview) == (
        "zone a.example would be changed\n  ttl  60 -> 90\n\n"
        "zone \\x1b[1m would be made\n  ttl  60\n\n"
        "Would consume\n  kind        holder  count\n  ----------  ------  -----\n  dns_credit  7       -1\n\n"
        "Would meet the limits\n  kind        holder  used  wanted  limit\n"
        "  ----------  ------  ----  ------  ---------\n  dns_credit  7       3     1       unlimited"
    )
