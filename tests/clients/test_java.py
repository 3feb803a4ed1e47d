# SPDX-License-Identifier: Apache-2.0
"""Java: Axis 1.4 (RPC/encoded) and JAX-WS (document/literal), stubs generated from the served WSDL."""

import os
import re
from pathlib import Path
from typing import Any

import pytest

from .program import HERE, Server, built, missing, need, published, run, tell
from .story import Reading, WholeStory

JARS = Path("/usr/share/java")
AXIS = ["axis", "axis-jaxrpc", "axis-saaj", "wsdl4j", "commons-discovery", "commons-logging"]
AXIS += ["javax.activation", "javax.mail"]
JAXWS = ["jaxws-rt"]  # its manifest names the others


def classpath(names: list[str], package: str, *more: str) -> str:
    """The Debian jars of these names."""
    jars = [JARS / f"{name}.jar" for name in names]
    for jar in jars:
        if not jar.exists():
            missing(str(jar), package)
    return os.pathsep.join([*more, *map(str, jars)])


def javac(folder: Path, jars: str, program: str) -> None:
    """The generated stubs and the program to ``classes``."""
    sources = [HERE / "java/Json.java", HERE / f"java/{program}.java", *folder.glob("stubs/**/*.java")]
    options = ["-nowarn", "-encoding", "UTF-8", "-cp", jars, "-d", "classes"]
    run([need("javac", "default-jdk-headless"), *options, *sources], cwd=folder)


def compile_axis(folder: Path) -> None:
    """customer.wsdl to AxisStory."""
    jars = classpath(AXIS, "libaxis-java")
    generator = [need("java", "default-jre-headless"), "-cp", jars, "org.apache.axis.wsdl.WSDL2Java"]
    run([*generator, "-p", "ngnpro", "-o", "stubs", "customer.wsdl"], cwd=folder)
    # Axis is older than the keyword enum, which is the name of a member (customer.md 2)
    account = folder / "stubs/ngnpro/CustomerAccount.java"
    account.write_text(re.sub(r'\benum\b(?!")', "_enum", account.read_text()))
    javac(folder, jars, "AxisStory")


def compile_jaxws(folder: Path) -> None:
    """customer.wsdl to JaxwsStory."""
    (folder / "stubs").mkdir()
    options = ["-keep", "-Xnocompile", "-quiet", "-XadditionalHeaders", "-p", "ngnpro", "-d", "stubs"]
    run([need("wsimport", "jaxws"), *options, "customer.wsdl"], cwd=folder)
    javac(folder, classpath(JAXWS, "jaxws"), "JaxwsStory")


class TestAxis(WholeStory):
    @pytest.fixture(scope="class")
    @classmethod
    def told(cls, server: Server, build_cache: Path) -> dict[str, Any]:
        folder = built(build_cache, "axis", published(server, "/ngnpro/customer/"), compile_axis)
        jars = classpath(AXIS, "libaxis-java", str(folder / "classes"))
        return tell([need("java", "default-jre-headless"), "-cp", jars, "AxisStory"], server, "axis")


class TestJaxws(WholeStory):
    reading = Reading(faultcode=False)  # the exception that wsimport makes holds text and detail only

    @pytest.fixture(scope="class")
    @classmethod
    def told(cls, server: Server, build_cache: Path) -> dict[str, Any]:
        folder = built(build_cache, "jaxws", published(server, "/soap/customer/"), compile_jaxws)
        jars = classpath(JAXWS, "jaxws", str(folder / "classes"))
        return tell([need("java", "default-jre-headless"), "-cp", jars, "JaxwsStory"], server, "jaxws")
