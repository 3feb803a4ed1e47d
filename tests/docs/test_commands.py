# SPDX-License-Identifier: Apache-2.0
"""What the pages tell an operator to type works as it stands there, and what they mention is there.

The shell blocks of README.md and docs/operating.md run from top to bottom in one folder, beside a server that has just been set up.
Blocks with another language and a name are the files they need. docs/clients.md has its own test (tests/clients).
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from ngnprov import cli
from ngnprov.cli import main
from tests.support.live import Live

ROOT = Path(__file__).parents[2]
PAGES = ["README.md", "docs/operating.md"]
WITH_COMMANDS = [
    *PAGES,
    "docs/clients.md",
    "docs/integrators.md",
    "docs/architecture.md",
    "examples/README.md",
    "wsdl/README.md",
    "CHANGELOG.md",
]

NOT_RUN = {
    "scripts/serve ": "makes an environment of its own, which takes minutes",
    "NGNPROV_PASSWORD": "pasted into a terminal by test_readme.py",
    "'order 1'": "goes on where the first calls end, in test_readme.py",
    "sudo -u postgres": "needs root and a PostgreSQL of the machine",
    "pg_dump": "needs a PostgreSQL of the machine; the way back is PostgreSQL's own",
}
"""What a block has in it, and why it is only looked at."""

STOPS = "# stop the server first"
PRELUDE = """
ngnprov() {
    if [ "$1" != serve ]; then command ngnprov "$@"; return; fi
    command ngnprov "$@" >served & local server=$!
    until curl --silent --fail --output answered "$(sed -n 's/.* serves //p' served)healthz"; do kill -0 $server; sleep 0.2; done
    kill -TERM $server; wait $server
}
"""
"""A server that is started in a block has to answer and to end by SIGTERM with 0."""


class Block(NamedTuple):
    """Commands as a page has them."""

    page: str
    line: int
    text: str

    @property
    def reason(self) -> str:
        return next((reason for sign, reason in NOT_RUN.items() if sign in self.text), "")


def blocks() -> Iterator[Block]:
    for page in PAGES:
        text = (ROOT / page).read_text()
        for found in re.finditer(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            yield Block(page, text.count("\n", 0, found.start()) + 2, found[1])


def named_files() -> dict[str, str]:
    text = "\n".join((ROOT / page).read_text() for page in PAGES)
    return dict(re.findall(r"^```[\w-]+ (\S+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))


BLOCKS = list(blocks())
RUN = [block for block in BLOCKS if not block.reason]


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    place = tmp_path_factory.mktemp("operator")
    (place / "var").mkdir()
    for name, text in named_files().items():
        (place / name).write_text(text)
    with Live(place, database=f"sqlite:///{place}/var/ngnprov.db") as server:
        yield server


@pytest.mark.timeout(900)
def test_the_blocks_of_commands_do_their_work_from_top_to_bottom(live: Live) -> None:
    if shutil.which("curl") is None:
        pytest.skip("apt-get install curl")
    for block in RUN:
        done = run(block, live)
        assert done.returncode == 0, f"{block.page}:{block.line}\n{done.stdout}{done.stderr}"


def run(block: Block, live: Live) -> "subprocess.CompletedProcess[str]":
    """Run it as an operator would beside the server."""
    stops = STOPS in block.text
    if stops:
        live.stop()
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", PRELUDE + block.text.replace("http://127.0.0.1:9200", live.url)],
        cwd=live.place,
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith("NGNPROV_")},
            "NGNPROV_KEY_FILE": str(live.place / "ngnprov.key"),
            "NGNPROV_BIND": "127.0.0.1:0",
            "NGNPROV_URL": live.url,
            "NGNPROV_USER": live.admin,
            "NGNPROV_PASSWORD": live.password,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    if stops:
        live.start()
    return done


def test_each_reason_not_to_run_a_block_is_needed() -> None:
    assert [sign for sign in NOT_RUN if not any(sign in block.text for block in BLOCKS)] == []
    assert len(RUN) > 12


def test_the_scripts_that_the_pages_name_can_be_run() -> None:
    for page in WITH_COMMANDS:
        for name in re.findall(r"(?<![\w/])scripts/[a-z-]+", (ROOT / page).read_text()):
            assert os.access(ROOT / name, os.X_OK), (page, name)


def commands() -> Iterator[tuple[str, list[str]]]:
    """(page, words) of each command of ours, in blocks and in the text."""
    for page in WITH_COMMANDS:
        text = (ROOT / page).read_text()
        for found in re.findall(r"(?:^(?=[^`\n]*$)|`|\.venv/bin/|\$\()ngnprov ([a-z][^`\n#|>;]*)", text, re.MULTILINE):
            yield page, shlex.split(found.rstrip("\\ "), posix=False)


def test_every_command_that_is_mentioned_has_the_options_it_is_mentioned_with() -> None:
    problems: list[tuple[str, list[str], str]] = []
    seen = 0
    for page, words in commands():
        command: click.Command = main
        context = click.Context(main)
        path: list[str] = []
        while words and isinstance(command, click.Group) and (found := command.get_command(context, words[0])):
            path.append(words.pop(0))
            command, context = found, click.Context(found, parent=context)
        if not path:
            problems.append((page, words, "is no command"))
            continue
        known = {option for parameter in command.params for option in parameter.opts}
        problems += [
            (page, path, word) for word in words if word.startswith("--") and word.partition("=")[0] not in known
        ]
        seen += 1
    assert problems == []
    assert seen > 50


def test_the_numbers_that_alerts_ask_for_are_there(live: Live) -> None:
    text = (ROOT / "docs/operating.md").read_text()
    live.call().getCustomers(query={"filter": {}})
    shown = subprocess.run(
        ["curl", "--silent", f"{live.url}/metrics"], capture_output=True, text=True, check=True
    ).stdout
    asked = set(re.findall(r"\bngnprov_(?:calls|call_|outbox_)\w*", text))
    assert sorted(name for name in asked if not re.search(rf"^{name}|^# TYPE {name} ", shown, re.MULTILINE)) == []
    assert len(asked) == 8


def test_the_log_lines_that_deserve_an_alert_are_written() -> None:
    text = (ROOT / "docs/operating.md").read_text()
    table = text[text.index("| message begins with") :].split("\n\n")[0]
    source = "\n".join(path.read_text() for path in (ROOT / "ngnprov").rglob("*.py"))
    quoted = [line for row in table.splitlines()[2:] for line in re.findall(r"`([^`/]+)`", row.split("|")[1])]
    assert [line for line in quoted if line not in source] == []
    assert len(quoted) > 8


def test_every_setting_that_is_mentioned_is_there() -> None:
    sample = (ROOT / "ngnprov.ini.sample").read_text()
    sections = dict(re.findall(r"^\[(\w+)\]\n(.*?)(?=^\[|\Z)", sample, re.MULTILINE | re.DOTALL))
    """CHANGELOG.md may name one that is no more."""
    pages = [*PAGES, *(str(page.relative_to(ROOT)) for page in (ROOT / "docs/contract").glob("*.md"))]
    pages.remove("docs/contract/permissions.md")  # `dns.read` is not a setting
    mentioned = {
        (page, section, name)
        for page in pages
        for section, name in re.findall(rf"`({'|'.join(sections)})\.([a-z][a-z_]+)`", (ROOT / page).read_text())
        if name not in ("md", "py", "php")
    }
    assert sorted(m for m in mentioned if f"\n#{m[2]} =" not in sections[m[1]]) == []
    assert len(mentioned) > 20


def test_exit_codes_are_told_alike_in_the_page_and_in_the_source() -> None:
    (sentence,) = re.findall(r"^Exit codes: .*$", (ROOT / "docs/operating.md").read_text(), re.MULTILINE)
    assert sentence in (cli.__doc__ or "")
