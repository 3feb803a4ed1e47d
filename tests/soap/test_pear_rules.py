# SPDX-License-Identifier: Apache-2.0
"""The rules for answers: a good one keeps them all, each kind of bad one breaks the rule that forbids it."""

from typing import Any

import pytest

from tests.support.pear_reader import PearFault, check

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"'
    ' xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/" xmlns:ngnpro="urn:AGProjects:NGNPro"'
    ' SOAP-ENV:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">'
)
BODY = "<SOAP-ENV:Body>{}</SOAP-ENV:Body></SOAP-ENV:Envelope>"
PORT = "urn:AGProjects:NGNPro:Customer"
LIST = 'xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType='


def check_answer(answer: str, status: int = 200, headers: dict[str, str] | None = None, **expected: Any) -> Any:
    body = answer.encode()
    sent = {"Content-Type": "text/xml; charset=utf-8", "Content-Length": str(len(body))}
    return check(status, {**sent, **(headers or {})}, body, **expected)


def response(inner: str, wrapper: str = "c:opResponse", namespace: str = PORT) -> str:
    return HEAD + BODY.format(f'<{wrapper} xmlns:c="{namespace}">{inner}</{wrapper}>')


def fault(
    code: str = "SOAP-ENV:Client",
    string: str = "InvalidValueError",
    wrapper: str = "exception",
    errorcode: str = '<errorcode xsi:type="xsd:int">101</errorcode>',
    text: str = "the request is empty",
) -> str:
    exception = (
        f'<name xsi:type="xsd:string">InvalidValueError</name>{errorcode}'
        f'<errorstring xsi:type="xsd:string">{text}</errorstring>'
    )
    return HEAD + BODY.format(
        f"<SOAP-ENV:Fault><faultcode>{code}</faultcode><faultstring>{string}</faultstring>"
        f"<detail><{wrapper}>{exception}</{wrapper}></detail></SOAP-ENV:Fault>"
    )


STRUCT = (
    '<account xsi:type="ngnpro:CustomerAccount"><id xsi:type="xsd:integer">7</id>'
    '<resellerActive xsi:type="xsd:boolean">false</resellerActive>'
    '<balance xsi:type="xsd:double">-1.5</balance><web xsi:type="xsd:string"></web>'
    f'<properties {LIST}"ngnpro:CustomerProperty[0]"/></account>'
)
PROPERTY = '<item xsi:type="ngnpro:CustomerProperty"><name xsi:type="xsd:string">x</name></item>'


def test_good_struct_is_returned_as_the_client_reads_it() -> None:
    seen = check_answer(response(STRUCT), operation="op", namespace=PORT, void=False)
    assert seen == {"id": 7, "resellerActive": False, "balance": -1.5, "web": "", "properties": []}


@pytest.mark.parametrize("count", [0, 1, 2])
def test_good_lists_of_structs_are_lists(count: int) -> None:
    listed = f'<properties {LIST}"ngnpro:CustomerProperty[{count}]">{PROPERTY * count}</properties>'
    assert check_answer(response(listed)) == [{"name": "x"}] * count


def test_good_list_of_scalars_and_named_array_type_first() -> None:
    item = '<item xsi:type="xsd:string">a</item>'
    assert check_answer(response(f'<g {LIST}"xsd:string[1]">{item}</g>')) == ["a"]
    named = f'<g xsi:type="ngnpro:StringArray" SOAP-ENC:arrayType="xsd:string[1]">{item}</g>'
    assert check_answer(response(named)) == ["a"]


def test_good_void_answer() -> None:
    assert check_answer(response(""), operation="op", namespace=PORT, void=True) == ""


def test_good_fault() -> None:
    seen = check_answer(fault(), 500)
    assert isinstance(seen, PearFault)
    assert (seen.errorcode, seen.errorstring) == (101, "the request is empty")


def test_good_fault_may_qualify_the_exception_and_add_members() -> None:
    more = '<errorcode xsi:type="xsd:int">101</errorcode>'
    answer = fault(wrapper="ngnpro:exception", errorcode=more).replace(
        "</errorstring>", '</errorstring><limit xsi:type="xsd:int">3</limit>'
    )
    assert check_answer(answer, 500).exception.limit == 3


def leaf(attributes: str, text: str = "") -> str:
    return response(f"<x {attributes}>{text}</x>")


