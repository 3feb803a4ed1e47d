# SPDX-License-Identifier: Apache-2.0
"""What the Python examples share: the server and the login from the environment, and errors told in one line.

The variables are those of README.md. Needs zeep.
"""

import getpass
import os
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

import zeep
from zeep.exceptions import Error, Fault
from zeep.transports import Transport

URL = os.environ.get("NGNPROV_URL", "http://127.0.0.1:9200")
USER = os.environ.get("NGNPROV_USER", "admin")


def describe(port: str) -> zeep.Client:
    """The published WSDL of a port, such as customer or sip, and its operations without a login. Times in seconds."""
    return zeep.Client(f"{URL}/soap/{port}/?wsdl", transport=Transport(timeout=10, operation_timeout=60))


@cache
def password() -> str:
    """From the environment or, asked once, from whoever sits there."""
    if not os.environ.get("NGNPROV_PASSWORD") and not sys.stdin.isatty():
        print("no password: set NGNPROV_PASSWORD", file=sys.stderr)
        sys.exit(2)
    return os.environ.get("NGNPROV_PASSWORD") or getpass.getpass(f"Password of {USER}: ")


def log_in(port: str) -> zeep.Client:
    """A port, called as the administrator."""
    client = describe(port)
    auth = client.get_element("{urn:AGProjects:NGNPro}auth")
    client.set_default_soapheaders([auth(username=USER, password=password(), admin=True)])
    return client


def connect(port: str) -> Any:
    """The operations of a port, called as the administrator."""
    return log_in(port).service


def detail(fault: Fault, member: str) -> str:
    """A member of a refusal: errorcode, the number by which programs tell refusals apart, or errorstring."""
    return "" if fault.detail is None else fault.detail.findtext(f".//{{*}}{member}") or ""


def positive(text: str) -> int:
    """A whole number above 0, as the command line has it. Raises ValueError."""
    number = int(text)
    if number < 1:
        raise ValueError("not above 0")
    return number


def run(main: Callable[[], None]) -> None:
    """Call ``main``; what goes wrong with the server ends the program with one line and code 1."""
    try:
        main()
        sys.stdout.flush()
    except Fault as fault:
        sys.exit(f"refused: {fault.message}: {detail(fault, 'errorstring')}")
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except (OSError, Error) as error:
        cause: BaseException = error
        while cause.__context__ is not None:  # "Connection refused" stands at the bottom of what requests raises
            cause = cause.__context__
        sys.exit(f"no usable answer from {URL}: {' '.join(str(cause).split())}")
