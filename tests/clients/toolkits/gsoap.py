# SPDX-License-Identifier: Apache-2.0
"""gSOAP: wsdl2h, soapcpp2 and g++."""

from pathlib import Path

from ..program import HERE, missing, need, run


def make(folder: Path, story: str, dialect: str) -> None:
    """The port of the story and its program in C++."""
    if not Path("/usr/include/stdsoap2.h").exists():
        missing("gSOAP's stdsoap2.h", "libgsoap-dev")
    sources = HERE / "gsoap"
    (wsdl,) = folder.glob("*.wsdl")
    # -w: answers of one plain value in a struct like the others
    run([need("wsdl2h", "gsoap"), "-w", "-t", sources / "typemap.dat", "-o", "generated.h", wsdl.name], cwd=folder)
    stubs = ["-C", "-j", "-L", "-x", "-I/usr/share/gsoap/import"]
    if dialect == "encoded":
        stubs.append("-t")  # writes xsi:type, which tells an empty text from none
    run([need("soapcpp2", "gsoap"), *stubs, "generated.h"], cwd=folder)
    port = f"{wsdl.stem.capitalize()}PortBinding"
    path = f"/{'soap' if dialect == 'literal' else 'ngnpro'}/{wsdl.stem}/"
    (folder / "stubs.h").write_text(
        f'#include "{port}.nsmap"\n#include "soap{port}Proxy.h"\n'
        f'using Port = {port}Proxy;\nconst char PATH[] = "{path}";\n'
    )
    units = [sources / f"{story}.cpp", *sorted(folder.glob("soap*.cpp"))]
    options = ["-std=c++20", "-I.", f'-DDIALECT="{dialect}.h"']
    run([need("g++", "g++"), *options, "-o", "program", *units, "-lgsoap++"], cwd=folder)


def command(folder: Path, story: str) -> list[str | Path]:
    """The compiled program."""
    return [folder / "program"]
