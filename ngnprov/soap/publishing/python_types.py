# SPDX-License-Identifier: Apache-2.0
"""The declared records of the wire as Python types, so that a type checker finds whoever uses a member that has changed.

``scripts/records`` writes beside each ``types.py`` a ``wire.py``. Of a record ``Carrier`` it holds

- ``CarrierFields``, a TypedDict of what the decoder gives when operations take one: the members that were supplied;
- ``CarrierAnswer``, a NamedTuple in wire order: what the encoder takes when they answer one;
- ``CarrierMember``, when they do both, the Literal of its members' names: for lists of those that share a rule.

What a list is asked for and what it answers are ``QueryFields`` of the filter and ``Found`` of the record, under these names.
"""

import keyword
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from ngnprov.calls.port import OperationGroup
from ngnprov.soap.types import (
    ListPage,
    ListQuery,
    Record,
    WireType,
    is_record,
    item_type,
    members,
    python_name,
    xsd_name,
)

TYPES, WIRE = ".types", ".wire"
HEAD = '''\
# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off
'''
_WIDTH = 120
_SCALARS = {"integer": "int", "int": "int", "boolean": "bool", "double": "float", "string": "str"}


def write_all(groups: Iterable[type[OperationGroup]]) -> list[Path]:
    """Write the records that the operations of ``groups`` take or answer; the files."""
    documents = render_all(groups)
    for path, document in documents.items():
        path.write_text(document, encoding="utf-8")
    return list(documents)


def render_all(groups: Iterable[type[OperationGroup]]) -> dict[Path, str]:
    """The file and its text for each ``types.py`` whose records the operations of ``groups`` take or answer."""
    taken: set[type[Record]] = set()
    answered: set[type[Record]] = set()
    lists: set[type[Record]] = set()
    for operation in (operation for group in groups for operation in group.operations()):
        for declared in operation.parameters.values():
            _collect(declared, taken)
        if operation.returns is not None:
            _collect(operation.returns, answered)
            if is_record(operation.returns):
                lists.add(_declared(operation.returns))
    documents = {}
    for name in sorted({record.__module__ for record in taken | answered}):
        module = import_module(name)
        assert name.endswith(TYPES), f"{name} declares records of the wire, and is not called types"
        assert module.__file__ is not None
        documents[Path(module.__file__).with_name("wire.py")] = _Module(name, taken, answered, lists).render()
    return documents


def _declared(used: WireType) -> type[Record]:
    """A record as it was declared, which a Part or the item of a list is a copy of."""
    declared: type[Record] = used.__orig__ or used
    return declared


def _collect(declared: WireType, found: set[type[Record]]) -> None:
    """Add every record that a value of the type can hold."""
    item = item_type(declared)
    if item is not None:
        _collect(item, found)
    elif is_record(declared) and _declared(declared) not in found:
        found.add(_declared(declared))
        for member in members(declared).values():
            _collect(member, found)


