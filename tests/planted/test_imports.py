# SPDX-License-Identifier: Apache-2.0
"""Who may import whom (setup.cfg, tests/shape/contracts.py) holds for a port that nobody has listed anywhere."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.planted import WIDGET

ROOT = Path(__file__).parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The product with WidgetPort in its folder of ports, and what import-linter is told."""
    shutil.copytree(ROOT / "ngnprov", tmp_path / "ngnprov", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(WIDGET, tmp_path / "ngnprov/ports/widget", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "tests/shape").mkdir(parents=True)
    for name in ("setup.cfg", "tests/__init__.py", "tests/shape/__init__.py", "tests/shape/contracts.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def told(copy: Path) -> tuple[int, str]:
    """What import-linter says of it."""
    command = [str(LINTER), "--no-cache", "--no-logo"]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False, env={"COLUMNS": "300"})
    return done.returncode, done.stdout + done.stderr


def add(copy: Path, module: str, line: str) -> None:
    """Let a function of a module import something."""
    with (copy / "ngnprov" / module).open("a") as file:
        file.write(f"\n\ndef _added() -> None:\n    {line}\n")


def test_the_planted_port_keeps_every_contract(copy: Path) -> None:
    code, text = told(copy)
    assert (code, "0 broken" in text) == (0, True), text


def test_what_a_planted_port_must_not_import_and_who_must_not_import_it_is_seen(copy: Path) -> None:
    add(copy, "ports/widget/service.py", "from ngnprov.ports.customer import store")
    add(copy, "ports/widget/store.py", "from ngnprov.ports.dns.records import store")
    add(copy, "ports/widget/tables.py", "import spyne")
    add(copy, "ports/widget/types.py", "import sqlalchemy, werkzeug")
    add(copy, "ports/widget/operations.py", "from ngnprov.cli.output import as_text")
    add(copy, "ports/customer/service.py", "from ngnprov.ports.widget import service")
    add(copy, "intake/rows.py", "from ngnprov.ports.widget import service")
    code, text = told(copy)
    assert code == 1, text
    widget = "ngnprov.ports.widget"
    for line in (
        f"{widget}.service imports ngnprov.ports.customer.store: it offers service, tenancy, entitlements, lookup, tables, types, wire and no more",
        f"{widget}.store imports ngnprov.ports.dns.records.store: ports know only those of lower floors",
        f"{widget}.tables imports spyne: it is kept inside a fence",
        f"{widget}.types imports sqlalchemy: it is kept inside a fence",
        f"{widget}.types imports werkzeug: it is kept inside a fence",
        f"{widget}.operations -> ngnprov.cli.output",
        f"ngnprov.ports.customer.service imports {widget}.service: ports know only those of lower floors",
        f"ngnprov.intake.rows imports {widget}.service: ports are found by walking their folder",
    ):
        assert line in text, text
