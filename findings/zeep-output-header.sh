#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Guess: a service may add an optional header to its answers. SOAP has headers so that who does not know one can pass it
#   over, and a WSDL that names it tells clients of more, not of something else.
# Seen: as soon as the WSDL names a header for the output of an operation, zeep answers an object with the members header
#   and body, and the result is in the body. So it does whether or not an answer has that header. The same header, sent but
#   not named in the WSDL, is passed over, and the result is the result.
# Hurt: every script that uses the operation, on the day on which the service publishes the header: answer.total, or the
#   string that was the answer, is gone. A service cannot add one to operations that are in use, but as a part of the schema
#   that no operation binds.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

install() {
    python3 -m venv venv && venv/bin/pip install --quiet --disable-pip-version-check zeep==4.3.3
}
if ! install >install.log 2>&1; then
    cat install.log >&2
    echo 'Could not install the packages; nothing was compared.' >&2
    exit 2
fi

cat >bound.wsdl <<'EOF'
<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions name="Example" targetNamespace="urn:example" xmlns:tns="urn:example"
    xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <wsdl:types>
    <xsd:schema targetNamespace="urn:example" elementFormDefault="qualified">
      <xsd:element name="count"><xsd:complexType/></xsd:element>
      <xsd:element name="countResponse">
        <xsd:complexType><xsd:sequence><xsd:element name="total" type="xsd:int"/></xsd:sequence></xsd:complexType>
      </xsd:element>
      <xsd:element name="served">
        <xsd:complexType><xsd:sequence><xsd:element name="by" type="xsd:string"/></xsd:sequence></xsd:complexType>
      </xsd:element>
    </xsd:schema>
  </wsdl:types>
  <wsdl:message name="request"><wsdl:part name="parameters" element="tns:count"/></wsdl:message>
  <wsdl:message name="response"><wsdl:part name="parameters" element="tns:countResponse"/></wsdl:message>
  <wsdl:message name="served"><wsdl:part name="served" element="tns:served"/></wsdl:message>
  <wsdl:portType name="Port">
    <wsdl:operation name="count">
      <wsdl:input message="tns:request"/><wsdl:output message="tns:response"/>
    </wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="Binding" type="tns:Port">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="count">
      <soap:operation soapAction=""/>
      <wsdl:input><soap:body use="literal"/></wsdl:input>
      <wsdl:output>
        <soap:header message="tns:served" part="served" use="literal"/>
        <soap:body use="literal"/>
      </wsdl:output>
    </wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="Service">
    <wsdl:port name="Port" binding="tns:Binding"><soap:address location="http://127.0.0.1/"/></wsdl:port>
  </wsdl:service>
</wsdl:definitions>
EOF
# One line is the whole difference.
sed '/<soap:header /d' bound.wsdl >not-bound.wsdl

cat >call.py <<'EOF'
import zeep
from requests import Response

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"


def answer(header: str) -> Response:
    """What a server would have sent."""
    made = Response()
    made.status_code = 200
    made.headers["Content-Type"] = "text/xml"
    made._content = (
        f'<e:Envelope xmlns:e="{SOAP}" xmlns="urn:example">{header}'
        "<e:Body><countResponse><total>7</total></countResponse></e:Body></e:Envelope>"
    ).encode()
    return made


print("zeep", zeep.__version__)
for wsdl in ("not-bound.wsdl", "bound.wsdl"):
    client = zeep.Client(wsdl)
    count = client.service._binding.get("count")
    for sent, header in (("without", ""), ("with the header", "<e:Header><served><by>a</by></served></e:Header>")):
        result = client.service._binding.process_reply(client, count, answer(header))
        shown = result if isinstance(result, int) else {name: result[name] is not None for name in result}
        print(wsdl, sent, shown, sep=": ")
EOF
venv/bin/python call.py | tee seen

cat >expected <<'EOF'
zeep 4.3.3
not-bound.wsdl: without: 7
not-bound.wsdl: with the header: 7
bound.wsdl: without: {'header': False, 'body': True}
bound.wsdl: with the header: {'header': True, 'body': True}
EOF
if ! diff -u expected seen; then
    echo 'The behaviour has changed.' >&2
    exit 1
fi
echo 'As found before.'
