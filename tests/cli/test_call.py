# SPDX-License-Identifier: Apache-2.0
"""``ngnprov call`` against a live server."""

import json
import os
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ngnprov.cli import main
from ngnprov.cli.call import _default_url
from ngnprov.settings import load
from tests.serve.test_start import make_pair
from tests.support.live import Live

Call = Callable[..., Result]


@pytest.fixture
def call(server: Any, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run ``ngnprov call`` as the administrator of the live server."""
    for name in os.environ:
        if name.startswith("NGNPROV_"):
            monkeypatch.delenv(name)

    def run(*words: str, password: str = server.password, stdin: str | None = None) -> Result:
        command = ["call", "--url", server.url, "--user", server.admin, *words]
        result = CliRunner().invoke(main, command, input=stdin, env={"NGNPROV_PASSWORD": password})
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


def add(call: Call, *more: str) -> dict[str, Any]:
    """A new reseller with one property, as JSON tells it."""
    result = call(
        "customer",
        "addAccount",
        f"account.username=u{uuid.uuid4().hex}",
        "account.password=aaaaaa",
        "account.organization=Müller & Söhne",
        "account.balance=12.5",
        "account.resellerActive=true",
        "account.properties.0.name=sip_credit",
        "account.properties.0.category=credit",
        "account.properties.0.value=5",
        "account.properties.0.permission=admin",
        *more,
        "--json",
    )
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def test_an_answer_in_json_has_typed_values_and_lists(call: Call) -> None:
    account = add(call)
    assert isinstance(account["id"], int)
    assert (account["balance"], account["resellerActive"]) == (12.5, True)
    assert account["organization"] == "Müller & Söhne"
    assert account["properties"] == [{"name": "sip_credit", "category": "credit", "value": "5", "permission": "admin"}]


def test_an_answer_as_text_is_for_reading(call: Call) -> None:
    account = add(call)
    told = call("customer", "getAccount", f"id={account['id']}").stdout
    assert f"username        {account['username']}\n" in told
    assert "\nproperties:\n  name        category  value  permission\n  ----------  " in told


def test_a_script_takes_one_member_of_an_answer(call: Call) -> None:
    account = add(call)
    found = ("customer", "getCustomers", f"query.filter.username={account['username']}")
    assert call("customer", "getAccount", f"id={account['id']}", "--only", "id").stdout == f"{account['id']}\n"
    assert call(*found, "--only", "accounts.0.username").stdout == f"{account['username']}\n"
    assert call(*found, "--only", "accounts.0.properties", "--json").stdout.startswith("[")


@pytest.mark.parametrize(
    "path", ["nothing", "accounts.7.id", "accounts.id", "total.id", "accounts.0.properties.-9", ""]
)
def test_a_member_that_is_not_in_the_answer_is_said_so(call: Call, path: str) -> None:
    add(call)
    result = call("customer", "getCustomers", "query.range.count=1", "--only", path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"the answer has no {path}" in result.stderr


def test_an_operation_without_an_answer_prints_nothing_and_an_empty_list_is_a_list(call: Call) -> None:
    result = call(
        "customer", "addAccount", f"account.username=u{uuid.uuid4().hex}", "account.password=aaaaaa", "--json"
    )
    account = json.loads(result.stdout)
    result = call("customer", "setProperties", f"customer={account['id']}", "properties=")
    assert (result.exit_code, result.output) == (0, "")
    told = call("customer", "getProperties", f"customer={account['id']}", "--json").stdout
    assert json.loads(told) == []


def test_members_of_members_are_reached_with_dots(call: Call) -> None:
    account = add(call)
    told = call(
        "customer",
        "getCustomers",
        f"query.filter.username={account['username']}",
        "query.range.start=0",
        "query.range.count=5",
        "query.orderBy.attribute=id",
        "--json",
    ).stdout
    assert [found["id"] for found in json.loads(told)["accounts"]] == [account["id"]]


def test_a_fault_is_one_line_on_stderr(call: Call) -> None:
    result = call("customer", "getAccount", "id=2147483647")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("ngnprov: CustomerUnknownError (5000): ")
    assert result.stderr.count("\n") == 1


def test_the_field_of_a_fault_is_named_once(call: Call) -> None:
    result = call("customer", "addAccount", f"account.username={'x' * 5000}", "account.password=aaaaaa")
    assert result.exit_code == 1
    assert result.stderr.startswith("ngnprov: InvalidValueError (101): account.username ")
    assert result.stderr.count("account.username") == 1


def test_a_password_comes_from_stdin_the_environment_or_a_prompt(call: Call, server: Any) -> None:
    account = add(call)
    words = ("customer", "getAccount", f"id={account['id']}")
    assert call(*words, password="wrong").stderr.startswith("ngnprov: AuthenticationError (901): ")
    assert call(*words, "--password-stdin", password="wrong", stdin=f"{server.password}\n").exit_code == 0
    command = ["call", "--url", server.url, "--user", server.admin, *words]
    prompted = CliRunner().invoke(main, command, input=f"{server.password}\n")
    assert prompted.exit_code == 0
    assert server.password not in prompted.output


def test_an_account_calls_by_its_own_password(call: Call, server: Any) -> None:
    """No header says who calls; the password is not among the words, where other users of the machine see it."""
    domain = f"d{uuid.uuid4().hex}.example"
    alice = ("sipId.username=alice", f"sipId.domain={domain}")
    call("sip", "addDomain", f"domain.domain={domain}")
    call("sip", "addAccount", *(word.replace("sipId", "account.id") for word in alice), "account.password=hidden")
    set_policy = ("presence", "setPolicy", *alice, "policy.allow.0=bob@example.com", "policy.deny=", "policy.confirm=")
    assert call(*set_policy, "--dry-run", password="hidden").stdout.startswith("SIP account alice@")
    assert call(*set_policy, password="hidden").exit_code == 0
    get_policy = ("presence", "getPolicy", *alice, "--only", "allow.0")
    assert call(*get_policy, password="wrong").stderr.startswith("ngnprov: AuthenticationError (901): ")
    assert call(*get_policy, "password=hidden", password="wrong").stdout == "bob@example.com\n"
    prompted = CliRunner().invoke(main, ["call", "--url", server.url, *get_policy], input="hidden\n")
    assert "Password of the account: " in prompted.output
    assert prompted.stdout.endswith("bob@example.com\n")


def test_server_and_login_come_from_the_variables_of_the_examples(call: Call, server: Any) -> None:
    account = add(call)
    words = ["call", "customer", "getAccount", f"id={account['id']}"]
    login = {"NGNPROV_URL": server.url, "NGNPROV_USER": server.admin, "NGNPROV_PASSWORD": server.password}
    result = CliRunner().invoke(main, words, env=login)
    assert result.exit_code == 0, result.output
    assert account["username"] in result.stdout
    for name, given in (("NGNPROV_URL", ["--url", server.url]), ("NGNPROV_USER", ["--user", server.admin])):
        wrong = CliRunner().invoke(main, words, env=login | {name: "http://127.0.0.1:1"})
        assert wrong.exit_code == 1
        right = CliRunner().invoke(main, words[:1] + given + words[1:], env=login | {name: "http://127.0.0.1:1"})
        assert right.exit_code == 0, "an option is stronger than a variable"


def test_a_customer_calls_with_the_login_of_the_account(call: Call, server: Any) -> None:
    account = add(call)
    command = ["call", "--url", server.url, "--user", account["username"], "--customer", "--json"]
    command += ["customer", "getAccount", f"id={account['id']}"]
    result = CliRunner().invoke(main, command, env={"NGNPROV_PASSWORD": "aaaaaa"})
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["id"] == account["id"]


def test_mailboxes_profiles_and_the_network_are_called_as_all_else(call: Call) -> None:
    domain = f"d{uuid.uuid4().hex}.example"
    alice = ("account.sipId.username=Alice", f"account.sipId.domain={domain}")
    call("sip", "addDomain", f"domain.domain={domain}")
    call("sip", "addAccount", "account.id.username=alice", f"account.id.domain={domain}", "account.password=secret")
    add_account = ("voicemail", "addAccount", *alice, "account.password=2468", "account.options.delete=false", "--json")
    mailbox = json.loads(call(*add_account).stdout)
    assert mailbox["mailbox"].isdecimal()
    assert (mailbox["password"], mailbox["options"]) == ("2468", {"delete": False})
    assert call(*add_account).stderr.startswith("ngnprov: VoicemailAccountExistsError (2001): ")
    entity = f"subscriber://alice@{domain}"
    get_profiles = ("rating", "getEntityProfiles", f"entity={entity}")
    assert call(*get_profiles).stderr.startswith("ngnprov: RatingEntityProfilesUnknownError (4001): ")
    set_profiles = ("rating", "setEntityProfiles", f"profiles.entity={entity}", "profiles.profileWeekday=442")
    assert call(*set_profiles, "--dry-run").stdout.startswith(f"rating profiles of {entity} would be made\n")
    assert call(*set_profiles).stdout == "true\n"
    assert call(*get_profiles, "--only", "profileWeekday").stdout == "442\n"
    (status, statistics) = (json.loads(call("network", each).stdout) for each in ("getStatus", "getStatistics"))
    assert status["1"]["roles"] == ["provisioning_server"]
    assert statistics["summary"]["sip_proxy"]["total_accounts"][domain] == 1


def test_an_administrator_acts_for_a_customer(call: Call) -> None:
    account, other = add(call), add(call)
    mine = call("--impersonate", str(account["id"]), "customer", "getAccount", f"id={account['id']}")
    assert mine.exit_code == 0, mine.output
    theirs = call("--impersonate", str(account["id"]), "customer", "getAccount", f"id={other['id']}")
    assert theirs.exit_code == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["getFoo"], "port customer has no operation getFoo; it has addAccount, deleteAccount, "),
        (["getAccount", "ix=1"], "getAccount has no ix; it has id"),
        (["getAccount", "id"], "an argument is name=value or name.member=value, and 'id' is not"),
        (["getAccount", "id=1", "id=2"], "id is given twice"),
        (["getAccount", "id.x=1"], "id is a single value: write id=value"),
        (["addAccount", "account=1"], "account is a record: write account.MEMBER=value with one of id, "),
        (
            ["addAccount", "account.username=a", "account.username.x=b"],
            "account.username.x: username was given",
        ),
        (["addAccount", "account.resellerActive=flase"], "account.resellerActive must be true or false"),
        (["addAccount", "account.resellerActive="], "account.resellerActive must be true or false"),
        (["addAccount", "account.balance="], "account.balance must not be empty: give a value, or leave it out\n"),
        (["getAccount", "id="], "id must not be empty: give a value, or leave it out\n"),
        (
            ["setProperties", "customer=1", "properties.1.name=x"],
            "properties is a list: write properties.0, ",
        ),
        (["setProperties", "customer=1", "properties.0.nam=x"], "properties.0 has no nam; it has name, "),
    ],
)
def test_a_mistyped_call_is_explained_before_it_is_sent(call: Call, words: list[str], sentence: str) -> None:
    result = call("customer", *words)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"ngnprov: {sentence}")


@pytest.mark.parametrize("character", ["\x01", "\udcff", "\ufffe"])
@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["id=7", "--request-id", "{}"], "id"),
        (["id=7", "--on-behalf-of", "{}"], "onBehalfOf"),
        (["id={}"], "id"),
        (["id=7", "--user", "{}"], "name"),
    ],
)
def test_what_xml_cannot_carry_is_said_before_it_is_sent(
    call: Call, words: list[str], named: str, character: str
) -> None:
    result = call("customer", "getAccount", *(word.format(f"x{character}") for word in words))
    sentence = f"ngnprov: {named} has characters that XML cannot carry, or that are not UTF-8\n"
    assert (result.exit_code, result.stderr) == (1, sentence)


def test_a_password_that_xml_cannot_carry_is_not_repeated(call: Call) -> None:
    result = call("customer", "getAccount", "id=7", password="canary\x01")
    assert result.exit_code == 1
    assert "password has characters" in result.stderr
    assert "canary" not in result.output


def test_an_empty_variable_of_a_script_makes_no_domain_without_an_owner(call: Call) -> None:
    name = f"d{uuid.uuid4().hex}.example"
    result = call("sip", "addDomain", f"domain.domain={name}", "domain.customer=")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "ngnprov: domain.customer must not be empty: give a value, or leave it out\n"
    assert call("sip", "getDomains", f"query.filter.domain={name}", "--only", "total").stdout == "0\n"


def test_an_empty_text_is_a_value(call: Call) -> None:
    words = (f"account.username=u{uuid.uuid4().hex}", "account.password=aaaaaa", "account.organization=")
    result = call("customer", "addAccount", *words)
    assert result.exit_code == 0, result.stderr


def test_an_unknown_port_or_server_is_one_sentence(call: Call, server: Any) -> None:
    assert call("nothere", "getAccount").stderr == f"ngnprov: {server.url} has no port nothere\n"
    result = CliRunner().invoke(
        main, ["call", "--url", "http://127.0.0.1:1", "customer", "getAccount"], env={"NGNPROV_PASSWORD": "x"}
    )
    assert result.exit_code == 1
    assert result.stderr == "ngnprov: cannot read http://127.0.0.1:1/soap/customer/?wsdl: Connection refused\n"


@pytest.mark.parametrize(
    ("options", "url"),
    [
        ({}, "http://127.0.0.1:9200"),
        ({"server.bind": "0.0.0.0:9305"}, "http://127.0.0.1:9305"),
        ({"server.bind": "[::]:9305"}, "http://[::1]:9305"),
        ({"server.bind": "[fe80::1]:9305"}, "http://[fe80::1]:9305"),
        ({"server.bind": "0.0.0.0:9305", "server.tls_cert": "c", "server.tls_key": "k"}, "https://127.0.0.1:9305"),
        ({"server.bind": "0.0.0.0:9305", "server.public_url": "https://ngnpro.example"}, "https://ngnpro.example"),
    ],
)
def test_without_a_url_the_server_of_the_settings_is_called(options: dict[str, str], url: str) -> None:
    assert _default_url(load(None, {}, options)) == url


def test_a_tls_server_on_all_addresses_is_called_without_a_url(
    server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cert, key = make_pair(tmp_path, "server")
    secure = Live(server.place, "--tls-cert", cert, "--tls-key", key)
    monkeypatch.setattr(secure, "_wait", lambda: None)
    secure.start("0.0.0.0:0")
    port = secure.url.rpartition(":")[2]
    variables = {
        "NGNPROV_PASSWORD": server.password,
        "NGNPROV_BIND": f"0.0.0.0:{port}",
        "NGNPROV_SERVER_TLS_CERT": cert,
        "NGNPROV_SERVER_TLS_KEY": key,
        "REQUESTS_CA_BUNDLE": cert,
    }
    try:
        for _ in range(100):
            result = CliRunner().invoke(
                main, ["call", "customer", "getCustomers", "query.range.count=1"], env=variables
            )
            if "Connection refused" not in result.output:
                break
            time.sleep(0.1)
    finally:
        secure.stop()
    assert (result.exit_code, result.stderr) == (0, "")


def test_the_help_tells_how_to_trust_an_authority_of_ones_own() -> None:
    assert "REQUESTS_CA_BUNDLE" in CliRunner().invoke(main, ["call", "--help"]).output
