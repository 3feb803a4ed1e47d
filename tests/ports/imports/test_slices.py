# SPDX-License-Identifier: Apache-2.0
"""A job is carried out in slices: whatever happens between two of them, and in one, no row is lost and none is there twice."""

import threading
from contextlib import suppress

import pytest

from ngnprov.db.failures import Gone, StorageFailure, Transient
from ngnprov.ports.imports import carrying
from tests.ports.imports.conftest import ImportScene, times, users
from tests.support.examination import examine
from tests.support.failing import failing
from tests.support.world import World

NUMBERS = list(map(str, range(101, 112)))


@pytest.fixture
def at_most() -> int:
    """Rows of a slice, while no test says otherwise."""
    return carrying.MOST


def require_whole(scene: ImportScene, id: int) -> None:
    """The job is done, with each row once."""
    job = scene.job(id)
    assert (job["state"], job["made"], job["refused"]) == ("done", len(NUMBERS), 0)
    assert [row["row"] for row in job["rows"]] == list(range(2, len(NUMBERS) + 2))
    assert scene.numbers() == NUMBERS
    assert examine(scene.world.database) == []


def test_whichever_statement_fails_the_rows_of_the_slice_are_made_once(
    quick_imports: ImportScene, short_slices: None
) -> None:
    scene = quick_imports
    id = scene.begin(users(map(int, NUMBERS)))
    made, tried = 0, 0
    while made == 0:
        tried += 1
        with failing(tried, Gone("the connection broke")), suppress(Gone):
            scene.carry_out(times(1))
        ((state, made),) = scene.world.sql("SELECT state, made FROM imports_jobs")
        assert len(scene.numbers()) == made
        assert state == ("running" if made else "queued")
    assert tried > 20, "each statement has failed once"
    scene.carry_out()
    require_whole(scene, id)


@pytest.mark.parametrize("failure", [Transient("locked"), Gone("away")])
def test_while_the_database_is_busy_or_away_a_job_waits(
    quick_imports: ImportScene, monkeypatch: pytest.MonkeyPatch, failure: StorageFailure
) -> None:
    scene = quick_imports
    id = scene.begin(users(map(int, NUMBERS)))

    def fails(*_: object) -> None:
        raise failure

    with monkeypatch.context() as patch:
        patch.setattr(carrying.Carrier, "_slice", fails)
        with pytest.raises(type(failure)):
            scene.carry_out()
    assert scene.job(id)["state"] == "queued"
    scene.carry_out()
    require_whole(scene, id)


@pytest.mark.parametrize(("failure", "code"), [(StorageFailure("full"), 201), (ZeroDivisionError(), 200)])
def test_a_failure_of_the_server_ends_a_job_so_that_others_go_on(
    quick_imports: ImportScene, monkeypatch: pytest.MonkeyPatch, failure: Exception, code: int
) -> None:
    scene = quick_imports
    id = scene.begin(users(map(int, NUMBERS)))

    def fails(*_: object) -> None:
        raise failure

    with monkeypatch.context() as patch:
        patch.setattr(carrying.Carrier, "_slice", fails)
        scene.carry_out()
    job = scene.job(id)
    assert (job["state"], job["errorcode"]) == ("failed", code)
    assert "request" in job["errorstring"]
    scene.login("reseller").imports.resumeJob(id=id)
    scene.carry_out()
    require_whole(scene, id)


def test_another_server_goes_on_where_the_job_says(imports: ImportScene, short_slices: None) -> None:
    id = imports.begin(users(map(int, NUMBERS)))
    imports.carry_out(times(2))
    with imports.world.with_settings() as other:
        imports.carry_out(world=other)
    require_whole(imports, id)


def test_two_servers_at_once_make_no_row_twice(imports: ImportScene, short_slices: None) -> None:
    """Of which one has lost its lease and does not know it yet."""
    id = imports.begin(users(map(int, NUMBERS)))
    with imports.world.with_settings() as other:
        threads = [
            threading.Thread(target=imports.carry_out, kwargs={"world": world}) for world in (imports.world, other)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    require_whole(imports, id)


def test_between_two_slices_nothing_is_held(imports: ImportScene, short_slices: None) -> None:
    """Whoever else adds a user of the same customer waits for one slice at the most."""
    imports.begin(users(map(int, NUMBERS)))
    added = iter(range(301, 400))

    def goes_on() -> bool:
        with World(imports.world.settings) as other:
            ImportScene(other, imports.dialect).user(str(next(added)))
        return True

    imports.carry_out(goes_on)
    assert len(imports.numbers()) > len(NUMBERS) + len(NUMBERS) // 2


@pytest.mark.parametrize(
    ("moments", "sizes"), [([0.0] * 50, [2, 4, 4, 1]), ([float(at) for at in range(50)], [2, *[1] * 9])]
)
def test_slices_grow_while_they_are_quick_up_to_a_bound(
    quick_imports: ImportScene,
    at_most: int,
    short_slices: None,
    monkeypatch: pytest.MonkeyPatch,
    moments: list[float],
    sizes: list[int],
) -> None:
    assert at_most == 500
    monkeypatch.setattr(carrying, "MOST", 4)
    clock = iter(moments)
    monkeypatch.setattr(carrying, "monotonic", lambda: next(clock))
    quick_imports.begin(users(map(int, NUMBERS)))
    quick_imports.carry_out()
    rows = quick_imports.world.sql(
        "SELECT count(DISTINCT subject), min(id) FROM journal WHERE operation = 'importExtensions'"
        " AND subject LIKE 'PBX extension%' AND login = 'reseller' GROUP BY request_id ORDER BY 2"
    )
    assert [count for count, _ in rows] == sizes
