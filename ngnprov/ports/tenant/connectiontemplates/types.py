# SPDX-License-Identifier: Apache-2.0
"""Types of connection templates (connections.md 3)."""

from ngnprov.ports.tenant.connections.types import Host
from ngnprov.ports.tenant.types import TenantRecord
from ngnprov.soap.types import Flag, Id, Text, page_of, query_of


class ConnectionTemplate(TenantRecord):
    """What connections of a reseller's customers have in common; ``masterKey`` is never answered."""

    id = reseller = Id()
    name = Text(128)
    type = Text(32)
    host = Host
    masterKey = Text(1024, secret=True)
    isDefault = Flag()
    changeDate = Text(64)


class ConnectionTemplateFilter(TenantRecord):
    """What getConnectionTemplates filters by."""

    id = reseller = Id()
    name = Text(128)


ConnectionTemplateQuery = query_of("ConnectionTemplateQuery", "connection templates", ConnectionTemplateFilter)
ConnectionTemplatePage = page_of(
    "ConnectionTemplatePage", "connection templates", connectionTemplates=ConnectionTemplate
)
