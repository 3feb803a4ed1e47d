#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Guess: get_currency_precision says how many decimals an amount in a currency has, so that a line of an invoice can be
#   rounded to them. Its documentation speaks of the number of fraction digits of the currency.
# Seen: it answers how CLDR has amounts shown to people, which for some twenty currencies is less than the minor unit of
#   ISO 4217: none for the forint, the rupiah and the lek, where the standard, and with it EN 16931, has two, and none for
#   the Iraqi dinar, which has three.
# Hurt: whoever rounds invoices with it charges whole forints where cents were due, and an e-invoice whose lines were rounded
#   so does not add up to its own total with others that count in hundredths.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

install() {
    python3 -m venv venv &&
        venv/bin/pip install --quiet --disable-pip-version-check babel==2.19.0 iso4217==1.16.20260101
}
if ! install >install.log 2>&1; then
    cat install.log >&2
    echo 'Could not install the packages; nothing was compared.' >&2
    exit 2
fi

cat >compare.py <<'EOF'
import babel
import iso4217
from babel.numbers import get_currency_precision

print("babel", babel.__version__, "iso4217", iso4217.__version__)
for code in ("EUR", "JPY", "KWD", "HUF", "IDR", "ALL", "IQD"):
    print(code, "ISO 4217:", iso4217.Currency(code).exponent, "babel:", get_currency_precision(code))
EOF
venv/bin/python compare.py | tee seen

cat >expected <<'EOF'
babel 2.19.0 iso4217 1.16.20260101
EUR ISO 4217: 2 babel: 2
JPY ISO 4217: 0 babel: 0
KWD ISO 4217: 3 babel: 3
HUF ISO 4217: 2 babel: 0
IDR ISO 4217: 2 babel: 0
ALL ISO 4217: 2 babel: 0
IQD ISO 4217: 3 babel: 0
EOF
if ! diff -u expected seen; then
    echo 'The behaviour has changed.' >&2
    exit 1
fi
echo 'As found before.'
