# SPDX-License-Identifier: Apache-2.0
"""All of a file or nothing, each by choice, and dry runs that tell what would be, in any port and on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result

from ngnprov.db.failures import StorageFailure, Transient
from ngnprov.db.statement import Statement
from ngnprov.db.unit import Unit
from ngnprov.intake import adding, report
from ngnprov.intake.report import Report
from tests.ports.dns.conftest import DnsScene
from tests.ports.enum.conftest import EnumScene
from tests.support.commands import done, is_sound, problems, refused, run, written
from tests.support.scene import DATABASES, Filled, PortScene
from tests.support.world import World

Command = tuple[World, tuple[str, ...], Path]

RECORDS = """\
zone,name,type,value,owner
example.com,a,MBOXFW,me@corp.test,9999
example.com,b,MBOXFW,me@corp.test,
example.com,b,MBOXFW,me@corp.test,
example.com,c,MBOXFW,me@corp.test,
example.com,d,MBOXFW,me@corp.test,
example.com,www,CNAME,web,
example.com,www,A,192.0.2.1,
example.com,x,A,192.0.2.1,,
other.test,x,A,192.0.2.1,
example.com,www,URL,http://corp.test/,
example.com,x,A,192.0.2.1,
"""
NUMBERS = """\
number,type,mapto,owner
31208005101,sip,sip:a@example.com,
31208005101,nonsense,sip:a@example.com,
31208005102,sip,sip:b@example.com,9999
31208005103,sip,sip:c@example.com,
31208005103,sip,sip:d@example.com,
31208005104,sip,sip:d@example.com,,
4930,sip,sip:d@example.com,
31208005103,sip,sip:e@example.com,
31208005105,sip,sip:d@example.com,
31208005106,sip,sip:d@example.com,
"""


@pytest.fixture(params=[(port, database) for port in ("records", "numbers") for database in DATABASES])
def bad(request: pytest.FixtureRequest, filled: Filled, tmp_path: Path) -> Iterator[Command]:
    """A command for a customer with credit for two, and a file with something of everything."""
    port, database = request.param
    scene: type[PortScene] = DnsScene if port == "records" else EnumScene
    with filled(scene, database).copy(tmp_path) as world:
        if port == "records":
            command, text, few = ("zone", "import-records"), RECORDS, {"email_credit": 2}
        else:
            command, text, few = ("enum", "import"), NUMBERS, {"enum_number_credit": 2}
        scene(world, "encoded").grant(scene.customer_id, **few)
        yield world, (*command, "--customer", str(scene.customer_id)), written(tmp_path, text)


def lines(result: Result) -> list[int]:
    """The lines that are told."""
    return [int(told.split()[1].rstrip(":,")) for told in problems(result)[:-1]]


def test_a_dry_run_tells_exactly_what_becomes_of_each(bad: Command) -> None:
    world, command, file = bad
    before = world.fingerprint()
    foretold = run(world, *command, file, "--each", "--dry-run")
    assert world.fingerprint() == before
    done = run(world, *command, file, "--each")
    assert problems(done) == problems(foretold)
    assert done.stdout == foretold.stdout.replace("would add", "added")
    assert lines(done) == ([2, 4, 6, 8, 9, 10, 11] if "zone" in command else [3, 4, 7, 8, 9, 11])
    assert is_sound(world)


def test_all_or_nothing_tells_the_same(bad: Command) -> None:
    world, command, file = bad
    told = refused(world, *command, file)
    foretold = refused(world, *command, file, "--dry-run")
    assert told[:-1] == foretold[:-1] == problems(run(world, *command, file, "--each"))[:-1]
    assert told[-1] == f"{len(told) - 1} problems, so nothing was added"
    assert foretold[-1] == f"{len(told) - 1} problems, so nothing is added"


def test_what_a_refusal_leaves_half_done_refuses_nothing_else(dns: DnsScene, tmp_path: Path) -> None:
    """Credit is taken before the owner is looked at; the two rows after it are within the credit."""
    dns.grant(dns.customer_id, email_credit=2)
    rows = "zone,name,type,value,owner\n" + "".join(
        f"example.com,{name},MBOXFW,me@corp.test,{owner}\n" for name, owner in (("a", 9999), ("b", ""), ("c", ""))
    )
    told = refused(dns.world, "zone", "import-records", written(tmp_path, rows), "--customer", dns.customer_id)
    assert told == ["line 2, column owner: is not the id of a customer", "1 problem, so nothing was added"]


@pytest.mark.parametrize("bad_rows", [(0,), (127,), (128,), (299,), (3, 4, 5, 200), range(0, 300, 2), range(300)])
def test_bad_rows_are_found_wherever_they_are(
    dns: DnsScene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bad_rows: range
) -> None:
    monkeypatch.setattr(report, "FEW", 300)
    rows = [f"example.com,h{number},A,192.0.2.{'x' if number in bad_rows else 1}\n" for number in range(300)]
    file = written(tmp_path, "zone,name,type,value\n" + "".join(rows))
    result = run(dns.world, "zone", "import-records", file, "--each", "--dry-run")
    assert lines(result) == [number + 2 for number in bad_rows]
    assert result.stdout == f"would add {300 - len(bad_rows)} records\n"


def failing_once(monkeypatch: pytest.MonkeyPatch, error: Exception, at: int) -> None:
    """The ``at``-th statement fails."""
    execute, ran = Unit._execute, [0]

    def counted(self: Unit, statement: Statement, values: dict[str, object]) -> object:
        ran[0] += 1
        if ran[0] == at:
            raise error
        return execute(self, statement, values)

    monkeypatch.setattr(Unit, "_execute", counted)


GOOD = "zone,name,type,value\n" + "".join(f"example.com,h{number},A,192.0.2.1\n" for number in range(5))


@pytest.mark.parametrize("at", [3, 8, 15, 20])
@pytest.mark.parametrize("each", [(), ("--each",)])
def test_a_transaction_that_is_repeated_counts_once(
    dns: DnsScene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, each: tuple[str, ...]
) -> None:
    file = written(tmp_path, GOOD)
    failing_once(monkeypatch, Transient("busy"), at)
    assert done(dns.world, "zone", "import-records", file, *each) == "added 5 records\n"
    assert dns.root.getRecords(query={})["total"] == 5


def test_a_database_that_fails_is_told_in_a_sentence(
    dns: DnsScene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, GOOD)
    failing_once(monkeypatch, StorageFailure("disk I/O error"), 15)
    before = dns.world.fingerprint()
    result = run(dns.world, "zone", "import-records", file)
    assert dns.world.fingerprint() == before
    assert (result.exit_code, result.stderr) == (2, "ngnprov: the database refuses: disk I/O error\n")


def test_nothing_is_not_told_as_something_when_others_make_room_meanwhile(
    quick_dns: DnsScene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the attempt and the look for all problems the cause of the only one goes away."""
    monkeypatch.setattr(adding, "add_good", lambda *_: Report(added=1))
    rows = "zone,name,type,value\nexample.com,a,NONE,x\n"
    result = run(quick_dns.world, "zone", "import-records", written(tmp_path, rows))
    assert problems(result)[-1] == "1 problem, so nothing was added"
    assert result.stdout == ""