BAD_ANSWERS = {
    "wrapper of another name": ("R1", response(STRUCT, wrapper="c:opResult")),
    "wrapper without namespace": ("R1", response(STRUCT, wrapper="opResponse")),
    "wrapper in a foreign namespace": ("R1", response(STRUCT, namespace="urn:other")),
    "two parts": ("R1", response(STRUCT + STRUCT)),
    "two Body entries": ("R1", HEAD + BODY.format("<a/><b/>")),
    "text in the wrapper": ("R1", response(f"x{STRUCT}")),
    "qualified part": ("R1", response('<c:x xsi:type="xsd:int">1</c:x>')),
    "qualified member": ("R1", response('<x><c:y xsi:type="xsd:int">1</c:y></x>')),
    "untyped leaf": ("R2", response("<x>1</x>")),
    "untyped empty element": ("R2", response("<x/>")),
    "xsd:long": ("R2", leaf('xsi:type="xsd:long"', "1")),
    "xsd:dateTime": ("R2", leaf('xsi:type="xsd:dateTime"', "2026-01-01T00:00:00")),
    "prefix of a type not bound": ("R2", leaf('xsi:type="foo:int"', "1")),
    "type in no namespace": ("R2", leaf('xsi:type="int"', "1")),
    "struct of a built-in type": ("R2", response('<x xsi:type="xsd:string"><y xsi:type="xsd:int">1</y></x>')),
    "text beside members": ("R2", response('<x>text<y xsi:type="xsd:int">1</y></x>')),
    "no number": ("R2", leaf('xsi:type="xsd:int"', "seven")),
    "NaN": ("R2", leaf('xsi:type="xsd:double"', "NaN")),
    "INF": ("R2", leaf('xsi:type="xsd:double"', "INF")),
    "no boolean": ("R2", leaf('xsi:type="xsd:boolean"', "yes")),
    "repeated member": ("R3", response('<x><y xsi:type="xsd:int">1</y><y xsi:type="xsd:int">2</y></x>')),
    "arrayType without xsi:type": ("R3", leaf('SOAP-ENC:arrayType="xsd:int[0]"')),
    "Array without arrayType": ("R3", leaf('xsi:type="SOAP-ENC:Array"')),
    "named array type last": ("R3", leaf('SOAP-ENC:arrayType="xsd:int[0]" xsi:type="ngnpro:IntArray"')),
    "wrong size": ("R3", response(f'<p {LIST}"ngnpro:CustomerProperty[2]">{PROPERTY}</p>')),
    "no size": ("R3", leaf(f'{LIST}"xsd:int"')),
    "anyType items": ("R3", leaf(f'{LIST}"xsd:anyType[0]"')),
    "prefix of arrayType not bound": ("R3", leaf(f'{LIST}"foo:X[0]"')),
    "items of another name": ("R3", response(f'<p {LIST}"xsd:int[1]"><i xsi:type="xsd:int">1</i></p>')),
    "items of another type": ("R3", response(f'<p {LIST}"xsd:int[1]"><item xsi:type="xsd:string"/></p>')),
    "list of lists": ("R3", response(f'<p {LIST}"ngnpro:X[1]"><item {LIST}"xsd:int[0]"/></p>')),
    "named empty list": ("R10", leaf('xsi:type="ngnpro:CustomerPropertyArray"')),
    "offset": ("R5", leaf(f'{LIST}"xsd:int[0]" SOAP-ENC:offset="[0]"')),
    "nil string": ("R6", leaf('xsi:type="xsd:string" xsi:nil="true"')),
    "empty integer": ("R6", leaf('xsi:type="xsd:integer"')),
    "empty double": ("R6", leaf('xsi:type="xsd:double"')),
    "empty boolean": ("R6", leaf('xsi:type="xsd:boolean"')),
    "white space in a number": ("R7", leaf('xsi:type="xsd:int"', " 1")),
    "white space in a boolean": ("R7", leaf('xsi:type="xsd:boolean"', "false\n")),
    "member called body": ("R8", response('<x><Body xsi:type="xsd:int">1</Body></x>')),
    "member called header": ("R8", response('<x><header xsi:type="xsd:int">1</header></x>')),
    "member called envelope": ("R8", response('<x><ENVELOPE xsi:type="xsd:int">1</ENVELOPE></x>')),
    "unqualified type": ("R8", leaf('type="xsd:int"', "1")),
    "href": ("R8", leaf('href="#1"')),
    "id": ("R8", leaf('id="1" xsi:type="xsd:int"', "1")),
    "mustUnderstand": ("R8", leaf('SOAP-ENV:mustUnderstand="1" xsi:type="xsd:int"', "1")),
    "empty struct": ("R10", leaf('xsi:type="ngnpro:CustomerAccount"')),
    "response header": ("R11", HEAD + "<SOAP-ENV:Header/>" + BODY.format("<a/>")),
    "no Body": ("R11", HEAD + "</SOAP-ENV:Envelope>"),
    "DOCTYPE": ("T13", response(STRUCT).replace("?>\n", "?>\n<!DOCTYPE x>")),
    "processing instruction": ("T13", response(STRUCT).replace("?>\n", "?>\n<?x y?>")),
    "no declared encoding": ("T13", response(STRUCT).replace(' encoding="UTF-8"', "")),
    "foreign declared encoding": ("T13", response(STRUCT).replace("UTF-8", "ISO-8859-1")),
    "malformed": ("T13", response(STRUCT)[:-1]),
    "prefix of a tag not bound": ("T13", response('<foo:x xsi:type="xsd:int">1</foo:x>')),
    "control character": ("T13", leaf('xsi:type="xsd:string"', "\x01")),
    "SOAP 1.2": (
        "F1",
        response(STRUCT).replace("schemas.xmlsoap.org/soap/envelope/", "www.w3.org/2003/05/x"),
    ),
}


