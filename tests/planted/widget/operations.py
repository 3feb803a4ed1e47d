# SPDX-License-Identifier: Apache-2.0
"""WidgetPort on the wire."""

from typing import NoReturn

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Values
from ngnprov.calls.policy import OPERATE
from ngnprov.db.unit import Row
from ngnprov.errors import CustomerLimit, ResellerLimit
from ngnprov.soap.port_service import PortService, operation
from ngnprov.soap.types import Id, Text

from . import service
from .permissions import MOVE, READ, WRITE
from .types import Widget, WidgetQuery, WidgetQueryResult


class WidgetPort(PortService):
    """Things that customers have."""

    @operation(
        Widget, returns=Widget, answers="widget", faults=(service.WidgetExists, CustomerLimit, ResellerLimit), may=WRITE
    )
    def addWidget(call: Call, widget: Values) -> Row:
        """Add a widget."""
        return service.add(call, widget)

    @operation(Id(), faults=(service.WidgetUnknown,), may=WRITE)
    def deleteWidget(call: Call, id: int) -> None:
        """Delete a widget."""
        service.delete(call, id)

    @operation(Id(), Text(10, secret=True), faults=(service.WidgetUnknown,), may=WRITE)
    def setPin(call: Call, id: int, pin: str) -> None:
        """Give a widget another PIN."""
        service.set_pin(call, id, pin)

    @operation(Id(), Id(), faults=(service.WidgetUnknown, CustomerLimit, ResellerLimit), may=MOVE)
    def moveWidget(call: Call, id: int, customer: int) -> None:
        """Move a widget to another customer."""
        service.move(call, id, customer)

    @operation(WidgetQuery, returns=WidgetQueryResult, writes=False, optional=("query",), may=READ, answers_nobody=True)
    def getWidgets(call: Call, query: Values | None) -> Row:
        """List widgets."""
        return service.find(call, query or {})

    @operation(Text(10), may=OPERATE)
    def failWidget(call: Call, how: str) -> NoReturn:
        """Fail."""
        service.fail(call, how)

    @operation(Id(), returns=Widget, answers="account", writes=False, may=READ)
    def getAccount(call: Call, id: int) -> Row:
        """Has the name of an operation of CustomerPort."""
        return (id, 0, 0, "widget", 1, 0.5, ["a"], "")
