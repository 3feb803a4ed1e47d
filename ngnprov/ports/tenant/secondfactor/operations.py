# SPDX-License-Identifier: Apache-2.0
"""Second factors on the wire."""

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.tenant.errors import NoSecondFactor, UserUnknown
from ngnprov.ports.tenant.permissions import SESSIONS
from ngnprov.ports.tenant.secondfactor import service
from ngnprov.ports.tenant.secondfactor.types import SecondFactor
from ngnprov.ports.tenant.secondfactor.wire import SecondFactorAnswer
from ngnprov.soap.port_service import PortService, operation
from ngnprov.soap.types import Id, Text


class TenantSecondFactors(PortService):
    """Second factors: codes of a program beside the password."""

    @operation(returns=SecondFactor, answers="secondFactor", may=SESSIONS, before_factor=True)
    def enrolSecondFactor(call: Call) -> SecondFactorAnswer:
        """Make a secret for whoever calls, for a program that shows codes. It counts once confirmSecondFactor has one."""
        return service.enrol(call)

    @operation(
        Text(64, secret=True),
        returns=SecondFactor,
        answers="secondFactor",
        may=SESSIONS,
        faults=(MissingInput, InvalidValue, NoSecondFactor),
        before_factor=True,
    )
    def confirmSecondFactor(call: Call, code: str) -> SecondFactorAnswer:
        """Log in by what was enrolled from now on; answers recovery codes, this once."""
        return service.confirm(call, code)

    @operation(Id(), may=SESSIONS, optional=("user",), faults=(UserUnknown, NoSecondFactor))
    def resetSecondFactor(call: Call, user: int | None) -> None:
        """Let a user log in by his password alone, and end his sessions: whoever calls, unless another one is named."""
        service.reset(call, user or 0)
