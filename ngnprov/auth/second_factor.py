# SPDX-License-Identifier: Apache-2.0
"""The second factor of a login: time-based one-time passwords (RFC 6238: HMAC-SHA-1, 6 digits, 30 seconds), and recovery codes
for whoever has lost what makes them (rule L-H of docs/contract/login.md).

A code is good in its own step, the one before and the one after, and once: neither it nor an earlier one is taken again.
"""

import base64
import hmac
import secrets
from typing import Final, NamedTuple

import pyotp

from ngnprov import clock
from ngnprov.auth import factors
from ngnprov.auth.tokens import hash_of
from ngnprov.db.unit import Unit
from ngnprov.sealing.keys import Keys

STEP: Final = 30
"""Seconds for which a code is shown."""
DIGITS: Final = 6
CODES: Final = 10
"""Recovery codes that somebody gets."""
OCTETS: Final = 20
"""Of a secret: 160 bits, as RFC 4226 4 recommends."""
ISSUER: Final = "ngnprov"
"""How programs that show codes call this server."""

_CODE_OCTETS: Final = 10


class Proof(NamedTuple):
    """Whose second factor is asked for, and what is shown of it."""

    kind: str
    owner: int
    code: str


def new_secret() -> str:
    """A secret in base32, without padding."""
    return base64.b32encode(secrets.token_bytes(OCTETS)).decode()


def uri(secret: str, name: str) -> str:
    """The key URI that programs read from a QR code, for a login of this name."""
    return pyotp.TOTP(secret, digits=DIGITS, interval=STEP).provisioning_uri(name=name, issuer_name=ISSUER)


def step_of(secret: str, code: str, now: str) -> int | None:
    """The step whose code this is, of the three that are good now; None for another one."""
    totp = pyotp.TOTP(secret, digits=DIGITS, interval=STEP)
    present = int(clock.moment(now).timestamp()) // STEP
    good = [
        step
        for step in (present, present - 1, present + 1)
        if hmac.compare_digest(totp.generate_otp(step).encode(), code.encode())
    ]
    return good[0] if good else None


def new_codes() -> list[str]:
    """Recovery codes: 80 random bits each, in four groups of base32."""
    texts = [base64.b32encode(secrets.token_bytes(_CODE_OCTETS)).decode().lower() for _ in range(CODES)]
    return ["-".join(text[place : place + 4] for place in range(0, len(text), 4)) for text in texts]


def digest(code: str) -> bytes:
    """What a recovery code is found by, whatever case and groups it is written in."""
    return hash_of(_plain(code).lower())


def is_right(unit: Unit, keys: Keys, proof: Proof) -> bool:
    """Take a code of a second factor, or a recovery code, in a writing unit: it is good this once."""
    code = _plain(proof.code)
    if len(code) != DIGITS:
        return factors.use_code(unit, proof.kind, proof.owner, digest(code))
    stored = factors.lock(unit, proof.kind, proof.owner)
    if stored is None or not stored[0]:
        return False
    secret = factors.SECRET.open(keys, stored[0], kind=proof.kind, owner=proof.owner)
    step = step_of(secret, code, clock.now())
    return step is not None and factors.use_step(unit, proof.kind, proof.owner, step)


def _plain(code: str) -> str:
    return "".join(code.split()).replace("-", "")
