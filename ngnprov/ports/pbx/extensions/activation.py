# SPDX-License-Identifier: Apache-2.0
"""Extensions that wait for somebody to activate them, because they have got a product that is checked (pbx.md A2)."""

from ngnprov.calls.call import Call
from ngnprov.calls.undo import Step
from ngnprov.ports.pbx.extensions.lookup import EXTENSIONS, hold_called, hold_pbx
from ngnprov.ports.pbx.extensions.presentation import ACTIVE, INACTIVE, answer
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.extensions.wire import ExtensionAnswer, ExtensionFields


def activate_extension(call: Call, customer: int, name: str) -> ExtensionAnswer:
    """Let an extension be active (U7). Raises MissingInput, CustomerUnknown, NotPbx, Terminated, ExtensionUnknown, NoPilot."""
    pbx = hold_pbx(call, customer, "customer")
    return answer(call, _set(call, hold_called(call, pbx.customer, name, "number"), active=True))


def restore(call: Call, customer: int, given: ExtensionFields) -> Extension:
    """Let an extension of a customer that is held be as active as it was, when something is undone."""
    extension = hold_called(call, customer, given["account_id"], "extension.accountId")
    return _set(call, extension, active=given["status"] == ACTIVE)


def step_back(extension: Extension) -> Step:
    """What lets an extension be as active as it is now."""
    status = ACTIVE if extension.active else INACTIVE
    named = {"customer": extension.customer, "account_id": extension.account_id, "status": status}
    return Step("pbx", "updateExtension", {"extension": named})


def _set(call: Call, extension: Extension, *, active: bool) -> Extension:
    if active == extension.active:
        return extension
    EXTENSIONS.records.update(call.unit, extension.id, {"active": active, "change_date": call.now})
    before, after = {"active": extension.active}, {"active": active}
    call.changed(extension.subject, before, after, extension.customer, undo_by=[step_back(extension)])
    return extension._replace(active=active, change_date=call.now, version=extension.version + 1)
