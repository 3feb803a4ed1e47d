#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Guess: where a WSDL says xsd:decimal, PHP's SOAP extension writes a float as XML Schema wants a decimal: digits and a
#   point.
# Seen: it writes what PHP would echo. Below 0.0001 and for very large values that has an exponent, which xsd:decimal
#   does not allow, so the message does not validate. The setting precision moves the limit for the large ones only; a
#   string is sent as it stands.
# Hurt: rates for each second or each kilobyte, which are that small: a price of 0.0001 is taken, the cheaper 0.00005
#   is refused by a server that checks its input, or read wrongly by one that stops at the letter.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

packages=(
    php8.2-cli=8.2.36-1~deb12u1 php8.2-soap=8.2.36-1~deb12u1 libxml2-utils
    # Their libraries, as far as a small Debian does not have them anyway.
    libargon2-1 libicu72 libpcre2-8-0 libsodium23 libssl3 libxml2
)
install() {
    mkdir debs && (cd debs && apt-get download --quiet "${packages[@]}") || return
    for deb in debs/*.deb; do dpkg -x "$deb" root || return; done
}
if ! install >install.log 2>&1; then
    cat install.log >&2
    echo 'Could not install the packages; nothing was compared.' >&2
    exit 2
fi
libraries=$(printf '%s:' root/usr/lib/*-linux-gnu root/lib/*-linux-gnu)
with() { LD_LIBRARY_PATH=${libraries%:} "$@"; }
# -n: PHP's own defaults, no php.ini.
php() { with root/usr/bin/php8.2 -n -d extension_dir="$work/root/usr/lib/php/20220829" -d extension=soap "$@"; }

cat >rate.wsdl <<'EOF'
<?xml version="1.0" encoding="UTF-8"?>
<definitions name="Example" targetNamespace="urn:example" xmlns:tns="urn:example"
    xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <message name="request"><part name="rate" type="xsd:decimal"/></message>
  <message name="response"/>
  <portType name="Port">
    <operation name="setRate"><input message="tns:request"/><output message="tns:response"/></operation>
  </portType>
  <binding name="Binding" type="tns:Port">
    <soap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="setRate">
      <soap:operation soapAction=""/>
      <input><soap:body use="literal" namespace="urn:example"/></input>
      <output><soap:body use="literal" namespace="urn:example"/></output>
    </operation>
  </binding>
  <service name="Service"><port name="Port" binding="tns:Binding"><soap:address location="http://127.0.0.1/"/></port></service>
</definitions>
EOF
cat >rate.xsd <<'EOF'
<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"><xsd:element name="rate" type="xsd:decimal"/></xsd:schema>
EOF
cat >rate.php <<'EOF'
<?php
class Shown extends SoapClient
{
    public function __doRequest(string $request, string $location, string $action, int $version, bool $oneWay = false): ?string
    {
        preg_match('#<rate.*</rate>#', $request, $found);
        echo $found[0], "\n";
        return '';
    }
}

ini_set('precision', $argv[1]);
$client = new Shown('rate.wsdl', ['cache_wsdl' => WSDL_CACHE_NONE, 'exceptions' => false]);
foreach ([0.0001, 0.00005, 1e15, '0.00005'] as $rate) {
    $client->setRate($rate);
}
EOF
{
    php -r 'echo "PHP ", PHP_VERSION, "\n";'
    for precision in 14 -1; do
        echo "precision=$precision"
        php rate.php "$precision" >rates
        while read -r element; do
            echo "$element" >rate.xml
            verdict=valid
            with root/usr/bin/xmllint --noout --schema rate.xsd rate.xml >out 2>&1 ||
                verdict=$(sed -n "s/.*Element 'rate': //p" out)
            echo "  $element: $verdict"
        done <rates
    done
} | tee seen

cat >expected <<'EOF'
PHP 8.2.36
precision=14
  <rate>0.0001</rate>: valid
  <rate>5.0E-5</rate>: '5.0E-5' is not a valid value of the atomic type 'xs:decimal'.
  <rate>1.0E+15</rate>: '1.0E+15' is not a valid value of the atomic type 'xs:decimal'.
  <rate>0.00005</rate>: valid
precision=-1
  <rate>0.0001</rate>: valid
  <rate>5.0E-5</rate>: '5.0E-5' is not a valid value of the atomic type 'xs:decimal'.
  <rate>1000000000000000</rate>: valid
  <rate>0.00005</rate>: valid
EOF
if ! diff -u expected seen; then
    echo 'The behaviour has changed.' >&2
    exit 1
fi
echo 'As found before.'
