#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Guess: a WSDL that carries every schema it uses inside wsdl:types needs nothing else to be loaded by zeep. For any
#   namespace but one that is so.
# Seen: a schema for the namespace of SOAP encoding is passed over. The first reference into that namespace makes zeep
#   fetch the namespace's address from the Internet, whether or not the referring schema imports it. Give the very same
#   schema another namespace and the WSDL loads.
# Hurt: whoever publishes an RPC/encoded service and inlines SOAP's Array type so that clients work behind a firewall.
#   They still do not, and they fail in the client, at the time of loading, with an error about a host that the WSDL
#   never asked for. A transport of one's own that answers for that address helps.
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

cat >soap-encoding.wsdl <<'EOF'
<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions name="Example" targetNamespace="urn:example" xmlns:tns="urn:example"
    xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:enc="http://schemas.xmlsoap.org/soap/encoding/">
  <wsdl:types>
    <xsd:schema targetNamespace="http://schemas.xmlsoap.org/soap/encoding/">
      <xsd:attribute name="arrayType" type="xsd:string"/>
      <xsd:complexType name="Array">
        <xsd:sequence>
          <xsd:any minOccurs="0" maxOccurs="unbounded" processContents="lax"/>
        </xsd:sequence>
      </xsd:complexType>
    </xsd:schema>
    <xsd:schema targetNamespace="urn:example">
      <xsd:import namespace="http://schemas.xmlsoap.org/soap/encoding/"/>
      <xsd:complexType name="Domains">
        <xsd:complexContent>
          <xsd:restriction base="enc:Array">
            <xsd:attribute ref="enc:arrayType" wsdl:arrayType="xsd:string[]"/>
          </xsd:restriction>
        </xsd:complexContent>
      </xsd:complexType>
    </xsd:schema>
  </wsdl:types>
  <wsdl:message name="request"><wsdl:part name="domains" type="tns:Domains"/></wsdl:message>
  <wsdl:message name="response"/>
  <wsdl:portType name="Port">
    <wsdl:operation name="addDomains">
      <wsdl:input message="tns:request"/><wsdl:output message="tns:response"/>
    </wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="Binding" type="tns:Port">
    <soap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="addDomains">
      <soap:operation soapAction=""/>
      <wsdl:input><soap:body use="encoded" namespace="urn:example"
          encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"/></wsdl:input>
      <wsdl:output><soap:body use="encoded" namespace="urn:example"
          encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"/></wsdl:output>
    </wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="Service">
    <wsdl:port name="Port" binding="tns:Binding"><soap:address location="http://127.0.0.1/"/></wsdl:port>
  </wsdl:service>
</wsdl:definitions>
EOF
sed '/<xsd:import /d' soap-encoding.wsdl >no-import.wsdl
# The namespace of the schema alone is changed, in its three places; encodingStyle stays as it is.
sed -E '/(xmlns:enc|targetNamespace|import namespace)=/s#http://schemas.xmlsoap.org/soap/encoding/#urn:other#' \
    soap-encoding.wsdl >other-namespace.wsdl

cat >load.py <<'EOF'
import os
import re
import socket

import zeep

# A port that is bound but does not listen stands in for "no way out": every fetch by HTTP is refused at once.
closed = socket.socket()
closed.bind(("127.0.0.1", 0))
for name in list(os.environ):
    if name.lower() in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        del os.environ[name]
os.environ["http_proxy"] = os.environ["https_proxy"] = "http://127.0.0.1:%d" % closed.getsockname()[1]

print("zeep", zeep.__version__)
for wsdl in ("soap-encoding.wsdl", "no-import.wsdl", "other-namespace.wsdl"):
    try:
        client = zeep.Client(wsdl)
    except Exception as error:
        print(wsdl, type(error).__name__, re.search(r"with url: (\S+)", str(error)).group(1), sep=": ")
    else:
        print(wsdl, "loaded", client.service.addDomains.__doc__ or list(client.service._operations), sep=": ")
EOF
venv/bin/python load.py | tee seen

cat >expected <<'EOF'
zeep 4.3.3
soap-encoding.wsdl: ProxyError: http://schemas.xmlsoap.org/soap/encoding/
no-import.wsdl: ProxyError: http://schemas.xmlsoap.org/soap/encoding/
other-namespace.wsdl: loaded: addDomains(domains: ns1:Domains) -> None
EOF
if ! diff -u expected seen; then
    echo 'The behaviour has changed.' >&2
    exit 1
fi
echo 'As found before.'
