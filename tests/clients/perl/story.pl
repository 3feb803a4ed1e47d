#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# The story of tests/clients/README.md told by SOAP::Lite, RPC/encoded, without WSDL: story.pl URL LOGIN PASSWORD TAG
use strict;
use warnings;
use utf8;
use JSON::PP;
use SOAP::Lite;

my ($url, $login, $password, $tag) = @ARGV;
my $TYPES = 'urn:AGProjects:NGNPro';
my $client = SOAP::Lite->proxy("$url/ngnpro/")->ns("$TYPES:Customer", 'c');
$client->on_action(sub { '""' });
$client->on_fault(sub { my ($soap, $answer) = @_; die ref $answer ? $answer : $soap->transport->status });
my $auth;

sub identify {
    my ($username, $secret, $admin) = @_;
    $auth = SOAP::Header->name('ngnpro:auth' => \SOAP::Data->value(
        text(username => $username),
        text(password => $secret),
        SOAP::Data->name(admin => $admin ? 'true' : 'false')->type('boolean'),
    ))->attr({'xmlns:ngnpro' => $TYPES});
}

# SOAP::Lite guesses the type of a scalar from its look (text beyond ASCII becomes base64), so text is named as such.
sub text { my ($name, $value) = @_; SOAP::Data->name($name => $value)->type('string') }

sub call { my ($operation, @parameters) = @_; $client->call($operation, $auth, @parameters)->result }

sub account { SOAP::Data->name(account => \SOAP::Data->value(@_)) }

sub properties {
    my @items = map { my %each = %$_;
        SOAP::Data->name(item => \SOAP::Data->value(map { text($_ => $each{$_}) } sort keys %each)) } @_;
    SOAP::Data->name(properties => \SOAP::Data->value(@items))
        ->attr({'soapenc:arrayType' => 'xsd:anyType[' . @items . ']'});
}

sub query {
    my ($filter, $attribute, $direction, $start, $count) = @_;
    SOAP::Data->name(query => \SOAP::Data->value(
        SOAP::Data->name(filter => \SOAP::Data->value(@$filter)),
        SOAP::Data->name(orderBy => \SOAP::Data->value(text(attribute => $attribute), text(direction => $direction))),
        SOAP::Data->name(range => \SOAP::Data->value(
            SOAP::Data->name(start => $start)->type('int'), SOAP::Data->name(count => $count)->type('int'))),
    ));
}

sub refusal {
    my @call = @_;
    return undef if eval { call(@call); 1 };
    my $fault = $@;
    die $fault unless ref $fault;
    return {faultcode => $fault->faultcode, faultstring => $fault->faultstring, %{$fault->faultdetail->{exception}}};
}

identify($login, $password, 1);
my (%told, %void, %faults);
my $reseller = $told{reseller} = call(addAccount => account(
    text(username => "$tag-reseller"), text(password => 'geheim & sicher'),
    text(organization => 'Müller & Söhne <GmbH>'), text(timezone => 'Europe/Berlin'),
    SOAP::Data->name(balance => 12.5)->type('double'), SOAP::Data->name(resellerActive => 'true')->type('boolean'),
));
my $belongs = SOAP::Data->name(reseller => $reseller->{id})->type('int');
my $none = $told{none} = call(addAccount => account(
    $belongs, text(username => "$tag-none"), text(password => 'aaaaaa'), text(firstName => 'Zoë'),
    text(lastName => 'Čapek'), properties(),
));
my $one = $told{one} = call(addAccount => account(
    $belongs, text(username => "$tag-one"), text(password => 'bbbbbb'), text(organization => 'To be emptied'),
    text(address => "Line 1\nLine 2"),
    properties({name => 'sip_credit', category => 'credit', value => '5', permission => 'admin'}),
));
my $two = $told{two} = call(addAccount => account(
    $belongs, text(username => "$tag-two"), text(password => 'cccccc'), text(web => 'https://example.net/?a=1&b=<2>'),
    SOAP::Data->name(credit => 0.25)->type('double'),
    properties({name => 'pstn_access', category => 'sip', value => '1', permission => 'admin'},
        {name => 'support_company', category => 'sip', value => 'A & B <C>', permission => 'customer'}),
));

$told{read} = call(getAccount => SOAP::Data->name(id => $one->{id})->type('int'));
my %changed = (%{$told{read}}, organization => '', city => 'Köln', balance => 2.5,
    address => "Line 1\nLine 2\nLine 3");
my @changed = map { {%$_, value => '7'} } @{delete $changed{properties}};
$void{updateAccount} = call(updateAccount => account(
    (map { text($_ => $changed{$_}) } sort keys %changed), properties(@changed)));
$told{updated} = call(getAccount => SOAP::Data->name(id => $one->{id})->type('int'));

$void{setProperties} = call(setProperties => SOAP::Data->name(customer => $two->{id})->type('int'),
    properties({name => 'support_company', category => 'sip', value => 'D & E', permission => 'customer'}));
call(setProperties => SOAP::Data->name(customer => $none->{id})->type('int'), properties());
for (['none', $none], ['one', $one], ['two', $two]) {
    my ($name, $account) = @$_;
    $told{properties}{$name} = call(getProperties => SOAP::Data->name(customer => $account->{id})->type('int'));
}
$told{found} = {
    none => call(getCustomers => query([text(username => "$tag-nobody")], 'customer', 'ASC', 0, 20)),
    one => call(getCustomers => query([text(username => "$tag-one")], 'customer', 'ASC', 0, 1)),
    page => call(getCustomers => query([$belongs], 'username', 'DESC', 1, 2)),
    resellers => call(getResellers => query([text(username => "$tag-%")], 'customer', 'ASC', 0, 20)),
};
$void{deleteAccount} = call(deleteAccount => SOAP::Data->name(id => $two->{id})->type('int'));

$faults{taken} = refusal(addAccount => account($belongs, text(username => "$tag-one"), text(password => 'dddddd')));
$faults{unknown} = refusal(getAccount => SOAP::Data->name(id => $two->{id})->type('int'));
identify("$tag-reseller", 'geheim & sicher', 0);
$told{own} = call(getAccount => SOAP::Data->name(id => $reseller->{id})->type('int'));
identify("$tag-reseller", 'wrong', 0);
$faults{wrong_password} = refusal(getAccount => SOAP::Data->name(id => $reseller->{id})->type('int'));

# The records arrive blessed into their type's name; JSON::PP wants them plain.
sub plain {
    my ($value) = @_;
    return [map { plain($_) } @$value] if UNIVERSAL::isa($value, 'ARRAY');
    return {map { $_ => plain($value->{$_}) } keys %$value} if UNIVERSAL::isa($value, 'HASH');
    return $value;
}
print JSON::PP->new->utf8->encode(plain({%told, void => \%void, faults => \%faults}));
