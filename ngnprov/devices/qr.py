# SPDX-License-Identifier: Apache-2.0
"""QR codes by which soft phones learn where their configuration is (ISO/IEC 18004): scanned once, and the phone is set up."""

from typing import Final

import segno

PROVISIONING_LINK: Final = "provlinkbs://"
"""The scheme by which Groundwire knows a link to its configuration over HTTPS."""


def for_linphone(url: str) -> str:
    """What the code of a Linphone says: the URL of its file ``linphone.xml``."""
    return url


def for_groundwire(url: str) -> str:
    """What the code of a Groundwire says, by the URL of its file ``acrobits.xml``. Raises ValueError for one without HTTPS."""
    scheme, _, rest = url.partition("://")
    if scheme != "https":
        raise ValueError("Groundwire fetches its configuration over HTTPS only")
    return f"{PROVISIONING_LINK}{rest}"


def svg(text: str) -> str:
    """A code as an SVG picture that stands in a page (no XML declaration, no size of its own)."""
    picture: str = _code(text).svg_inline(omitsize=True, border=4)
    return picture


def blocks(text: str) -> str:
    """A code as text for a terminal, dark on light: two rows of it in each line."""
    rows = [[bool(module) for module in row] for row in _code(text).matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "\n".join("".join(_CELLS[above, below] for above, below in zip(*pair, strict=True)) for pair in pairs)


_CELLS: Final = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
"""By whether the upper and the lower module are dark, on a dark terminal."""


def _code(text: str) -> segno.QRCode:
    """Never a Micro QR code, which phones do not read; what is written is ASCII, so that no encoding is guessed."""
    if not text.isascii():
        raise ValueError("must be ASCII: a URL is")
    return segno.make_qr(text, error="m")
