# SPDX-License-Identifier: Apache-2.0
"""The scripts of examples/ about PBX customers, run as their reader would run them, against the live server."""

import re
import secrets
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.caller import Caller
from tests.support.live import Live

from .examples import EXAMPLES, Example, run_with
from .program import Server


@pytest.fixture(scope="module")
def example(server: Server) -> Example:
    """Runs a script with the server and the administrator's login in its environment."""
    return run_with(server)


def new_reseller(root: Caller) -> str:
    """The id of one with plenty of credits."""
    properties = [
        {"name": name, "category": "credit", "value": "5000", "permission": "admin"}
        for name in ("sip_credit", "sip_alias_credit", "enum_number_credit")
    ]
    account = {"username": f"r{secrets.token_hex(4)}", "password": "secret", "resellerActive": True}
    return str(root.addAccount(account={**account, "properties": properties})["id"])


def test_users_of_a_file_are_imported_whole_or_by_a_job(server: Live, example: Example, tmp_path: Path) -> None:
    name, file = f"imp{secrets.token_hex(4)}", tmp_path / "users.csv"
    sold = example("sell_pbx.py", new_reseller(server.call()), name, f"{name}.example", "43-1-8888", "12094555950")
    customer = sold.stdout.split()[0]
    file.write_text('number;name\r\n201;"Bü\r\nro"\r\n202;Hall\r\n466;Again\r\n', encoding="utf-16")
    done = example("import_users.py", customer, str(file))
    line = "line 2: 101 extension.name must not have control characters\nline 5: 8104 "
    assert (done.returncode, done.stdout.startswith(f"made 0\n{line}")) == (1, True), done.stdout + done.stderr
    file.write_text("number;name\r\n201;Büro\r\n", encoding="utf-16")
    assert example("import_users.py", customer, str(file)).stdout == "made 1\n"
    file.write_text("name,number\nHall,202\nAgain,466\n", encoding="utf-8")
    for _ in range(2):
        done = example("import_users.py", customer, str(file), "--each")
        assert (done.returncode, done.stdout.startswith("made 1\nline 3: 8104 ")) == (1, True), (
            done.stdout + done.stderr
        )
        assert done.stderr.endswith("done: 1 made, 1 refused of 2\n")


def test_a_pbx_is_sold_and_filled(server: Live, example: Example, tmp_path: Path) -> None:
    root = server.call()
    reseller = new_reseller(root)
    name = f"abc{secrets.token_hex(4)}"
    base, did = "43-1-9999", "12094555948"
    done = example("sell_pbx.py", reseller, name, f"{name}.example", base, did)
    first, *lines = done.stdout.splitlines()
    assert first.split()[1:] == ["blocked", "active"], done.stderr
    customer = first.split()[0]
    assert lines == [
        f"- Welcome ph{customer}aa1@{name}.example",
        f"- Head office pilot@{name}.example",
        f"466 Reception ph{customer}x466@{name}.example",
        "AUTO-ATTENDANT 1 of 1",
        "CALL-RECORDING 1 of 300",
        "CLOUD-PBX 1 of any number",
    ]
    alias = root.sip.getAlias(id={"username": did, "domain": f"{name}.example"})
    assert alias["target"] == {"username": f"ph{customer}aa1", "domain": f"{name}.example"}
    fault = root.pbx.refused("addAutoAttendant", attendant={"customer": int(customer), "name": "Second"})
    assert (fault.code, fault.members["limit"], fault.members["used"]) == (8011, "1", "1")
    users = tmp_path / "users.csv"
    rows = "".join(f"{number},User {number}\n" for number in range(201, 241))
    users.write_text(f"number,name\n{rows}", encoding="utf-8")
    done = example("fill_pbx.py", customer, str(users))
    assert done.stdout.startswith("added 40\n"), done.stderr
    assert f"subscribers {customer} 457 left" in done.stdout
    assert example("fill_pbx.py", customer, str(users)).stdout.startswith("added 0\n")
    again = example("sell_pbx.py", reseller, f"x{name}", f"x{name}.example", base, did)
    assert (again.returncode, again.stdout) == (1, "")
    assert re.fullmatch(r"refused: NumberTakenError: \S.*\n", again.stderr)
    php = example("sell_pbx.php", reseller, f"p{name}", f"p{name}.example", "49", "30", "7777", "12094555949")
    first, *lines = php.stdout.splitlines()
    assert first.split()[1:] == [f"ph{first.split()[0]}x466", "active"], php.stderr
    assert lines == ["  AUTO-ATTENDANT 1", "  CALL-RECORDING 1", "  CLOUD-PBX 1"]
    filled = example("fill_pbx.php", first.split()[0], str(users))
    assert (filled.stdout, filled.stderr) == ("made 40, revision 1\n", "")
    again = example("fill_pbx.php", first.split()[0], str(users))
    assert (again.returncode, again.stdout) == (1, "")
    assert (
        again.stderr.splitlines()[0] == "line 2: the customer has an extension of this number (extension.number) (8104)"
    )
    assert again.stderr.splitlines()[-1] == "refused: 40 of 40 rows, so nothing was made"