@dataclass
class _Module:
    """The source of one ``wire.py``. ``lists`` are the records whose first member, a list of records, may be long."""

    types: str
    taken: set[type[Record]]
    answered: set[type[Record]]
    lists: set[type[Record]]
    imports: dict[str, set[str]] = field(default_factory=dict)

    def render(self) -> str:
        body = []
        for record in self._records():
            is_taken, is_answered = record in self.taken, record in self.answered
            if is_taken:
                body.append(self._fields(record))
            if is_taken and is_answered:
                body.append(self._members(record))
            if is_answered:
                body.append(self._answer(record))
        space = "\n\n" if body[0].startswith("class") else "\n"
        return f"{HEAD}\n{self._imports()}" + space + "\n\n".join(body)

    def _records(self) -> list[type[Record]]:
        """In the order of the source."""
        used = self.taken | self.answered
        declared = [each for each in vars(import_module(self.types)).values() if isinstance(each, type)]
        return [each for each in declared if each in used and each.__module__ == self.types]

    def _fields(self, record: type[Record]) -> str:
        name = f"{record.__name__}Fields"
        if issubclass(record, ListQuery):
            self._import("ngnprov.soap.queries", "QueryFields")
            return f"{name} = QueryFields[{self._taken(members(record)['filter'])}]\n"
        self._import("typing", "TypedDict")
        typed = _folded([f'"{member}": {self._taken(declared)}' for member, declared in _named(record)])
        called = f'{name} = TypedDict("{name}", {{\n{typed}\n}}, total=False)'
        return f'{called}\n"""What was supplied of a {record.__name__}."""\n'

    def _members(self, record: type[Record]) -> str:
        self._import("typing", "Literal")
        listed = _folded([f'"{member}"' for member, _ in _named(record)])
        return f"{record.__name__}Member = Literal[\n{listed}\n]\n"

    def _answer(self, record: type[Record]) -> str:
        if issubclass(record, ListPage):
            item = item_type(next(iter(members(record).values())))
            assert item is not None, f"{record.__name__} is made by page_of, and begins with a list"
            self._import("ngnprov.db.lists.page", "Found")
            return f"{record.__name__}Answer = Found[{self._answered(item)}]\n"
        self._import("typing", "NamedTuple")
        lines = [
            f"    {member}: {self._answered(declared, is_long=record in self.lists and not position)}"
            for position, (member, declared) in enumerate(_named(record))
        ]
        head = f"class {record.__name__}Answer(NamedTuple):"
        return "\n".join([head, f'    """A {record.__name__} as it is answered, in wire order."""\n', *lines, ""])

    def _taken(self, declared: WireType) -> str:
        item = item_type(declared)
        if item is not None:
            return f"list[{self._taken(item)}]"
        if is_record(declared):
            return self._record(declared, "Fields")
        name = self._scalar(declared)
        if getattr(declared.Attributes, "takes_octets", False):
            name = f"{name} | bytes"
        return f"{name} | None" if getattr(declared.Attributes, "keeps_null", False) else name

    def _answered(self, declared: WireType, *, is_long: bool = False) -> str:
        item = item_type(declared)
        if item is not None:
            of_records = is_long and is_record(item)
            module, sequence = ("ngnprov.db.lists.page", "Listed") if of_records else ("collections.abc", "Sequence")
            self._import(module, sequence)
            return f"{sequence}[{self._answered(item)}]"
        return self._record(declared, "Answer") if is_record(declared) else self._scalar(declared)

    def _record(self, declared: WireType, ending: str) -> str:
        record = _declared(declared)
        name = f"{record.__name__}{ending}"
        if record.__module__ != self.types:
            self._import(f"{record.__module__.removesuffix(TYPES)}{WIRE}", name)
        return name

    def _scalar(self, declared: WireType) -> str:
        if getattr(declared.Attributes, "money", False):
            self._import("decimal", "Decimal")
            return "Decimal"
        return _SCALARS[xsd_name(declared)]

    def _import(self, module: str, name: str) -> None:
        self.imports.setdefault(module, set()).add(name)

    def _imports(self) -> str:
        """As the formatter sorts and folds them."""
        lines = [_import_line(module, sorted(names)) for module, names in sorted(self.imports.items())]
        own = [line for line in lines if line.startswith("from ngnprov.")]
        others = [line for line in lines if line not in own]
        return "\n\n".join("\n".join(group) for group in (others, own) if group) + "\n"


def _named(record: type[Record]) -> list[tuple[str, WireType]]:
    """Python name and type of each member, in wire order."""
    named = [(python_name(wire), declared) for wire, declared in members(record).items()]
    for name, _ in named:
        assert not keyword.iskeyword(name), f"{record.__name__} has a member that Python cannot call {name}"
    return named


def _folded(items: list[str]) -> str:
    """The items, a comma behind each, on lines that are full."""
    lines = [" " * 3]
    for item in items:
        if len(lines[-1]) + len(item) + 2 > _WIDTH:
            lines.append(" " * 3)
        lines[-1] += f" {item},"
    return "\n".join(lines)


def _import_line(module: str, names: list[str]) -> str:
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= _WIDTH:
        return line
    return "\n".join([f"from {module} import (", *[f"    {name}," for name in names], ")"])
