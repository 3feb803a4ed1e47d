# SPDX-License-Identifier: Apache-2.0
"""WidgetPort on the wire."""

from ngnprov.calls.actor import Level
from ngnprov.soap.port_service import PortService, operation
from ngnprov.soap.types import Id, Text

from . import service
from .types import Widget, WidgetQuery, WidgetQueryResult


class WidgetPort(PortService):
    """Things that customers have."""

    @operation(Widget, returns=Widget, answers="widget", faults=(service.WidgetExists,))
    def addWidget(call, widget):
        """Add a widget."""
        return service.add(call, widget)

    @operation(Id(), faults=(service.WidgetUnknown,))
    def deleteWidget(call, id):
        """Delete a widget."""
        service.delete(call, id)

    @operation(Id(), Text(10, secret=True), faults=(service.WidgetUnknown,))
    def setPin(call, id, pin):
        """Give a widget another PIN."""
        service.set_pin(call, id, pin)

    @operation(Id(), Id(), may=Level.RESELLER, faults=(service.WidgetUnknown,))
    def moveWidget(call, id, customer):
        """Move a widget to another customer."""
        service.move(call, id, customer)

    @operation(WidgetQuery, returns=WidgetQueryResult, may=Level.NOBODY, writes=False, optional=("query",))
    def getWidgets(call, query):
        """List widgets."""
        return service.find(call, query or {})

    @operation(Text(10), may=Level.ADMIN)
    def failWidget(call, how):
        """Fail."""
        service.fail(call, how)

    @operation(Id(), returns=Widget, answers="account", writes=False)
    def getAccount(call, id):
        """Has the name of an operation of CustomerPort."""
        return (id, 0, 0, "widget", 1, 0.5, ["a"], "")
