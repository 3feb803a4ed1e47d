# SPDX-License-Identifier: Apache-2.0
"""API tokens on the wire."""

from collections.abc import Sequence

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.tenant.errors import TokenUnknown, UserUnknown
from ngnprov.ports.tenant.permissions import READ_USERS, WRITE_TOKENS
from ngnprov.ports.tenant.tokens import service
from ngnprov.ports.tenant.tokens.types import ApiToken
from ngnprov.ports.tenant.tokens.wire import ApiTokenAnswer, ApiTokenFields
from ngnprov.soap.port_service import PortService, operation, reading
from ngnprov.soap.types import Id, ListOf


class TenantTokens(PortService):
    """API tokens: what programs of a user log in by in the place of his password."""

    @operation(ApiToken, returns=ApiToken, answers="token", may=WRITE_TOKENS, faults=(MissingInput, InvalidValue))
    def addApiToken(call: Call, token: ApiTokenFields) -> ApiTokenAnswer:
        """Make a token of the user who calls. Its secret is answered this once."""
        return service.add_token(call, token)

    @operation(Id(), may=WRITE_TOKENS, faults=(MissingInput, TokenUnknown))
    def deleteApiToken(call: Call, id: int) -> None:
        """Let nobody in by a token any more."""
        service.delete_token(call, id)

    @reading(
        Id(),
        returns=ListOf(ApiToken),
        answers="tokens",
        may=READ_USERS,
        optional=("user",),
        faults=(MissingInput, UserUnknown),
    )
    def getApiTokens(call: Call, user: int | None) -> Sequence[ApiTokenAnswer]:
        """The tokens of a user, without their secrets: of whoever calls unless another one is named."""
        return service.get_tokens(call, user or 0)
