<?php
// SPDX-License-Identifier: Apache-2.0
// What the programs share: PROGRAM URL LOGIN PASSWORD TAG MODE, one client per port, addresses in the domain of a story, lists,
// the number of a refusal.
// MODE: wsdl-encoded, wsdl-literal, or plain-encoded (no WSDL: names, namespaces and style are given by hand).

declare(strict_types=1);

const TYPES = 'urn:AGProjects:NGNPro';
[, $url, $login, $password, $tag, $mode] = $argv;
$domain = "$tag.example";
$encoded = $mode !== 'wsdl-literal';
ini_set('soap.wsdl_cache_enabled', '0');

// A port, at first as administrator. Its methods are the operations, called with named arguments.
final class Port
{
    private SoapClient $client;
    private SoapHeader $auth;

    public function __construct(string $name, string $namespace = TYPES)
    {
        global $url, $login, $password, $mode;
        $options = ['exceptions' => true, 'features' => SOAP_SINGLE_ELEMENT_ARRAYS];
        $this->client = match ($mode) {
            'wsdl-encoded' => new SoapClient("$url/ngnpro/$name/?wsdl", $options),
            'wsdl-literal' => new SoapClient("$url/soap/$name/?wsdl", $options),
            'plain-encoded' => new SoapClient(null, $options + [
                'location' => "$url/ngnpro/", 'uri' => "$namespace:" . ucfirst($name),
                'style' => SOAP_RPC, 'use' => SOAP_ENCODED,
            ]),
        };
        $this->identify($login, $password, true);
    }

    // The following calls are made once only, however often they are sent; '' ends that.
    public function once(string $id): void
    {
        $asked = $id === '' ? [] : [new SoapHeader('urn:ngnprov', 'request', ['id' => $id])];
        $this->client->__setSoapHeaders([$this->auth, ...$asked]);
    }

    public function identify(string $username, string $password, bool $admin): void
    {
        $auth = (object) compact('username', 'password', 'admin');
        $this->auth = new SoapHeader(TYPES, 'auth', $auth);
        $this->once('');
    }

    // Parameters go as one array of parts in document/literal, and as one argument per part in RPC.
    public function __call(string $operation, array $parameters): mixed
    {
        global $mode;
        return match ($mode) {
            'wsdl-literal' => unwrap($this->client->__soapCall($operation, [$parameters])),
            'wsdl-encoded' => $this->client->__soapCall($operation, array_values($parameters)),
            'plain-encoded' => $this->client->__soapCall($operation, array_map(
                fn ($name, $value) => new SoapParam($value, $name), array_keys($parameters), $parameters)),
        };
    }
}

// ext-soap leaves the response element of document/literal around the one part in it.
function unwrap(?stdClass $response): mixed
{
    $parts = $response === null ? [] : get_object_vars($response);
    return $parts ? current($parts) : null;
}

// A SipId.
function address(string $username): object
{
    global $domain;
    return (object) compact('username', 'domain');
}

// Arrays are native in RPC/encoded; in document/literal they are an object whose member item holds them.
function listed(mixed ...$members): mixed
{
    global $encoded;
    return $encoded ? $members : (object) ['item' => $members];
}

function items(mixed $list): array
{
    global $encoded;
    return $encoded ? $list : ($list->item ?? []);
}

function code(Closure $refused): ?int
{
    try {
        $refused();
    } catch (SoapFault $fault) {
        return (int) $fault->detail->exception->errorcode;
    }
    return null;
}

function tell(array $told): void
{
    echo json_encode($told, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION);
}
