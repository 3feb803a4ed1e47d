# SPDX-License-Identifier: Apache-2.0
"""``ngnprov completion``: what the TAB key offers."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from ngnprov.cli import main
from tests.clients.program import missing

_COMPLETE = """\
eval "$(ngnprov completion bash)" || exit 9
complete -p ngnprov >/dev/null || exit 8
COMP_WORDS=(ngnprov {words})
COMP_CWORD={place}
_ngnprov_completion ngnprov
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def offered(*words: str) -> list[str]:
    """What bash offers in the place of the last word."""
    bash = shutil.which("bash")
    if bash is None:
        missing("bash", "bash")
    script = _COMPLETE.format(words=" ".join(words) or "''", place=len(words))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [bash, "--norc", "-c", script], capture_output=True, text=True, check=False, env={**os.environ, "PATH": path}
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.split()


def test_bash_completes_commands_and_options() -> None:
    assert offered("zo") == ["zone"]
    assert offered("zone", "im") == ["import", "import-records"]
    assert offered("zone", "import", "--sk") == ["--skip-unsupported"]
    assert offered("completion", "z") == ["zsh"]


@pytest.mark.parametrize(
    ("shell", "line"), [("bash", "complete -o"), ("zsh", "#compdef ngnprov"), ("fish", "complete ")]
)
def test_each_shell_has_its_script(shell: str, line: str) -> None:
    script = CliRunner().invoke(main, ["completion", shell]).stdout
    assert any(each.strip().startswith(line) for each in script.splitlines())
    assert f"_NGNPROV_COMPLETE={shell}_complete" in script


def test_other_shells_are_refused_with_the_names_of_these() -> None:
    result = CliRunner().invoke(main, ["completion", "csh"])
    assert result.exit_code == 2
    assert "'bash', 'zsh', 'fish'" in result.stderr
