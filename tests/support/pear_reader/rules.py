# SPDX-License-Identifier: Apache-2.0
"""The rules for answers to RPC/encoded requests (wire.md T8-T13, R1-R11, F1-F7)."""

import re
from collections.abc import Mapping
from typing import Any

from .client import PearError, PearFault, decode
from .elements import Element, Name, read, rule
from .php import PhpFatal

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
ENCODING = "http://schemas.xmlsoap.org/soap/encoding/"
XSD = "http://www.w3.org/2001/XMLSchema"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
VENDORS = ("urn:AGProjects:NGNPro", "urn:AGProjects:SoapSIMPLEProxy")
OURS = "urn:ngnprov:"
"""What the namespaces of ports begin with that NGNPro does not have."""
"""Namespaces of types; those of operations are below them."""

_TYPE = (XSI, "type")
_ARRAY_TYPE = (ENCODING, "arrayType")
_ARRAY = (ENCODING, "Array")
_KNOWN_ATTRIBUTES = (_TYPE, _ARRAY_TYPE, (ENVELOPE, "encodingStyle"))
_LEAVES = {
    "string": re.compile(r"(?s:.*)"),
    "int": re.compile(r"-?[0-9]+"),
    "integer": re.compile(r"-?[0-9]+"),
    "double": re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?"),
    "boolean": re.compile(r"true|false|0|1"),
}
_CONTENT_TYPE = re.compile(r'text/xml;\s?charset="?(?i:utf-8)"?')
_FAULTCODES = ("Client", "Server", "VersionMismatch", "MustUnderstand")
_FAULT_MEMBERS = ["name", "errorcode", "errorstring"]
_PLAIN_LINE = re.compile(r"[^<>&\r\n]*[^<>&\s][^<>&\r\n]*")


def check(
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    *,
    operation: str | None = None,
    namespace: str | None = None,
    void: bool | None = None,
) -> Any:
    """Assert that an answer to an RPC/encoded request keeps the contract; what the client reads is returned.

    ``operation``, ``namespace`` (of the port) and ``void`` (it answers nothing) are asserted where they are
    given and the answer is no fault.
    """
    _check_transport(status, {name.lower(): value for name, value in headers.items()}, body)
    envelope = read(body)
    rule(envelope.name == (ENVELOPE, "Envelope"), "F1", "the envelope is not SOAP 1.1")
    entries = [child.name for child in envelope.children]
    rule(entries == [(ENVELOPE, "Body")], "R11", f"the Envelope holds {entries}")
    (soap_body,) = envelope.children
    rule(len(soap_body.children) == 1, "R1", f"the Body has {len(soap_body.children)} children")
    (root,) = soap_body.children
    for element in (root, *root.below()):
        _check_names(element)
    is_fault = root.name == (ENVELOPE, "Fault")
    rule(status == (500 if is_fault else 200), "T12", f"status {status} with {root.name[1]}")
    if is_fault:
        _check_fault(root)
    else:
        _check_response(root, operation, namespace, void)
    try:
        seen = decode(status, headers, body)
    except PhpFatal as death:
        raise AssertionError(f"R3: the page dies: {death}") from death
    rule(not isinstance(seen, PearError), "T13", f"the client fails: {seen}")
    rule(isinstance(seen, PearFault) == is_fault, "F1", f"the client sees {type(seen).__name__}")
    return seen


def _check_transport(status: int, headers: dict[str, str], body: bytes) -> None:
    rule(status in (200, 500), "T12", f"status {status}")
    content_type = headers.get("content-type", "")
    rule(_CONTENT_TYPE.fullmatch(content_type), "T11", f"Content-Type {content_type}")
    rule(headers.get("content-length") == str(len(body)), "T10", "Content-Length is missing or wrong")
    rule("transfer-encoding" not in headers, "T10", "the answer is chunked")
    rule(headers.get("connection", "close").lower() == "close", "T10", "the connection stays open")
    rule("set-cookie" not in headers, "T8", "the answer sets a cookie")


def _check_names(element: Element) -> None:
    local = element.name[1]
    rule(local.lower() not in ("envelope", "header", "body"), "R8", f"an element is called {local}")
    for name in element.attributes:
        rule(name[1] != "offset", "R5", f"{local} has an offset attribute")
        rule(name != (XSI, "nil"), "R6", f"{local} is nil")
        rule(name in _KNOWN_ATTRIBUTES, "R8", f"{local} has an attribute {name[1]}")


def _check_response(root: Element, operation: str | None, namespace: str | None, void: bool | None) -> None:
    where, name = root.name
    is_a_ports = where.rpartition(":")[0] in VENDORS or where.startswith(OURS)
    rule(is_a_ports and namespace in (None, where), "R1", f"the response is in {where!r}")
    expected = f"{operation}Response"
    rule(name == expected if operation else name.endswith("Response"), "R1", f"the response is called {name}")
    count = len(root.children)
    rule(not (void and count), "R9", "a void operation answers something")
    rule(void is not False or count, "R1", "the operation answers nothing")
    rule(count <= 1 and not root.text.strip(), "R1", f"the response has {count} children, or text")
    for child in root.children:
        _check_value(child)


