# SPDX-License-Identifier: Apache-2.0
"""The reader sees what CDRTool's PEAR client sees: one test for each row of wire.md 4.1; sections 1, 4, 6."""

from typing import Any

import pytest

from tests.support.pear_reader import PearError, PearFault, PhpArray, PhpFatal, PhpObject, decode

ENVELOPE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"'
    ' xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/" xmlns:ngnpro="urn:AGProjects:NGNPro">'
    "<SOAP-ENV:Body>{}</SOAP-ENV:Body></SOAP-ENV:Envelope>"
)
TEXT_XML = {"Content-Type": "text/xml; charset=utf-8"}


def read_body(inner: str) -> Any:
    return decode(200, TEXT_XML, ENVELOPE.format(inner).encode())


def read(inner: str) -> Any:
    """The value of the only child of a response."""
    return read_body(f'<p:opResponse xmlns:p="urn:x">{inner}</p:opResponse>')


class TestDecodingTable:
    def test_element_with_children_is_an_object_by_local_names(self) -> None:
        value = read('<r xsi:type="ngnpro:T"><a xsi:type="xsd:string">x</a><n:b xmlns:n="urn:n">y</n:b></r>')
        assert value == {"a": "x", "b": "y"}
        assert isinstance(value, PhpObject)
        assert value.b == "y"

    def test_member_that_is_absent_cannot_be_read(self) -> None:
        with pytest.raises(AttributeError):
            _ = read("<r><a>1</a></r>").missing

    def test_array_is_a_list_whatever_its_children_are_called(self) -> None:
        items = '<item xsi:type="xsd:string">1</item><other xsi:type="xsd:string">2</other>'
        assert read(f'<r xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="xsd:string[2]">{items}</r>') == [
            "1",
            "2",
        ]

    def test_array_with_one_child_is_a_list_of_one(self) -> None:
        item = '<item xsi:type="ngnpro:T"><a xsi:type="xsd:int">1</a></item>'
        assert read(f'<r xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="ngnpro:T[1]">{item}</r>') == [{"a": 1}]

    @pytest.mark.parametrize("inside", ["", "\n  ", "<!-- none -->"])
    def test_array_without_children_is_an_empty_list(self, inside: str) -> None:
        value = read(f'<r xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="ngnpro:T[0]">{inside}</r>')
        assert value == []

    def test_single_child_of_what_is_no_array_is_a_member(self) -> None:
        assert read("<r><item>1</item></r>") == {"item": "1"}

    def test_repeated_children_of_what_is_no_array_kill_the_page(self) -> None:
        with pytest.raises(PhpFatal, match="method_exists"):
            read("<r><item>1</item><item>2</item></r>")

    def test_repeated_children_beside_another_member_nest(self) -> None:
        value = read("<r><total>3</total><item>1</item><item>2</item><item>3</item></r>")
        assert value == {"total": "3", "item": [["1", "2"], "3"]}

    @pytest.mark.parametrize("element", ["<x/>", '<x xsi:type="ngnpro:TArray"/>'])
    def test_list_without_array_type_reads_as_empty_text_when_empty(self, element: str) -> None:
        assert read(element) == ""

    @pytest.mark.parametrize("text", ["false", "5", "1.5", "plain"])
    def test_leaf_without_type_is_a_string(self, text: str) -> None:
        assert read(f"<x>{text}</x>") == text

    @pytest.mark.parametrize("kind", ["integer", "int", "short", "nonNegativeInteger", "unsignedLong"])
    def test_integers_are_int(self, kind: str) -> None:
        value = read(f'<x xsi:type="xsd:{kind}">-42</x>')
        assert value == -42
        assert type(value) is int

    @pytest.mark.parametrize("leaf", ['<x xsi:type="xsd:int"/>', '<x xsi:type="xsd:int" xsi:nil="true"/>'])
    def test_empty_and_nil_integers_are_zero(self, leaf: str) -> None:
        assert read(leaf) == 0
        assert type(read(leaf)) is int

    def test_integer_too_large_for_php_is_cut(self) -> None:
        assert read('<x xsi:type="xsd:integer">99999999999999999999</x>') == 2**63 - 1
        assert read('<x xsi:type="xsd:integer">1e400</x>') == 0

    @pytest.mark.parametrize("kind", ["long", "byte"])
    def test_long_and_byte_are_strings(self, kind: str) -> None:
        assert read(f'<x xsi:type="xsd:{kind}">42</x>') == "42"

    @pytest.mark.parametrize("kind", ["double", "float", "decimal"])
    def test_doubles_are_float(self, kind: str) -> None:
        value = read(f'<x xsi:type="xsd:{kind}">-1.5</x>')
        assert value == -1.5
        assert type(read(f'<x xsi:type="xsd:{kind}">3</x>')) is float

    @pytest.mark.parametrize("text", ["", "INF", "NaN"])
    def test_doubles_that_are_no_plain_number_are_zero(self, text: str) -> None:
        assert read(f'<x xsi:type="xsd:double">{text}</x>') == 0.0

    @pytest.mark.parametrize("text", ["0", "false", "False", "FALSE"])
    def test_false_is_false_in_any_letter_case(self, text: str) -> None:
        assert read(f'<x xsi:type="xsd:boolean">{text}</x>') is False

    @pytest.mark.parametrize("text", ["1", "true", "no", "0x0", " false ", "false\n"])
    def test_every_other_boolean_is_true(self, text: str) -> None:
        assert read(f'<x xsi:type="xsd:boolean">{text}</x>') is True

    @pytest.mark.parametrize("text", ["0.0", "-0", " 0 "])
    def test_boolean_text_that_php_compares_equal_to_zero_is_false(self, text: str) -> None:
        assert read(f'<x xsi:type="xsd:boolean">{text}</x>') is False

    @pytest.mark.parametrize("leaf", ['<x xsi:type="xsd:boolean"/>', '<x xsi:type="xsd:boolean" xsi:nil="true"/>'])
    def test_empty_and_nil_booleans_are_true(self, leaf: str) -> None:
        assert read(leaf) is True

    def test_nil_string_is_empty_text(self) -> None:
        assert read('<x xsi:type="xsd:string" xsi:nil="true"/>') == ""

    def test_gregorian_types_are_int(self) -> None:
        assert read('<x xsi:type="xsd:gYear">2026</x>') == 2026

    def test_unknown_type_is_a_string(self) -> None:
        assert read('<x xsi:type="ngnpro:Colour">red</x>') == "red"

    def test_item_takes_the_type_that_array_type_names(self) -> None:
        items = '<item xsi:type="xsd:int">1</item><item>2</item>'
        assert read(f'<r xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="xsd:string[2]">{items}</r>') == [
            "1",
            "2",
        ]

    def test_list_in_a_list_of_structs_is_an_object(self) -> None:
        inner = (
            '<item xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="xsd:int[1]"><item xsi:type="xsd:int">1</item></item>'
        )
        outer = f'<r xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="ngnpro:T[1]">{inner}</r>'
        assert read(outer) == [{"item": 1}]

    def test_named_array_type_must_stand_before_array_type(self) -> None:
        item = '<item xsi:type="xsd:string">a</item>'
        named, sized = 'xsi:type="ngnpro:TArray"', 'SOAP-ENC:arrayType="xsd:string[1]"'
        assert read(f"<r {named} {sized}>{item}</r>") == ["a"]
        assert read(f"<r {sized} {named}>{item}</r>") == {"item": "a"}

    def test_array_without_array_type_is_a_list_all_the_same(self) -> None:
        assert read('<r xsi:type="SOAP-ENC:Array"><i xsi:type="xsd:int">1</i></r>') == [1]

    def test_references_are_followed_forward_and_backward(self) -> None:
        value = read('<r><a href="#1"/><b id="1" xsi:type="xsd:int">7</b><c href="#1"/></r>')
        assert value == {"a": 7, "b": 7, "c": 7}

    def test_cdata_entities_and_comments_are_text(self) -> None:
        assert read("<x><![CDATA[<a>]]>&amp;&#233;<!-- - -->b</x>") == "<a>&éb"

    def test_white_space_in_a_string_is_kept_and_between_elements_is_not(self) -> None:
        assert read("\n <r>\n  <a> x\n</a>\n </r>\n") == {"a": " x\n"}

    @pytest.mark.parametrize("attribute", ['SOAP-ENC:offset="[0]"', 'offset="0"'])
    def test_offset_kills_the_page(self, attribute: str) -> None:
        with pytest.raises(PhpFatal, match="split"):
            read(f"<x {attribute}/>")


