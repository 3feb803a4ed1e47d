# SPDX-License-Identifier: Apache-2.0
"""ImportPort: extensions in CSV files, all of a file in one call or row by row in a job (docs/contract/imports.md).

::

    reading      a file that was sent, as rows
    outcomes     what has become of each row
    service      what a call does, and what jobs tell
    carrying     how a server carries out jobs, in slices
    hooks        unfinished jobs of a customer, and those that stand still
"""

from ngnprov.calls.port import Events, Port
from ngnprov.ports.imports.carrying import jobs
from ngnprov.ports.imports.hooks import examine, in_use
from ngnprov.ports.imports.moving import MOVING
from ngnprov.ports.imports.operations import ImportExtensions
from ngnprov.ports.imports.settings import ImportsSettings

PORT = Port(
    name="imports",
    title="ImportPort",
    namespace="urn:ngnprov:Import",
    type_namespace="urn:ngnprov:Import",
    services=(ImportExtensions,),
    floor=5,
    in_use=in_use,
    moving=MOVING,
    examine=examine,
    settings=ImportsSettings,
    jobs=jobs,
    events=Events({"import job ": "importJob"}, states={"importJob": ("running", "done", "cancelled", "failed")}),
)
