# SPDX-License-Identifier: Apache-2.0
"""Imports on the wire (imports.md 1)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput, Terminated
from ngnprov.ports.imports import service
from ngnprov.ports.imports.errors import BadHeading, JobUnknown, TooLarge
from ngnprov.ports.imports.types import ExtensionsFile, File, ImportJob, ImportReport
from ngnprov.ports.imports.wire import ExtensionsFileAnswer, ImportJobAnswer, ImportReportAnswer
from ngnprov.ports.pbx.errors import NoPilot, NotPbx
from ngnprov.ports.pbx.permissions import READ_EXTENSIONS, WRITE_EXTENSIONS
from ngnprov.soap.port_service import PortService, operation, reading
from ngnprov.soap.types import Id, Int, Text

_of_job = partial(operation, Id(), returns=ImportJob, may=WRITE_EXTENSIONS, faults=(JobUnknown,))


class ImportExtensions(PortService):
    """Extensions in CSV files."""

    @operation(
        *(Id(), File, Text(16), Int(0)),
        returns=ImportReport,
        may=WRITE_EXTENSIONS,
        faults=(MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, NoPilot, TooLarge, BadHeading),
        optional=("mode", "start"),
    )
    def importExtensions(
        call: Call, customer: int, csv: str | bytes, mode: str | None, start: int | None
    ) -> ImportReportAnswer:
        """Make a user of each row of a CSV file, all of them or none; in the mode ``each`` by a job, which is answered."""
        return service.import_extensions(call, customer, csv, mode or service.ALL, start or 0)

    @reading(
        *(Id(), Int(0), Int(0)),
        returns=ExtensionsFile,
        may=READ_EXTENSIONS,
        faults=(MissingInput, CustomerUnknown, TooLarge),
        optional=("start", "count"),
    )
    def exportExtensions(call: Call, customer: int, start: int | None, count: int | None) -> ExtensionsFileAnswer:
        """The users of a customer as a CSV file that importExtensions takes, without passwords."""
        return service.export_extensions(call, customer, start or 0, count)

    @reading(
        *(Id(), Text(128), Int(0), Int(0)),
        returns=ImportJob,
        may=READ_EXTENSIONS,
        faults=(MissingInput, JobUnknown),
        optional=("id", "requestId", "start", "count"),
    )
    def getJob(
        call: Call, id: int | None, requestId: str | None, start: int | None, count: int | None
    ) -> ImportJobAnswer:
        """How far a job is, and what has become of its rows; its number names it, or the id of the request that began it."""
        return service.get_job(call, id or 0, requestId or "", start or 0, count)

    @_of_job()
    def cancelJob(call: Call, id: int) -> ImportJobAnswer:
        """Have a job end before its next rows; what it has made stays."""
        return service.cancel_job(call, id)

    @_of_job()
    def resumeJob(call: Call, id: int) -> ImportJobAnswer:
        """Have a job that was cancelled or has failed go on where it stopped, with the caller's rights."""
        return service.resume_job(call, id)
