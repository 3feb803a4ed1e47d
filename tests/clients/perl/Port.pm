# SPDX-License-Identifier: Apache-2.0
# What the programs share: PROGRAM URL LOGIN PASSWORD TAG, ports in RPC/encoded without WSDL, data with type and name, addresses in
# the domain of a story.
package Port;
use strict;
use warnings;
use Exporter 'import';
use JSON::PP;
use SOAP::Lite;

our @EXPORT = qw($tag $domain identify once port text number flag struct listed address code true tell);
our ($url, $login, $password, $tag) = @ARGV;
our $domain = "$tag.example";
my $TYPES = 'urn:AGProjects:NGNPro';
my ($auth, @once);

# The login of all following calls; at first it is the administrator.
sub identify {
    my ($username, $secret, $admin) = @_;
    $auth = SOAP::Header->name('ngnpro:auth' => \SOAP::Data->value(
        text(username => $username), text(password => $secret), flag(admin => $admin),
    ))->attr({'xmlns:ngnpro' => $TYPES});
}

# The following calls are made once only, however often they are sent; '' ends that.
sub once {
    my ($id) = @_;
    @once = $id eq '' ? () : SOAP::Header->name('own:request' => \SOAP::Data->value(text(id => $id)))
        ->attr({'xmlns:own' => 'urn:ngnprov'});
}

# A port: a function of operation and parameters. Its namespace is below that of its types.
sub port {
    my ($name, $types) = @_;
    my $client = SOAP::Lite->proxy("$url/ngnpro/")->ns(($types // $TYPES) . ":$name", 'port');
    $client->on_action(sub { '""' });
    $client->on_fault(sub { my ($soap, $answer) = @_; die ref $answer ? $answer : $soap->transport->status });
    return sub { my ($operation, @parameters) = @_; $client->call($operation, $auth, @once, @parameters)->result };
}

# SOAP::Lite guesses the type of a scalar from its look (text beyond ASCII becomes base64), so each is named.
sub text { my ($name, $value) = @_; SOAP::Data->name($name => $value)->type('string') }
sub number { my ($name, $value) = @_; SOAP::Data->name($name => $value)->type('int') }
sub flag { my ($name, $value) = @_; SOAP::Data->name($name => $value ? 'true' : 'false')->type('boolean') }
sub struct { my ($name, @members) = @_; SOAP::Data->name($name => \SOAP::Data->value(@members)) }

sub listed {
    my ($name, @items) = @_;
    struct($name, @items)->attr({'soapenc:arrayType' => 'xsd:anyType[' . @items . ']'});
}

# A SipId.
sub address { my ($name, $username) = @_; struct($name, text(username => $username), text(domain => $domain)) }

# The number of the refusal that the function meets.
sub code {
    my ($refused) = @_;
    return undef if eval { $refused->(); 1 };
    my $fault = $@;
    die $fault unless ref $fault;
    return $fault->faultdetail->{exception}{errorcode} + 0;
}

# Perl's scalars keep the text of the wire.
sub true { $_[0] eq 'true' || $_[0] eq '1' ? JSON::PP::true : JSON::PP::false }

# Prints the story. The records arrive blessed into their type's name; JSON::PP wants them plain.
sub tell { print JSON::PP->new->utf8->encode(plain($_[0])) }

sub plain {
    my ($value) = @_;
    return $value if JSON::PP::is_bool($value);
    return [map { plain($_) } @$value] if UNIVERSAL::isa($value, 'ARRAY');
    return {map { $_ => plain($value->{$_}) } keys %$value} if UNIVERSAL::isa($value, 'HASH');
    return $value;
}

identify($login, $password, 1);
1;
