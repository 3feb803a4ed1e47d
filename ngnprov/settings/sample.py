# SPDX-License-Identifier: Apache-2.0
"""The sample settings file, written from the declarations (``scripts/wsdl`` writes it)."""

import textwrap
from collections.abc import Mapping
from typing import Any

from ngnprov.settings.loading import fields_of, variables_of

_HEAD = """\
# Settings of ngnprov. Copy this file to ngnprov.ini and take the # off the lines that you change.
#
# Every line shows the default. Environment variables, named above each setting, override this file, and options
# of the command line override both. ngnprov does not start with a name that is not in this file.
# ngnprov reads the file given with --config or NGNPROV_CONFIG, else ngnprov.ini in the working directory.
"""


def render(sections: Mapping[str, type]) -> str:
    """The text of the sample file: every setting of ``sections`` explained and commented out."""
    parts = [_HEAD]
    for name, kind in sections.items():
        parts.append(f"\n[{name}]\n")
        for key, field in fields_of(kind).items():
            help_lines = textwrap.wrap(field.metadata["help"], width=110, break_on_hyphens=False)
            parts.append("\n" + "".join(f"# {line}\n" for line in help_lines))
            parts.append(f"# Environment: {' or '.join(variables_of(name, key))}\n")
            parts.append(f"#{key} = {as_text(field.default)}".rstrip() + "\n")
    return "".join(parts)


def as_text(value: Any) -> str:
    """A value as it is written in the ini file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    return str(value)
