# SPDX-License-Identifier: Apache-2.0
"""Sessions on the wire."""

from collections.abc import Sequence

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.tenant.errors import SessionUnknown, UserUnknown
from ngnprov.ports.tenant.permissions import SESSIONS
from ngnprov.ports.tenant.sessions import service
from ngnprov.ports.tenant.sessions.types import Session
from ngnprov.ports.tenant.sessions.wire import SessionAnswer
from ngnprov.soap.port_service import PortService, operation, reading
from ngnprov.soap.types import Id, ListOf, Text


class TenantSessions(PortService):
    """Sessions: who logs in once shows a token for some hours."""

    @operation(
        Text(64, secret=True),
        returns=Session,
        answers="session",
        may=SESSIONS,
        optional=("code",),
        faults=(InvalidValue,),
        before_factor=True,
        proof="code",
    )
    def openSession(call: Call, code: str | None) -> SessionAnswer:
        """Begin a session of whoever calls, with a code of his second factor where he has one. Its token, which stands in the
        place of the password from then on, is answered this once."""
        return service.open_session(call, code or "")

    @operation(Id(), may=SESSIONS, optional=("id",), faults=(MissingInput, SessionUnknown), before_factor=True)
    def closeSession(call: Call, id: int | None) -> None:
        """End a session: the one by which this is called, unless another one is named."""
        service.close_session(call, id or 0)

    @reading(Id(), returns=ListOf(Session), answers="sessions", may=SESSIONS, optional=("user",), faults=(UserUnknown,))
    def getSessions(call: Call, user: int | None) -> Sequence[SessionAnswer]:
        """The sessions that are open, without their tokens: of whoever calls, unless a user is named."""
        return service.get_sessions(call, user or 0)
