#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Guess: {'item': [...]} sends one item element for each entry of the list: none for an empty list, two for two.
# Seen: this holds for records of two or more fields only. An empty list is sent as one empty item. Two records of one
#   field each are sent as a single item that holds the field twice.
# Hurt: a server cannot tell "no records" from "one record without fields", and may store an empty record or refuse the
#   call; two records with one field look like one record that repeats its field. Nothing is raised in the client. An
#   empty dict, without the list, is sent as wanted.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

install() {
    python3 -m venv venv && venv/bin/pip install --quiet --disable-pip-version-check PySimpleSOAP==1.16.2
}
if ! install >install.log 2>&1; then
    cat install.log >&2
    echo 'Could not install the packages; nothing was compared.' >&2
    exit 2
fi

cat >lists.py <<'EOF'
import re
from importlib.metadata import version

from pysimplesoap.client import SoapClient

ANSWER = b"""<?xml version="1.0" encoding="UTF-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><done/></soap:Body></soap:Envelope>"""


class Shown(SoapClient):
    """Prints what would be sent instead of sending it."""

    def send(self, method, xml):
        text = xml.decode() if isinstance(xml, bytes) else xml
        print("    " + re.search(r"<n:set>(.*)</n:set>", text, re.S).group(1))
        return ANSWER


print("PySimpleSOAP", version("PySimpleSOAP"))
client = Shown(location="http://127.0.0.1/", action="", namespace="urn:example", ns="n", soap_ns="soap")
for records in (
    {"item": [{"name": "a", "ttl": "60"}, {"name": "b", "ttl": "60"}]},
    {"item": [{"name": "a"}, {"name": "b"}]},
    {"item": []},
    {},
):
    print(records)
    client.call("set", records=records)
EOF
venv/bin/python -W ignore lists.py | tee seen

cat >expected <<'EOF'
PySimpleSOAP 1.16.2
{'item': [{'name': 'a', 'ttl': '60'}, {'name': 'b', 'ttl': '60'}]}
    <n:records><item><name>a</name><ttl>60</ttl></item><item><name>b</name><ttl>60</ttl></item></n:records>
{'item': [{'name': 'a'}, {'name': 'b'}]}
    <n:records><item><name>a</name><name>b</name></item></n:records>
{'item': []}
    <n:records><item/></n:records>
{}
    <n:records/>
EOF
if ! diff -u expected seen; then
    echo 'The behaviour has changed.' >&2
    exit 1
fi
echo 'As found before.'
