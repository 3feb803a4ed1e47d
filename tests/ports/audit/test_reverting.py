# SPDX-License-Identifier: Apache-2.0
"""Undoing over the wire (audit.md 4): the same machinery as `ngnprov journal revert`, with the caller's rights."""

from tests.ports.audit.conftest import AuditScene

CONTACT = {"email": "a@example.com"}


def contacts(scene: AuditScene) -> list[str]:
    return [each["email"] for each in scene.login("reseller").tenant.getContacts(query={})["contacts"]]


def test_an_entry_is_undone_and_the_undo_is_undone(audit: AuditScene) -> None:
    audit.login("reseller").tenant.addContact(contact=CONTACT)
    (made,) = audit.entries(audit.reseller_login, operation="addContact")
    (record,) = audit.reseller_login.revert(entry=made["id"])
    assert record["subject"] == made["subject"]
    assert contacts(audit) == []
    (undoing,) = audit.entries(audit.reseller_login, operation="revert")
    assert (undoing["reverts"], undoing["actor"]) == (made["id"], "reseller")
    assert [each["name"] for each in undoing["members"]]
    audit.reseller_login.revert(transaction=undoing["transaction"])
    assert contacts(audit) == ["a@example.com"]


def test_a_trial_changes_nothing_and_tells_the_same(audit: AuditScene) -> None:
    audit.login("reseller").tenant.addContact(contact=CONTACT)
    (made,) = audit.entries(audit.reseller_login, operation="addContact")
    before = audit.world.fingerprint()
    tried = audit.reseller_login.revert(entry=made["id"], dryRun=True)
    by_header = audit.reseller_login.asking(dryRun=True).revert(entry=made["id"])
    assert audit.world.fingerprint() == before
    assert audit.reseller_login.revert(entry=made["id"]) == tried == by_header
    assert contacts(audit) == []


def test_what_is_out_of_scope_is_as_what_never_was(audit: AuditScene) -> None:
    (entry,) = audit.entries(audit.root, subject="SIP domain example.com")
    unknown = audit.stranger().refused("revert", entry=10**12)
    assert unknown.code == 920
    assert audit.stranger().refused("revert", entry=entry["id"]).text == unknown.text
    assert audit.stranger().refused("revert", transaction=entry["transaction"]).text == unknown.text
    assert audit.customer_login.refused("revert", entry=entry["id"]).code == 902


def test_what_stands_against_it_is_told(quick_audit: AuditScene) -> None:
    (entry,) = quick_audit.entries(quick_audit.root, subject="SIP domain example.com")
    fault = quick_audit.reseller_login.refused("revert", entry=entry["id"])
    assert fault.code == 920
    assert "cannot be undone" in fault.text


def test_what_only_an_administrator_may_a_reseller_does_not_undo(quick_audit: AuditScene) -> None:
    quick_audit.admin.tenant.setResellerProfile(profile={"reseller": 1, "trialMaxDays": 90})
    (entry,) = quick_audit.entries(quick_audit.reseller_login, operation="setResellerProfile")
    fault = quick_audit.reseller_login.refused("revert", entry=entry["id"])
    assert fault.code == 920
    assert "902" in fault.text
    quick_audit.root.revert(entry=entry["id"])


def test_an_entry_or_a_transaction_is_given(quick_audit: AuditScene) -> None:
    assert quick_audit.root.refused("revert").code == 102
    assert quick_audit.root.refused("revert", entry=3, transaction="x").code == 101
    assert quick_audit.root.refused("revert", transaction="3").code == 920
