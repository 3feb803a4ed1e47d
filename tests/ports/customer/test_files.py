# SPDX-License-Identifier: Apache-2.0
"""Customers in CSV files: ``ngnprov customers``."""

from pathlib import Path

import pytest

from tests.support import commands
from tests.support.commands import problems, written
from tests.support.scene import Scene
from tests.support.world import World

TEXT = """\
username,password,reseller,organization,country,balance,reselleractive
acme,correct horse,1,Acme & Söhne,NL,12.5,false
other,correct horse,1,,,,
"""


@pytest.fixture
def scene(sqlite_world: World) -> Scene:
    scene = Scene(sqlite_world, "encoded")
    assert scene.reseller() == 1
    return scene


def test_customers_come_in_and_go_out(scene: Scene, tmp_path: Path) -> None:
    result = commands.run(scene.world, "customers", "import", written(tmp_path, TEXT))
    assert (result.stdout, result.stderr) == ("added 2 customers\n", "")
    acme = scene.login("acme", "correct horse").getAccount(id=2)
    assert (acme["organization"], acme["country"], acme["balance"]) == ("Acme & Söhne", "NL", 12.5)
    out = commands.run(scene.world, "customers", "export", "--reseller", "1").stdout
    assert "correct horse" not in out
    rows = out.splitlines()
    assert rows[0].startswith("username,reseller,firstname")
    assert sorted(row.split(",")[0] for row in rows[1:]) == ["acme", "other", "reseller"]


def test_problems_are_told_by_line_and_column(scene: Scene, tmp_path: Path) -> None:
    before = scene.world.fingerprint()
    text = "username,password,reseller\nreseller,x,1\nnew,,1\nthird,x,77\n"
    result = commands.run(scene.world, "customers", "import", written(tmp_path, text))
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in problems(result)[:-1]] == [
        "line 2",
        "line 3, column password",
        "line 4, column reseller",
    ]
    assert scene.world.fingerprint() == before
