# SPDX-License-Identifier: Apache-2.0
"""Names of ENUM: prefixes, numbers, trees. Each check answers the stored form or raises InvalidValue.

Digits are stored without ``+``, domain names in lower case without trailing dot.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from ngnprov.calls.fields import of_form
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.zonefiles import hostnames
from ngnprov.zonefiles.hostnames import LABEL

_TREE = re.compile(rf"(?!(?:.*\.)?[0-9](?:\.|$)){LABEL}(?:\.{LABEL})*").fullmatch

LONGEST_NUMBER = 15
"""Digits of an international number (ITU-T E.164 6)."""
LONGEST_TREE = hostnames.LONGEST - 2 * LONGEST_NUMBER
"""With a number of fifteen digits in front it is still a domain name (RFC 1035 2.3.4)."""
LONGEST_INFO = 1024
HIGHEST_TTL = 2**31 - 1
"""RFC 2181 8."""
HIGHEST_PREFERENCE = 65535
"""RFC 3403 4.1."""
MOST_NAMESERVERS = 13
"""So many fit into a referral of 512 octets (RFC 1035 4.2.1)."""

COUNTRY_CODES = frozenset(
    map(
        str,
        chain(
            *((1, 7, 20, 27), range(30, 35), (36, 39, 40, 41), range(43, 50), range(51, 59), range(60, 67)),
            *((81, 82, 84, 86), range(90, 96), (98,), range(210, 270), range(280, 300), range(350, 360)),
            *(range(370, 390), range(420, 430), range(500, 510), range(590, 600), range(670, 700)),
            *(range(800, 810), range(830, 840), range(850, 860), range(870, 900), range(960, 980), range(990, 1000)),
        ),
    )
)
"""Country codes, assigned and not, of ITU-T E.164 as the old client lists them; ranges of these are for administrators."""


def parts(given: Mapping[str, Any], member: str, field: str) -> tuple[str, str]:
    """The digits in ``member`` and the tree of an id, for looking up. Raises MissingInput."""
    digits, tree = given.get(member, "").removeprefix("+"), tree_name(given.get("tld", ""))
    for name, text in ((member, digits), ("tld", tree)):
        if not text:
            raise MissingInput("must not be empty", field=f"{field}.{name}")
    return digits, tree


def tree_name(written: str) -> str:
    """A tree as it is stored, for looking up and comparing."""
    return hostnames.lower(written.strip("."))


def without_plus(filter: Mapping[str, Any], member: str) -> dict[str, Any]:
    """The filter of a list with the pattern for digits in ``member`` as they are stored."""
    return {**filter, member: (filter.get(member) or "").removeprefix("+")}


prefix = of_form(r"[1-9][0-9]{0,14}", "must be 1 to 15 digits, the first not 0 (E.164)")
"""The first digits of international numbers (R1, ITU-T E.164)."""

number = of_form(r"[0-9]{1,15}", "must be 1 to 15 digits (E.164)")
"""A whole international number (R6)."""


def tree(text: str, field: str) -> str:
    """The domain below which numbers are published, such as e164.arpa (R2).

    Its first label is not a single digit, which would belong to the number: each name has one number and one tree.
    """
    if not _TREE(text) or len(text) > LONGEST_TREE:
        raise InvalidValue(
            f"must be a domain name of at most {LONGEST_TREE} characters that does not begin with a single digit",
            field=field,
        )
    return text


def nameservers(given: Sequence[str], field: str, tld: str) -> list[str]:
    """Host names of nameservers, each once; none lies within a number of the tree, where there are no addresses."""
    found = [nameserver(text, f"{field}.{position}") for position, text in enumerate(given)]
    for position, name in enumerate(found):
        if re.search(rf"(?:^|\.)[0-9]\.{re.escape(tld)}$", name):
            raise InvalidValue("must not lie within a number: there are no addresses", field=f"{field}.{position}")
    found = list(dict.fromkeys(found))
    if len(found) > MOST_NAMESERVERS:
        raise InvalidValue(f"must be at most {MOST_NAMESERVERS} names", field=field)
    return found


def nameserver(text: str, field: str) -> str:
    """A host that others can find; a trailing dot is allowed."""
    return hostnames.host(hostnames.folded(text), field)


def prefixes(digits: str) -> list[str]:
    """Every prefix of a number, itself included, the shortest first."""
    return [digits[:length] for length in range(1, len(digits) + 1)]


def owner_name(digits: str, tld: str) -> str:
    """The domain name of a number or of a range's zone: digits reversed, dot separated (RFC 6116 3.2)."""
    return f"{'.'.join(reversed(digits))}.{tld}"