class TestRoot:
    def test_response_without_children_is_empty_text(self) -> None:
        assert read_body('<p:opResponse xmlns:p="urn:x"/>') == ""

    def test_response_with_two_children_is_an_array_without_members(self) -> None:
        value = read('<a xsi:type="xsd:int">1</a><b/>')
        assert value == {"a": 1, "b": ""}
        assert isinstance(value, PhpArray)
        assert not hasattr(value, "a")

    def test_name_of_the_root_does_not_matter(self) -> None:
        assert read_body("<anything><x>1</x></anything>") == "1"

    def test_element_called_body_inside_is_not_read_as_a_body_when_the_root_is_known(self) -> None:
        assert read("<r><body><a>1</a></body></r>") == {"body": {"a": "1"}}

    def test_value_marked_as_no_root_is_passed_over(self) -> None:
        root = '<r><x xsi:type="xsd:int">1</x></r>'
        assert read_body(f'<m SOAP-ENC:root="0"><a>2</a></m>{root}') == 1

    @pytest.mark.parametrize("body", [b"", ENVELOPE.format("").encode()])
    def test_answer_without_content_cannot_be_built(self, body: bytes) -> None:
        assert decode(200, TEXT_XML, body) == PearError("Parser", "Cannot build response")

    def test_header_is_ignored_unless_it_kills_the_page(self) -> None:
        body = ENVELOPE.format("<r><x>1</x></r>")
        before = "<SOAP-ENV:Body>"
        calm = body.replace(before, f"<SOAP-ENV:Header><a>1</a></SOAP-ENV:Header>{before}").encode()
        deadly = body.replace(before, f"<SOAP-ENV:Header><a/><a/></SOAP-ENV:Header>{before}").encode()
        assert decode(200, TEXT_XML, calm) == "1"
        with pytest.raises(PhpFatal):
            decode(200, TEXT_XML, deadly)


