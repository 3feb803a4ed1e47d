#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# The SIP story of tests/clients/README.md told by SOAP::Lite, RPC/encoded, without WSDL: sip.pl URL LOGIN PASSWORD TAG
use strict;
use warnings;
use utf8;
use JSON::PP;
use SOAP::Lite;

my ($url, $login, $password, $tag) = @ARGV;
my $TYPES = 'urn:AGProjects:NGNPro';
my $domain = "$tag.example";
my $client = SOAP::Lite->proxy("$url/ngnpro/")->ns("$TYPES:Sip", 's');
$client->on_action(sub { '""' });
$client->on_fault(sub { my ($soap, $answer) = @_; die ref $answer ? $answer : $soap->transport->status });
my $auth = SOAP::Header->name('ngnpro:auth' => \SOAP::Data->value(
    text(username => $login), text(password => $password), SOAP::Data->name(admin => 'true')->type('boolean'),
))->attr({'xmlns:ngnpro' => $TYPES});

sub text { my ($name, $value) = @_; SOAP::Data->name($name => $value)->type('string') }
sub number { my ($name, $value) = @_; SOAP::Data->name($name => $value)->type('int') }
sub struct { my ($name, @members) = @_; SOAP::Data->name($name => \SOAP::Data->value(@members)) }
sub address { my ($name, $username) = @_; struct($name, text(username => $username), text(domain => $domain)) }
sub call { my ($operation, @parameters) = @_; $client->call($operation, $auth, @parameters)->result }

sub listed {
    my ($name, @items) = @_;
    SOAP::Data->name($name => \SOAP::Data->value(@items))->attr({'soapenc:arrayType' => 'xsd:anyType[' . @items . ']'});
}

sub page {
    my ($username) = @_;
    my $found = call(getAccounts => struct('query',
        struct('filter', text(username => $username), text(domain => $domain)),
        struct('range', number(start => 0), number(count => 5))));
    return {names => [map { $_->{id}{username} } @{$found->{accounts}}], total => $found->{total} + 0};
}

call(addDomain => struct('domain', text(domain => $domain)));
my $account = call(addAccount => struct('account',
    address(id => 'Alice'), text(firstName => 'Älice & <Co>'), text(password => 'geheim & sicher'),
    listed(groups => text(item => 'free-pstn'), text(item => 'sms')),
    number(quota => 5), SOAP::Data->name(prepaid => 'true')->type('boolean'),
    listed(acl => struct('item', text(ip => '10.0.0.0'), number(mask => 8))),
    listed(properties => struct('item', text(name => 'language'), text(value => 'nl')),
        struct('item', text(name => 'empty'), text(value => ''))),
));
# Perl's scalars keep the text of the wire; the numbers and flags among them are named here.
my $true = sub { $_[0] eq 'true' || $_[0] eq '1' ? JSON::PP::true : JSON::PP::false };
my %told = (
    id => {%{$account->{id}}}, firstName => $account->{firstName}, password => $account->{password},
    groups => [@{$account->{groups}}], quota => $account->{quota} + 0, prepaid => $true->($account->{prepaid}),
    acl => [map { [$_->{ip}, $_->{mask} + 0] } @{$account->{acl}}],
    properties => [map { [$_->{name}, $_->{value}] } @{$account->{properties}}], timeout => $account->{timeout} + 0,
);
$told{done} = $true->(call(updateAccount => struct('account', address(id => 'alice'), number(quota => 7), listed('acl'))));
my $read = call(getAccount => address(sipId => 'alice'));
$told{read} = [$read->{quota} + 0, [@{$read->{acl}}], [@{$read->{groups}}], $read->{password}];
$told{pages} = [page('nobody'), page('ALICE')];
my $balance = call(addBalance => address(sipId => 'alice'),
    SOAP::Data->name(value => 10.25)->type('float'), text(description => 'first'));
$told{balance} = {map { $_ => $balance->{$_} + 0 } keys %$balance};
my $statuses = call(getPrepaidStatus => listed(sipIds => address(item => 'bob'), address(item => 'alice')));
$told{balances} = [map { $_->{balance} + 0 } @$statuses];
call(setBarringPrefixes => address(sipId => 'alice'), listed(prefixes => text(item => '+44')));
$told{barred} = [call(getBarringPrefixes => address(sipId => 'alice')), call(getRejectMembers => address(sipId => 'alice'))];
$told{diversions} = {%{call(getCallDiversions => address(sipId => 'alice'))}};
$told{trace} = call('getMediaSessions');
unless (eval { call(getAccount => address(sipId => 'nobody')); 1 }) {
    my $fault = $@;
    die $fault unless ref $fault;
    $told{code} = $fault->faultdetail->{exception}{errorcode} + 0;
}
$told{deleted} = [$true->(call(deleteAccount => address(sipId => 'alice'))),
    $true->(call(deleteDomain => text(domain => $domain)))];
print JSON::PP->new->utf8->encode(\%told);