def test_seats_are_ordered_as_quoted(server: Live, example: Example) -> None:
    root = server.call()
    reseller = new_reseller(root)
    name = f"abc{secrets.token_hex(4)}"
    done = example("sell_pbx.py", reseller, name, f"{name}.example", "43-1-6666", "12094555960")
    customer = done.stdout.split()[0]
    for code, kind in (("SEAT", "userLicence"), ("DESK", "deviceLicence")):
        product = {"code": code, "name": code, "kind": kind, "reseller": reseller, "priceMonthly": 30}
        root.pbx.addProduct(product=product)
        root.pbx.addAgreementItem(item={"customer": int(customer), "product": code, "quantity": 0})
    done = example("order_seats.py", customer, "SEAT", "2", "--extra-devices", "1")
    assert done.returncode == 0, done.stderr
    *quoted, order, users, devices = done.stdout.splitlines()
    assert [each.split(":")[0] for each in quoted[:2]] == ["+2 SEAT", "+4 DESK"], done.stderr
    assert re.fullmatch(r"together \d+\.\d\d EUR now, 180\.00 a month, terms 0", quoted[2])
    assert order.split()[:2] == [f"O{customer}-1", "fulfilled"]
    assert (users, devices) == ("userLicence: 2 ordered, 1 used, 1 free", "deviceLicence: 4 ordered, 0 used, 4 free")
    later = example("order_seats.py", customer, "SEAT", "1", "--remove", "--on", "endOfMonth")
    assert "note: what is removed is charged until the end of the month" in later.stdout, later.stderr
    refused = example("order_seats.py", customer, "SEAT", "2", "--remove")
    assert refused.returncode == 1
    assert refused.stderr.startswith("refused: ")


def test_a_customer_is_made_like_a_template(server: Live, example: Example) -> None:
    reseller = new_reseller(server.call())
    name = f"abc{secrets.token_hex(4)}"
    sold = example("sell_pbx.py", reseller, name, f"{name}.example", "43-1-5566", "12094555971")
    new = f"new{name}"
    given = (sold.stdout.split()[0], reseller, new, f"office@{new}.example", f"{new}.example")
    taken = example("onboard_from_template.py", *given, "43-1-5566")
    assert (taken.returncode, taken.stdout) == (1, "")
    assert taken.stderr.startswith("refused: NumberTakenError: ")
    done = example("onboard_from_template.py", *given, "43-1-5577")
    assert done.returncode == 0, done.stderr
    told, first, *directory = done.stdout.splitlines()
    assert told == "to be made: 3 agreement, 1 pilot, 1 extensions, 1 attendants"
    id, username = first.split()
    assert username == new
    assert f"466 Reception ph{id}x466@{new}.example" in directory


def test_somebody_comes_with_two_phones_and_leaves(server: Live, example: Example) -> None:
    root = server.call()
    reseller = new_reseller(root)
    name = f"abc{secrets.token_hex(4)}"
    done = example("sell_pbx.py", reseller, name, f"{name}.example", "43-1-5544", "12094555970")
    customer = done.stdout.split()[0]
    for code, kind in (("SEAT", "userLicence"), ("DESK", "deviceLicence")):
        product = {"code": code, "name": code, "kind": kind, "reseller": reseller, "priceMonthly": 10}
        root.pbx.addProduct(product=product)
        root.pbx.addAgreementItem(item={"customer": int(customer), "product": code, "quantity": 0})
    assert example("order_seats.py", customer, "SEAT", "1").returncode == 0  # of the extension that sell_pbx has made
    macs = [f"00{secrets.token_hex(5)}" for _ in range(2)]
    failed = example("set_up_phones.py", customer, "SEAT", "Anna & Co", macs[0], "no address")
    assert (failed.returncode, "device.mac" in failed.stderr) == (1, True)
    quoted = failed.stdout.strip()
    assert re.fullmatch(r"\d+\.\d\d EUR now, 20\.00 a month", quoted), "the free licence of a device is taken"
    done = example("set_up_phones.py", customer, "SEAT", "Anna & Co", *macs)
    assert done.returncode == 0, done.stderr
    user, *phones = done.stdout.splitlines()  # nothing is ordered again
    number = user.split()[0]
    assert user == f"{number} Anna & Co, revision 1"
    for phone, mac in zip(phones, macs, strict=True):
        url = phone.split(": ")[1]
        assert url.endswith(f"/{mac}.cfg")
        with urllib.request.urlopen(url, timeout=60) as answer:
            text = answer.read().decode()
        assert "account.1.display_name = Anna & Co\n" in text
        known = urllib.request.Request(url, headers={"If-None-Match": answer.headers["ETag"]})
        with pytest.raises(urllib.error.HTTPError) as told:
            urllib.request.urlopen(known, timeout=60)
        assert told.value.code == 304
    free = {each["kind"]: each["free"] for each in root.pbx.getLicences(customer=int(customer))}
    assert free == {"userLicence": 0, "deviceLicence": 0}
    done = example("set_up_phones.py", customer, "SEAT", "--leaves", number)
    assert done.returncode == 0, done.stderr
    *_, order = done.stdout.splitlines()
    assert order.split()[1] in ("scheduled", "fulfilled")
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(url, timeout=60)
    refused = example("set_up_phones.py", customer, "SEAT", "--leaves", number)
    assert refused.returncode == 1
    assert refused.stderr.startswith("refused: ")


