#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Guess: since PHP 7.1 a float that leaves a program as data keeps all its digits: serialize_precision is -1 by default,
#   and json_encode, serialize and var_export go by it. The setting called precision is for showing numbers to people.
# Seen: the SOAP extension goes by precision, which is 14 by default, and does not look at serialize_precision at all. A
#   float in a request is cut to 14 digits.
# Hurt: times with microseconds and large balances: 1234567890123.45 is sent without its last digit, while the log that
#   the same program writes with json_encode shows it whole. Setting precision to -1 cures it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

packages=(
    php8.2-cli=8.2.36-1~deb12u1 php8.2-soap=8.2.36-1~deb12u1
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
# -n: PHP's own defaults, no php.ini.
php() {
    LD_LIBRARY_PATH=${libraries%:} root/usr/bin/php8.2 -n -d extension_dir="$work/root/usr/lib/php/20220829" \
        -d extension=soap "$@"
}

cat >digits.php <<'EOF'
<?php
class Shown extends SoapClient
{
    public function __doRequest(string $request, string $location, string $action, int $version, bool $oneWay = false): ?string
    {
        preg_match('#<param0.*</param0>#', $request, $found);
        echo '  SOAP: ', $found[0], "\n";
        return '';
    }
}

function show(float $value): void
{
    echo 'precision=', ini_get('precision'), ' serialize_precision=', ini_get('serialize_precision'), "\n";
    echo '  JSON: ', json_encode($value), "\n";
    $client = new Shown(null, ['location' => 'http://127.0.0.1/', 'uri' => 'urn:example', 'exceptions' => false]);
    $client->set($value);
}

echo 'PHP ', PHP_VERSION, "\n";
show(1234567890123.45);
show(1700000000.123456);
ini_set('serialize_precision', 17);
show(1700000000.123456);
ini_set('serialize_precision', -1);
ini_set('precision', -1);
show(1234567890123.45);
show(1700000000.123456);
EOF
php digits.php | tee seen

cat >expected <<'EOF'
PHP 8.2.36
precision=14 serialize_precision=-1
  JSON: 1234567890123.45
  SOAP: <param0 xsi:type="xsd:float">1234567890123.4</param0>
precision=14 serialize_precision=-1
  JSON: 1700000000.123456
  SOAP: <param0 xsi:type="xsd:float">1700000000.1235</param0>
precision=14 serialize_precision=17
  JSON: 1700000000.123456
  SOAP: <param0 xsi:type="xsd:float">1700000000.1235</param0>
precision=-1 serialize_precision=-1
  JSON: 1234567890123.45
  SOAP: <param0 xsi:type="xsd:float">1234567890123.45</param0>
precision=-1 serialize_precision=-1
  JSON: 1700000000.123456
  SOAP: <param0 xsi:type="xsd:float">1700000000.123456</param0>
EOF
if ! diff -u expected seen; then
    echo 'The behaviour has changed.' >&2
    exit 1
fi
echo 'As found before.'