def _check_value(element: Element) -> None:
    local = element.name[1]
    rule(element.name[0] == "", "R1", f"{local} is qualified")
    marked = element.attributes.get(_TYPE)
    kind = element.qname(marked, "R2") if marked is not None else None
    if _ARRAY_TYPE in element.attributes or kind == _ARRAY:
        _check_list(element, kind)
    elif element.children:
        rule(kind is None or _is_known(kind), "R2", f"{local} is a struct of type {marked}")
        rule(not element.text.strip(), "R2", f"{local} has text beside its members")
        names = [child.name[1] for child in element.children]
        rule(len(set(names)) == len(names), "R3", f"{local} repeats a member and is no array")
        for child in element.children:
            _check_value(child)
    else:
        _check_leaf(local, kind, element.text)


def _is_known(kind: Name) -> bool:
    """Is it a type of a port?"""
    return kind[0] in VENDORS or kind[0].startswith(OURS)


def _check_leaf(local: str, kind: Name | None, text: str) -> None:
    if kind is None:
        raise AssertionError(f"R2: {local} has no xsi:type")
    rule(not _is_known(kind), "R10", f"the struct {local} is empty")
    rule(kind[0] == XSD and kind[1] in _LEAVES, "R2", f"{local} is of type {kind}")
    if kind[1] != "string":
        rule(text != "", "R6", f"{local} is an empty {kind[1]}")
        rule(text == text.strip(), "R7", f"{local} has white space around {text.strip()}")
    rule(_LEAVES[kind[1]].fullmatch(text), "R2", f"{local} is no {kind[1]}: {text!r}")


def _check_list(element: Element, kind: Name | None) -> None:
    local, declared = element.name[1], element.attributes.get(_ARRAY_TYPE)
    if kind is None or declared is None:
        raise AssertionError(f"R3: {local} needs xsi:type and arrayType")
    marks = list(element.attributes)
    is_named = _is_known(kind) and marks.index(_TYPE) < marks.index(_ARRAY_TYPE)
    rule(kind == _ARRAY or is_named, "R3", f"{local} reads as an object")
    sized = re.fullmatch(r"([^\[\]]+)\[([0-9]+)\]", declared)
    if sized is None:
        raise AssertionError(f"R3: {local} has arrayType {declared}")
    item_kind, count = element.qname(sized[1], "R3"), len(element.children)
    is_leaf = item_kind[0] == XSD and item_kind[1] in _LEAVES
    rule(is_leaf or _is_known(item_kind), "R3", f"{local} has arrayType {declared}")
    rule(int(sized[2]) == count, "R3", f"{local} is {declared} and has {count} items")
    rule(not element.text.strip(), "R3", f"{local} has text beside its items")
    for item in element.children:
        rule(item.name == ("", "item"), "R3", f"{local} has a child {item.name[1]}")
        marked = item.attributes.get(_TYPE)
        is_list = _ARRAY_TYPE in item.attributes or (marked is not None and item.qname(marked, "R2") == _ARRAY)
        rule(not is_list, "R3", f"{local} is a list of lists")
        rule(marked is None or item.qname(marked, "R2") == item_kind, "R3", f"{declared} holds {marked}")
        _check_value(item)


def _check_fault(fault: Element) -> None:
    parts = {part.name: part for part in fault.children}
    names = [("", "faultcode"), ("", "faultstring"), ("", "detail")]
    rule(list(parts) == names, "F2", f"the fault holds {list(parts)}")
    code, string, detail = parts.values()
    rule(
        code.qname(code.text, "F1") in [(ENVELOPE, known) for known in _FAULTCODES],
        "F1",
        f"the faultcode is {code.text}",
    )
    rule([part.name[1] for part in detail.children] == ["exception"], "F3", "detail/exception is missing")
    members = {member.name[1]: member for member in detail.children[0].children}
    rule(list(members)[:3] == _FAULT_MEMBERS, "F4", f"the exception holds {list(members)}")
    for name, member in members.items():
        marked = member.attributes.get(_TYPE)
        _check_leaf(name, member.qname(marked, "R2") if marked is not None else None, member.text)
    rule(re.fullmatch(r"[1-9][0-9]*", members["errorcode"].text), "F5", "the errorcode is no number")
    rule(members["name"].text == string.text, "F8", "faultstring and name differ")
    for shown in (string, members["errorstring"]):
        rule(_PLAIN_LINE.fullmatch(shown.text), "F7", f"{shown.name[1]} is no plain line: {shown.text!r}")
