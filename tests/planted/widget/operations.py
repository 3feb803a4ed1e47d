# SPDX-License-Identifier: Apache-2.0
"""WidgetPort on the wire."""

from ngnprov.calls.policy import OPERATE
from ngnprov.soap.port_service import PortService, operation
from ngnprov.soap.types import Id, Text

from . import service
from .permissions import READ, WRITE
from .types import Widget, WidgetQuery, WidgetQueryResult


class WidgetPort(PortService):
    """Things that customers have."""

    @operation(Widget, returns=Widget, answers="widget", faults=(service.WidgetExists,), may=WRITE)
    def addWidget(call, widget):
        """Add a widget."""
        return service.add(call, widget)

    @operation(Id(), faults=(service.WidgetUnknown,), may=WRITE)
    def deleteWidget(call, id):
        """Delete a widget."""
        service.delete(call, id)

    @operation(Id(), Id(), faults=(service.WidgetUnknown,), may=WRITE)
    def moveWidget(call, id, customer):
        """Move a widget to another customer."""
        service.move(call, id, customer)

    @operation(WidgetQuery, returns=WidgetQueryResult, writes=False, optional=("query",), may=READ, answers_nobody=True)
    def getWidgets(call, query):
        """List widgets."""
        return service.find(call, query or {})

    @operation(Text(10), may=OPERATE)
    def failWidget(call, how):
        """Fail."""
        service.fail(call, how)

    @operation(Id(), returns=Widget, answers="account", writes=False, may=READ)
    def getAccount(call, id):
        """Has the name of an operation of CustomerPort."""
        return (id, 0, 0, "widget", 1, 0.5, ["a"])
