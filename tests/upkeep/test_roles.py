# SPDX-License-Identifier: Apache-2.0
"""On PostgreSQL the role of the server need not be one that can change or remove entries; another one prunes (promise P29)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import ProgrammingError

from ngnprov.db.engine import parse_url
from ngnprov.settings import DatabaseSettings
from tests.support.commands import done, run
from tests.support.journaling import seal_all, sentences
from tests.support.world import PATIENCE, Template, World

PAGE = Path(__file__).parents[2] / "docs/operating.md"
ROLES = ("ngnprov_server", "ngnprov_pruner")


@pytest.fixture
def worlds(postgres_template: Template, tmp_path: Path) -> Iterator[list[World]]:
    """The same database as the server and as who prunes, with the rights that docs/operating.md gives them."""
    (script,) = re.findall(r"```sql\n(CREATE ROLE .*?)```", PAGE.read_text(), re.DOTALL)
    with postgres_template.copy(tmp_path) as owner:
        for statement in script.split(";")[:-1]:
            owner.sql(statement)
        url = parse_url(owner.settings.database.url)
        urls = [url.set(username=role).render_as_string(hide_password=False) for role in ROLES]
        made = [owner.with_settings(database=DatabaseSettings(url=each, write_wait=PATIENCE)) for each in urls]
        try:
            yield made
        finally:
            for world in made:
                world.close()
            for role in ROLES:
                owner.sql(f"DROP OWNED BY {role}")
                owner.sql(f"DROP ROLE {role}")


def test_the_server_works_and_seals_and_can_neither_change_nor_remove_entries(worlds: list[World]) -> None:
    server, pruner = worlds
    admin = server.call()
    id = admin.addAccount(account={"username": "a", "password": "p"})["id"]
    admin.updateAccount(account={"id": id, "firstName": "A"})
    admin.deleteAccount(id=id)
    assert seal_all(server) == 4
    assert sentences(server) == []
    for table in ("journal", "journal_links"):
        for statement in (f"DELETE FROM {table}", f"TRUNCATE {table}", f"DROP TABLE {table}"):
            with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
                server.sql(statement)
    for statement in ("UPDATE journal SET login = 'x'", "ALTER TABLE journal DISABLE TRIGGER journal_no_delete"):
        with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
            server.sql(statement)
    refused = run(server, "journal", "prune", "--before", "0m")
    assert (refused.exit_code, "permission denied" in refused.stderr) == (2, True)
    assert len(server.sql("SELECT id FROM journal")) == 4

    assert done(pruner, "journal", "prune", "--before", "0m").startswith("removed 4 entries, 1 to 4")
    assert sentences(pruner) == []
    with pytest.raises(ProgrammingError, match="permission denied"):
        pruner.sql("UPDATE customers SET reseller = 1")
