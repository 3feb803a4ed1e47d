# SPDX-License-Identifier: Apache-2.0
"""Is anything that is installed in .venv known to be vulnerable? Ends with 1 if so.

Where the advisories of PyPI cannot be had (no network, an index of one's own) it says so and ends with 0: this is no fault of
the change that is being checked.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ACCEPTED: dict[str, str] = {}
"""Advisories that do not concern us, each with the reason."""


def installed() -> list[str]:
    """``name==version`` of every package, without ngnprov and without pip, which came with the interpreter."""
    frozen = subprocess.run(
        [sys.executable, "-m", "pip", "freeze", "--exclude-editable"], capture_output=True, text=True, check=True
    )
    return [line for line in frozen.stdout.splitlines() if "==" in line]


def advisories(packages: list[str]) -> list[dict[str, Any]] | None:
    """What PyPI knows of each package: ``vulns``, or ``skip_reason`` if it is unknown there; None if it did not answer."""
    with tempfile.TemporaryDirectory() as place:
        wanted, found = Path(place, "packages.txt"), Path(place, "found.json")
        wanted.write_text("\n".join(packages))
        options = [
            "--no-deps",
            "--disable-pip",
            "--progress-spinner=off",
            "--timeout=10",
            "--format=json",
            "--desc=off",
        ]
        ignored = [f"--ignore-vuln={advisory}" for advisory in ACCEPTED]
        command = [sys.executable, "-m", "pip_audit", *options, *ignored, "-r", str(wanted), "-o", str(found)]
        subprocess.run(command, capture_output=True, check=False)
        return json.loads(found.read_text())["dependencies"] if found.exists() and found.stat().st_size else None


def main() -> int:
    """Ask, and tell."""
    packages = installed()
    first = advisories(packages[:1])  # a mirror without advisories knows no package: one question is enough
    answers = None if first is None or "skip_reason" in first[0] else advisories(packages)
    if answers is None:
        print(f"the advisories of PyPI cannot be had here: {len(packages)} packages are not checked")
        return 0
    unknown = [answer["name"] for answer in answers if "skip_reason" in answer]
    vulnerable = [answer for answer in answers if answer.get("vulns")]
    if unknown:
        print(f"unknown to PyPI and not checked: {', '.join(unknown)}")
    for answer in vulnerable:
        for found in answer["vulns"]:
            mended = ", ".join(found["fix_versions"]) or "no release"
            print(f"{answer['name']} {answer['version']}: {found['id']}, mended in {mended}")
    print(f"{len(answers) - len(unknown)} packages checked, {len(vulnerable)} vulnerable")
    return 1 if vulnerable else 0


if __name__ == "__main__":
    sys.exit(main())
