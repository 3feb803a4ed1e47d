# SPDX-License-Identifier: Apache-2.0
"""NAPTR (RFC 3403)."""

import dns.exception
import dns.tokenizer

from ngnprov.errors import InvalidValue
from ngnprov.ports.dns import names
from ngnprov.ports.dns.rdata import substitution
from ngnprov.ports.dns.rdata.data import FIELD, Data, absolute, data, malformed, parsed
from ngnprov.ports.dns.rdata.words import is_16_bit
from ngnprov.zonefiles import hostnames


def read(kind: str, value: str, priority: int, zone: str) -> Data:
    """RFC 3403 4.1. A preference in the value and the priority are one number: a priority above 0 wins."""
    words = _words(kind, value)
    if not words or not is_16_bit(words[0]):
        raise malformed(kind)
    order = int(words.pop(0))
    if words and is_16_bit(words[0]):
        preference = int(words.pop(0))
        priority = priority or preference
    if len(words) not in (3, 4):
        raise malformed(kind)
    flags, services, regexp = (word.removeprefix('"').removesuffix('"') for word in words[:3])
    if hostnames.lower(flags) not in ("s", "a", "u", "p", ""):
        raise InvalidValue("has flags that are none of s, a, u, p and empty (RFC 3404)", field=FIELD)
    target = "."
    if len(words) == 4:
        target = names.target(words[3], zone, FIELD, is_host=False, may_be_root=True)
    if regexp and target != ".":
        raise InvalidValue("has both a regexp and a replacement (RFC 3403 4.1)", field=FIELD)
    text = f'{order} {priority} "{flags}" "{services}" "{regexp}" {absolute(target)}'
    substitution.require(parsed(kind, text).regexp, FIELD)
    made = data(kind, None, priority, text, target)
    return Data(kind, made.value.removesuffix(absolute(target)) + target, priority, made.rdata, made.digest, target)


def _words(kind: str, value: str) -> list[str]:
    """The words of master file text, quoted ones with their quotes and escapes."""
    tokenizer = dns.tokenizer.Tokenizer(value)
    found = []
    try:
        while not (token := tokenizer.get()).is_eol_or_eof():
            found.append(f'"{token.value}"' if token.is_quoted_string() else token.value)
    except dns.exception.DNSException:
        raise malformed(kind) from None
    return found
