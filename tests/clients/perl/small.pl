#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# The story of the small ports of tests/clients/README.md told by SOAP::Lite.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use Port;

my ($voicemail, $rating, $network) = (port('Voicemail'), port('Rating'), port('Network'));
my ($customer, $sip) = (port('Customer'), port('Sip'));
my $elsewhere = "elsewhere-$domain";
my ($subscriber, $whole) = ("subscriber://Alice\@$domain", "domain://$domain");
my $alice = address(sipId => 'Alice');

# The mailbox of alice without its number.
sub mailbox {
    my $stored = $voicemail->(getAccount => $alice);
    return [@$stored{qw(sipId password name email info)}, true($stored->{options}{delete})];
}

sub profiles {
    my %stored = %{$rating->(getEntityProfiles => text(entity => $_[0]))};
    $stored{$_} += 0 for qw(increment min_duration reseller_id);
    return \%stored;
}

# Sets the first profile of an entity, and with it the others, which are not given.
sub set {
    my ($entity, $profile, @more) = @_;
    return true($rating->(setEntityProfiles =>
        struct('profiles', text(entity => $entity), text(profileWeekday => $profile), @more)));
}

# The groups of alice, and where her calls are diverted.
sub following {
    my $diversions = $sip->(getCallDiversions => $alice);
    return [$sip->(getAccount => $alice)->{groups}, [@$diversions{qw(FUNC FNOL FBUS FNOA FUNV)}]];
}

my $reseller = $customer->(addAccount => struct('account',
    text(username => $tag), text(password => 'geheim & sicher'), flag(resellerActive => 1)));
$sip->(addDomain => struct('domain', text(domain => $domain), number(customer => $reseller->{id})));
$sip->(addDomain => struct('domain', text(domain => $elsewhere)));
$sip->(addAccount => struct('account', address(id => 'Alice'), text(password => 'secret'),
    text(firstName => 'Zoë'), text(lastName => '& <Co>'), text(email => 'zoe@example.net')));

my %told;
$told{none} = [
    code(sub { $voicemail->(getAccount => $alice) }),
    code(sub { $voicemail->(getAccount => address(sipId => 'nobody')) }),
    code(sub { $voicemail->(addAccount => struct('account', $alice, text(password => 'no digits'))) }),
];
$told{number} = $voicemail->(addAccount => struct('account', $alice, text(password => '24-68')))->{mailbox};
$told{made} = mailbox();
my $uri = "sip:$told{number}\@voicemail.example";
$sip->(setCallDiversions => $alice, struct('diversions',
    text(FBUS => $uri), text(FNOA => '<voice-mailbox>'), text(FNOL => $uri)));
$told{following} = following();
$told{changed} = [true($voicemail->(updateAccount => struct('account', $alice,
    text(password => ''), text(name => "Zoë's & <box>"), text(email => ''),
    struct('options', flag(delete => 0))))), mailbox()];
$told{announced} = true($voicemail->(setAnnouncement => $alice, text(message => 'Grüß Gott & <hallo>')));
$told{again} = code(sub { $voicemail->(addAccount => struct('account', $alice)) });
$told{deleted} = [
    true($voicemail->(deleteAccount => $alice)), code(sub { $voicemail->(deleteAccount => $alice) }), following(),
];
$told{next} = $voicemail->(addAccount => struct('account', $alice))->{mailbox};

$told{unrated} = [
    code(sub { $rating->(getEntityProfiles => text(entity => $subscriber)) }),
    code(sub { $rating->(deleteEntityProfiles => text(entity => $subscriber)) }),
    code(sub { $rating->(getEntityProfiles => text(entity => 'mailto:alice@example.net')) }),
    code(sub { $rating->(setEntityProfiles => struct('profiles', text(profileWeekday => '100'))) }),
];
$told{rated} = [set($subscriber, '100', text(profileWeekdayAlt => '1 & <2>'), text(profileWeekend => '200'),
    text(profileWeekendAlt => '201'), text(timezone => 'Europe/Amsterdam'), number(increment => 6)), profiles($subscriber)];
$told{replaced} = [set($subscriber, '300'), profiles($subscriber)];
$told{unset} = [
    true($rating->(deleteEntityProfiles => text(entity => $subscriber))),
    code(sub { $rating->(getEntityProfiles => text(entity => $subscriber)) }),
];
set($subscriber, '400');
set($whole, '500');

$told{status} = $network->('getStatus');
$told{statistics} = [$network->('getStatistics')];
identify($tag, 'geheim & sicher', 0);
$told{own} = [$voicemail->(getAccount => $alice)->{mailbox}, profiles($whole)->{profileWeekday}];
$told{foreign} = code(sub { $rating->(getEntityProfiles => text(entity => "domain://$elsewhere")) });
push @{$told{statistics}}, $network->('getStatistics');
$sip->(deleteAccount => $alice);
$told{gone} = [
    code(sub { $voicemail->(getAccount => $alice) }),
    code(sub { $rating->(getEntityProfiles => text(entity => $subscriber)) }),
];
tell(\%told);