class TestTransport:
    BODY = ENVELOPE.format("<r><x>1</x></r>").encode()

    @pytest.mark.parametrize("status", [200, 500])
    def test_body_is_read_with_200_and_500(self, status: int) -> None:
        assert decode(status, TEXT_XML, self.BODY) == "1"

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 415, 429])
    def test_status_4xx_hides_the_body(self, status: int) -> None:
        assert decode(status, TEXT_XML, self.BODY) == PearError("HTTP", f"HTTP Response {status}")

    @pytest.mark.parametrize(
        "content_type",
        ["text/xml", "text/xml;charset=utf-8", 'text/xml; charset="UTF-8"', "text/xml;\tCHARSET=utf-8", ""],
    )
    def test_text_xml_is_read(self, content_type: str) -> None:
        assert decode(200, {"content-type": content_type}, self.BODY) == "1"

    @pytest.mark.parametrize(
        "content_type",
        [
            *("application/xml", "application/soap+xml; charset=utf-8", "text/html", "Text/XML"),
            *("text/xml;  charset=utf-8", "text/xml ; charset=utf-8", "text/xml; action=x; charset=utf-8"),
        ],
    )
    def test_every_other_content_type_makes_the_body_an_error_text(self, content_type: str) -> None:
        answer = decode(200, {"Content-Type": content_type}, self.BODY)
        assert answer == PearError("HTTP", self.BODY.decode())

    def test_missing_content_type_is_taken_as_text_xml(self) -> None:
        assert decode(200, {}, self.BODY) == "1"

    def test_chunked_answer_is_malformed(self) -> None:
        answer = decode(200, {**TEXT_XML, "Transfer-Encoding": "chunked"}, self.BODY)
        raw = decode(200, TEXT_XML, b"%x\r\n%s\r\n0\r\n\r\n" % (len(self.BODY), self.BODY))
        assert (answer.layer, raw.layer) == ("Parser", "Parser")
        assert raw.text.startswith("XML error on line 1")

    def test_answer_that_keeps_the_connection_times_out(self) -> None:
        timed_out = PearError("HTTP", "Timed out read")
        assert decode(200, TEXT_XML, self.BODY, "HTTP/1.1") == timed_out
        assert decode(200, {**TEXT_XML, "Connection": "keep-alive"}, self.BODY) == timed_out
        assert decode(200, {**TEXT_XML, "Connection": "close"}, self.BODY, "HTTP/1.1") == "1"

    def test_malformed_xml_is_an_error_of_the_parser(self) -> None:
        answer = decode(200, TEXT_XML, self.BODY[:-3])
        assert answer.layer == "Parser"
        assert answer.text.startswith("XML error on line")

    @pytest.mark.parametrize("charset", ["utf-16", "windows-1252"])
    def test_declared_charset_that_php_does_not_know_kills_the_page(self, charset: str) -> None:
        with pytest.raises(PhpFatal, match="encoding"):
            decode(200, TEXT_XML, self.BODY.replace(b"UTF-8", charset.encode()))

    @pytest.mark.parametrize("charset", ["ISO-8859-1", "us-ascii"])
    def test_declared_charset_loses_what_it_cannot_hold(self, charset: str) -> None:
        body = ENVELOPE.replace("UTF-8", charset).format("<r><x>&#233;&#8364;</x></r>").encode()
        assert decode(200, TEXT_XML, body) == ("é?" if charset == "ISO-8859-1" else "??")


