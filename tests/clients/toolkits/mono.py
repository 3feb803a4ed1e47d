# SPDX-License-Identifier: Apache-2.0
"""Mono: the proxy that its ``wsdl`` makes, as .NET Framework's did, and mcs."""

from pathlib import Path

from ..program import HERE, need, run


def make(folder: Path, story: str, dialect: str) -> None:
    """The ports of the story and its program in C#."""
    (wsdl,) = folder.glob("*.wsdl")
    run([need("wsdl", "mono-devel"), "-nologo", "-out:Proxy.cs", wsdl.name], cwd=folder)
    sources: list[str | Path] = [HERE / "mono/Port.cs", HERE / f"mono/{story.capitalize()}.cs", "Proxy.cs"]
    options = ["-nologo", "-warn:0", "-r:System.Web.Services", "-out:program.exe"]
    if dialect == "literal":
        options.append("-define:LITERAL")
    run([need("mcs", "mono-mcs"), *options, *sources], cwd=folder)


def command(folder: Path, story: str) -> list[str | Path]:
    """Mono with what was compiled."""
    return [need("mono", "mono-runtime"), folder / "program.exe"]
