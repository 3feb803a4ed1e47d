#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Create a customer of a reseller with nothing but curl.
#
#     create_customer.sh RESELLER_ID USERNAME PASSWORD
#
# Prints the new id. The server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and
# NGNPROV_PASSWORD.
set -euo pipefail

fail() {
    echo "$2" >&2
    exit "$1"
}

[[ $# -eq 3 && $1 =~ ^[0-9]+$ ]] || fail 2 "usage: create_customer.sh RESELLER_ID USERNAME PASSWORD"
password=${NGNPROV_PASSWORD:-}
[ -n "$password" ] || fail 2 "no password: set NGNPROV_PASSWORD"
url=${NGNPROV_URL:-http://127.0.0.1:9200}

# Text on its way into XML.
xml() { sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g' <<<"$1"; }

# The text of an element of the answer.
element() { sed -n "s|.*<\([a-z]*:\)\{0,1\}$1\( [^>]*\)\{0,1\}>\([^<]*\)<.*|\3|p" <<<"$answer"; }

# The body goes through a pipe and not on the command line, where others could read the passwords. A refusal
# comes with HTTP status 500 and a SOAP fault, so no --fail. What keeps curl from an answer it says itself.
answer=$(curl --silent --show-error --max-time 10 --data-binary @- \
    --header 'Content-Type: text/xml; charset=utf-8' --header 'SOAPAction: ""' "$url/soap/customer/" <<END
<?xml version="1.0" encoding="UTF-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="urn:AGProjects:NGNPro">
  <soap:Header>
    <t:auth>
      <t:username>$(xml "${NGNPROV_USER:-admin}")</t:username>
      <t:password>$(xml "$password")</t:password>
      <t:admin>true</t:admin>
    </t:auth>
  </soap:Header>
  <soap:Body>
    <addAccount xmlns="urn:AGProjects:NGNPro:Customer">
      <account>
        <t:reseller>$(xml "$1")</t:reseller>
        <t:username>$(xml "$2")</t:username>
        <t:password>$(xml "$3")</t:password>
        <t:properties>
          <t:item>
            <t:name>sip_credit</t:name>
            <t:category>credit</t:category>
            <t:value>5</t:value>
            <t:permission>admin</t:permission>
          </t:item>
        </t:properties>
      </account>
    </addAccount>
  </soap:Body>
</soap:Envelope>
END
) || exit 1

if [ -n "$(element faultstring)" ]; then
    fail 1 "refused: $(element faultstring) ($(element errorcode)): $(element errorstring)"
fi
id=$(element id)
[ -n "$id" ] || fail 1 "no usable answer from $url"
echo "$id"