class TestFaults:
    DETAIL = "<detail><e:exception xmlns:e='urn:e'>{}</e:exception></detail>"

    def fault(self, inner: str) -> Any:
        return read_body(f"<SOAP-ENV:Fault><faultcode>SOAP-ENV:Server</faultcode>{inner}</SOAP-ENV:Fault>")

    def test_members_are_read_typed_or_not(self) -> None:
        members = '<errorcode xsi:type="xsd:int">5001</errorcode><errorstring>taken</errorstring>'
        fault = self.fault(f"<faultstring>Exists</faultstring>{self.DETAIL.format(members)}")
        assert isinstance(fault, PearFault)
        assert (fault.faultcode, fault.faultstring) == ("SOAP-ENV:Server", "Exists")
        assert (fault.errorcode, fault.errorstring) == (5001, "taken")
        untyped = self.fault(self.DETAIL.format("<errorcode>5001</errorcode>"))
        assert untyped.errorcode == "5001"

    def test_fault_without_detail_is_survived(self) -> None:
        fault = self.fault("<faultstring>broken</faultstring>")
        assert (fault.faultstring, fault.errorcode, fault.errorstring) == ("broken", None, None)

    def test_detail_under_another_name_is_lost(self) -> None:
        assert self.fault("<detail><error><errorcode>1</errorcode></error></detail>").errorcode is None

    def test_soap_12_fault_is_taken_for_a_result(self) -> None:
        answer = read_body("<Fault><Code><Value>x</Value></Code><Reason><Text>y</Text></Reason></Fault>")
        assert isinstance(answer, PhpArray)
