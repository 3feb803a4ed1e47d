# SPDX-License-Identifier: Apache-2.0
"""Answers in RPC/encoded say of everything in them the type that is declared, for a client that reads no WSDL (wire.md R1 to R10)."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import etree

from ngnprov.calls.port import NGNPRO, find_ports
from ngnprov.soap.namespaces import SOAP_ENCODING
from ngnprov.soap.types import WireType, is_record, item_type, members, types_namespace, xsd_name
from tests.support.caller import ENVELOPE, Caller, Fault
from tests.support.every_operation import TABLES
from tests.support.world import Template, World

OPERATIONS = {
    (port.title.removesuffix("Port"), each.name): (port, each) for port in find_ports() for each in port.operations()
}
XSD = "http://www.w3.org/2001/XMLSchema"
XSI = f"{XSD}-instance"
LEXICAL = {"boolean": "true|false", "int": r"-?\d+", "integer": r"-?\d+", "double": r"-?\d+(\.\d+)?"}


def wrong(element: Any, kind: WireType | None, around: str) -> Iterator[str]:
    """Where the types that an element and its parts say are other ones than those declared."""
    assert kind is not None, "an operation that answers nothing has answered something"
    said, item = _name(element, element.get(f"{{{XSI}}}type")), item_type(kind)
    if item is not None:
        if said != (SOAP_ENCODING, "Array"):
            yield f"{element.tag}: a list that says {said}"
        counted = re.fullmatch(r"(.+)\[(\d+)\]", element.get(f"{{{SOAP_ENCODING}}}arrayType", ""))
        if counted is None or int(counted[2]) != len(element) or _name(element, counted[1]) != _declared(item, around):
            yield f"{element.tag}: {element.get(f'{{{SOAP_ENCODING}}}arrayType')}"
        for each in element:
            yield from wrong(each, item, around)
        return
    if said != _declared(kind, around):
        yield f"{element.tag}: {said}, not {_declared(kind, around)}"
    if not is_record(kind):
        if len(element) or not re.fullmatch(LEXICAL.get(xsd_name(kind), "(?s).*"), element.text or ""):
            yield f"{element.tag}: {element.text!r} is no {xsd_name(kind)}"
        return
    around, declared = types_namespace(kind, around), members(kind)
    if [each.tag for each in element] != list(declared):
        yield f"{element.tag}: members {[each.tag for each in element]}"
    for each in element:
        yield from wrong(each, declared[each.tag], around)


def _declared(kind: WireType, around: str) -> tuple[str, str]:
    return (types_namespace(kind, around), kind.get_type_name()) if is_record(kind) else (XSD, xsd_name(kind))


def _name(element: Any, text: str | None) -> tuple[str, str]:
    prefix, _, local = (text or "").rpartition(":")
    return element.nsmap.get(prefix or None, ""), local


@pytest.mark.parametrize("port", TABLES)
def test_everything_in_an_answer_says_its_type(crowded: Template, crowded_world: World, port: str) -> None:
    crowded.restore(crowded_world)
    caller: Caller = crowded_world.call().at(port)
    seen = 0
    for name, row in TABLES[port].items():
        declared, operation = OPERATIONS[port, name]
        try:
            caller.call(name, row.arguments)
        except Fault as fault:
            assert fault.code == row.known, name
            continue
        (response,) = etree.fromstring(caller.answered).iterfind(f"{{{ENVELOPE}}}Body/*")
        assert etree.QName(response).namespace == declared.namespace
        assert len(response) == (operation.returns is not None), f"{name}: one part, or none"
        for part in response:
            assert list(wrong(part, operation.returns, declared.type_namespace)) == [], name
            seen += 1
    assert seen


def test_a_type_that_is_not_the_declared_one_is_told() -> None:
    """The proof can fail."""
    (port, operation) = OPERATIONS["Voicemail", "getAccount"]
    text = f"""<r xmlns:i="{XSI}" xmlns:x="{XSD}" xmlns:n="{NGNPRO}" i:type="n:VoicemailAccount">
      <sipId i:type="n:SipId"><username i:type="x:string"/><domain/></sipId><mailbox i:type="x:int">1</mailbox>
      <password i:type="x:string"/><name i:type="x:string"/><email i:type="x:string"/><info i:type="x:string"/>
      <options i:type="n:VoicemailOptions"><delete i:type="x:boolean">1</delete></options></r>"""
    told = list(wrong(etree.fromstring(text), operation.returns, port.type_namespace))
    assert [each.split(":")[0] for each in told] == ["domain", "mailbox", "delete"]
