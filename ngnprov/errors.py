# SPDX-License-Identifier: Apache-2.0
"""Every refusal the product can give.

::

    Refusal
     ├── InvalidType          100  value of the wrong lexical type
     ├── InvalidValue         101  value not allowed; unknown parent named in the input
     ├── MissingInput         102  a required value is absent
     ├── InternalFailure      200  ours; the text carries a request id and nothing else
     ├── DatabaseFailure      201  ours; likewise
     ├── Busy                 202  the database is taken; nothing was changed, try again
     ├── NotImplementedHere   900  unknown port or operation
     ├── NotAuthenticated     901  login not known
     ├── NotAuthorized        902  login known, action not allowed
     ├── Changed              903  the record is of another version
     ├── RequestReused        904  the id of the request was used for another one
     ├── TooManyLogins        905  login throttled
     ├── BudgetUsed           906  too many changes of one login at once
     ├── SecondFactorNeeded   907  the password alone does not do
     ├── NotRevertible        920  what stands against an undo
     ├── LimitReached              a credit is used up
     │    ├── CustomerLimit   910  the customer's own
     │    └── ResellerLimit   911  the reseller's
     ├── Unknown                   no such object, or none in the caller's scope
     │    └── CustomerUnknown 5000
     ├── Exists                    the key is taken
     │    └── CustomerExists  5001
     └── InUse                     others refer to it
          └── CustomerInUse   5010

A refusal carries its code and kind; ``soap/writing/faults.py`` alone knows what it looks like on the wire
(wire.md 6). A port outside this repository derives its own from the same tree. Codes are never reused.
"""

from typing import ClassVar

_DETERMINERS = frozenset({"a", "an", "no", "the", "there", "this"})


class Refusal(Exception):
    """A call that changes nothing and says why.

    ``code`` is the number on the wire, ``name`` the vendor-like exception name, ``blame`` tells whether the
    caller or the server is at fault (``faultcode`` Client or Server). ``field`` names the offending input as a
    dotted wire path (``account.username``), ``retry_after`` the seconds after which another try may succeed; ``of_others``
    says that it gives away what others have (:mod:`ngnprov.auth.probes`); ``version`` and ``if_version`` are the two sides of
    a conflict; the other details belong to limits. ``hint`` is what the reseller says of the refusal (calls/runner.py).
    """

    code: ClassVar[int] = 1
    name: ClassVar[str] = "Error"
    blame: ClassVar[str] = "Server"

    def __init__(
        self,
        text: str,
        *,
        field: str | None = None,
        kind: str | None = None,
        limit: int | None = None,
        used: int | None = None,
        holder: int | None = None,
        retry_after: int | None = None,
        of_others: bool = False,
        version: int | None = None,
        if_version: int | None = None,
    ) -> None:
        super().__init__(text)
        self.text = text
        self.field = field
        self.kind = kind
        self.limit = limit
        self.used = used
        self.holder = holder
        self.retry_after = retry_after
        self.of_others = of_others
        self.version = version
        self.if_version = if_version
        self.hint: str | None = None

    @property
    def sentence(self) -> str:
        """The text with the field when there is one.

        It is the subject of ``must have at least 15 characters``; what is a sentence of its own, which begins with a
        determiner, is followed by it: ``the address is taken (account.id)``.
        """
        if not self.field or self.text.startswith(f"{self.field} "):
            return self.text
        if self.text.split(" ", 1)[0] in _DETERMINERS:
            return f"{self.text} ({self.field})"
        return f"{self.field} {self.text}"


class InvalidType(Refusal):
    """The text of a value is not of its declared type."""

    code, name, blame = 100, "InvalidTypeError", "Client"


class InvalidValue(Refusal):
    """A value breaks a rule, or names something that does not exist."""

    code, name, blame = 101, "InvalidValueError", "Client"


class MissingInput(Refusal):
    """A value that is required was not given."""

    code, name, blame = 102, "MissingInputError", "Client"


