# SPDX-License-Identifier: Apache-2.0
"""The compiled clients: their stubs generated from the served WSDL of a port, built with the program of a story."""

import hashlib
import os
import re
import shutil
import tempfile
import urllib.request
from collections.abc import Callable
from pathlib import Path

from ngnprov.soap.encoding import ENCODING_FILE

from .program import HERE, Server, missing, need, run

CLIENTS = ("gsoap encoded", "gsoap literal", "axis", "jaxws")
LITERAL = ("gsoap literal", "jaxws")
STORIES = {"story": "customer", "sip": "sip"}
"""The port that each of their programs calls."""
JARS = Path("/usr/share/java")
AXIS = ["axis", "axis-jaxrpc", "axis-saaj", "wsdl4j", "commons-discovery", "commons-logging"]
AXIS += ["javax.activation", "javax.mail"]
JAXWS = ["jaxws-rt"]  # its manifest names the others


def compiled(client: str, story: str, server: Server, cache: Path) -> list[str | Path]:
    """How the program of a compiled client is run; built if it is not in ``cache``."""
    path = f"/{'soap' if client in LITERAL else 'ngnpro'}/{STORIES[story]}/"
    name = f"{client.replace(' ', '-')}-{story}"
    wsdl = _read(f"{server.url}{path}?wsdl")
    # The same from run to run, lest all be built anew: an address of no server, and the schema of SOAP encoding beside it.
    wsdl = wsdl.replace(f"{server.url}/ngnpro/{ENCODING_FILE}".encode(), ENCODING_FILE.encode())
    wsdl = wsdl.replace(server.url.encode(), b"http://127.0.0.1:9200")
    documents = {"port.wsdl": wsdl, ENCODING_FILE: _read(f"{server.url}/ngnpro/{ENCODING_FILE}")}
    if client.startswith("gsoap"):
        dialect = client.removeprefix("gsoap ")
        return [_built(cache, name, documents, lambda folder: _make_gsoap(folder, story, dialect, path)) / "program"]
    program = f"{client.capitalize()}{story.capitalize()}"
    jars, make = {"axis": (_axis_jars, _make_axis), "jaxws": (_jaxws_jars, _make_jaxws)}[client]
    folder = _built(cache, name, documents, lambda folder: make(folder, program))
    classes = os.pathsep.join([str(folder / "classes"), jars()])
    return [need("java", "default-jre-headless"), "-cp", classes, program]


def _read(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=10) as answer:
        body: bytes = answer.read()
    return body


def _built(cache: Path, name: str, documents: dict[str, bytes], make: Callable[[Path], None]) -> Path:
    """The folder in which ``make`` compiled a client for ``port.wsdl``, one of the ``documents`` that lie there.

    Kept under ``cache`` as long as neither a document nor a file of the clients' folders changes; what was built before
    the change is removed. Several test processes may build at once: the first to finish wins.
    """
    digest = hashlib.sha256(b"".join(documents.values()))
    for source in sorted(HERE.glob("*/*")):
        if source.suffix in {".cpp", ".h", ".dat", ".java"}:
            digest.update(source.read_bytes())
    digest.update(Path(__file__).read_bytes())
    target = cache / f"{name}-{digest.hexdigest()[:16]}"
    if not target.exists():
        with tempfile.TemporaryDirectory(dir=cache) as scratch:
            made = Path(scratch) / "made"
            made.mkdir()
            for document, content in documents.items():
                (made / document).write_bytes(content)
            make(made)
            try:
                made.rename(target)
            except OSError:
                if not target.exists():
                    raise
        for other in set(cache.glob(f"{name}-*")) - {target}:
            shutil.rmtree(other, ignore_errors=True)
    return target


def _make_gsoap(folder: Path, story: str, dialect: str, path: str) -> None:
    if not Path("/usr/include/stdsoap2.h").exists():
        missing("gSOAP's stdsoap2.h", "libgsoap-dev")
    sources = HERE / "gsoap"
    # -w: answers of one plain value in a struct like the others
    run([need("wsdl2h", "gsoap"), "-w", "-t", sources / "typemap.dat", "-o", "generated.h", "port.wsdl"], cwd=folder)
    stubs = ["-C", "-j", "-L", "-x", "-I/usr/share/gsoap/import"]
    if dialect == "encoded":
        stubs.append("-t")  # writes xsi:type, which tells an empty text from none
    run([need("soapcpp2", "gsoap"), *stubs, "generated.h"], cwd=folder)
    port = f"{STORIES[story].capitalize()}PortBinding"
    (folder / "stubs.h").write_text(
        f'#include "{port}.nsmap"\n#include "soap{port}Proxy.h"\n'
        f'using Port = {port}Proxy;\nconst char PATH[] = "{path}";\n'
    )
    units = [sources / f"{story}.cpp", *sorted(folder.glob("soap*.cpp"))]
    options = ["-std=c++20", "-I.", f'-DDIALECT="{dialect}.h"']
    run([need("g++", "g++"), *options, "-o", "program", *units, "-lgsoap++"], cwd=folder)


def _make_axis(folder: Path, program: str) -> None:
    jars = _axis_jars()
    generator = [need("java", "default-jre-headless"), "-cp", jars, "org.apache.axis.wsdl.WSDL2Java"]
    run([*generator, "-p", "ngnpro", "-o", "stubs", "port.wsdl"], cwd=folder)
    for account in folder.glob("stubs/ngnpro/CustomerAccount.java"):
        # Axis is older than the keyword enum, which is the name of a member (customer.md 2)
        account.write_text(re.sub(r'\benum\b(?!")', "_enum", account.read_text()))
    _javac(folder, jars, program)


def _make_jaxws(folder: Path, program: str) -> None:
    (folder / "stubs").mkdir()
    options = ["-keep", "-Xnocompile", "-quiet", "-XadditionalHeaders", "-p", "ngnpro", "-d", "stubs"]
    run([need("wsimport", "jaxws"), *options, "port.wsdl"], cwd=folder)
    _javac(folder, _jaxws_jars(), program)


def _axis_jars() -> str:
    return _classpath(AXIS, "libaxis-java")


def _jaxws_jars() -> str:
    return _classpath(JAXWS, "jaxws")


def _classpath(names: list[str], package: str) -> str:
    """The Debian jars of these names."""
    jars = [JARS / f"{name}.jar" for name in names]
    for jar in jars:
        if not jar.exists():
            missing(str(jar), package)
    return os.pathsep.join(map(str, jars))


def _javac(folder: Path, jars: str, program: str) -> None:
    """The generated stubs and the program to ``classes``."""
    sources = [HERE / "java/Json.java", HERE / f"java/{program}.java", *folder.glob("stubs/**/*.java")]
    options = ["-nowarn", "-encoding", "UTF-8", "-cp", jars, "-d", "classes"]
    run([need("javac", "default-jdk-headless"), *options, *sources], cwd=folder)
