# SPDX-License-Identifier: Apache-2.0
"""What devices are told when a draft is applied: their accounts, the extensions whose they are, what their keys lead to.

Everything is worked out when it is applied, so that no file changes at any other time (pbx.md F3)."""

from collections.abc import Iterable, Mapping, Sequence

from ngnprov.calls.call import Call
from ngnprov.devices import configuration
from ngnprov.devices.configuration import SHARED
from ngnprov.ports.pbx.devices import store as devices
from ngnprov.ports.pbx.devices.store import Device, Key
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.provisioning import store
from ngnprov.ports.pbx.provisioning.content import Content, StoredAccount, StoredLine, one_line
from ngnprov.ports.pbx.provisioning.store import Applied
from ngnprov.ports.pbx.provisioning.tables import CONFIGURATION
from ngnprov.ports.sip.accounts.lookup import find_accounts
from ngnprov.ports.sip.accounts.service import Secret, secrets_of


def replace(
    call: Call, customer: int, found: Sequence[Device], extensions: Iterable[Extension], digests: Mapping[int, str]
) -> None:
    """Store what the devices of a customer are told from now on; ``digests`` are those of their forms."""
    former = {each.device: each for each in store.of_customer(call.unit, customer)}
    contents = contents_of(call, found, {each.id: each for each in extensions})
    store.replace(
        call.unit,
        customer,
        [applied(call, each, contents[each.id], digests[each.id], former.get(each.id)) for each in found],
    )


def contents_of(call: Call, found: Sequence[Device], extensions: Mapping[int, Extension]) -> dict[int, Content]:
    """What each of several devices is told, by its number in the database."""
    keys = devices.keys_of(call.unit, [each.id for each in found])
    secrets = credentials_of(call, found)
    return {
        each.id: _content(
            each, extensions.get(each.extension or 0), keys.get(each.id, ()), secrets[each.id], extensions
        )
        for each in found
    }


def credentials_of(call: Call, found: Sequence[Device]) -> dict[int, Secret]:
    """With what each of several devices registers. Raises InternalFailure."""
    accounts = find_accounts(call, [each.sip_id for each in found])  # type: ignore[misc]
    known = [account for account in accounts if account is not None]
    secrets = secrets_of(call, known)
    return {each.id: secrets[each.account] for each in found}


def applied(call: Call, device: Device, content: Content, digest: str, former: Applied | None) -> Applied:
    """A configuration as it is stored. One that is as it was keeps the date of its last change."""
    now = content.digest
    is_same = former is not None and former.content_hash == now
    return Applied(
        device=device.id,
        customer=device.customer,
        account_id=device.account_id,
        digest=digest,
        mac=content.mac or None,
        configuration=CONFIGURATION.seal(call.context.keys, content.to_text(), account_id=device.account_id),
        content_hash=now,
        applied_at=former.applied_at if is_same and former is not None else call.now,
    )


def _content(
    device: Device, whose: Extension | None, keys: Sequence[Key], secret: Secret, extensions: Mapping[int, Extension]
) -> Content:
    account = StoredAccount(device.sip_username, device.domain, secret.ha1, secret.password)
    line = None if whose is None else _line(whose, is_shared=any(key.kind == SHARED for key in keys))
    shown = [_key(key, extensions) for key in keys]
    return Content(device.name, device.mac or "", device.model, account, line, shown)


def _line(whose: Extension, *, is_shared: bool) -> StoredLine:
    return StoredLine(
        display_name=one_line(whose.display_name or whose.name),
        number=whose.number or "",
        is_shared=is_shared,
    )


def _key(key: Key, extensions: Mapping[int, Extension]) -> configuration.Key:
    """What is watched or dialled is written as people dial it; who has no number is called by the user name of its account."""
    led = extensions.get(key.extension or 0)
    target = key.target if led is None else led.number or led.sip_username
    name = "" if led is None else led.display_name or led.name
    return configuration.Key(key.place, key.kind, target, key.label or one_line(name))
