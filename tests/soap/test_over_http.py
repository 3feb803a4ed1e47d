# SPDX-License-Identifier: Apache-2.0
"""A live server answers every operation of every port through a socket as it does in process, and long lists whole."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from werkzeug.serving import make_server

from ngnprov.app import make_app
from ngnprov.calls.port import find_ports
from tests.ports.customer import many_customers
from tests.support.every_operation import TABLES, told
from tests.support.live import Live
from tests.support.world import ADMIN, Template, World

MEGABYTE = 1 << 20


@contextmanager
def serving(template: Template, place: Path, fill: Callable[[World], Any] = lambda world: None) -> Iterator[Live]:
    """A live server on a copy of a template."""
    with template.settings(place) as settings:
        with World(settings) as world:
            fill(world)
        shutil.copy(template.key_file, place / "ngnprov.key")
        live = Live(place)
        live.admin = ADMIN
        live.start()
        try:
            yield live
        finally:
            assert live.stop() == 0


def test_the_tables_know_every_operation_of_every_port() -> None:
    known = {f"{port}Port": set(table) for port, table in TABLES.items()}
    assert known == {port.title: {operation.name for operation in port.operations()} for port in find_ports()}


@contextmanager
def answering(template: Template, place: Path) -> Iterator[Live]:
    """A server on a copy of a template that answers and does nothing by itself: no jobs, which would change what is told."""
    with template.settings(place) as settings:
        app = make_app(settings)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        live = Live(place)
        live.admin, live.url = ADMIN, f"http://127.0.0.1:{server.server_port}"
        try:
            yield live
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            app.close()


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_every_operation_answers_over_http_as_it_does_in_process(
    crowded: Template, crowded_world: World, tmp_path: Path, dialect: str
) -> None:
    crowded.restore(crowded_world)
    with answering(crowded, tmp_path) as live:
        here, there = crowded_world.call(dialect), live.call(dialect)
        for port, table in TABLES.items():
            for operation, row in table.items():
                expected = told(here, port, operation, row.arguments)
                code = int(expected["errorcode"]) if isinstance(expected, dict) else 0
                assert (operation, code) == (operation, row.known)
                assert told(there, port, operation, row.arguments) == expected, operation
        assert live.call(dialect, password="wrong").refused("getCustomers", query={}).code == 901


def test_a_long_list_comes_whole_over_http_1_0(sqlite_template: Template, tmp_path: Path) -> None:
    """The old client reads until the server closes and decodes no chunks (wire.md T10)."""
    count = 4000

    def fill(world: World) -> None:
        many_customers.fill(world, count, address="Straße\r\n" * 200)

    with serving(sqlite_template, tmp_path, fill) as live:
        query = {"query": {"orderBy": {"attribute": "customer", "direction": "ASC"}}}
        status, headers, body = live.post_1_0(live.call().envelope("getCustomers", query))
    assert len(body) > 8 * MEGABYTE, "it was not long enough to be kept in a file"
    assert (status, headers["content-length"]) == (200, str(len(body)))
    assert headers["content-type"] == "text/xml; charset=utf-8"
    assert not {"transfer-encoding", "set-cookie"} & headers.keys()
    ids = [
        int(each.text or 0) for each in etree.fromstring(body, etree.XMLParser(huge_tree=True)).iterfind(".//item/id")
    ]
    assert ids == list(range(1, count + 1))
