# SPDX-License-Identifier: Apache-2.0
"""Files whose rows are brought in by a job, each that can be (imports.md 5)."""

from collections.abc import Callable

import pytest

from ngnprov.intake.adding import Item
from ngnprov.ports.imports import carrying, store
from tests.ports.imports.conftest import GOOD, ImportScene, times, users
from tests.ports.imports.test_all import MIXED, RECORDS
from tests.support.examination import examine

SECRET = "a secret of 101"
EMPTY = {"sqlite": "x''", "postgresql": "''::bytea"}


def test_each_row_that_can_be_is_made_and_the_others_are_told_of(imports: ImportScene) -> None:
    report = imports.send(MIXED, mode="each")
    assert (report["total"], report["made"], report["rows"]) == (9, 0, [])
    waiting = imports.job(report["job"])
    assert (waiting["state"], waiting["next"], waiting["total"], waiting["reported"]) == ("queued", 2, 9, 0)
    assert imports.numbers() == []
    imports.carry_out()
    job = imports.job(report["job"])
    assert (job["state"], job["made"], job["refused"], job["next"]) == ("done", 2, 7, 0)
    rows = {row["row"]: row for row in job["rows"]}
    assert {line: rows[line]["accountId"] for line in (2, 11)} == {2: "ph2x101", 11: "ph2x107"}
    assert {line for line, row in rows.items() if row["status"] == "refused"} == set(RECORDS)
    assert imports.numbers() == ["101", "107"]
    assert examine(imports.world.database) == []


def test_rows_of_a_job_end_as_if_they_were_added_one_by_one(quick_imports: ImportScene) -> None:
    scene = quick_imports
    id = scene.begin(MIXED)
    scene.carry_out()
    told = {row["row"]: (row["errorcode"], row["errorstring"], row["field"]) for row in scene.job(id)["rows"]}
    for line, record in RECORDS.items():
        fault = scene.reseller_login.refused("addExtension", extension={"customer": 2, **record})
        assert told[line] == (fault.code, fault.text, fault.field)


def test_a_job_goes_up_to_a_limit_and_tells_of_it_as_a_call(imports: ImportScene, short_slices: None) -> None:
    imports.grant(2, sip_credit=4)  # one is the pilot's
    id = imports.begin(users(range(101, 106)))
    imports.carry_out()
    rows = imports.job(id)["rows"]
    assert [row["status"] for row in rows] == ["made"] * 3 + ["refused"] * 2
    fault = imports.reseller_login.refused("addExtension", extension={"customer": 2, "number": "104", "name": "User"})
    told = {name: str(rows[3][name]) for name in ("errorcode", "errorstring", "kind", "limit", "used", "holder")}
    assert told == {name: fault.members[name] for name in told}
    assert imports.numbers() == ["101", "102", "103"]


def test_the_file_is_sealed_and_forgotten_when_the_job_is_done(imports: ImportScene) -> None:
    imports.begin(GOOD)
    ((file,),) = imports.world.sql("SELECT file FROM imports_jobs")
    assert len(file) > 50
    assert SECRET.encode() not in bytes(file)
    imports.carry_out()
    assert [bytes(file) for (file,) in imports.world.sql("SELECT file FROM imports_jobs")] == [b""]
    assert SECRET not in str(imports.world.sql("SELECT * FROM imports_rows"))
    assert SECRET not in str(imports.world.sql("SELECT * FROM journal"))


def test_a_job_is_found_by_the_id_of_the_request_that_began_it(imports: ImportScene) -> None:
    asking = imports.login("reseller").asking(id="import 7").imports
    first = asking.importExtensions(customer=2, csv=GOOD, mode="each")
    assert asking.importExtensions(customer=2, csv=GOOD, mode="each") == first
    assert asking.reply["replayed"] == "true"
    assert imports.world.sql("SELECT count(*) FROM imports_jobs") == [(1,)]
    found = imports.login("reseller").imports.getJob(requestId="import 7")
    assert (found["id"], found["requestId"], found["createdBy"]) == (first["job"], "import 7", "reseller")
    assert imports.login("customer").imports.getJob(id=first["job"])["total"] == 3
    for caller in (imports.login("customer"), imports.admin, imports.stranger()):
        fault = caller.imports.refused("getJob", requestId="import 7")
        assert (fault.code, fault.field) == (8602, "requestId"), "ids are a login's own"
    assert imports.admin.imports.refused("getJob").code == 102


def test_an_id_that_was_given_again_names_the_last_job(quick_imports: ImportScene) -> None:
    asking = quick_imports.login("reseller").asking(id="import").imports
    asking.importExtensions(customer=2, csv=GOOD, mode="each")
    quick_imports.world.sql("DELETE FROM idempotency")
    last = asking.importExtensions(customer=2, csv=GOOD, mode="each")["job"]
    assert quick_imports.login("reseller").imports.getJob(requestId="import")["id"] == last


