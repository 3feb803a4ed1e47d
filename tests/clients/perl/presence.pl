#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# The presence story of tests/clients/README.md told by SOAP::Lite. The header with a login is not heard.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use Port;

my ($sip, $presence) = (port('Sip'), port('Presence', 'urn:AGProjects:SoapSIMPLEProxy'));
my $alice = address(sipId => 'alice');
my $secret = text(password => 'geheim & <sicher>');

sub policy { my $found = $presence->(getPolicy => $alice, $secret); [@$found{qw(allow deny confirm)}] }
sub information { my $found = $presence->(getPresenceInformation => $alice, $secret); [@$found{qw(activity note)}] }

$sip->(addDomain => struct('domain', text(domain => $domain)));
$sip->(addAccount => struct('account', address(id => 'alice'), $secret));
identify('nobody', 'wrong', 1);
my %told;
$told{before} = [information(), policy()];
$told{done} = [
    true($presence->(setPresenceInformation => $alice, $secret,
        struct('information', text(activity => 'busy'), text(note => 'Füße & <hoch>')))),
    true($presence->(setPolicy => $alice, $secret, struct('policy',
        listed(allow => text(item => 'bob@example.com'), text(item => 'example.org')), listed('deny')))),
];
$told{after} = [information(), policy()];
$told{watchers} = $presence->(getWatchers => $alice, $secret);
$told{deleted} = [true($presence->(deletePresenceInformation => $alice, $secret)), information()];
$told{code} = code(sub { $presence->(getPolicy => $alice, text(password => 'wrong')) });
tell(\%told);
