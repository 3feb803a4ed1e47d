# SPDX-License-Identifier: Apache-2.0
"""The rules of live data (sip.md 5.16): what the platform answers, and nothing but empty shapes without one.

Anyone with an account in scope may ask about it. Traces, sessions and the summary are about the calls of
everybody, and only administrators as such are admitted to them (operations): the old client asks for them with the engine's
own login and no impersonation (wire.md 3.2, A1).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue
from ngnprov.ports.sip.accounts.lookup import find_account, find_accounts
from ngnprov.ports.sip.errors import MediaTraceUnknown
from ngnprov.ports.sip.live.provider import PLATFORM, Dialog, Node, Period
from ngnprov.ports.sip.live.wire import (
    CallAnswer,
    CallQueryFields,
    CallsAnswer,
    CallsQueryFields,
    CallsStatisticsAnswer,
    MediaTraceFilterFields,
    SipDeviceLocationsAnswer,
    SipTraceFilterFields,
)
from ngnprov.ports.sip.wire import SipIdFields

MOST_CALLS = 1000
"""Calls of one direction that are answered at once."""
MOST_ACCOUNTS = 1000


def get_calls(call: Call, sip_id: SipIdFields, query: CallsQueryFields) -> CallsAnswer:
    """Calls placed and received by an account. Raises MissingInput, AccountUnknown."""
    account = find_account(call, sip_id)
    periods = _period(query.get("placed"), since=0), _period(query.get("received"), since=0)
    placed, received = PLATFORM.provider.calls(account, *periods)
    return CallsAnswer(
        placed=[_quoted_call(each) for each in placed], received=[_quoted_call(each) for each in received]
    )


def get_statistics(call: Call, sip_id: SipIdFields, query: CallsQueryFields) -> CallsStatisticsAnswer:
    """Sums over the calls of an account, without dates over those of the current month. Raises as :func:`get_calls`."""
    account = find_account(call, sip_id)
    month = _begin_of_month(call)
    periods = _period(query.get("placed"), since=month), _period(query.get("received"), since=month)
    placed, received = PLATFORM.provider.statistics(account, *periods)
    return CallsStatisticsAnswer(placed=placed, received=received)


def get_locations(call: Call, sip_ids: Sequence[SipIdFields]) -> list[SipDeviceLocationsAnswer]:
    """The devices of each account named, in that order; of one that is not in scope none. Raises InvalidValue."""
    if len(sip_ids) > MOST_ACCOUNTS:
        raise InvalidValue(f"must have at most {MOST_ACCOUNTS} accounts", field="sipIds")
    accounts = find_accounts(call, sip_ids)
    known = [account for account in accounts if account is not None]
    devices = iter(PLATFORM.provider.locations(known))
    return [SipDeviceLocationsAnswer(locations=() if account is None else next(devices)) for account in accounts]


def get_sip_trace(call: Call, given: SipTraceFilterFields) -> str:
    """The SIP messages of a call as JSON, a list."""
    return _json(PLATFORM.provider.sip_trace(call.actor, _dialog(given)))


def get_media_trace(call: Call, given: MediaTraceFilterFields) -> str:
    """The media streams of a call as JSON, an object. Raises MediaTraceUnknown."""
    trace = PLATFORM.provider.media_trace(call.actor, _dialog(given))
    if trace is None:
        raise MediaTraceUnknown("there is no media trace of this call")
    return _json(trace)


def get_media_summary(call: Call) -> str:
    """The media relays as JSON, a list."""
    return _json(PLATFORM.provider.media_summary(call.actor))


def get_media_sessions(call: Call) -> str:
    """The calls that are relayed now as JSON, a list."""
    return _json(PLATFORM.provider.media_sessions(call.actor))


def online_accounts(call: Call, domains: Sequence[str]) -> Mapping[str, int]:  # noqa: ARG001  of all that asks the platform
    """Domain -> of how many of its accounts a device is registered, of domains in the caller's scope; some may be missing."""
    return PLATFORM.provider.online_accounts(domains)


def nodes(call: Call) -> Sequence[Node]:  # noqa: ARG001  of all that asks the platform
    """The machines of the platform; none without one."""
    return PLATFORM.provider.nodes()


def _period(given: CallQueryFields | None, since: int) -> Period:
    given = given or {}
    limit = min(given.get("limit", 0) or MOST_CALLS, MOST_CALLS)
    return Period(given.get("from_date", 0) or since, given.get("to_date", 0), limit)


def _begin_of_month(call: Call) -> int:
    return int(clock.moment(call.now).replace(day=1, hour=0, minute=0, second=0, microsecond=0).timestamp())


def _dialog(given: SipTraceFilterFields | MediaTraceFilterFields) -> Dialog:
    return Dialog(
        node_ip=given.get("node_ip", ""),
        call_id=given.get("call_id", ""),
        from_tag=given.get("from_tag", ""),
        to_tag=given.get("to_tag", ""),
    )


def _quoted_call(record: CallAnswer) -> CallAnswer:
    return record._replace(
        from_uri=_quoted(record.from_uri),
        to_uri=_quoted(record.to_uri),
        from_header=_quoted(record.from_header),
        session_id=_quoted(record.session_id),
        from_tag=_quoted(record.from_tag),
        to_tag=_quoted(record.to_tag),
    )


def _quoted(text: str) -> str:
    """Quoted-printable without line breaks, which the old client decodes (sip.md 4.11)."""
    return "".join(chr(byte) if 32 <= byte < 127 and byte != ord("=") else f"={byte:02X}" for byte in text.encode())


def _json(value: Any) -> str:
    """ASCII, and so text that XML can carry whatever it holds."""
    return json.dumps(value, allow_nan=False)
