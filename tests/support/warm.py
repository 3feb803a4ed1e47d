# SPDX-License-Identifier: Apache-2.0
"""What every server does when it starts, done by importing this: see ``prepared.py``."""

from ngnprov.calls.port import find_ports
from ngnprov.soap.serving.application import server_of

for _port in find_ports():
    server_of(_port)
