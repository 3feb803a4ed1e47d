# SPDX-License-Identifier: Apache-2.0
"""What a refusal looks like on the wire: a SOAP 1.1 fault in the dialect that was spoken (wire.md 6)."""

from spyne import Fault

from ngnprov.errors import Refusal
from ngnprov.soap.characters import legal
from ngnprov.soap.reading.envelope import Dialect, NotUnderstood, VersionMismatch
from ngnprov.soap.writing.encoder import ENVELOPE_CLOSE, ENVELOPE_OPEN, escape

FAULT_ELEMENT = "exception"
FAULT_TYPE = "NGNException"

FAULT_MEMBERS = {
    "name": "string",
    "errorcode": "int",
    "errorstring": "string",
    "requestId": "string",
    "field": "string",
    "kind": "string",
    "limit": "int",
    "used": "int",
    "holder": "int",
    "retryAfter": "int",
    "version": "int",
    "ifVersion": "int",
    "hint": "string",
}
"""Members of the detail element in wire order with their XML Schema types; the first four are always there (F4, W-L)."""


class SpyneFault(Fault):
    """A refusal on its way through Spyne's method context."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(faultcode=refusal.blame, faultstring=refusal.name)
        self.refusal = refusal


def faultcode(refusal: Refusal) -> str:
    """The SOAP 1.1 fault code (section 4.4.1) without prefix."""
    if isinstance(refusal, VersionMismatch):
        return "VersionMismatch"
    if isinstance(refusal, NotUnderstood):
        return "MustUnderstand"
    return refusal.blame


def encode_fault(refusal: Refusal, dialect: Dialect, request_id: str) -> bytes:
    """The whole answer for ``refusal``, UTF-8; ``request_id`` is what the log calls the request (W-L)."""
    values = {
        "name": refusal.name,
        "errorcode": refusal.code,
        "errorstring": one_line(refusal),
        "requestId": request_id,
        "field": refusal.field,
        "kind": refusal.kind,
        "limit": refusal.limit,
        "used": refusal.used,
        "holder": refusal.holder,
        "retryAfter": refusal.retry_after,
        "version": refusal.version,
        "ifVersion": refusal.if_version,
        "hint": refusal.hint,
    }
    prefix = "" if dialect == "encoded" else "ngnpro:"
    details = []
    for member, value in values.items():
        if value is None:
            continue
        mark = f' xsi:type="xsd:{FAULT_MEMBERS[member]}"' if dialect == "encoded" else ""
        details.append(f"<{prefix}{member}{mark}>{escape(str(value))}</{prefix}{member}>")
    return legal(
        f"{ENVELOPE_OPEN[dialect]}<SOAP-ENV:Fault><faultcode>SOAP-ENV:{faultcode(refusal)}</faultcode>"
        f"<faultstring>{refusal.name}</faultstring><detail><ngnpro:{FAULT_ELEMENT}>{''.join(details)}"
        f"</ngnpro:{FAULT_ELEMENT}></detail></SOAP-ENV:Fault>{ENVELOPE_CLOSE}"
    )


def one_line(refusal: Refusal) -> str:
    """The sentence for the user, plain text on one line.

    CDRTool prints it into HTML without escaping (wire.md F7), so refusals never quote input; angle brackets and
    ampersands are taken out all the same.
    """
    text = " ".join(refusal.sentence.split())
    return "".join(character for character in text if character not in "<>&\"'" and character.isprintable())
