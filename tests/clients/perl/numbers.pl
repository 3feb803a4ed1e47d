#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# The story of numbers and zones of tests/clients/README.md told by SOAP::Lite.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use Port;

my ($enum, $dns) = (port('Enum'), port('Dns'));
my ($tld, $zone) = ("$tag.arpa", "$tag.example");

# Perl's scalars keep the text of the wire: numbers are named as such.
sub integers { map { $_ + 0 } @_ }
sub servers { listed(nameservers => map { text(item => $_) } @_) }
sub texts { my %each = @_; map { text($_ => $each{$_}) } sort keys %each }

sub number_id { my ($name, $digits) = @_; struct($name, text(number => $digits), text(tld => $tld)) }
sub range_id { struct($_[0], text(prefix => '+31208005'), text(tld => $tld)) }

sub mappings { [map { [$_->{type}, $_->{mapto}, integers(@$_{qw(ttl priority)})] } @{$_[0]{mappings}}] }
sub record { my ($stored) = @_; [@$stored{qw(name type value)}, integers(@$stored{qw(priority ttl)})] }

sub numbers {
    my ($mapto) = @_;
    my $found = $enum->(getNumbers => struct('query',
        struct('filter', texts(tld => $tld, mapto => $mapto), number(owner => 0)),
        struct('range', number(start => 0), number(count => 10))));
    return {numbers => [map { $_->{id}{number} } @{$found->{numbers}}], total => $found->{total} + 0};
}

sub page {
    my ($operation, $filter, $start, $count) = @_;
    my $found = $dns->($operation => struct('query',
        struct('filter', texts(zone => $zone, %$filter)),
        struct('orderBy', texts(attribute => 'type', direction => 'ASC')),
        struct('range', number(start => $start // 0), number(count => $count // 10))));
    return {records => [map { record($_) } @{$found->{records}}], total => $found->{total} + 0};
}

my %told;
my $range = $enum->(addRange => struct('range', range_id('id'), text(info => 'Müller & <Söhne>'),
    number(ttl => 600), number(minDigits => 11), number(maxDigits => 11),
    servers('ns1.example.net', 'ns2.example.net')));
$told{range} = {
    id => $range->{id}, limits => [integers(@$range{qw(ttl minDigits maxDigits size)})],
    nameservers => $range->{nameservers}, info => $range->{info},
};
my $alice = '31208005101';
$told{added} = mappings($enum->(addNumber => struct('number', number_id(id => $alice), text(info => 'Zoë "1" & <2>'),
    listed(mappings =>
        struct('item',
            texts(type => 'sip', mapto => 'sip:alice@example.net'), number(ttl => 300), number(priority => 10)),
        struct('item', texts(type => 'mailto', mapto => 'mailto:alice@example.net?subject=a&body=<b>'))))));
my $read = $enum->(getNumber => number_id(enumId => $alice));
$told{read} = [$read->{id}, $read->{owner} + 0, $read->{info}];
my ($first, $second) = @{$read->{mappings}};
my $changed = $enum->(updateNumber => struct('number', number_id(id => $alice), text(info => $read->{info}),
    listed(mappings =>
        struct('item', texts(%$first, mapto => 'sip:alice@example.net;user=phone', priority => 20)),
        struct('item', texts(type => 'tel', mapto => 'tel:+31208005102')))));
$told{changed} = mappings($changed);
$told{ids} = [[integers($first->{id}, $second->{id})], [integers(map { $_->{id} } @{$changed->{mappings}})]];
$told{found} = [numbers('nobody@example.net'), numbers('alice@%')];
my $emptied = $enum->(updateNumber => struct('number', number_id(id => $alice), listed('mappings'), text(info => '')));
$told{emptied} = [mappings($emptied), $emptied->{info}];
$range = $enum->(updateRange => struct('range', range_id('id'), servers(), number(size => 100)));
$told{used} = [$range->{nameservers}, integers(@$range{qw(size used)})];
$told{refused} = [
    code(sub { $enum->(deleteRange => range_id('range')) }),
    code(sub { $enum->(addNumber => struct('number', number_id(id => '49301234567'))) }),
];
$told{removed} = [
    scalar $enum->(deleteNumber => number_id(enumId => $alice)),
    code(sub { $enum->(getNumber => number_id(enumId => $alice)) }),
    scalar $enum->(deleteRange => range_id('range')),
];

my $made = $dns->(addZone => struct('zone', servers('ns1.example.net', 'ns2.example.net'),
    texts(name => $zone, email => "dns.admin\@$zone", info => "Zoë's & <zone>")));
$told{zone} = {
    name => $made->{name}, email => $made->{email}, nameservers => $made->{nameservers}, info => $made->{info},
    timers => [integers(@$made{qw(ttl minimum retry expire refresh)})],
};
my @given = (
    [texts(name => 'www', type => 'A', value => '192.0.2.10')],
    [texts(name => '', type => 'MX', value => 'mail'), number(priority => 10)],
    [texts(name => '', type => 'NAPTR', value => '10 100 "s" "SIP+D2T" "" _sip._tcp'), number(ttl => 600)],
    [texts(name => 't', type => 'TXT', value => 'say "hi" \ done & <ü>')],
);
my @stored = map { $dns->(addRecord => struct('record', text(zone => $zone), @$_)) } @given;
$told{records} = [map { record($_) } @stored];
$told{pages} = [
    page('getRecords', {name => 'nobody%'}), page('getRecords', {type => 'TXT'}), page('getRecords', {}, 1, 2),
];
my $id = number(recordId => $stored[1]{id});
my $mx = $dns->(getRecord => $id);
$told{mx} = [
    record($dns->(updateRecord => struct('record', texts(%$mx, priority => 20, value => 'mail2.example.net')))),
    record($dns->(getRecord => $id)),
];
my $redirect = $dns->(addFancyRecord => struct('record',
    texts(zone => $zone, name => 'go', type => 'URL', value => 'http://example.net/?a=1&b=2'), number(ttl => 300)));
my $alias = $dns->(addFancyRecord => struct('record',
    texts(zone => $zone, name => "Info\@$zone", type => 'MBOXFW', value => 'zoe@example.net')));
$told{fancy} = [record($redirect), record($alias), page('getFancyRecords', {type => 'URL'})];
my $fancy = number(recordId => $redirect->{id});
$told{redirect} = [
    record($dns->(updateFancyRecord => struct('record', texts(%$redirect, value => 'https://example.net/')))),
    record($dns->(getFancyRecord => $fancy)),
];
$told{conflicts} = [
    code(sub { $dns->(addZone => struct('zone', text(name => $zone), servers('ns1.example.net'))) }),
    code(sub { $dns->(addRecord => struct('record', text(zone => $zone), @{$given[3]})) }),
    code(sub { $dns->(getRecord => $fancy) }),
    code(sub { $dns->(updateZone => struct('zone', text(name => $zone), servers())) }),
];
my %zone = %{$dns->(getZone => text(zone => $zone))};
my (undef, @servers) = @{delete $zone{nameservers}};
$made = $dns->(updateZone => struct('zone', texts(%zone, email => ''), servers(@servers)));
$told{updated} = [@$made{qw(email nameservers info)}];
$told{deleted} = [
    scalar $dns->(deleteFancyRecord => $fancy), scalar $dns->(deleteRecord => $id),
    scalar $dns->(deleteZone => text(zone => $zone)),
];
$told{left} = page('getRecords', {});
tell(\%told);
