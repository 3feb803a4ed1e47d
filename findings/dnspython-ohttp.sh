#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Guess: dnspython reads a zone file that holds an HTTPS record with key8 and writes it back as a zone file that the same
#   name servers still load. The generic names key0 to key65535 exist so that a parameter newer than a server passes.
# Seen: dnspython knows the registered name of key8 and writes it as ohttp. BIND 9.18, NSD 4.6 and Knot DNS 3.2 all take
#   key8, and all refuse ohttp; a zone file is loaded whole or not at all, so one such record takes the zone with it.
# Hurt: provisioning systems that keep records with dnspython and write zone files for servers of a stable distribution.
#   The customer typed the form that works; the program between changed it to one that does not.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

packages=(
    bind9-utils=1:9.18.49-1~deb12u3 bind9-libs=1:9.18.49-1~deb12u3 nsd=4.6.1-1 knot-dnssecutils=3.2.6-1
    # Their libraries, as far as a small Debian does not have them anyway.
    libbpf1 libdnssec9 libelf1 libevent-2.1-7 libfstrm0 libgssapi-krb5-2 libicu72 libjemalloc2 libjson-c5 libk5crypto3
    libkeyutils1 libknot13 libkrb5-3 libkrb5support0 liblmdb0 libmaxminddb0 libnghttp2-14 libprotobuf-c1 libssl3
    liburcu8 libuv1 libxdp1 libxml2 libzscanner4
)
install() {
    python3 -m venv venv && venv/bin/pip install --quiet --disable-pip-version-check dnspython==2.9.2 &&
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

cat >read.zone <<'EOF'
$ORIGIN example.com.
$TTL 3600
@    IN SOA   ns1 hostmaster 1 3600 900 604800 3600
@    IN NS    ns1
ns1  IN A     192.0.2.1
@    IN HTTPS 1 . alpn="h2" key8
EOF
cat >rewrite.py <<'EOF'
import dns.version
import dns.zone

print("dnspython", dns.version.version)
zone = dns.zone.from_file("read.zone", "example.com.", relativize=False)
zone.to_file("written.zone", relativize=False)
EOF
check() {
    "$@" >out 2>&1 && echo "  $file: taken" || echo "  $file: refused: $(grep -o -m1 -i "$complaint" out || cat out)"
}
{
    venv/bin/python rewrite.py
    grep -h HTTPS read.zone written.zone
    echo "BIND $(with root/usr/bin/named-checkzone -v)"
    for file in read.zone written.zone; do
        complaint="near 'ohttp'.*" check with root/usr/bin/named-checkzone example.com "$file"
    done
    echo "NSD $( (with root/usr/sbin/nsd-checkzone -h 2>&1 || true) | sed -n 's/^Version \(.*\)\. Report.*/\1/p')"
    for file in read.zone written.zone; do
        complaint='Unknown SvcParamKey.*' check with root/usr/sbin/nsd-checkzone example.com "$file"
    done
    with root/usr/bin/kzonecheck -V
    for file in read.zone written.zone; do
        complaint='error in zone.*' check with root/usr/bin/kzonecheck -v -o example.com "$file"
    done
} | tee seen

cat >expected <<'EOF'
dnspython 2.9.2
@    IN HTTPS 1 . alpn="h2" key8
example.com. 3600 IN HTTPS 1 . alpn="h2" ohttp
BIND 9.18.49-1~deb12u3-Debian
  read.zone: taken
  written.zone: refused: near 'ohttp': syntax error
NSD 4.6.1
  read.zone: taken
  written.zone: refused: Unknown SvcParamKey: ohttp
kzonecheck (Knot DNS), version 3.2.6
  read.zone: taken
  written.zone: refused: error in zone, file 'written.zone', line 3 (invalid parameter)
EOF
if ! diff -u expected seen; then
    echo 'The behaviour has changed.' >&2
    exit 1
fi
echo 'As found before.'
