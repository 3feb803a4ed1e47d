# SPDX-License-Identifier: Apache-2.0
"""Kinds of contracts for import-linter (setup.cfg) that no list of ports is needed for: they hold for a port to come, too."""

from collections.abc import Iterator
from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.domain.helpers import module_expressions_to_modules

from ngnprov.calls.port import Port, find_ports

PORTS = "ngnprov.ports"


class _Direct(Contract):
    """A contract about single imports, each good or bad in itself."""

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at every import of the package."""
        found = sorted(
            f"{importer} imports {imported}: {reason}"
            for importer, imported, reason in self.broken(graph)
            if importer != imported
        )
        return ContractCheck(kept=not found, metadata={"found": found})

    def broken(self, graph: ImportGraph) -> Iterator[tuple[str, str, str]]:
        """(importer, imported, why not) of each that must not be."""
        raise NotImplementedError

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line for each."""
        for line in check.metadata["found"]:
            output.print_error(line)
        output.new_line()


class Floors(_Direct):
    """Ports know of ports on lower floors what these offer (``Port.offers``), and nobody else knows any of them."""

    type_name = "floors"

    def broken(self, graph: ImportGraph) -> Iterator[tuple[str, str, str]]:
        """What goes round discovery, up, sideways, or past what a port offers."""
        ports = {port.name: port for port in find_ports()}
        for importer, imported in _imports(graph):
            whose = _port(imported)
            if whose and whose != _port(importer):
                reason = _reason(ports.get(_port(importer)), ports.get(whose), imported)
                if reason:
                    yield importer, imported, reason


def _reason(importing: Port | None, imported: Port | None, module: str) -> str:
    """Why one port must not import a module of another; "" when it may."""
    if importing is None:
        return "ports are found by walking their folder"
    if imported is None or imported.floor >= importing.floor:
        return "ports know only those of lower floors"
    name = module.rpartition(".")[2]
    return "" if name in imported.offers else f"it offers {', '.join(imported.offers)} and no more"


class Fence(_Direct):
    """``packages`` of others are imported ``inside`` and nowhere else."""

    type_name = "fence"

    packages: Any = fields.SetField(subfield=fields.StringField())
    inside: Any = fields.SetField(subfield=fields.ModuleExpressionField())

    def broken(self, graph: ImportGraph) -> Iterator[tuple[str, str, str]]:
        """What is imported outside."""
        inside = {module.name for module in module_expressions_to_modules(graph, self.inside)}
        for importer, imported in _imports(graph):
            if imported.partition(".")[0] in self.packages and importer not in inside:
                yield importer, imported, "it is kept inside a fence"


def _imports(graph: ImportGraph) -> Iterator[tuple[str, str]]:
    for importer in graph.modules:
        if not graph.is_module_squashed(importer):
            for imported in graph.find_modules_directly_imported_by(importer):
                yield importer, imported


def _port(module: str) -> str:
    """The port that a module is of, "" for none; the folder of ports itself is of none."""
    return module.removeprefix(f"{PORTS}.").partition(".")[0] if module.startswith(f"{PORTS}.") else ""
