# SPDX-License-Identifier: Apache-2.0
"""The rules of mailboxes (voicemail.md 5), one function for each operation."""

from collections.abc import Mapping
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.undo import Step
from ngnprov.ports.customer import entitlements
from ngnprov.ports.sip.accounts.lookup import Account, find_account, lock_account
from ngnprov.ports.sip.features.diversions import service as diversions
from ngnprov.ports.sip.groups import service as groups
from ngnprov.ports.sip.wire import SipIdAnswer, SipIdFields
from ngnprov.ports.voicemail import pins, store
from ngnprov.ports.voicemail.errors import MailboxExists, MailboxUnknown
from ngnprov.ports.voicemail.settings import VoicemailSettings
from ngnprov.ports.voicemail.store import Mailbox
from ngnprov.ports.voicemail.tables import PIN
from ngnprov.ports.voicemail.wire import VoicemailAccountAnswer, VoicemailAccountFields, VoicemailOptionsAnswer

GROUP = "voicemail"
"""The SIP group of accounts with a mailbox, by which CDRTool lists them."""


def add_account(call: Call, new: VoicemailAccountFields) -> VoicemailAccountAnswer:
    """Give a SIP account a mailbox, with the next number, and put it into the group (V1 to V4, V7).

    Raises MissingInput, AccountUnknown, MailboxExists, InvalidValue (PIN, groups), NotAuthorized (inactive reseller).
    """
    account = lock_account(call, new.get("sip_id", {}), "account.sipId")
    if store.get(call.unit, account.id) is not None:
        raise MailboxExists("the SIP account has a voicemail account", field="account.sipId")
    entitlements.claim(call, account.customer, account.reseller, {})
    pin = pins.digits(new.get("password", ""), "account.password") or pins.chosen()
    mailbox = Mailbox(
        account=account.id,
        mailbox=_number(call, new),
        password=PIN.seal(call.context.keys, pin, account=account.id),
        name=new.get("name", f"{account.first_name} {account.last_name}".strip()),
        email=new.get("email", account.email),
        delete_sent=new.get("options", {}).get("delete", True),
    )
    store.insert(call.unit, mailbox)
    undo_by = [Step("voicemail", "deleteAccount", {"sipId": account.sip_id})]
    call.created(_subject(account), _journaled(mailbox), account.customer, undo_by=undo_by)
    if call.reverts is None:  # the entry of a membership has an undo of its own
        groups.join(call, account, GROUP, "account.sipId")
    return _answer(call, account, mailbox)


def update_account(call: Call, given: VoicemailAccountFields) -> bool:
    """Change the members given; the number stays, and so does the PIN unless a new one is given (V4, V5).

    Raises MissingInput, AccountUnknown, MailboxUnknown, InvalidValue (PIN).
    """
    account = lock_account(call, given.get("sip_id", {}), "account.sipId")
    old = _known(call, account, "account.sipId")
    wanted: dict[str, Any] = {
        "name": given.get("name", old.name),
        "email": given.get("email", old.email),
        "delete_sent": given.get("options", {}).get("delete", old.delete_sent),
    }
    changes = {name: value for name, value in wanted.items() if value != getattr(old, name)}
    pin = pins.digits(given.get("password", ""), "account.password")
    if pin and pin != _pin(call, old):
        changes["password"] = PIN.seal(call.context.keys, pin, account=account.id)
    if changes:
        store.update(call.unit, account.id, changes)
        before, after = _journaled(old), _journaled(old._replace(**changes))
        undo_by = lambda: [_back(call, account, old, changes)]  # noqa: E731  the PIN is opened if it is kept
        call.changed(_subject(account), before, after, account.customer, undo_by=undo_by)
    return True


def delete_account(call: Call, sip_id: SipIdFields) -> bool:
    """Remove a mailbox, and with it the account's diversions to its number and the membership in the group (V7, V8).

    Raises MissingInput, AccountUnknown, MailboxUnknown.
    """
    account = lock_account(call, sip_id)
    old = _known(call, account, "sipId")
    gone = diversions.remove_to(call, account, str(old.mailbox))
    if call.reverts is None:
        groups.leave(call, account, GROUP)
    store.remove(call.unit, account.id)
    told = {**_journaled(old), "diversions": gone}
    call.removed(_subject(account), told, account.customer, undo_by=lambda: [_again(call, account, old)])
    return True


def get_account(call: Call, sip_id: SipIdFields) -> VoicemailAccountAnswer:
    """The mailbox of a SIP account in scope. Raises MissingInput, AccountUnknown, MailboxUnknown."""
    account = find_account(call, sip_id)
    return _answer(call, account, _known(call, account, "sipId"))


def set_announcement(call: Call, sip_id: SipIdFields) -> bool:
    """Take what is said to callers. There is no voicemail server that would say it (V10). Raises as :func:`get_account`."""
    _known(call, find_account(call, sip_id), "sipId")
    return True


def steps_of_all(call: Call, account: Account) -> list[Step]:
    """What makes the mailbox again that goes with its account (V9). Raises InternalFailure."""
    stored = store.get(call.unit, account.id)
    return [] if stored is None else [_again(call, account, stored)]


def _number(call: Call, new: VoicemailAccountFields) -> int:
    """The number of a new mailbox: the next one, but in an undo that which it had. What callers send means nothing (V2)."""
    if call.reverts is not None and "mailbox" in new:
        return int(new["mailbox"])
    return store.take_number(call.unit, call.context.settings.of(VoicemailSettings).first_mailbox)


def _known(call: Call, account: Account, field: str) -> Mailbox:
    found = store.get(call.unit, account.id)
    if found is None:
        raise MailboxUnknown("the SIP account has no voicemail account", field=field)
    return found


def _pin(call: Call, mailbox: Mailbox) -> str:
    return PIN.open(call.context.keys, mailbox.password, account=mailbox.account)


def _again(call: Call, account: Account, mailbox: Mailbox) -> Step:
    given = {**_given(call, account, mailbox), "mailbox": str(mailbox.mailbox)}
    return Step("voicemail", "addAccount", {"account": given})


def _back(call: Call, account: Account, mailbox: Mailbox, changes: Mapping[str, Any]) -> Step:
    """What gives a mailbox its former members again."""
    wanted = {"sip_id", *changes} | ({"options"} if "delete_sent" in changes else set())
    given = {name: value for name, value in _given(call, account, mailbox).items() if name in wanted}
    return Step("voicemail", "updateAccount", {"account": given})


def _given(call: Call, account: Account, mailbox: Mailbox) -> dict[str, Any]:
    """A mailbox as a caller would give it."""
    return {
        "sip_id": account.sip_id,
        "password": _pin(call, mailbox),
        "name": mailbox.name,
        "email": mailbox.email,
        "options": {"delete": mailbox.delete_sent},
    }


def _answer(call: Call, account: Account, mailbox: Mailbox) -> VoicemailAccountAnswer:
    return VoicemailAccountAnswer(
        sip_id=SipIdAnswer(username=account.username, domain=account.domain),
        mailbox=str(mailbox.mailbox),
        password=_pin(call, mailbox),
        name=mailbox.name,
        email=mailbox.email,
        info="",
        options=VoicemailOptionsAnswer(delete=mailbox.delete_sent),
    )


def _journaled(mailbox: Mailbox) -> dict[str, Any]:
    return {name: value for name, value in mailbox._asdict().items() if name != "account"}


def _subject(account: Account) -> str:
    return f"voicemail account {account.address}"
