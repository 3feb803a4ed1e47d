# SPDX-License-Identifier: Apache-2.0
"""Run a stylesheet of rules over documents: a program of its own, since saxonche ends the process that uses it in threads.

``python -m ngnprov.ports.billing.einvoice.saxon STYLESHEET DOCUMENT...`` writes a JSON list with one list for each document:
the rules that failed, each as [id, text], and how many were looked at.
"""

import json
import sys
from xml.etree import ElementTree

from saxonche import PySaxonProcessor

_SVRL = "{http://purl.oclc.org/dsdl/svrl}"


def main(stylesheet: str, documents: list[str]) -> None:
    """Look at each document."""
    found = []
    with PySaxonProcessor(license=False) as processor:
        executable = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=stylesheet)
        for document in documents:
            report = executable.transform_to_string(source_file=document)
            root = ElementTree.fromstring(report)  # noqa: S314  what the stylesheet wrote
            failed: list[list[str | None]] = [
                [each.get("id", each.get("location")), " ".join("".join(each.itertext()).split())]
                for each in root.iter(f"{_SVRL}failed-assert")
                if each.get("flag", "fatal") != "warning"
            ]
            found.append({"failed": failed, "fired": sum(1 for _ in root.iter(f"{_SVRL}fired-rule"))})
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
