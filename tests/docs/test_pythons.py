# SPDX-License-Identifier: Apache-2.0
"""Every supported Python imports ngnprov and serves, each in an environment of its own.

The interpreters are looked for as ``python3.12`` and under ``~/.pyenv/versions``; one that is not there is skipped.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VERSIONS = ["3.11", "3.12", "3.13"]
_STORY = """
import sys, urllib.request
sys.path.insert(0, ".")
from tests.support import live
from pathlib import Path
with live.Live(Path(sys.argv[1])) as server:
    page = urllib.request.urlopen(server.url + "/").read()
    assert b"addAccount" in page
    import zeep
    client = zeep.Client(server.url + "/soap/customer/?wsdl")
    auth = client.get_element("{urn:AGProjects:NGNPro}auth")(username="admin", password=server.password, admin=True)
    made = client.service.addAccount(account={"username": "u", "password": "p"}, _soapheaders=[auth])
    assert made.id == made.reseller == 1
print("served by", sys.version.split()[0])
"""


def interpreter(version: str) -> str:
    found = shutil.which(f"python{version}")
    if found is not None and subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode == 0:
        return found
    for place in sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python3")):
        return str(place)
    pytest.skip(f"Python {version} is not here")


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("version", VERSIONS)
def test_this_python_imports_and_serves(version: str, tmp_path: Path) -> None:
    running = f"{sys.version_info.major}.{sys.version_info.minor}"
    python = sys.executable
    if version != running:
        subprocess.run([interpreter(version), "-m", "venv", tmp_path / "venv"], check=True)
        python = str(tmp_path / "venv" / "bin" / "python")
        command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(ROOT)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
        assert done.returncode == 0, done.stderr[-3000:]
    place = tmp_path / "place"
    place.mkdir()
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [python, "-W", "error::SyntaxWarning:ngnprov", "-c", _STORY, place],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=environ,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert f"served by {version}." in done.stdout
