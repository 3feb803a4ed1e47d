#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""List every operation of a port with its parameters, and the members of every record, as the WSDL tells.

    list_operations.py [PORT]

PORT is customer unless given. Needs zeep, server.py and no login; the server comes from NGNPROV_URL.
"""

import argparse
from collections.abc import Iterator
from typing import Any

import zeep
from server import describe, run


def members(record: Any) -> str:
    """``name: type`` of all members; a list is shown as its item's type in brackets."""
    shown = []
    for name, element in record.elements:
        item = dict(getattr(element.type, "elements", [])).get("item")
        shown.append(f"{name}: [{item.type.name}]" if item is not None else f"{name}: {element.type.name}")
    return ", ".join(shown)


def operations(client: zeep.Client) -> Iterator[str]:
    """One line for each operation: ``getAccount(id: integer) -> account: CustomerAccount``."""
    for service in client.wsdl.services.values():
        for port in service.ports.values():
            for name, operation in sorted(port.binding.all().items()):
                answer = members(operation.output.body.type) or "nothing"
                yield f"{name}({members(operation.input.body.type)}) -> {answer}"


def records(client: zeep.Client) -> Iterator[str]:
    """One line for each record: ``Range(start: int, count: int)``."""
    for declared in sorted(client.wsdl.types.types, key=lambda each: str(each.name)):
        if getattr(declared, "elements", None) and not declared.name.endswith("Array"):
            yield f"{declared.name}({members(declared)})"


def main() -> None:
    parser = argparse.ArgumentParser(description="List every operation of a port, and the members of every record.")
    parser.add_argument("port", metavar="PORT", nargs="?", default="customer")
    client = describe(parser.parse_args().port)
    print(*operations(client), "", *records(client), sep="\n")


if __name__ == "__main__":
    run(main)
