# SPDX-License-Identifier: Apache-2.0
"""The codes that soft phones are set up with say what was put into them, read by a program that is not ours."""

import shutil
import subprocess
from pathlib import Path

import pytest

from ngnprov.devices import qr
from tests.clients.program import missing

SCALE = 4
URL = "https://phones.example.com:8443/p/AbCdEfGhIjKlMnOpQrStUv/linphone.xml"


def read(picture: Path) -> str:
    """What zbar reads of a picture."""
    program = shutil.which("zbarimg") or missing("zbarimg", "zbar-tools")
    done = subprocess.run([program, "--raw", "--quiet", picture], capture_output=True, check=True, text=True)
    return done.stdout.rstrip("\n")


@pytest.mark.slow
@pytest.mark.parametrize("said", [qr.for_linphone(URL), qr.for_groundwire(URL.replace("linphone", "acrobits"))])
def test_a_code_is_read_as_it_was_written(tmp_path: Path, said: str) -> None:
    picture = tmp_path / "code.pbm"
    picture.write_text(as_picture(qr.blocks(said)))
    assert read(picture) == said


def as_picture(text: str) -> str:
    """What a terminal shows as a picture (netpbm.sourceforge.net/doc/pbm.html), where 1 is dark."""
    halves = {"█": (0, 0), "▀": (0, 1), "▄": (1, 0), " ": (1, 1)}
    rows = [[halves[cell][half] for cell in line] for line in text.splitlines() for half in (0, 1)]
    wide = [[str(module) for module in row for _ in range(SCALE)] for row in rows]
    pixels = [" ".join(row) for row in wide for _ in range(SCALE)]
    return f"P1\n{len(wide[0])} {len(pixels)}\n" + "\n".join(pixels) + "\n"


def test_a_code_is_a_picture_in_a_page() -> None:
    assert qr.svg(URL).startswith("<svg ")
    assert "<?xml" not in qr.svg(URL)


def test_groundwire_is_led_by_https_only() -> None:
    assert qr.for_groundwire("https://a.example/p/x/acrobits.xml") == "provlinkbs://a.example/p/x/acrobits.xml"
    with pytest.raises(ValueError, match="HTTPS"):
        qr.for_groundwire("http://a.example/p/x/acrobits.xml")