class InternalFailure(Refusal):
    """A fault of the server; details are in its log under the request id."""

    code, name = 200, "InternalError"


class DatabaseFailure(Refusal):
    """The database did not answer or refused; details are in the log."""

    code, name = 201, "DatabaseError"


class Busy(Refusal):
    """The database was taken by others for longer than a call waits; nothing was changed (W-M)."""

    code, name = 202, "BusyError"


class NotImplementedHere(Refusal):
    """No such port or operation."""

    code, name = 900, "NotImplementedError"


SAY_ADMIN = "an administrator must send admin true"
"""What newcomers forget; in every 901, and at SoapAuth in the WSDL (L-D)."""


class NotAuthenticated(Refusal):
    """The login is missing, unknown, wrong or disabled; which of these is not said.

    An administrator must send ``admin`` true, and every such fault ends by saying so.
    """

    code, name, blame = 901, "AuthenticationError", "Client"

    def __init__(self, text: str) -> None:
        super().__init__(f"{text}; {SAY_ADMIN}")


class Terminated(Refusal):
    """The customer has ended: nothing of it is changed any more, by anybody."""

    code, name, blame = 8402, "TerminatedError", "Client"


class NotAuthorized(Refusal):
    """The login is good, the action is not allowed to it."""

    code, name, blame = 902, "AuthorizationError", "Client"


class Changed(Refusal):
    """The record was changed since the caller read it: ``version`` is what it has, ``ifVersion`` what was named (P5)."""

    code, name, blame = 903, "ChangedError", "Client"


class RequestReused(Refusal):
    """The id of the request was used before, for a request with other content (P11)."""

    code, name, blame = 904, "RequestReusedError", "Client"


class TooManyLogins(Refusal):
    """Too many wrong passwords for this name and address, or names of others that a login tried to take."""

    code, name, blame = 905, "TooManyError", "Client"


class BudgetUsed(Refusal):
    """A login has made more changes than it may at once; nothing was changed (request.md 8)."""

    code, name, blame = 906, "BudgetUsedError", "Client"


class SecondFactorNeeded(Refusal):
    """The password is right, and does not do without a second factor (login.md L-H)."""

    code, name, blame = 907, "SecondFactorNeededError", "Client"


class NotRevertible(Refusal):
    """A change cannot be undone; the text says what stands against it."""

    code, name = 920, "NotRevertibleError"


class LimitReached(Refusal):
    """A credit is used up: ``kind`` names it, ``holder`` is the customer id that holds it.

    The text is a sentence of its own.
    """

    @property
    def sentence(self) -> str:
        """The text, and the field when there is one."""
        return f"{self.text} ({self.field})" if self.field else self.text


class CustomerLimit(LimitReached):
    """The customer's own credit is used up."""

    code, name = 910, "CustomerLimitError"


class ResellerLimit(LimitReached):
    """The sum over all customers of the reseller has reached the reseller's credit."""

    code, name = 911, "ResellerLimitError"


class Unknown(Refusal):
    """No such object, or none in the caller's scope: the two answer alike."""


class CustomerUnknown(Unknown):
    """No such customer (customer.md 8)."""

    code, name = 5000, "CustomerUnknownError"


class Exists(Refusal):
    """The key is taken."""


class CustomerExists(Exists):
    """The username or the given id is taken. Used for nothing else: CDRTool loops on it (customer.md 8)."""

    code, name = 5001, "CustomerExistsError"


class InUse(Refusal):
    """Other objects refer to this one."""


class CustomerInUse(InUse):
    """The customer still has records, or the reseller still has customers (customer.md 7.4)."""

    code, name = 5010, "CustomerInUseError"


class SchemaMismatch(Exception):
    """The database has another schema version than this release; raised at start only."""


class KeyMismatch(Exception):
    """The key file is another database's; raised at start only."""
