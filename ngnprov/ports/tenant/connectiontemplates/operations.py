# SPDX-License-Identifier: Apache-2.0
"""Connection templates on the wire."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.tenant.connections.addresses import look_ahead
from ngnprov.ports.tenant.connectiontemplates import service
from ngnprov.ports.tenant.connectiontemplates.types import (
    ConnectionTemplate,
    ConnectionTemplatePage,
    ConnectionTemplateQuery,
)
from ngnprov.ports.tenant.connectiontemplates.wire import (
    ConnectionTemplateAnswer,
    ConnectionTemplateFields,
    ConnectionTemplatePageAnswer,
    ConnectionTemplateQueryFields,
)
from ngnprov.ports.tenant.errors import ConnectionHostRefused, TemplateInUse, TemplateUnknown
from ngnprov.ports.tenant.permissions import READ_TEMPLATES, WRITE_TEMPLATES
from ngnprov.soap.port_service import PortService, listing, operation
from ngnprov.soap.types import Id

_changing = partial(operation, may=WRITE_TEMPLATES, versioned="tenant_connection_templates")
_storing = partial(_changing, ConnectionTemplate, returns=ConnectionTemplate, answers="template", ahead=look_ahead)


class TenantConnectionTemplates(PortService):
    """Connection templates: what connections of a reseller's customers have in common."""

    @_storing(faults=(MissingInput, InvalidValue, ConnectionHostRefused))
    def addConnectionTemplate(call: Call, template: ConnectionTemplateFields) -> ConnectionTemplateAnswer:
        """Keep what connections have in common, with a key that is never answered. A new default replaces the former one."""
        return service.add_template(call, template)

    @_storing(faults=(MissingInput, InvalidValue, TemplateUnknown, TemplateInUse, ConnectionHostRefused))
    def updateConnectionTemplate(call: Call, template: ConnectionTemplateFields) -> ConnectionTemplateAnswer:
        """Change the members given; type and host stay while connections have it, and another host needs the key again."""
        return service.update_template(call, template)

    @_changing(Id(), faults=(TemplateUnknown, TemplateInUse))
    def deleteConnectionTemplate(call: Call, id: int) -> None:
        """Remove a template that no connection has."""
        service.delete_template(call, id)

    @listing(ConnectionTemplateQuery, returns=ConnectionTemplatePage, may=READ_TEMPLATES)
    def getConnectionTemplates(call: Call, query: ConnectionTemplateQueryFields | None) -> ConnectionTemplatePageAnswer:
        """Templates that match, without their keys: a slice of them, and how many there are in all."""
        return service.get_templates(call, query or {})
