# SPDX-License-Identifier: Apache-2.0
"""RDATA as master files have it."""

import struct
from typing import Any

import dns.exception
import dns.name
import dns.rdata
import dns.rdataclass

from ngnprov.errors import InvalidValue
from ngnprov.ports.dns.rdata.data import FIELD
from ngnprov.ports.dns.rdata.forms import FORMS_IN_FILES


def of_file(kind: str, text: str, origin: dns.name.Name | None, codec: dns.name.IDNACodec) -> Any:
    """dnspython's RDATA, whose names are relative to ``origin`` and not relativized; ``codec`` reads those beyond ASCII.

    Raises InvalidValue (value), and what ``codec`` raises.
    """
    try:
        return dns.rdata.from_text(dns.rdataclass.IN, kind, text, origin, relativize=False, idna_codec=codec)
    except (dns.exception.DNSException, ArithmeticError, ValueError, struct.error) as error:
        cause = error.__cause__
        if cause is not None and not isinstance(cause, (dns.exception.DNSException, ArithmeticError, ValueError)):
            raise cause from None  # dnspython wraps all that is raised within
        raise InvalidValue(FORMS_IN_FILES.get(kind, f"is no {kind}"), field=FIELD) from None
