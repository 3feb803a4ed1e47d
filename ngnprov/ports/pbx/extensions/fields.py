# SPDX-License-Identifier: Apache-2.0
"""What callers say of an extension, as it is stored (pbx.md E4 to E8)."""

from collections.abc import Mapping
from typing import Any

from ngnprov.auth import passwords
from ngnprov.calls.call import Call
from ngnprov.calls.fields import fields_as
from ngnprov.errors import InvalidValue
from ngnprov.ports.pbx import e164, names
from ngnprov.ports.pbx.errors import OutOfRange
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.subscriptions.rules import Fields
from ngnprov.ports.sip.groups.service import ANONYMOUS
from ngnprov.ports.tenant.profiles.store import Profile
from ngnprov.ports.tenant.texts import email
from ngnprov.zonefiles import hostnames

HASHED = "$argon2"
LONGEST_WEB_PASSWORD = 128


def internal_number(profile: Profile, text: str, field: str) -> str:
    """The number of an extension: in the customer's range, if it has one, and not an emergency number of its country.

    Raises InvalidValue, OutOfRange.
    """
    number = names.internal(text, field)
    if e164.is_emergency(number, profile.country):
        raise InvalidValue("must not be what people dial to call for help", field=field)
    least, most = profile.ext_range_min, profile.ext_range_max
    if least and not (len(number) == len(least) and least <= number <= most):
        raise OutOfRange(f"the extensions of this customer are {least} to {most}", field=field)
    return number


def columns(call: Call, given: Mapping[str, Any], path: str, present: Extension | None = None) -> dict[str, Any]:
    """The columns that ``given`` says, beside those by which an extension is known. Raises InvalidValue, MissingInput."""
    found: dict[str, Any] = {}
    if "name" in given:
        found["name"] = names.title(given["name"], f"{path}.name")
    if "display_name" in given:
        found["display_name"] = names.text(given["display_name"], f"{path}.displayName")
    if "local_prefix" in given:
        found["local_prefix"] = names.local_prefix(given["local_prefix"], f"{path}.localPrefix")
    if "caller_id" in given:
        found["caller_id"] = _caller_id(given["caller_id"], f"{path}.callerId")
    return found | _recording(given, path, present) | _web(call, given, path, present)


def _caller_id(text: str, field: str) -> str:
    return text if text in ("", ANONYMOUS) else e164.number(text, field)


def _recording(given: Mapping[str, Any], path: str, present: Extension | None) -> dict[str, Any]:
    """Where recordings go is needed where calls are recorded."""
    found: dict[str, Any] = {}
    if "record_outbound" in given:
        found["record_outbound"] = given["record_outbound"]
    if "record_email" in given:
        found["record_email"] = given["record_email"] and email(given["record_email"], f"{path}.recordEmail")
    if "record_subject" in given:
        found["record_subject"] = names.text(given["record_subject"], f"{path}.recordSubject")
    is_recorded = found.get("record_outbound", present is not None and present.record_outbound)
    address = found.get("record_email", "" if present is None else present.record_email)
    if is_recorded and not address:
        raise InvalidValue("must be given where calls are recorded", field=f"{path}.recordEmail")
    return found


def of_products(given: Mapping[str, Any], path: str) -> Fields:
    """Where each product of a new extension stands; the main product where none is named is in the place of one."""
    found = {given.get("call_plan", ""): f"{path}.callPlan"}
    found |= {code: f"{path}.addons.{place}" for place, code in enumerate(given.get("addons", ()))}
    return lambda code: found.get(code, f"{path}.mainProduct")


def _web(call: Call, given: Mapping[str, Any], path: str, present: Extension | None) -> dict[str, Any]:
    """A user name for the web has a password, and none goes with it."""
    username = hostnames.lower(given.get("web_username", "" if present is None else present.web_username))
    if username:
        names.web_username(username, f"{path}.webUsername")
    password = given.get("web_password", "")
    stored = "" if present is None else present.web_password
    if password:
        stored = _hashed(call, password, username, f"{path}.webPassword")
    if username and not stored:
        raise InvalidValue("must be given with a user name for the web", field=f"{path}.webPassword")
    return {"web_username": username, "web_password": stored if username else ""}


def _hashed(call: Call, password: str, username: str, field: str) -> str:
    if call.reverts is not None and password.startswith(HASHED):
        return password
    if len(password) > LONGEST_WEB_PASSWORD:
        raise InvalidValue(f"must have at most {LONGEST_WEB_PASSWORD} characters", field=field)
    with fields_as({}, field):
        passwords.check_new_password(password, username)
    return passwords.hash_password(password)
