# SPDX-License-Identifier: Apache-2.0
"""Runs the scripts of examples/."""

import os
import subprocess
import sys
from collections.abc import Callable

from .program import HERE, Server, missing, need, works

EXAMPLES = HERE.parent.parent / "examples"
Done = subprocess.CompletedProcess[str]
Example = Callable[..., Done]


def interpreter(script: str) -> list[str]:
    """What runs a script."""
    if script.endswith(".py"):
        return [sys.executable]
    if script.endswith(".sh"):
        need("curl", "curl")
        return [need("bash", "bash")]
    php = need("php", "php-cli")
    if not works(php, "-r", "exit(extension_loaded('soap') ? 0 : 1);"):
        missing("PHP's soap extension", "php-soap")
    return [php]


def run_with(server: Server) -> Example:
    """Runs a script with the server and the administrator's login in its environment."""

    def run(script: str, *arguments: object, password: str = server.password, url: str = server.url) -> Done:
        login = {"NGNPROV_URL": url, "NGNPROV_USER": server.admin, "NGNPROV_PASSWORD": password}
        return subprocess.run(
            [*interpreter(script), str(EXAMPLES / script), *map(str, arguments)],
            env={**os.environ, **login},
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=60,
        )

    return run
