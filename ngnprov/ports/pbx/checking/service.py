# SPDX-License-Identifier: Apache-2.0
"""The rules of checkDomain (pbx.md 11): what is missing is an answer, and no refusal."""

from datetime import timedelta
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.context import Context
from ngnprov.calls.fields import required
from ngnprov.errors import InvalidValue
from ngnprov.ports.pbx.checking import certificates
from ngnprov.ports.pbx.checking.certificates import Verdict
from ngnprov.ports.pbx.checking.resolver import Found, Resolver
from ngnprov.ports.pbx.checking.wire import DomainCheckAnswer
from ngnprov.ports.pbx.outside import outside
from ngnprov.ports.sip import names
from ngnprov.ports.sip.domains.service import DOMAINS
from ngnprov.zonefiles import hostnames

MOST_BESIDE = 100
"""Other domains whose certificates are looked at."""
ENDS_SOON = timedelta(days=30)


def check_domain(call: Call, domain: str) -> DomainCheckAnswer:
    """What DNS and certificates say of a domain in scope, or of one below it (D1 to D5).

    Raises MissingInput, InvalidValue, DomainUnknown. The unit of the call, which only reads, ends before DNS is asked.
    """
    name = names.domain(required(domain, "domain"), "domain")
    known = _in_scope(call, name)
    if not known and not call.actor.is_admin:
        raise DOMAINS.unknown(field="domain")
    verdict = _verdict(call, name, known)
    call.unit.close()  # nothing is asked of the database any more
    found = _look_up(call.context, name)
    end = verdict.certificate.end if verdict.certificate is not None else None
    return DomainCheckAnswer(
        domain=name,
        resolvable=bool(found.addresses),
        wildcard=bool(found.addresses) and found.addresses == found.beside,
        certificate=verdict.word,
        until="" if end is None else clock.to_seconds(clock.text(end)),
        warnings=_warnings(call, name, found, verdict),
    )


def look_ahead(context: Context, domain: str) -> Found | None:
    """What DNS says of a domain that a change is about to make or use, before its unit of work begins (D6).

    None where the settings name no resolver, and of what is no domain name, which the change refuses.
    """
    if not _resolver_of(context).is_named:
        return None
    try:
        name = names.domain(domain, "domain")
    except InvalidValue:
        return None
    return _look_up(context, name)


def warnings_of(call: Call, name: str, found: Found | None) -> list[str]:
    """What checkDomain would warn of when DNS has said ``found``, for a change that has made or uses a domain (D6)."""
    return _warnings(call, name, found, _verdict(call, name, _in_scope(call, name)))


def _resolver_of(context: Context) -> Resolver:
    return outside(context).resolver


def _look_up(context: Context, name: str) -> Found:
    resolver = _resolver_of(context)
    with context.database.elsewhere():
        return resolver.look_up(name, resolver.seconds)


def _in_scope(call: Call, name: str) -> list[Any]:
    """The SIP domains in scope at and above a name, nearest first."""
    asked = (DOMAINS.records.get(call.unit, call.actor, each) for each in (name, *hostnames.ancestors(name)))
    return [each for each in asked if each is not None]


def _verdict(call: Call, name: str, known: list[Any]) -> Verdict:
    own = known[0].certificate if known and known[0].domain == name else ""
    above = [each.certificate for each in known if each.domain != name]
    return certificates.judge(name, own, above, () if own else _beside(call, name))


def _beside(call: Call, name: str) -> list[str]:
    """Certificates of other SIP domains in scope with the same domain above them."""
    parent = name.partition(".")[2]
    if "." not in parent:
        return []
    query = {"filter": {"domain": f"%.{parent}"}}
    page = DOMAINS.records.find(call.unit, call.actor, query, MOST_BESIDE)
    found = [DOMAINS.records.read_to_show(row) for row in page.rows()]
    return [each.certificate for each in found if each.domain != name]


def _warnings(call: Call, name: str, found: Found | None, verdict: Verdict) -> list[str]:
    said = [] if found is None else _of_dns(name, found)
    if verdict.word == certificates.DOES_NOT_COVER:
        said.append(f"the certificate does not cover {name}")
    if verdict.word == certificates.INVALID:
        said.append("the certificate cannot be read")
    if verdict.certificate is not None:
        begin, end, now = verdict.certificate.begin, verdict.certificate.end, clock.moment(call.now)
        if end <= now:
            said.append("the certificate has ended")
        elif end <= now + ENDS_SOON:
            said.append(f"the certificate ends in {(end - now).days} days")
        if begin > now:
            said.append("the certificate has not begun")
    return said


def _of_dns(name: str, found: Found) -> list[str]:
    said = [found.trouble] if found.trouble else []
    if not found.trouble and not found.addresses:
        said.append(f"there is no address record (A or AAAA) of {name}")
    return [*said, *(f"there is no SRV record {service}.{name}" for service in found.missing)]
