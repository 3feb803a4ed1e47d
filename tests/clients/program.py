# SPDX-License-Identifier: Apache-2.0
"""Finding and running the programs of the clients."""

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, Protocol

import pytest

HERE = Path(__file__).parent
PROGRAMS = (
    *("zeep", "suds encoded", "suds literal", "php wsdl-encoded", "php plain-encoded", "php wsdl-literal"),
    *("node", "perl"),
)
"""The interpreted clients, each with its mode; they tell every story."""


class Server(Protocol):
    """The live server of the ``server`` fixture: base URL and the administrator's login."""

    url: str
    admin: str
    password: str


def missing(what: str, package: str) -> NoReturn:
    """Skip on a user's machine, fail in CI: there scripts/install-clients has run."""
    reason = f"{what} is not here: apt-get install {package}, or run scripts/install-clients"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def need(program: str, package: str) -> str:
    """The path of ``program``, which Debian has in ``package``."""
    return shutil.which(program) or missing(program, package)


def works(*command: str) -> bool:
    """Does the command succeed? For modules that only their interpreter can find."""
    return subprocess.run(command, capture_output=True, check=False, timeout=30).returncode == 0


def command(client: str, story: str) -> list[str | Path]:
    """How the program of an interpreted client is run: php, node, perl, zeep, suds or pear."""
    if client == "php":
        php = need("php", "php-cli")
        if not works(php, "-r", "exit(extension_loaded('soap') ? 0 : 1);"):
            missing("PHP's soap extension", "php-soap")
        return [php, HERE / f"php/{story}.php"]
    if client == "node":
        if not (HERE / "node/node_modules/soap").is_dir():
            missing("The npm package soap", "npm")
        return [need("node", "nodejs"), HERE / f"node/{story}.js"]
    if client == "perl":
        perl = need("perl", "perl")
        if not works(perl, "-MSOAP::Lite", "-e", "1"):
            missing("Perl's SOAP::Lite", "libsoap-lite-perl")
        return [perl, HERE / f"perl/{story}.pl"]
    path = [need("env", "coreutils"), f"PYTHONPATH={HERE.parent.parent}"] if client == "pear" else []
    return [*path, sys.executable, HERE / f"python/{client}_{story}.py"]


def run(command: Sequence[str | Path], **options: Any) -> str:
    """Standard output of a command that must succeed; otherwise its errors are the test's failure."""
    done = subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=240,  # to compile takes twenty seconds where nothing else runs
        **options,
    )
    if done.returncode != 0:
        said = done.stderr[-4000:] + done.stdout[-1000:]
        pytest.fail(f"{done.args[0]} ended with {done.returncode}:\n{said}")
    output: str = done.stdout
    return output


def tell(command: Sequence[str | Path], server: Server, name: str, *more: str) -> dict[str, Any]:
    """Run a story: ``command URL LOGIN PASSWORD TAG more...``; its JSON.

    The tag is ``name`` and some random digits: usernames of different runs on one server stay apart.
    """
    tag = f"{name}-{secrets.token_hex(3)}"
    arguments = [server.url, server.admin, server.password, tag, *more]
    told: dict[str, Any] = json.loads(run([*command, *arguments]))
    return told
