# SPDX-License-Identifier: Apache-2.0
"""The programs of docs/clients.md, run as the page says: the files of a section, then its shell commands."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .program import HERE, Server, missing, need, works

PAGE = (HERE.parent.parent / "docs/clients.md").read_text()
SECTIONS: dict[str, list[tuple[str, str]]] = {
    part.partition("\n")[0]: re.findall(r"^```(?:sh|\w+ (\S+))\n(.*?)^```$", part, re.MULTILINE | re.DOTALL)
    for part in re.split(r"^### ", PAGE, flags=re.MULTILINE)[1:]
}
"""By heading: pairs of a file's name and text; the shell commands have no name."""
DOWNLOADED = "wsdl-tsclient"
"""Its commands get it from npm."""
COMPILED = "KDSoap"
"""Its story is built with the same commands; once is enough of them."""
RUN = [name for name, blocks in SECTIONS.items() if blocks and name not in {DOWNLOADED, COMPILED}]
NEEDED = {
    "SOAP::Lite": (["perl", "-MSOAP::Lite", "-e", "1"], "libsoap-lite-perl"),
    "SOAP::WSDL": (["perl", "-MSOAP::WSDL", "-e", "1"], "libsoap-wsdl-perl"),
    "pysimplesoap": (["/usr/bin/python3", "-c", "import pysimplesoap"], "python3-pysimplesoap"),
    "LuaSOAP": (["lua5.1", "-e", 'require "soap.client"'], "lua-soap"),
    "ext-soap with WSDL": (["php", "-r", "new SoapFault('a', 'b');"], "php-soap"),
    "ext-soap without WSDL": (["php", "-r", "new SoapFault('a', 'b');"], "php-soap"),
    "npm soap": (["node", "-e", f"require('{HERE}/node/node_modules/soap')"], "npm"),
    "Mono wsdl": (["mcs", "--version"], "mono-devel"),
}
"""What must succeed before a section can be run, and the Debian package of it."""


def test_every_toolkit_of_the_page_is_run_or_known_not_to_be() -> None:
    assert set(SECTIONS) >= {*NEEDED, DOWNLOADED, COMPILED, "zeep", "suds-community", "xsdata"}
    assert [name for name, blocks in SECTIONS.items() if not blocks] == ["gSOAP"]


def test_readme_and_changelog_count_the_toolkits_of_the_page() -> None:
    table = PAGE[PAGE.index("| toolkit |") :].partition("\n\n")[0]
    rows = re.findall(r"^\| ([^|*]+)(\*?)[^|]* \|", table, re.MULTILINE)
    listed = {name.strip(): bool(star) for name, star in rows if name.strip() not in {"toolkit", "curl"}}
    assert (len(listed), len(listed) - 1, sum(listed.values())) == (15, 14, 11)
    assert DOWNLOADED in listed
    readme = " ".join((HERE.parent.parent / "README.md").read_text().split())
    assert "The tests run fourteen toolkits, eleven of them through long stories" in readme
    assert "fifteen toolkits and curl; the tests run all but one" in (HERE.parent.parent / "CHANGELOG.md").read_text()


@pytest.mark.parametrize("name", RUN)
def test_the_program_of_the_page_logs_in_and_searches(server: Server, tmp_path: Path, name: str) -> None:
    check, package = NEEDED.get(name, (["curl", "--version"], "curl"))
    need(check[0], package)
    if not works(*check):
        missing(name, package)
    for file, text in SECTIONS[name]:
        if file:
            (tmp_path / file).write_text(text)
    commands = "".join(text for file, text in SECTIONS[name] if not file)
    scripts = Path(sys.executable).parent
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=tmp_path,
        env={
            **os.environ,
            "NGNPROV_URL": server.url,
            "NGNPROV_PASSWORD": server.password,
            "NODE_PATH": str(HERE / "node/node_modules"),
            "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        },
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "0", done.stdout
