# SPDX-License-Identifier: Apache-2.0
"""What RPC/encoded documents use of the schema of SOAP 1.1 encoding (SOAP 1.1 section 5, WSDL 1.1 section 2.2): ``Array``.

Most clients know that namespace by heart. zeep does not: it fetches ``http://schemas.xmlsoap.org/soap/encoding/`` from the
Internet unless the import names another place, even when the types stand in the WSDL itself; so the server has a copy.
No declaration in it may refer to another one of it, or zeep would go and fetch the original after all.
"""

from typing import Final

from ngnprov.soap.namespaces import SOAP_ENCODING

ENCODING_FILE: Final = "soap-encoding.xsd"
"""Its name, beside the WSDL files and on the server."""

ENCODING_DOCUMENT: Final = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<xsd:schema targetNamespace="{SOAP_ENCODING}" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <xsd:attribute name="arrayType" type="xsd:string"/>
  <xsd:complexType name="Array">
    <xsd:sequence>
      <xsd:any namespace="##any" processContents="lax" minOccurs="0" maxOccurs="unbounded"/>
    </xsd:sequence>
    <xsd:anyAttribute namespace="##any" processContents="lax"/>
  </xsd:complexType>
</xsd:schema>
""".encode()
