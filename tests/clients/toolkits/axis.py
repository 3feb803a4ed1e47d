# SPDX-License-Identifier: Apache-2.0
"""Axis 1.4, RPC/encoded: WSDL2Java."""

import re
from pathlib import Path

from ..program import need, run
from .java import classpath, compile_classes, run_class


def make(folder: Path, story: str, dialect: str) -> None:
    """The port of the story and its program in Java."""
    generator = [need("java", "default-jre-headless"), "-cp", _jars(), "org.apache.axis.wsdl.WSDL2Java"]
    (wsdl,) = folder.glob("*.wsdl")
    run([*generator, "-p", "ngnpro", "-o", "stubs", wsdl.name], cwd=folder)
    for account in folder.glob("stubs/ngnpro/CustomerAccount.java"):
        # Axis is older than the keyword enum, which is the name of a member (customer.md 2)
        account.write_text(re.sub(r'\benum\b(?!")', "_enum", account.read_text()))
    compile_classes(folder, _jars(), f"Axis{story.capitalize()}")


def command(folder: Path, story: str) -> list[str | Path]:
    """Java with Axis and what was compiled."""
    return run_class(folder, _jars(), f"Axis{story.capitalize()}")


def _jars() -> str:
    axis = ["axis", "axis-jaxrpc", "axis-saaj", "wsdl4j", "commons-discovery", "commons-logging"]
    return classpath([*axis, "javax.activation", "javax.mail"], "libaxis-java")
