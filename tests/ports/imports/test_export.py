# SPDX-License-Identifier: Apache-2.0
"""What was exported is what was imported (imports.md 6), and how much is taken and given at once."""

import pytest

from ngnprov.ports.imports.settings import ImportsSettings
from tests.ports.imports.conftest import GOOD, ImportScene, users


@pytest.mark.parametrize("mode", ["all", "each"])
def test_an_export_that_another_customer_imports_is_exported_alike(imports: ImportScene, mode: str) -> None:
    imports.send(GOOD)
    imports.user("200", sipUsername="alice", callerId="4319999200", recordSubject='The "Tape"')
    first = imports.exported()
    assert first["total"] == 4
    assert imports.send(first["csv"], customer=imports.other, mode=mode)["refused"] == 0
    imports.carry_out()
    assert imports.exported(imports.other) == first
    assert imports.root.getExtension(customer=imports.other, number="200")["primaryNumber"] == "431777200"


def test_no_password_leaves(quick_imports: ImportScene) -> None:
    quick_imports.send(GOOD)
    text = quick_imports.exported()["csv"]
    assert "secret" not in text
    assert text.startswith("number,name,displayname,sipusername,email,timezone,")


def test_an_export_comes_in_parts(quick_imports: ImportScene) -> None:
    quick_imports.send(users(range(101, 106)))
    whole = quick_imports.exported()["csv"].splitlines()
    parts = [quick_imports.exported(start=start, count=2) for start in (0, 2, 4)]
    lines = [part["csv"].splitlines() for part in parts]
    assert {part["total"] for part in parts} == {5}
    assert [line for part in lines for line in part[1:]] == whole[1:]
    assert all(part[0] == whole[0] for part in lines)
    assert quick_imports.exported(start=5)["csv"].splitlines() == whole[:1]
    assert quick_imports.stranger().imports.refused("exportExtensions", customer=2).code == 5000


def test_what_is_too_large_is_refused_and_nothing_is_left_out_silently(quick_imports: ImportScene) -> None:
    extra = {**quick_imports.world.settings.extra, "imports": ImportsSettings(bytes=2000, rows=4, rows_at_once=2)}
    with quick_imports.world.with_settings(extra=extra) as small:
        scene = ImportScene(small, "encoded")
        imports = scene.login("reseller").imports
        for csv, mode, limit, used in (
            (users(range(101, 104)), "all", 2, 3),
            (users(range(101, 106)), "each", 4, 5),
            ("number,name\n101," + "ü" * 993, "each", 2000, 2002),
        ):
            before = small.fingerprint()
            fault = imports.refused("importExtensions", customer=2, csv=csv, mode=mode)
            assert (fault.code, fault.field) == (930, "csv")
            assert (fault.members["limit"], fault.members["used"]) == (str(limit), str(used))
            assert ("mode each takes more" in fault.text) is (mode == "all")
            assert small.fingerprint() == before
        assert scene.send("number,name\n101," + "ü" * 992)["refused"] == 1
        for numbers in (range(101, 103), range(103, 105), range(105, 107)):
            scene.send(users(numbers))
        fault = imports.refused("exportExtensions", customer=2)
        assert (fault.code, fault.field, fault.members["used"]) == (930, "count", "6")
        assert scene.exported(start=2)["total"] == 6
