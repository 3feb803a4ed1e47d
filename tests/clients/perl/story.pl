#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# The story of tests/clients/README.md told by SOAP::Lite.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use Port;

my $customer = port('Customer');

sub account { struct('account', @_) }

sub properties {
    listed('properties', map { my %each = %$_; struct('item', map { text($_ => $each{$_}) } sort keys %each) } @_);
}

sub query {
    my ($filter, $attribute, $direction, $start, $count) = @_;
    return struct('query',
        struct('filter', @$filter),
        struct('orderBy', text(attribute => $attribute), text(direction => $direction)),
        struct('range', number(start => $start), number(count => $count)));
}

sub refusal {
    my @call = @_;
    return undef if eval { $customer->(@call); 1 };
    my $fault = $@;
    die $fault unless ref $fault;
    return {faultcode => $fault->faultcode, faultstring => $fault->faultstring, %{$fault->faultdetail->{exception}}};
}

my (%told, %void, %faults);
my $reseller = $told{reseller} = $customer->(addAccount => account(
    text(username => "$tag-reseller"), text(password => 'geheim & sicher'),
    text(organization => 'Müller & Söhne <GmbH>'), text(timezone => 'Europe/Berlin'),
    SOAP::Data->name(balance => 12.5)->type('double'), flag(resellerActive => 1),
));
my $belongs = number(reseller => $reseller->{id});
my $none = $told{none} = $customer->(addAccount => account(
    $belongs, text(username => "$tag-none"), text(password => 'aaaaaa'), text(firstName => 'Zoë'),
    text(lastName => 'Čapek'), properties(),
));
my $one = $told{one} = $customer->(addAccount => account(
    $belongs, text(username => "$tag-one"), text(password => 'bbbbbb'), text(organization => 'To be emptied'),
    text(address => "Line 1\nLine 2"),
    properties({name => 'sip_credit', category => 'credit', value => '5', permission => 'admin'}),
));
my $two = $told{two} = $customer->(addAccount => account(
    $belongs, text(username => "$tag-two"), text(password => 'cccccc'), text(web => 'https://example.net/?a=1&b=<2>'),
    SOAP::Data->name(credit => 0.25)->type('double'),
    properties({name => 'pstn_access', category => 'sip', value => '1', permission => 'admin'},
        {name => 'support_company', category => 'sip', value => 'A & B <C>', permission => 'customer'}),
));

$told{read} = $customer->(getAccount => number(id => $one->{id}));
my %changed = (%{$told{read}}, organization => '', city => 'Köln', balance => 2.5,
    address => "Line 1\nLine 2\nLine 3");
my @changed = map { {%$_, value => '7'} } @{delete $changed{properties}};
$void{updateAccount} = $customer->(updateAccount => account(
    (map { text($_ => $changed{$_}) } sort keys %changed), properties(@changed)));
$told{updated} = $customer->(getAccount => number(id => $one->{id}));

$void{setProperties} = $customer->(setProperties => number(customer => $two->{id}),
    properties({name => 'support_company', category => 'sip', value => 'D & E', permission => 'customer'}));
$customer->(setProperties => number(customer => $none->{id}), properties());
for (['none', $none], ['one', $one], ['two', $two]) {
    my ($name, $account) = @$_;
    $told{properties}{$name} = $customer->(getProperties => number(customer => $account->{id}));
}
$told{found} = {
    none => $customer->(getCustomers => query([text(username => "$tag-nobody")], 'customer', 'ASC', 0, 20)),
    one => $customer->(getCustomers => query([text(username => "$tag-one")], 'customer', 'ASC', 0, 1)),
    page => $customer->(getCustomers => query([$belongs], 'username', 'DESC', 1, 2)),
    resellers => $customer->(getResellers => query([text(username => "$tag-%")], 'customer', 'ASC', 0, 20)),
};
$void{deleteAccount} = $customer->(deleteAccount => number(id => $two->{id}));

$faults{taken} = refusal(addAccount => account($belongs, text(username => "$tag-one"), text(password => 'dddddd')));
$faults{unknown} = refusal(getAccount => number(id => $two->{id}));
identify("$tag-reseller", 'geheim & sicher', 0);
$told{own} = $customer->(getAccount => number(id => $reseller->{id}));
identify("$tag-reseller", 'wrong', 0);
$faults{wrong_password} = refusal(getAccount => number(id => $reseller->{id}));
tell({%told, void => \%void, faults => \%faults});