def test_rows_are_told_in_parts(quick_imports: ImportScene) -> None:
    id = quick_imports.begin(users(range(101, 106)))
    quick_imports.carry_out()
    assert quick_imports.job(id, count=0)["rows"] == []
    part = quick_imports.job(id, start=1, count=2)
    assert ([row["row"] for row in part["rows"]], part["reported"]) == ([3, 4], 5)


def test_a_job_that_is_cancelled_ends_before_its_next_rows_and_goes_on_when_it_is_resumed(
    imports: ImportScene, short_slices: None
) -> None:
    id = imports.begin(users(range(101, 107)))
    imports.carry_out(times(1))
    login = imports.login("reseller").imports
    assert login.getJob(id=id)["state"] == "running"
    cancelled = login.cancelJob(id=id)
    assert (cancelled["state"], cancelled["made"], cancelled["next"]) == ("cancelled", 2, 4)
    assert login.cancelJob(id=id) == cancelled
    imports.carry_out()
    assert imports.numbers() == ["101", "102"]
    assert login.resumeJob(id=id)["state"] == "running"
    assert login.resumeJob(id=id)["state"] == "running"
    imports.carry_out()
    job = imports.job(id)
    assert (job["state"], job["made"], [row["row"] for row in job["rows"]]) == ("done", 6, [2, 3, 4, 5, 6, 7])
    assert login.cancelJob(id=id) == login.resumeJob(id=id) == {**job, "rows": []}


def test_to_cancel_and_to_resume_are_undone_by_each_other(imports: ImportScene, short_slices: None) -> None:
    id = imports.begin(users(range(101, 105)))
    imports.carry_out(times(1))
    imports.login("reseller").imports.cancelJob(id=id)
    imports.world.undo()
    assert imports.job(id)["state"] == "running"
    imports.world.undo()
    assert imports.job(id)["state"] == "cancelled"


def test_each_slice_is_undone_by_itself(imports: ImportScene, short_slices: None) -> None:
    imports.begin(users(range(101, 106)))
    imports.carry_out()
    imports.world.undo()
    assert imports.numbers() == ["101", "102", "103", "104"]
    imports.world.undo(imports.world.sql("SELECT request_id FROM journal WHERE subject LIKE '%x102%'")[0][0])
    assert imports.numbers() == ["103", "104"]


def test_jobs_get_on_in_turn(quick_imports: ImportScene, short_slices: None) -> None:
    first = quick_imports.begin(users(range(101, 111)))
    second = quick_imports.begin(users([201, 202, 203]), customer=quick_imports.other)
    quick_imports.carry_out(times(4))
    assert (quick_imports.job(first)["state"], quick_imports.job(second)["state"]) == ("running", "done")


def test_a_job_without_rows_is_done(quick_imports: ImportScene) -> None:
    assert quick_imports.job(quick_imports.begin("number,name\n"))["state"] == "done"


def test_who_began_it_is_in_the_journal_of_what_it_makes(imports: ImportScene) -> None:
    caller = imports.login("customer").asking(onBehalfOf="erika")
    imports.begin(users([101]), caller)
    imports.carry_out()
    entries = imports.world.sql(
        "SELECT login, level, entry, operation, on_behalf_of, address FROM journal WHERE subject LIKE '%x101%'"
    )
    assert set(entries) == {("customer", "customer", 2, "importExtensions", "erika", "127.0.0.1")}


WITHDRAWN: list[tuple[str, Callable[[ImportScene], object], int]] = [
    ("customer", lambda scene: scene.admin.updateAccount(account={"id": 2, "username": "other"}), 901),
    ("reseller", lambda scene: scene.admin.updateAccount(account={"id": 1, "resellerActive": False}), 902),
    ("administrator", lambda scene: scene.world.sql("UPDATE administrators SET disabled = true"), 901),
    ("behind customer", lambda scene: scene.world.sql("DELETE FROM administrators"), 901),
    ("reseller", lambda scene: scene.world.sql("UPDATE tenant_profiles SET terminate_date = '2020-01-01'"), 8402),
]


@pytest.mark.parametrize(("who", "withdraw", "code"), WITHDRAWN)
def test_rights_that_are_withdrawn_end_a_job_at_its_next_slice(
    quick_imports: ImportScene, short_slices: None, who: str, withdraw: Callable[[ImportScene], object], code: int
) -> None:
    scene = quick_imports
    callers = {"administrator": scene.admin, "behind customer": scene.behind(2)}
    scene.begin(users(range(101, 105)), callers.get(who) or scene.login(who))
    scene.carry_out(times(1))
    withdraw(scene)
    scene.carry_out()
    assert scene.world.sql("SELECT state, errorcode, made FROM imports_jobs") == [("failed", code, 2)]


