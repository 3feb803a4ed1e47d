# SPDX-License-Identifier: Apache-2.0
"""The rules of live data (sip.md 5.16): what the platform answers, and nothing but empty shapes without one.

Anyone with an account in scope may ask about it. Traces, sessions and the summary are about the calls of
everybody, and only administrators as such are admitted to them (operations): the old client asks for them with the engine's
own login and no impersonation (wire.md 3.2, A1).
"""

from collections.abc import Mapping, Sequence

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue
from ngnprov.ports.sip.accounts.lookup import find_account, find_accounts
from ngnprov.ports.sip.errors import MediaTraceUnknown
from ngnprov.ports.sip.live.fitting import all_fitted, fitted, json_list, json_object, number
from ngnprov.ports.sip.live.platform import platform_of
from ngnprov.ports.sip.live.provider import (
    CallRecord,
    Dialog,
    Location,
    Node,
    Period,
    Provider,
    Statistics,
)
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

    def ask(provider: Provider) -> CallsAnswer:
        placed, received = provider.calls(account, *periods)
        found = [_quoted_calls(calls, period) for calls, period in zip((placed, received), periods, strict=True)]
        return CallsAnswer(*found)

    return platform_of(call).ask(call, "calls", ask)


def get_statistics(call: Call, sip_id: SipIdFields, query: CallsQueryFields) -> CallsStatisticsAnswer:
    """Sums over the calls of an account, without dates over those of the current month. Raises as :func:`get_calls`."""
    account = find_account(call, sip_id)
    month = _begin_of_month(call)
    periods = _period(query.get("placed"), since=month), _period(query.get("received"), since=month)

    def ask(provider: Provider) -> CallsStatisticsAnswer:
        placed, received = provider.statistics(account, *periods)
        return CallsStatisticsAnswer(placed=fitted(Statistics, placed), received=fitted(Statistics, received))

    return platform_of(call).ask(call, "statistics", ask)


def get_locations(call: Call, sip_ids: Sequence[SipIdFields]) -> list[SipDeviceLocationsAnswer]:
    """The devices of each account named, in that order; of one that is not in scope none. Raises InvalidValue."""
    if len(sip_ids) > MOST_ACCOUNTS:
        raise InvalidValue(f"must have at most {MOST_ACCOUNTS} accounts", field="sipIds")
    accounts = find_accounts(call, sip_ids)
    known = [account for account in accounts if account is not None]

    def ask(provider: Provider) -> list[list[Location]]:
        found = [all_fitted(Location, devices) for devices in provider.locations(known)]
        if len(found) != len(known):
            raise ValueError(f"{len(found)} answers about {len(known)} accounts")
        return found

    devices = iter(platform_of(call).ask(call, "locations", ask) if known else ())
    return [SipDeviceLocationsAnswer(locations=() if account is None else next(devices)) for account in accounts]


def get_sip_trace(call: Call, given: SipTraceFilterFields) -> str:
    """The SIP messages of a call as JSON, a list."""
    dialog = _dialog(given)
    return platform_of(call).ask(call, "sip_trace", lambda provider: json_list(provider.sip_trace(call.actor, dialog)))


def get_media_trace(call: Call, given: MediaTraceFilterFields) -> str:
    """The media streams of a call as JSON, an object. Raises MediaTraceUnknown."""
    dialog = _dialog(given)

    def ask(provider: Provider) -> str | None:
        trace = provider.media_trace(call.actor, dialog)
        return None if trace is None else json_object(trace)

    trace = platform_of(call).ask(call, "media_trace", ask)
    if trace is None:
        raise MediaTraceUnknown("there is no media trace of this call")
    return trace


def get_media_summary(call: Call) -> str:
    """The media relays as JSON, a list."""
    return platform_of(call).ask(call, "media_summary", lambda provider: json_list(provider.media_summary(call.actor)))


def get_media_sessions(call: Call) -> str:
    """The calls that are relayed now as JSON, a list."""
    return platform_of(call).ask(
        call, "media_sessions", lambda provider: json_list(provider.media_sessions(call.actor))
    )


def online_accounts(call: Call, domains: Sequence[str]) -> Mapping[str, int]:
    """Domain -> of how many of its accounts a device is registered, of domains in the caller's scope; some may be missing."""

    def ask(provider: Provider) -> dict[str, int]:
        counts = provider.online_accounts(domains)
        return {domain: number("online_accounts", counts[domain]) for domain in domains if domain in counts}

    return platform_of(call).ask(call, "online_accounts", ask)


def nodes(call: Call) -> Sequence[Node]:
    """The machines of the platform; none without one."""
    return platform_of(call).ask(call, "nodes", lambda provider: all_fitted(Node, provider.nodes()))


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


def _quoted_calls(records: Sequence[CallRecord], period: Period) -> list[CallAnswer]:
    return [_quoted_call(fitted(CallRecord, record)) for record in records[: period.limit]]


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
