# SPDX-License-Identifier: Apache-2.0
"""Every WSDL of ours is read by clients that reach nothing but the server, or nothing at all.

zeep fetches the schema of SOAP encoding from the Internet unless the document names another place.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ngnprov.calls.port import find_ports
from ngnprov.soap.publishing import wsdl

from .program import HERE, Server, command, need, run

NOWHERE = "127.0.0.1:9"
"""A proxy that is not there (the discard service)."""

OPERATIONS = {port.name: len(port.operations()) for port in find_ports()}
ALL = sum(OPERATIONS.values())
DOCUMENTS = {"ngnpro.encoded.wsdl": ALL, "ngnpro.literal.wsdl": ALL}
PLACES = {
    "/wsdl": ALL,
    "/soap/?wsdl": ALL,
    "/ngnpro/customer/?singleWsdl": OPERATIONS["customer"],
}


def _python(code: str) -> Callable[[str, Path], int]:
    return lambda url, place: int(run([*_alone(url), sys.executable, "-c", code, url], env=_environ(), cwd=place))


def _php(url: str, place: Path) -> int:
    proxy = "" if url.startswith("http://127.0.0.1") else f", 'proxy_host' => '{NOWHERE[:-2]}', 'proxy_port' => 9"
    code = f"echo count((new SoapClient($argv[1], ['cache_wsdl' => WSDL_CACHE_NONE{proxy}]))->__getFunctions());"
    return int(run([*_alone(url), command("php", "story")[0], "-r", code, url], env=_environ(), cwd=place))


def _node(url: str, place: Path) -> int:
    code = """
        require('soap').createClientAsync(process.argv[1]).then((client) => {
          const ports = Object.values(client.describe()).flatMap((service) => Object.values(service));
          console.log(ports.reduce((sum, port) => sum + Object.keys(port).length, 0));
        }, (error) => { console.error(error.message); process.exit(1); });
    """
    return int(run([*_alone(url), command("node", "story")[0], "-e", code, url], env=_environ(), cwd=HERE / "node"))


def _mono(url: str, place: Path) -> int:
    """Operations of the proxy class that Mono's ``wsdl`` writes and its compiler takes."""
    run([*_alone(url), need("wsdl", "mono-devel"), "-out:Stubs.cs", url], env=_environ(), cwd=place)
    run([need("mcs", "mono-mcs"), "-target:library", "-r:System.Web.Services", "Stubs.cs"], cwd=place)
    stubs = (place / "Stubs.cs").read_text()
    return stubs.count("Protocols.SoapRpcMethodAttribute(") + stubs.count("Protocols.SoapDocumentMethodAttribute(")


READERS: dict[str, Callable[[str, Path], int]] = {
    "zeep": _python(
        "import sys, zeep; print(sum(len(b._operations) for b in zeep.Client(sys.argv[1]).wsdl.bindings.values()))"
    ),
    "suds": _python(
        "import sys, suds.client as c; services = c.Client(sys.argv[1], cache=None).wsdl.services;"
        "print(sum(len(port.methods) for service in services for port in service.ports))"
    ),
    "php": _php,
    "node": _node,
    "mono": _mono,
}


def _environ() -> dict[str, str]:
    """Everything but this machine is behind a proxy that is not there."""
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), f"http://{NOWHERE}")
    return {**os.environ, **proxies, "no_proxy": "127.0.0.1", "NO_PROXY": "127.0.0.1"}


def _alone(url: str) -> list[str]:
    """What runs a reader of a file in a namespace without any network, where the kernel lets us."""
    unshare = shutil.which("unshare")
    alone = [unshare or "", "--net", "--map-root-user"]
    if url.startswith("http") or not unshare or subprocess.run([*alone, "true"], capture_output=True).returncode:
        return []
    return alone


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("reader", READERS)
def test_the_files_are_read_without_a_network(tmp_path: Path, reader: str, document: str) -> None:
    wsdl.write_all(tmp_path)
    path = tmp_path / document
    assert READERS[reader](path.as_uri() if reader == "suds" else str(path), tmp_path) == DOCUMENTS[document]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("reader", READERS)
def test_what_the_server_gives_needs_no_other_server(server: Server, tmp_path: Path, reader: str, place: str) -> None:
    assert READERS[reader](f"{server.url}{place}", tmp_path) == PLACES[place]
