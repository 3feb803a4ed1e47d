# SPDX-License-Identifier: Apache-2.0
"""KDSoap on Qt 5, document/literal: kdwsdl2cpp and g++.

Not RPC/encoded: there its records send 0 and false for what was not given.
"""

from pathlib import Path

from ..program import HERE, missing, need, run, works

QT = ("Qt5Core", "Qt5Network")


def make(folder: Path, story: str, dialect: str) -> None:
    """The port of the story and its program in C++."""
    (wsdl,) = folder.glob("*.wsdl")
    if not Path("/usr/include/KDSoapClient").is_dir():
        missing("KDSoap's header files", "libkdsoap-dev")
    generator = need("kdwsdl2cpp", "libkdsoap-bin")
    run([generator, "-o", "stubs.h", wsdl.name], cwd=folder)
    run([generator, "-impl", "stubs.h", "-o", "stubs.cpp", wsdl.name], cwd=folder)
    pkg_config = need("pkg-config", "pkgconf")
    if not works(pkg_config, "--exists", *QT):
        missing("Qt 5", "qtbase5-dev")
    tools = Path(run([pkg_config, "--variable=host_bins", "Qt5Core"]).strip())
    run([tools / "moc", "stubs.h", "-o", "moc.cpp"], cwd=folder)  # the signals of the generated classes
    found = run([pkg_config, "--cflags", "--libs", *QT]).split()
    units: list[str | Path] = [HERE / f"kdsoap/{story}.cpp", "stubs.cpp", "moc.cpp"]
    run([need("g++", "g++"), "-std=c++20", "-fPIC", "-I.", "-o", "program", *units, *found, "-lkdsoap"], cwd=folder)


def command(folder: Path, story: str) -> list[str | Path]:
    """The compiled program."""
    return [folder / "program"]