def test_a_job_that_has_failed_goes_on_with_the_rights_of_who_resumes_it(
    imports: ImportScene, short_slices: None
) -> None:
    id = imports.begin(users(range(101, 105)))
    imports.carry_out(times(1))
    imports.admin.updateAccount(account={"id": 1, "resellerActive": False})
    imports.carry_out()
    failed = imports.job(id)
    assert (failed["state"], failed["errorcode"], failed["next"]) == ("failed", 902, 4)
    assert "not active" in failed["errorstring"]
    assert imports.login("reseller").imports.refused("resumeJob", id=id).code == 902
    imports.admin.imports.resumeJob(id=id)
    imports.carry_out()
    job = imports.job(id)
    assert (job["state"], job["errorcode"], job["errorstring"], job["made"]) == ("done", 0, "", 4)
    logins = imports.world.sql("SELECT login FROM journal WHERE subject LIKE '%x104%'")
    assert set(logins) == {("root",)}


def test_what_becomes_of_a_job_between_look_and_slice_counts(
    quick_imports: ImportScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else stands for it by then: nothing is made with the rights of who did, and it does not fail for want of them."""
    scene = quick_imports
    id = scene.begin(users([101, 102]))
    look = carrying.Carrier._items_of

    def looked(self: carrying.Carrier, job: store.Job) -> list[Item]:
        monkeypatch.undo()
        scene.admin.imports.cancelJob(id=id)
        scene.admin.imports.resumeJob(id=id)
        scene.admin.updateAccount(account={"id": 1, "resellerActive": False})
        return look(self, job)

    monkeypatch.setattr(carrying.Carrier, "_items_of", looked)
    scene.carry_out(times(1))
    assert (scene.job(id)["state"], scene.numbers()) == ("queued", [])
    scene.carry_out()
    assert scene.job(id)["state"] == "done"
    assert set(scene.world.sql("SELECT login FROM journal WHERE subject LIKE '%x101%'")) == {("root",)}


def test_jobs_of_others_are_as_if_they_were_not_there(quick_imports: ImportScene) -> None:
    scene = quick_imports
    id = scene.begin(GOOD)
    before = scene.world.fingerprint()
    for caller in (scene.stranger(), scene.login("sibling")):
        before = scene.world.fingerprint()
        for operation in ("getJob", "cancelJob", "resumeJob"):
            fault = caller.imports.refused(operation, id=id)
            assert (fault.code, fault.field) == (8602, "id")
            assert fault.members == caller.imports.refused(operation, id=4711).members
        assert scene.world.fingerprint() == before


def test_a_customer_with_a_job_that_goes_on_is_not_removed(quick_imports: ImportScene) -> None:
    scene = quick_imports
    scene.world.sql("UPDATE tenant_profiles SET kind = 'pbxaccount' WHERE customer = 3")
    id = scene.begin(GOOD)
    scene.world.sql("UPDATE imports_jobs SET customer = 3")
    fault = scene.admin.refused("deleteAccount", id=3)
    assert fault.code == 5010
    assert "1 unfinished imports" in fault.text
    scene.admin.imports.cancelJob(id=id)
    scene.admin.deleteAccount(id=3)
    assert scene.admin.imports.refused("getJob", id=id).code == 8602
    assert scene.world.sql("SELECT count(*) FROM imports_jobs") == [(0,)]


def test_jobs_that_ended_long_ago_are_forgotten_with_their_rows(imports: ImportScene) -> None:
    scene = imports
    old, waiting = scene.begin(users([101])), scene.begin(users([201]), customer=scene.other)
    scene.carry_out(times(1))
    scene.world.sql("UPDATE imports_jobs SET change_date = '2020-01-01 00:00:00.000000'")
    carrying.forget(scene.world.app.runner, lambda: True)
    assert scene.admin.imports.refused("getJob", id=old).code == 8602
    assert scene.world.sql("SELECT count(*) FROM imports_rows") == [(0,)]
    (found,) = examine(scene.world.database)
    assert f"import job {waiting} stands still since 2020-01-01 00:00:00" in str(found)
    scene.world.sql(f"UPDATE imports_jobs SET file = {EMPTY[scene.world.kind]}")
    (found,) = examine(scene.world.database)
    assert "its file is gone" in str(found)
    scene.carry_out()
    job = scene.admin.imports.getJob(id=waiting)
    assert (job["state"], job["errorcode"], job["made"]) == ("failed", 200, 0)
