# SPDX-License-Identifier: Apache-2.0
"""``xsi:nil`` (W-D)."""

from ngnprov.errors import InvalidValue
from ngnprov.soap.namespaces import NIL
from ngnprov.soap.reading.kinds import BLANKS
from ngnprov.soap.reading.scalars import BOOLEANS
from ngnprov.soap.reading.tree import Element


def is_nil(element: Element) -> bool:
    """Does the element say that it is null? White space and comments may stand in it, as programs that indent XML put them.

    Raises InvalidValue where anything else stands in it, and for an ``xsi:nil`` that is not a boolean.
    """
    said = element.get(NIL)
    if said is None:
        return False
    nil = BOOLEANS.get(said.strip(BLANKS).lower())
    if nil is None:
        raise InvalidValue("has an xsi:nil that is neither true nor false")
    if nil and (len(element) or (element.text or "").strip(BLANKS)):
        raise InvalidValue("is nil and has content all the same")
    return nil
