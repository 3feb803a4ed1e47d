# SPDX-License-Identifier: Apache-2.0
"""What the two Java toolkits share: Debian's jars, javac and java."""

import os
from pathlib import Path

from ..program import HERE, missing, need, run

JARS = Path("/usr/share/java")


def classpath(names: list[str], package: str) -> str:
    """The Debian jars of these names."""
    jars = [JARS / f"{name}.jar" for name in names]
    for jar in jars:
        if not jar.exists():
            missing(str(jar), package)
    return os.pathsep.join(map(str, jars))


def compile_classes(folder: Path, jars: str, program: str) -> None:
    """The generated stubs and the program to ``folder/classes``."""
    sources = [HERE / "java/Json.java", HERE / f"java/{program}.java", *folder.glob("stubs/**/*.java")]
    options = ["-nowarn", "-encoding", "UTF-8", "-cp", jars, "-d", "classes"]
    run([need("javac", "default-jdk-headless"), *options, *sources], cwd=folder)


def run_class(folder: Path, jars: str, program: str) -> list[str | Path]:
    """The command that runs a compiled program."""
    classes = os.pathsep.join([str(folder / "classes"), jars])
    return [need("java", "default-jre-headless"), "-cp", classes, program]
