#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# The plain story of tests/clients/README.md told by SOAP::Lite, which finds every type itself: PROGRAM URL LOGIN PASSWORD TAG
# There is no `use utf8`: texts are bytes, as a program reads them from a file or a database.
use strict;
use warnings;
use JSON::PP;
use SOAP::Lite;

my ($url, $login, $password, $tag) = @ARGV;
my $auth;

sub identify {
    my ($username, $secret, $admin) = @_;
    $auth = SOAP::Header->name(auth => {username => $username, password => $secret, admin => $admin});
}

# Calls an operation with its parameters by name; what it answers, or dies of the fault.
sub port {
    my ($name) = @_;
    my $client = SOAP::Lite->proxy("$url/ngnpro/")->ns("urn:AGProjects:NGNPro:$name", 'port');
    $client->on_action(sub { '""' });
    $client->on_fault(sub { my ($soap, $answer) = @_; die ref $answer ? $answer : $soap->transport->status . "\n" });
    return sub {
        my ($operation, @pairs) = @_;
        my @parameters;
        while (my ($parameter, $value) = splice @pairs, 0, 2) {
            push @parameters, SOAP::Data->name($parameter)->value($value);
        }
        return $client->call($operation, $auth, @parameters)->result;
    };
}

sub code {
    my ($call) = @_;
    return undef if eval { $call->(); 1 };
    my $fault = $@;
    die $fault unless ref $fault;
    return $fault->faultdetail->{exception}{errorcode};
}

sub members { my ($record, @names) = @_; return {map { $_ => $record->{$_} } @names} }

# A fault that no story expects, as words.
$SIG{__DIE__} = sub { die $_[0] if $^S || !ref $_[0]; my $met = $_[0]->faultdetail->{exception}; die "$met->{errorstring}\n" };
identify($login, $password, 1);
my ($customer, $sip) = (port('Customer'), port('Sip'));
my %told;

my $reseller = $customer->(addAccount => account => {username => "$tag-reseller", password => 'geheim-Größe-Čapek'});
my $one = $customer->(addAccount => account => {
    reseller => $reseller->{id}, username => "$tag-one", password => 'bbbbbb', organization => 'Müller & Söhne <GmbH>',
    city => 'Köln', address => "Straße 1\nHaus 2", tel => '+31201234567', postcode => '01234', web => 'http://example.net/ü',
    language => 'true', companyCode => '1e3', balance => sprintf('%.17g', 18000000.24), credit => 0.1, fax => undef,
    properties => [
        {name => 'support_company', category => 'sip', value => 'Größe', permission => 'customer'},
        {name => 'sip_credit', category => 'credit', value => 5, permission => 'admin'},
    ],
});
my @texts = qw(organization city address tel postcode web language companyCode fax);
$told{stored} = members($customer->(getAccount => id => $one->{id}), @texts, 'balance', 'credit');
$customer->(updateAccount => account => {id => $one->{id}, city => undef, organization => '', balance => undef, properties => []});
my $kept = $customer->(getAccount => id => $one->{id});
$told{kept} = members($kept, qw(city organization balance));
$customer->(setProperties => customer => $one->{id}, properties => []);
$told{properties} = {map { $_->{name} => $_->{value} } @{$customer->(getProperties => customer => $one->{id})}};
my $found = sub { $customer->(getCustomers => query => {filter => {@_}, range => {start => 0, count => 5}})->{total} };
$told{found} = {
    nobody => $found->(username => "$tag-nobody"),
    umlaut => $found->(username => "$tag-%", city => 'Köln'),
    other => $found->(username => "$tag-%", city => 'Koeln'),
    id => $found->(reseller => $reseller->{id}, username => "$tag-one"),
    nulls => $found->(username => "$tag-%", city => undef, reseller => undef),
};

my $domain = "$tag.example";
my $alice = {username => 'alice', domain => $domain};
$sip->(addDomain => domain => {domain => $domain});
$sip->(addAccount => account => {
    id => $alice, password => 'Prüfung-1', firstName => 'Älice', groups => ['free-pstn', 'sms'], quota => 5, prepaid => 0,
    acl => [{ip => '10.0.0.0', mask => 8}], properties => [],
});
my $stored = $sip->(getAccount => sipId => $alice);
$told{account} = [@{$stored}{qw(password firstName groups)}, scalar @{$stored->{acl}}, scalar @{$stored->{properties}}];
my $named = sub { $sip->(getAccounts => query => {filter => {domain => $domain, firstName => $_[0]}})->{total} };
$told{named} = [$named->('Älice'), $named->('Alice')];
$sip->(setCallDiversions => sipId => $alice, diversions => {FUNC => 'sip:bob@example.net', FBUS => 'sip:carol@example.net'});
$told{diversions} = members($sip->(getCallDiversions => sipId => $alice), qw(FUNC FBUS FNOA));
my $barred = sub { $sip->(getBarringPrefixes => sipId => $alice) };
$sip->(setBarringPrefixes => sipId => $alice, prefixes => ['+44', '+900']);
$told{barred} = [$barred->()];
$told{refused} = {
    misnamed => code(sub { $sip->(setBarringPrefixes => sipId => $alice, prefix => ['+1']) }),
    'without names' => code(sub { SOAP::Lite->proxy("$url/ngnpro/")->ns('urn:AGProjects:NGNPro:Sip')->on_action(sub { '""' })
        ->on_fault(sub { die $_[1] })->call('setBarringPrefixes', $auth, $alice, ['+1']) }),
    'left out' => code(sub { $sip->(setBarringPrefixes => sipId => $alice) }),
    'not UTF-8' => code(sub { $customer->(updateAccount => account => {id => $one->{id}, city => "K\xf6ln"}) }),
};
push @{$told{barred}}, $barred->();
$sip->(setBarringPrefixes => sipId => $alice, prefixes => []);
push @{$told{barred}}, $barred->();

identify("$tag-reseller", 'geheim-Größe-Čapek', 0);
$told{own} = $customer->(getAccount => id => $reseller->{id})->{username};
print JSON::PP->new->utf8->allow_blessed->encode(plain(\%told));

# The records arrive blessed into their type's name; JSON::PP wants them plain.
sub plain {
    my ($value) = @_;
    return [map { plain($_) } @$value] if UNIVERSAL::isa($value, 'ARRAY');
    return {map { $_ => plain($value->{$_}) } keys %$value} if UNIVERSAL::isa($value, 'HASH');
    return $value;
}
