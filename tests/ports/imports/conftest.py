# SPDX-License-Identifier: Apache-2.0
"""Customers with pilots, and who carries out their jobs, for the tests of ImportPort."""

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from ngnprov.ports.imports import carrying
from ngnprov.ports.imports.carrying import Carrier
from tests.ports.pbx.conftest import PbxScene
from tests.support.scene import scene_fixtures
from tests.support.world import World

GOOD = """\
number,name,displayname,addons,localprefix,callerid,email,recordoutbound,recordemail,sippassword
101,Reception,Front desk,RECORDING,1,anonymous,office@example.com,true,tapes@example.com,a secret of 101
0102,"Workshop, hall 2",,,,,,,,
,Whoever,,,,,,,,
"""


class ImportScene(PbxScene):
    """The customer and a sibling, each with a pilot, may use any number of PBX and RECORDING."""

    other = 4

    def furnish(self) -> None:
        """Make what they have."""
        super().furnish()
        other, _ = self.sibling()
        assert other == self.other
        self.agree("PBX", customer=self.reseller_id)
        self.has_pbx(other, "Sibling")
        for customer, sn in ((self.customer_id, "9999"), (other, "777")):
            for code in ("PBX", "RECORDING"):
                self.agree(code, customer=customer)
            self.pilot(customer, sn=sn)

    def send(self, csv: str, caller: Any = None, customer: int = PbxScene.customer_id, **arguments: Any) -> Any:
        """Import a file as the reseller, unless told otherwise."""
        return (caller or self.login("reseller")).imports.importExtensions(customer=customer, csv=csv, **arguments)

    def begin(self, csv: str, caller: Any = None, **arguments: Any) -> int:
        """Begin a job; its number."""
        return int(self.send(csv, caller, mode="each", **arguments)["job"])

    def job(self, id: int, **arguments: Any) -> dict[str, Any]:
        """A job as the reseller sees it."""
        answer: dict[str, Any] = self.login("reseller").imports.getJob(id=id, **arguments)
        return answer

    def carry_out(self, goes_on: Callable[[], bool] = lambda: True, world: World | None = None) -> None:
        """Do what a server does beside its calls."""
        Carrier((world or self.world).app.runner).work(goes_on)

    def exported(self, customer: int = PbxScene.customer_id, **arguments: Any) -> Any:
        """The file of a customer's users."""
        return self.login("reseller").imports.exportExtensions(customer=customer, **arguments)

    def numbers(self, customer: int = PbxScene.customer_id) -> list[str]:
        """Those of a customer's users."""
        rows = csv.DictReader(io.StringIO(self.exported(customer)["csv"]))
        return [row["number"] for row in rows]


def users(numbers: Iterable[int]) -> str:
    """A file of users with these numbers."""
    return "number,name\n" + "".join(f"{number},User {number}\n" for number in numbers)


def times(count: int) -> Callable[[], bool]:
    """Says yes so often."""
    left = [True] * count
    return lambda: bool(left and left.pop())


@pytest.fixture
def short_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slices of two rows, without a pause between them."""
    monkeypatch.setattr(carrying, "FIRST", 2)
    monkeypatch.setattr(carrying, "MOST", 2)
    monkeypatch.setattr(carrying, "PAUSE", 0)


imports_world, imports, quick_imports = scene_fixtures(ImportScene)
