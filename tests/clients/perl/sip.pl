#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# The SIP story of tests/clients/README.md told by SOAP::Lite.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use Port;

my $sip = port('Sip');

sub page {
    my ($username) = @_;
    my $found = $sip->(getAccounts => struct('query',
        struct('filter', text(username => $username), text(domain => $domain)),
        struct('range', number(start => 0), number(count => 5))));
    return {names => [map { $_->{id}{username} } @{$found->{accounts}}], total => $found->{total} + 0};
}

$sip->(addDomain => struct('domain', text(domain => $domain)));
my $account = $sip->(addAccount => struct('account',
    address(id => 'Alice'), text(firstName => 'Älice & <Co>'), text(password => 'geheim & sicher'),
    listed(groups => text(item => 'free-pstn'), text(item => 'sms')),
    number(quota => 5), flag(prepaid => 1),
    listed(acl => struct('item', text(ip => '10.0.0.0'), number(mask => 8))),
    listed(properties => struct('item', text(name => 'language'), text(value => 'nl')),
        struct('item', text(name => 'empty'), text(value => ''))),
));
# The numbers and flags among Perl's scalars, which keep the text of the wire, are named here.
my %told = (
    id => $account->{id}, firstName => $account->{firstName}, password => $account->{password},
    groups => $account->{groups}, quota => $account->{quota} + 0, prepaid => true($account->{prepaid}),
    acl => [map { [$_->{ip}, $_->{mask} + 0] } @{$account->{acl}}],
    properties => [map { [$_->{name}, $_->{value}] } @{$account->{properties}}], timeout => $account->{timeout} + 0,
);
$told{done} = true(
    $sip->(updateAccount => struct('account', address(id => 'alice'), number(quota => 7), listed('acl'))));
my $read = $sip->(getAccount => address(sipId => 'alice'));
$told{read} = [$read->{quota} + 0, $read->{acl}, $read->{groups}, $read->{password}];
$told{pages} = [page('nobody'), page('ALICE')];
my $balance;
once($tag);
$balance = $sip->(addBalance => address(sipId => 'alice'),
    SOAP::Data->name(value => 10.25)->type('float'), text(description => 'first')) for 1 .. 2;
once('');
$told{balance} = {map { $_ => $balance->{$_} + 0 } keys %$balance};
my $statuses = $sip->(getPrepaidStatus => listed(sipIds => address(item => 'bob'), address(item => 'alice')));
$told{balances} = [map { $_->{balance} + 0 } @$statuses];
$sip->(setBarringPrefixes => address(sipId => 'alice'), listed(prefixes => text(item => '+44')));
$told{barred} = [
    $sip->(getBarringPrefixes => address(sipId => 'alice')), $sip->(getRejectMembers => address(sipId => 'alice')),
];
$told{diversions} = $sip->(getCallDiversions => address(sipId => 'alice'));
$told{trace} = $sip->('getMediaSessions');
$told{code} = code(sub { $sip->(getAccount => address(sipId => 'nobody')) });
$told{deleted} = [true($sip->(deleteAccount => address(sipId => 'alice'))),
    true($sip->(deleteDomain => text(domain => $domain)))];
tell(\%told);
