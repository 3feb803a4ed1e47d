# SPDX-License-Identifier: Apache-2.0
"""AuditPort: who has changed what, and undoing it (docs/contract/audit.md).

::

    store        pages of the journal
    sight        what of an entry whoever reads it may see
    service      lists, and undoing

The journal is the server's own: there are no ``tables``.
"""

from ngnprov.calls.port import Port
from ngnprov.ports.audit.operations import AuditJournal

PORT = Port(
    name="audit",
    title="AuditPort",
    namespace="urn:ngnprov:Audit",
    type_namespace="urn:ngnprov:Audit",
    services=(AuditJournal,),
    floor=6,
    offers=("sight", "store"),
)
