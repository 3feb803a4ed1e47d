# SPDX-License-Identifier: Apache-2.0
"""JAX-WS, document/literal: wsimport."""

from pathlib import Path

from ..program import need, run
from .java import classpath, compile_classes, run_class


def make(folder: Path, story: str, dialect: str) -> None:
    """The port of the story and its program in Java."""
    (folder / "stubs").mkdir()
    options = ["-keep", "-Xnocompile", "-quiet", "-XadditionalHeaders", "-p", "ngnpro", "-d", "stubs"]
    (wsdl,) = folder.glob("*.wsdl")
    run([need("wsimport", "jaxws"), *options, wsdl.name], cwd=folder)
    compile_classes(folder, _jars(), f"Jaxws{story.capitalize()}")


def command(folder: Path, story: str) -> list[str | Path]:
    """Java with JAX-WS and what was compiled."""
    return run_class(folder, _jars(), f"Jaxws{story.capitalize()}")


def _jars() -> str:
    return classpath(["jaxws-rt"], "jaxws")  # its manifest names the others
