# SPDX-License-Identifier: Apache-2.0
"""What the programs share that call and read as CDRTool does with PEAR's SOAP client: ``PROGRAM URL LOGIN PASSWORD TAG``, a port.

The strictest reader of all is ours (tests/support/pear_reader): it ends a program whose page in PHP would have died.
"""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.support.caller import Fault
from tests.support.live import Live
from tests.support.pear_reader import PearFault, decode

url, login, password, tag = sys.argv[1:]


class Port:
    """A port, ``Sip``, at first as administrator."""

    def __init__(self, name: str) -> None:
        self._server = Live(Path())
        self._server.url = url
        self._name = name
        self.identify(login, password, True)

    def identify(self, username: str, secret: str, admin: bool) -> None:
        """Puts the login into the header of all following calls."""
        self._caller = self._server.call(username=username, password=secret, admin=admin).at(self._name)

    def __call__(self, operation: str, **parameters: Any) -> Any:
        """What the page holds after a call over HTTP/1.0: a value, or a :class:`PearFault`."""
        with suppress(Fault):  # the page looks at what it holds
            self._caller.call(operation, parameters)
        return decode(200, {}, self._caller.answered)


def code(held: Any) -> int | None:
    """The number of a refusal that the page holds."""
    return int(held.errorcode) if isinstance(held, PearFault) else None
