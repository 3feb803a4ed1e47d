<?php
// SPDX-License-Identifier: Apache-2.0
// What the PHP examples share: the server and the login from the environment (README.md), and errors told in one line.

declare(strict_types=1);

const URL = 'http://127.0.0.1:9200';

// The arguments of the command line, one for each name, or the end with code 2.
function arguments(string ...$names): array
{
    global $argv;
    $given = array_slice($argv, 1);
    if (count($given) !== count($names)) {
        fail('usage: ' . basename($argv[0]) . ' ' . implode(' ', $names), 2);
    }
    return $given;
}

// The operations of a port, called as the administrator. RPC/encoded suits PHP best: lists are native arrays.
function connect(string $port): SoapClient
{
    $password = getenv('NGNPROV_PASSWORD');
    if ($password === false || $password === '') {
        fail('no password: set NGNPROV_PASSWORD', 2);
    }
    $url = getenv('NGNPROV_URL') ?: URL;
    // @: what PHP warns of is in the exception too. A web application lets PHP keep the WSDL.
    $client = @new SoapClient("$url/ngnpro/$port/?wsdl", ['connection_timeout' => 5, 'cache_wsdl' => WSDL_CACHE_NONE]);
    $client->__setSoapHeaders(new SoapHeader('urn:AGProjects:NGNPro', 'auth', [
        'username' => getenv('NGNPROV_USER') ?: 'admin',
        'password' => $password,
        'admin' => true,
    ]));
    return $client;
}

function fail(string $line, int $code): never
{
    fwrite(STDERR, $line . "\n");
    exit($code);
}

// A refusal has name, number and sentence; anything else that goes wrong is said by PHP.
set_exception_handler(function (Throwable $error): never {
    $exception = $error instanceof SoapFault ? $error->detail->exception ?? null : null;
    if ($exception !== null) {
        fail("refused: $error->faultstring ($exception->errorcode): $exception->errorstring", 1);
    }
    $reason = preg_replace('/\s+/', ' ', trim($error->getMessage()));
    fail('no usable answer from ' . (getenv('NGNPROV_URL') ?: URL) . ": $reason", 1);
});
