#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Add to the prepaid credit of a SIP account, once only, however often it takes to get an answer, with nothing but curl.
#
#     pay_once.sh USERNAME DOMAIN AMOUNT REQUEST_ID
#
# REQUEST_ID names the payment, such as the number of its order: the same one again pays nothing and prints the same credit.
# See docs/integrators.md. The server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
set -euo pipefail

fail() {
    echo "$2" >&2
    exit "$1"
}

[[ $# -eq 4 && $3 =~ ^[0-9]+(\.[0-9]+)?$ ]] || fail 2 "usage: pay_once.sh USERNAME DOMAIN AMOUNT REQUEST_ID"
password=${NGNPROV_PASSWORD:-}
[ -n "$password" ] || fail 2 "no password: set NGNPROV_PASSWORD"
url=${NGNPROV_URL:-http://127.0.0.1:9200}

# Text on its way into XML.
xml() { sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g' <<<"$1"; }

# The text of an element of the answer.
element() { sed -n "s|.*<\([a-z]*:\)\{0,1\}$1\( [^>]*\)\{0,1\}>\([^<]*\)<.*|\3|p" <<<"$answer"; }

request="<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:t=\"urn:AGProjects:NGNPro\">
  <soap:Header>
    <t:auth>
      <t:username>$(xml "${NGNPROV_USER:-admin}")</t:username>
      <t:password>$(xml "$password")</t:password>
      <t:admin>true</t:admin>
    </t:auth>
    <request xmlns=\"urn:ngnprov\"><id>$(xml "$4")</id></request>
  </soap:Header>
  <soap:Body>
    <addBalance xmlns=\"urn:AGProjects:NGNPro:Sip\">
      <sipId><t:username>$(xml "$1")</t:username><t:domain>$(xml "$2")</t:domain></sipId>
      <value>$3</value>
      <description>payment</description>
    </addBalance>
  </soap:Body>
</soap:Envelope>"

# The body goes through a pipe and not on the command line, where others could read the password. A curl that fails may have
# lost an answer, and 201 and 202 are a server that is busy or cannot tell: with the id, asking again is safe. (--retry of curl
# would do it after every refusal, as they have HTTP status 500.)
for pause in 1 2 4 ""; do
    said=0
    answer=$(curl --silent --show-error --max-time 10 --data-binary @- --header 'Content-Type: text/xml; charset=utf-8' \
        --header 'SOAPAction: ""' "$url/soap/sip/" 2>&1 <<<"$request") || said=$?
    if [ "$said" = 0 ] && [[ ! $(element errorcode) =~ ^20[12]$ ]]; then break; fi
    if [ -z "$pause" ]; then break; fi
    sleep "$pause"
done
[ "$said" = 0 ] || fail 1 "$answer"

if [ -n "$(element faultstring)" ]; then
    fail 1 "refused: $(element faultstring) ($(element errorcode)): $(element errorstring)"
fi
[ -n "$(element new_balance)" ] || fail 1 "no usable answer from $url"
printf '%s@%s had %.2f, has %.2f\n' "$1" "$2" "$(element old_balance)" "$(element new_balance)"