def test_a_month_is_invoiced_and_written(server: Live, example: Example, tmp_path: Path) -> None:
    root = server.call()
    reseller = new_reseller(root)
    name = f"abc{secrets.token_hex(4)}"
    customer = example("sell_pbx.py", reseller, name, f"{name}.example", "43-1-3333", "12094555980").stdout.split()[0]
    billing, month = root.at("Billing"), f"{datetime.now(UTC):%Y-%m}"
    party = {"street": "Ring 1", "city": "Wien", "postcode": "1010", "country": "AT"}
    address = {"electronicAddress": "office@example.com", "electronicScheme": "EM"}
    taxed = {"taxCategory": "S", "taxRate": 20, "vatId": "ATU13585627", "iban": "AT611904300234573201"}
    billing.setInvoicing(invoicing={"customer": int(reseller), "name": "Anbieter GmbH", **party, **address, **taxed})
    billing.setInvoicing(invoicing={"customer": int(customer), "name": "Kunde AG", **party, **address})
    done = example("invoice_of_a_month.py", reseller, month, str(tmp_path / "first"))
    assert done.returncode == 0, done.stderr
    number = f"{reseller}-{month.replace('-', '')}-1"
    data, page, told = done.stdout.splitlines()
    assert (Path(data).name, Path(page).name) == (f"{month}.csv", f"{number}.pdf")
    assert told.startswith(f"{number} is no e-invoice: BT-10 is missing")
    billing.setInvoicing(invoicing={"customer": int(customer), "buyerReference": "PO-7"})
    lines = [{"name": "Installation", "unitPrice": 100}]
    other = billing.addAdHocInvoice(invoice={"customer": int(customer), "lines": lines})["number"]
    again = example("invoice_of_a_month.py", reseller, month, str(tmp_path / "second"))
    assert f"{other}.facturx.pdf" in {each.name for each in (tmp_path / "second").iterdir()}, again.stderr
    assert (tmp_path / "second" / f"{number}.pdf").read_bytes() == Path(page).read_bytes()


def test_a_customer_is_connected_to_its_kazoo(example_with_kazoo: tuple[Live, Example]) -> None:
    server, example = example_with_kazoo
    root = server.call()
    account = {"username": f"k{secrets.token_hex(4)}", "password": "secret", "resellerActive": True}
    customer = root.addAccount(account=account)["id"]
    user = root.tenant.addUser(user={"customer": customer, "email": "ANNA@example.com", "roles": ["user"]})["id"]
    simulator = subprocess.Popen(
        [sys.executable, str(EXAMPLES / "kazoo_simulator.py"), "--port", "0", "--users", "2"],
        stdout=subprocess.PIPE,
        text=True,
    )
    with simulator:
        assert simulator.stdout is not None
        told = dict(simulator.stdout.readline().split() for _ in range(3))
        for _ in range(2):
            done = example("connect_a_pbx.py", customer, told["url"], told["account"], told["key"])
            assert done.stdout.splitlines() == [
                f"Anna Example anna@example.com linked to user {user}",
                "User1 Example user1@example.com new",
                "Bert Branch bert@example.com new",
            ], done.stderr
        done = example("connect_a_pbx.py", customer, told["url"], told["account"] + "0", told["key"])
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("failed: it has no such account"), done.stderr
        simulator.terminate()


@pytest.fixture
def example_with_kazoo(tmp_path: Path) -> Iterator[tuple[Live, Example]]:
    """A server that may ask this machine, and what runs scripts against it."""
    (tmp_path / "ngnprov.ini").write_text("[outgoing]\nallowed = 127.0.0.0/8\n")
    with Live(tmp_path, "--config", str(tmp_path / "ngnprov.ini")) as live:
        yield live, run_with(live)
