# SPDX-License-Identifier: Apache-2.0
"""The clients whose programs are made from the served WSDL of the ports that they call."""

import hashlib
import shutil
import tempfile
import urllib.request
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from ngnprov.soap.publishing.encoding import ENCODING_FILE

from .program import HERE, PROGRAMS, Server, command, tell
from .toolkits import axis, gsoap, jaxws, kdsoap, mono, xsdata

STORIES = {
    "story": ["customer"],
    "sip": ["sip"],
    "numbers": ["enum", "dns"],
    "presence": ["presence", "sip"],
    "small": ["voicemail", "rating", "network", "customer", "sip"],
}
"""The ports that the programs of a story call."""
JOINT = "ngnpro"
"""The document of all ports, which Mono takes for stories of several: what it makes of two documents has the same names."""


class Toolkit(Protocol):
    """A module of toolkits/."""

    @property
    def __file__(self) -> str | None:
        """Where it lies."""

    def make(self, folder: Path, story: str, dialect: str) -> None:
        """Put the program of a story into a folder that has the WSDL files."""

    def command(self, folder: Path, story: str) -> list[str | Path]:
        """How it is run."""


class Client(NamedTuple):
    """A toolkit in one dialect; ``sources`` is the folder with its programs."""

    toolkit: Toolkit
    dialect: str
    sources: str


CLIENTS: dict[str, Client] = {
    "gsoap encoded": Client(gsoap, "encoded", "gsoap"),
    "gsoap literal": Client(gsoap, "literal", "gsoap"),
    "axis": Client(axis, "encoded", "java"),
    "jaxws": Client(jaxws, "literal", "java"),
    "mono encoded": Client(mono, "encoded", "mono"),
    "mono literal": Client(mono, "literal", "mono"),
    "kdsoap": Client(kdsoap, "literal", "kdsoap"),
    "xsdata": Client(xsdata, "literal", "python"),
}

FOR_SMALL_PORTS = [*PROGRAMS, "pear", "mono encoded", "mono literal", "xsdata"]
"""The clients that tell the stories of presence and of the small ports."""


def tell_by(name: str, story: str, server: Server, cache: Path) -> dict[str, Any]:
    """What the program of a client tells, be it interpreted or compiled; ``name`` has the mode or the dialect, ``php wsdl-literal``."""
    client, *mode = name.split()
    if name in CLIENTS:
        return tell(compiled(name, story, server, cache), server, name.replace(" ", "-"))
    return tell(command(client, story), server, name.replace(" ", "-"), *mode)


def compiled(name: str, story: str, server: Server, cache: Path) -> list[str | Path]:
    """How the program of a client is run; made if it is not in ``cache``.

    It is kept there as long as neither a WSDL nor a source of the client changes; what was made before the change is
    removed. Several test processes may make it at once: the first to finish wins.
    """
    client = CLIENTS[name]
    ports = STORIES[story]
    names = [JOINT] if client.toolkit is mono and len(ports) > 1 else ports
    published = {f"{name}.wsdl": _published(server, client.dialect, name) for name in names}
    published[ENCODING_FILE] = _read(f"{server.url}/ngnpro/{ENCODING_FILE}")
    beginning = f"{name.replace(' ', '-')}-{story}"
    target = cache / f"{beginning}-{_digest(client, published)}"
    if not target.exists():
        with tempfile.TemporaryDirectory(dir=cache) as scratch:
            made = Path(scratch) / "made"
            made.mkdir()
            for file, document in published.items():
                (made / file).write_bytes(document)
            client.toolkit.make(made, story, client.dialect)
            try:
                made.rename(target)
            except OSError:
                if not target.exists():
                    raise
        for other in set(cache.glob(f"{beginning}-*")) - {target}:
            shutil.rmtree(other, ignore_errors=True)
    return client.toolkit.command(target, story)


def _published(server: Server, dialect: str, name: str) -> bytes:
    """A WSDL, the same from run to run: an address of no server, and the schema of SOAP encoding beside it."""
    path = {"encoded": "ngnpro", "literal": "soap"}[dialect]
    wsdl = _read(f"{server.url}/{path}/wsdl" if name == JOINT else f"{server.url}/{path}/{name}/?wsdl")
    wsdl = wsdl.replace(f"{server.url}/ngnpro/{ENCODING_FILE}".encode(), ENCODING_FILE.encode())
    return wsdl.replace(server.url.encode(), b"http://127.0.0.1:9200")


def _read(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=10) as answer:
        body: bytes = answer.read()
    return body


def _digest(client: Client, published: dict[str, bytes]) -> str:
    """Changes with everything that a program is made of."""
    digest = hashlib.sha256()
    for document in published.values():
        digest.update(document)
    sources = (HERE / client.sources).iterdir()
    for each in sorted([*(each for each in sources if each.is_file()), *(HERE / "toolkits").glob("*.py")]):
        digest.update(each.read_bytes())
    return digest.hexdigest()[:16]