@pytest.mark.parametrize("name", BAD_ANSWERS)
def test_bad_answer_breaks_its_rule(name: str) -> None:
    number, answer = BAD_ANSWERS[name]
    with pytest.raises(AssertionError, match=f"^{number}:"):
        check_answer(answer)


BAD_FAULTS = {
    "dotted code": ("F1", fault(code="SOAP-ENV:Client.Auth")),
    "code without namespace": ("F1", fault(code="Client")),
    "members qualified": ("F2", fault().replace("faultcode>", "ngnpro:faultcode>")),
    "detail under another name": ("F3", fault(wrapper="error")),
    "no errorcode": ("F4", fault(errorcode="")),
    "errorcode that is no number": ("R2", fault(errorcode='<errorcode xsi:type="xsd:int">x</errorcode>')),
    "errorcode zero": ("F5", fault(errorcode='<errorcode xsi:type="xsd:int">0</errorcode>')),
    "untyped errorcode": ("R2", fault(errorcode="<errorcode>101</errorcode>")),
    "empty sentence": ("F7", fault(text="")),
    "markup in the sentence": ("F7", fault(text="&lt;b&gt;no&lt;/b&gt;")),
    "two lines": ("F7", fault(text="one\ntwo")),
    "sentence where the name should be": ("F8", fault(string="the request is empty")),
}


@pytest.mark.parametrize("name", BAD_FAULTS)
def test_bad_fault_breaks_its_rule(name: str) -> None:
    number, answer = BAD_FAULTS[name]
    answer = answer.replace("</faultcode>", "</ngnpro:faultcode>") if "<ngnpro:faultcode>" in answer else answer
    number = "F2" if "<ngnpro:faultcode>" in answer else number
    with pytest.raises(AssertionError, match=f"^{number}:"):
        check_answer(answer, 500)


BAD_TRANSPORTS = {
    "status 400": ("T12", 400, {}),
    "fault with 200": ("T12", 200, {}),
    "application/xml": ("T11", 500, {"Content-Type": "application/xml; charset=utf-8"}),
    "no charset": ("T11", 500, {"Content-Type": "text/xml"}),
    "parameter before charset": ("T11", 500, {"Content-Type": "text/xml; a=b; charset=utf-8"}),
    "wrong length": ("T10", 500, {"Content-Length": "5"}),
    "chunked": ("T10", 500, {"Transfer-Encoding": "chunked"}),
    "kept open": ("T10", 500, {"Connection": "keep-alive"}),
    "cookie": ("T8", 500, {"Set-Cookie": "a=b"}),
}


@pytest.mark.parametrize("name", BAD_TRANSPORTS)
def test_bad_transport_breaks_its_rule(name: str) -> None:
    number, status, headers = BAD_TRANSPORTS[name]
    with pytest.raises(AssertionError, match=f"^{number}:"):
        check_answer(fault(), status, headers)


def test_result_with_status_500_breaks_the_rule() -> None:
    with pytest.raises(AssertionError, match=r"^T12:"):
        check_answer(response(STRUCT), 500)


@pytest.mark.parametrize(
    ("number", "answer", "expected"),
    [
        ("R9", response(STRUCT), {"void": True}),
        ("R1", response(""), {"void": False}),
        ("R1", response(STRUCT), {"operation": "getAccount"}),
        ("R1", response(STRUCT), {"namespace": "urn:AGProjects:NGNPro:Sip"}),
    ],
)
def test_answer_to_another_operation_breaks_the_rule(number: str, answer: str, expected: dict[str, Any]) -> None:
    with pytest.raises(AssertionError, match=f"^{number}:"):
        check_answer(answer, **expected)
