# SPDX-License-Identifier: Apache-2.0
"""Reads an HTTP answer as CDRTool's PEAR SOAP client does on PHP 8: the strictest reader there is.

Two layers:

* :func:`decode` says what the PHP page holds after the call: a value, a :class:`PearFault` that the server
  sent, or a :class:`PearError` that the client made up itself. What kills the page raises :class:`PhpFatal`.
* :func:`check` asserts the rules for answers to RPC/encoded requests (wire.md T8-T13, R1-R11, F1-F7) and
  returns what :func:`decode` gives. The text of its AssertionError begins with the number of the rule.

After wire.md sections 1, 4 and 6. XML is parsed for syntax only, by expat without namespaces, because the
client looks at raw attributes in their order. Not modelled, because R3 and R8 refuse them: attachments and
arrays of several dimensions.
"""

from .client import PearError, PearFault, decode
from .php import PhpArray, PhpFatal, PhpObject
from .rules import check

__all__ = ["PearError", "PearFault", "PhpArray", "PhpFatal", "PhpObject", "check", "decode"]
