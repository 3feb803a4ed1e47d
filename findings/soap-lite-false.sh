#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Guess: when SOAP::Lite guesses the type of a value, the text False is either a string or the boolean false.
# Seen: it goes out as the boolean true. The test that picks the type takes true and false in any letter case; the code
#   that then writes the value knows false in small letters only. Naming the type boolean does not help.
# Hurt: Perl programs that pass on what another system wrote, for Python writes False and a spreadsheet writes FALSE: a
#   service meant to be off is switched on, and nothing is reported. Only small letters or the type string help.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

packages=(libsoap-lite-perl=1.27-3 libclass-inspector-perl liburi-perl)
install() {
    mkdir debs && (cd debs && apt-get download --quiet "${packages[@]}") || return
    for deb in debs/*.deb; do dpkg -x "$deb" root || return; done
}
if ! install >install.log 2>&1; then
    cat install.log >&2
    echo 'Could not install the packages; nothing was compared.' >&2
    exit 2
fi

cat >false.pl <<'EOF'
use strict;
use warnings;
use SOAP::Lite;

print "SOAP::Lite $SOAP::Lite::VERSION\n";
sub shown {
    my ($what, $data) = @_;
    my $xml = SOAP::Serializer->new->envelope(method => 'set', $data);
    my ($element) = $xml =~ m{(<active.*</active>)}s;
    print "$what: $element\n";
}
shown("$_, guessed", SOAP::Data->name(active => $_)) for qw(false False FALSE true);
shown("$_, as boolean", SOAP::Data->name(active => $_)->type('boolean')) for qw(false False);
shown("$_, as string", SOAP::Data->name(active => $_)->type('string')) for qw(False);
EOF
PERL5LIB=$work/root/usr/share/perl5 perl false.pl | tee seen

cat >expected <<'EOF'
SOAP::Lite 1.27
false, guessed: <active xsi:type="xsd:boolean">false</active>
False, guessed: <active xsi:type="xsd:boolean">true</active>
FALSE, guessed: <active xsi:type="xsd:boolean">true</active>
true, guessed: <active xsi:type="xsd:boolean">true</active>
false, as boolean: <active xsi:type="xsd:boolean">false</active>
False, as boolean: <active xsi:type="xsd:boolean">true</active>
False, as string: <active xsi:type="xsd:string">False</active>
EOF
if ! diff -u expected seen; then
    echo 'The behaviour has changed.' >&2
    exit 1
fi
echo 'As found before.'
