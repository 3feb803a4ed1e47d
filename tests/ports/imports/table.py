# SPDX-License-Identifier: Apache-2.0
"""Every operation of ImportPort with a request, for proofs that walk over all of them (matrix.py, every_operation.py).

The customer's PBX is that of tests/ports/pbx/table.py.
"""

from tests.support.matrix import Row, Table
from tests.support.scene import Scene

RESELLER, CUSTOMER = 1, 2
NO_CUSTOMER, NO_JOB = 5000, 8602
FILE = "number,name,sippassword\n150,Reception,a secret of 150\n151,Workshop,a secret of 151\n"
LATER = "number,name\n160,Later\n"


def fill(scene: Scene) -> None:
    """One job waits, two were cancelled."""
    imports = scene.admin.at("Import")
    for _ in range(3):
        imports.importExtensions(customer=CUSTOMER, csv=LATER, mode="each")
    imports.cancelJob(id=2)
    imports.cancelJob(id=3)


TABLE: Table = {
    "importExtensions": Row({"customer": CUSTOMER, "csv": FILE}, NO_CUSTOMER, creates=True),
    "exportExtensions": Row({"customer": CUSTOMER}, NO_CUSTOMER, idle=True),
    "getJob": Row({"id": 1}, NO_JOB),
    "cancelJob": Row({"id": 1}, NO_JOB),
    "resumeJob": Row({"id": 2}, NO_JOB, creates=True),
}
MORE = (
    ("importExtensions", {"customer": CUSTOMER, "csv": LATER, "mode": "each"}),
    ("importExtensions", {"customer": CUSTOMER, "csv": LATER, "mode": "all", "start": 2}),
)
OTHERS = {
    "customer": (1, 3, 7, 8, 4711, 0),
    "csv": (FILE, LATER, "", "name\n", "number\n1\n", "number,name\n101,Taken\n170,Free\n", "name;addons\nA;SPARE\n"),
    "mode": ("all", "each", "", "some"),
    "start": (0, 1, 3, 99),
    "id": (1, 2, 3, 4, 0),
}
