# SPDX-License-Identifier: Apache-2.0
"""``ngnprov jobs``."""

from tests.ports.imports.conftest import ImportScene, times, users
from tests.support import commands


def told(scene: ImportScene, *words: str) -> str:
    result = commands.run(scene.world, "jobs", *words)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_jobs_are_listed_shown_cancelled_and_resumed(quick_imports: ImportScene, short_slices: None) -> None:
    scene = quick_imports
    assert told(scene, "list") == ""
    id = str(scene.begin(users([101, 101, 102])))
    scene.carry_out(times(1))
    listed = told(scene, "list").splitlines()
    assert listed[0].split()[:6] == ["job", "customer", "state", "rows", "made", "refused"]
    assert listed[2].split()[:6] == [id, "2", "running", "3", "1", "1"]
    shown = told(scene, "show", id)
    assert "8104" in shown
    assert "the customer has an extension of this number" in shown
    assert told(scene, "cancel", id) == f"job {id} is cancelled\n"
    scene.carry_out()
    assert scene.numbers() == ["101"]
    assert told(scene, "resume", id) == f"job {id} is running\n"
    scene.carry_out()
    assert scene.numbers() == ["101", "102"]
    logins = scene.world.sql("SELECT DISTINCT login FROM journal WHERE subject LIKE '%x102%'")
    assert logins == [("(command line)",)]


def test_a_job_that_is_not_there_is_told(quick_imports: ImportScene) -> None:
    result = commands.run(quick_imports.world, "jobs", "show", "4711")
    assert result.exit_code == 1
    assert "there is no such job" in result.stderr
