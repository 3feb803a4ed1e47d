# SPDX-License-Identifier: Apache-2.0
"""``python -m ngnprov`` is the command ``ngnprov``."""

from ngnprov.cli import main

main(prog_name="ngnprov")
