# SPDX-License-Identifier: Apache-2.0
"""What differs from what was applied, and applying it (pbx.md R1 to R8)."""

import hashlib
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

from ngnprov.db.unit import Unit
from ngnprov.errors import NotRevertible
from tests.ports.pbx.conftest import PbxScene
from tests.support.examination import examine

CUSTOMER = PbxScene.customer_id
DID = "12094555948"


def furnished(scene: PbxScene) -> PbxScene:
    """The customer has a pilot, the users 101 and 102, a group of both and a menu that leads to 101, and a number."""
    for code in ("PBX", "AA"):
        scene.agree(code, customer=scene.reseller_id)
        scene.agree(code)
    scene.agree("RECORDING")
    scene.pilot()
    for number in ("101", "102"):
        scene.user(number, sipPassword=f"a secret of {number}")
    scene.root.addGroup(group={"customer": CUSTOMER, "number": "200", "name": "All", "members": ["101", "102"]})
    keys = [{"button": "1", "target": "101"}]
    scene.root.addAutoAttendant(attendant={"customer": CUSTOMER, "name": "Menu", "greeting": "Hello", "keys": keys})
    scene.root.addNumbers(customer=CUSTOMER, numbers=[DID])
    return scene


@pytest.fixture
def shop(pbx: PbxScene) -> PbxScene:
    """On both databases."""
    return furnished(pbx)


@pytest.fixture
def quick(quick_pbx: PbxScene) -> PbxScene:
    return furnished(quick_pbx)


def states(scene: PbxScene) -> dict[str, str]:
    """Account id -> state, as the lists of each kind tell it alike."""
    found = {each["accountId"]: each["draftState"] for each in scene.root.getExtensions(query={})["extensions"]}
    for each in scene.root.getGroups(query={})["groups"]:
        assert each["draftState"] == found[each["accountId"]]
    for each in scene.root.getAutoAttendants(query={})["attendants"]:
        assert each["draftState"] == found[each["accountId"]]
    return found


def changes(scene: PbxScene) -> dict[str, dict[str, Any]]:
    """Account id -> what getDraft says of it."""
    return {each["accountId"]: each for each in scene.root.getDraft(customer=CUSTOMER)["changes"]}


def members(change: dict[str, Any]) -> dict[str, tuple[list[str], list[str]]]:
    return {each["name"]: (each["before"], each["after"]) for each in change["members"]}


def snapshot(scene: PbxScene) -> str:
    ((text,),) = scene.world.sql(
        f"SELECT snapshot FROM pbx_revisions WHERE customer = {CUSTOMER} ORDER BY number DESC LIMIT 1"
    )
    return str(text)


def update(scene: PbxScene, number: str = "101", **given: Any) -> Any:
    return scene.reseller_login.updateExtension(extension={"customer": CUSTOMER, "number": number, **given})


def apply(scene: PbxScene, **given: Any) -> Any:
    return scene.customer_login.applyConfiguration(customer=CUSTOMER, **given)


def test_everything_is_added_until_it_is_applied(shop: PbxScene) -> None:
    assert set(states(shop).values()) == {"added"}
    draft = shop.customer_login.getDraft(customer=CUSTOMER)
    assert (draft["customer"], draft["baseRevision"], draft["problems"]) == (CUSTOMER, 0, [])
    assert [each["accountId"] for each in draft["changes"]] == ["ph2aa1", "ph2p", "ph2x101", "ph2x102", "ph2x200"]
    assert {each["draftState"] for each in draft["changes"]} == {"added"}
    assert members(changes(shop)["ph2x101"])["primaryNumber"] == ([], ["4319999101"])
    made = apply(shop, baseRevision=0, digest=draft["digest"])
    assert (made["customer"], made["number"], made["digest"]) == (CUSTOMER, 1, draft["digest"])
    assert made["appliedBy"] == "customer"
    assert set(states(shop).values()) == {"same"}
    assert shop.root.getDraft(customer=CUSTOMER) == {**draft, "baseRevision": 1, "changes": []}
    assert examine(shop.world.database) == []


def test_what_was_applied_is_canonical_xml_without_secrets(shop: PbxScene) -> None:
    update(shop, displayName='R & D <"main">', webUsername="one", webPassword="four blue owls sing")
    shop.root.assignNumber(customer=CUSTOMER, number="101", e164=DID)
    shop.root.assignProduct(customer=CUSTOMER, number="101", product="RECORDING")
    shop.root.updateAutoAttendant(attendant={"customer": CUSTOMER, "num": 1, "greeting": "Hello\n & goodbye"})
    made = apply(shop)
    text = snapshot(shop)
    assert ElementTree.canonicalize(text) == text
    assert hashlib.sha256(text.encode()).hexdigest() == made["digest"]
    found = {each.findtext("accountId"): each for each in ElementTree.fromstring(text)}
    assert list(found) == ["ph2aa1", "ph2p", "ph2x101", "ph2x102", "ph2x200"]
    user = [(each.tag, each.text) for each in found["ph2x101"]]
    assert user == [
        ("accountId", "ph2x101"),
        ("kind", "user"),
        ("number", "101"),
        ("name", "User 101"),
        ("displayName", 'R & D <"main">'),
        ("sipUsername", "ph2x101"),
        ("domain", "c2.pbx.example.org"),
        ("primaryNumber", "4319999101"),
        ("numbers", DID),
        ("numbers", "4319999101"),
        ("addons", "RECORDING"),
        ("mainProduct", "PBX"),
    ]
    assert [each.text for each in found["ph2x200"].findall("members")] == ["101", "102"]
    assert found["ph2aa1"].findtext("keys") == "1 101"
    assert found["ph2aa1"].findtext("greeting") == "Hello\n & goodbye"
    assert "secret" not in text
    assert "owls" not in text
    assert "argon2" not in text
    assert set(states(shop).values()) == {"same"}


Edit = Callable[[PbxScene], Any]
AND_BACK: dict[str, tuple[Edit, Edit, str, dict[str, tuple[list[str], list[str]]]]] = {
    "a name": (
        lambda scene: update(scene, name="Reception"),
        lambda scene: update(scene, name="User 101"),
        "ph2x101",
        {"name": (["User 101"], ["Reception"]), "displayName": (["User 101"], ["Reception"])},
    ),
    "a caller ID": (
        lambda scene: update(scene, callerId=DID),
        lambda scene: update(scene, callerId=""),
        "ph2x101",
        {"callerId": ([], [DID])},
    ),
    "a recording": (
        lambda scene: update(scene, recordOutbound=True, recordEmail="r@example.com"),
        lambda scene: update(scene, recordOutbound=False, recordEmail=""),
        "ph2x101",
        {"recordOutbound": ([], ["true"]), "recordEmail": ([], ["r@example.com"])},
    ),
    "a product": (
        lambda scene: scene.root.assignProduct(customer=CUSTOMER, number="101", product="RECORDING"),
        lambda scene: scene.root.unassignProduct(customer=CUSTOMER, number="101", product="RECORDING"),
        "ph2x101",
        {"addons": ([], ["RECORDING"])},
    ),
    "a number": (
        lambda scene: scene.root.assignNumber(customer=CUSTOMER, number="", e164=DID),
        lambda scene: scene.root.unassignNumber(customer=CUSTOMER, number="", e164=DID),
        "ph2p",
        {"numbers": (["4319999"], [DID, "4319999"])},
    ),
    "the order of members": (
        lambda scene: scene.root.updateGroup(
            group={"customer": CUSTOMER, "number": "200", "members": ["102", "101"], "policy": "parallel"}
        ),
        lambda scene: scene.root.updateGroup(
            group={"customer": CUSTOMER, "number": "200", "members": ["101", "102"], "policy": "serial"}
        ),
        "ph2x200",
        {"members": (["101", "102"], ["102", "101"]), "policy": (["serial"], ["parallel"])},
    ),
    "keys": (
        lambda scene: scene.root.updateAutoAttendant(
            attendant={"customer": CUSTOMER, "num": 1, "keys": [{"button": "2", "target": f"+{DID}"}]}
        ),
        lambda scene: scene.root.updateAutoAttendant(
            attendant={"customer": CUSTOMER, "num": 1, "keys": [{"button": "1", "target": "101"}]}
        ),
        "ph2aa1",
        {"keys": (["1 101"], [f"2 +{DID}"])},
    ),
}


@pytest.mark.parametrize("what", AND_BACK)
def test_what_is_changed_and_changed_back_is_the_same(quick: PbxScene, what: str) -> None:
    change, back, account_id, expected = AND_BACK[what]
    apply(quick)
    change(quick)
    assert states(quick)[account_id] == "changed"
    assert set(changes(quick)) == {account_id} == {each for each, state in states(quick).items() if state != "same"}
    assert members(changes(quick)[account_id]) == expected
    back(quick)
    assert changes(quick) == {}
    assert set(states(quick).values()) == {"same"}


def test_what_lives_at_once_is_no_change(quick: PbxScene) -> None:
    apply(quick)
    before = quick.root.getExtension(customer=CUSTOMER, number="101")["version"]
    quick.root.blockExtension(customer=CUSTOMER, number="101", reason="unpaid")
    quick.root.unblockExtension(customer=CUSTOMER, number="101", reason="paid")
    update(quick, sipPassword="another secret", email="one@example.com", timezone="Europe/Vienna")
    update(quick, webUsername="one", webPassword="four blue owls sing")
    assert quick.root.getExtension(customer=CUSTOMER, number="101")["version"] > before
    assert set(states(quick).values()) == {"same"}
    assert changes(quick) == {}


def test_a_renumbered_extension_is_changed_and_so_is_what_names_it(shop: PbxScene) -> None:
    apply(shop)
    shop.customer_login.renumberExtension(customer=CUSTOMER, **{"from": "101", "to": "105"})
    found = changes(shop)
    assert {each: found[each]["draftState"] for each in found} == dict.fromkeys(
        ("ph2aa1", "ph2x105", "ph2x200"), "changed"
    )
    assert members(found["ph2x105"])["accountId"] == (["ph2x101"], ["ph2x105"])
    assert members(found["ph2x200"]) == {"members": (["101", "102"], ["105", "102"])}
    assert {found[each]["changedBy"] for each in found} == {"customer"}
    assert states(shop)["ph2x105"] == "changed"
    shop.user("101")
    assert states(shop)["ph2x101"] == "added"
    shop.root.deleteExtension(customer=CUSTOMER, number="101")
    shop.root.renumberExtension(customer=CUSTOMER, **{"from": "105", "to": "101"})
    assert changes(shop) == {}


def test_who_has_changed_what_is_told(quick: PbxScene) -> None:
    assert {each["changedBy"] for each in changes(quick).values()} == {"reseller", "root"}
    update(quick, name="Before")
    apply(quick)
    quick.customer_login.updateExtension(extension={"customer": CUSTOMER, "number": "101", "name": "Reception"})
    quick.reseller_login.deleteAutoAttendant(attendant={"customer": CUSTOMER, "num": 1})
    quick.root.assignNumber(customer=CUSTOMER, number="102", e164=DID)
    found = changes(quick)
    assert {each: found[each]["changedBy"] for each in found} == {
        "ph2x101": "customer",
        "ph2aa1": "reseller",
        "ph2x102": "root",
    }
    assert all(each["changeDate"] for each in found.values())
    quick.world.sql("UPDATE pbx_revisions SET applied_at = ''")
    assert changes(quick) == found


def test_a_list_costs_as_many_statements_whatever_is_in_it(shop: PbxScene, monkeypatch: pytest.MonkeyPatch) -> None:
    apply(shop)
    real, count = Unit._execute, [0]

    def counted(unit: Unit, *arguments: Any) -> Any:
        count[0] += 1
        return real(unit, *arguments)

    def statements(name: str) -> int:
        found = {"filter": {"customer": CUSTOMER, "name": name}}
        shop.root.getExtensions(query=found)
        count[0] = 0
        shop.root.getExtensions(query=found)
        return count[0]

    monkeypatch.setattr(Unit, "_execute", counted)
    one = statements("User 101")
    assert statements("User%") == one
    for number in range(150, 160):
        shop.user(str(number), name="New")
    new = statements("New")
    assert new == one + 1
    assert statements("%") <= new + 4  # what groups and attendants have besides


def test_a_removed_extension_is_told_until_it_is_applied(shop: PbxScene) -> None:
    apply(shop)
    shop.root.deleteAutoAttendant(attendant={"customer": CUSTOMER, "num": 1})
    assert "ph2aa1" not in states(shop)
    found = changes(shop)
    assert {each: found[each]["draftState"] for each in found} == {"ph2aa1": "removed"}
    assert members(found["ph2aa1"])["greeting"] == (["Hello"], [])
    assert (found["ph2aa1"]["kind"], found["ph2aa1"]["name"]) == ("autoattendant", "Menu")
    assert apply(shop)["number"] == 2
    assert changes(shop) == {}
    assert "ph2aa1" not in snapshot(shop)
    assert examine(shop.world.database) == []


def test_what_was_removed_and_comes_back_is_the_same(shop: PbxScene) -> None:
    apply(shop)
    asked = shop.root.asking()
    asked.deleteAutoAttendant(attendant={"customer": CUSTOMER, "num": 1})
    shop.world.undo(str(asked.reply["transaction"]))
    assert states(shop)["ph2aa1"] == "same"
    assert changes(shop) == {}
    shop.root.updateAutoAttendant(attendant={"customer": CUSTOMER, "num": 1, "greeting": "Good day"})
    assert states(shop)["ph2aa1"] == "changed"
    assert members(changes(shop)["ph2aa1"]) == {"greeting": (["Hello"], ["Good day"])}
    assert apply(shop)["number"] == 2
    assert examine(shop.world.database) == []


def test_without_changes_there_is_no_revision(quick: PbxScene) -> None:
    made = apply(quick)
    before = quick.world.fingerprint()
    assert apply(quick) == made
    assert apply(quick, baseRevision=1) == made
    assert quick.world.fingerprint() == before


def test_a_revision_is_made_of_the_draft_that_was_looked_at(shop: PbxScene) -> None:
    first = shop.root.getDraft(customer=CUSTOMER)
    apply(shop)
    update(shop, name="Reception")
    before = shop.world.fingerprint()
    for given, field in (
        ({"baseRevision": 0}, "baseRevision"),
        ({"baseRevision": 2}, "baseRevision"),
        ({"digest": first["digest"]}, "digest"),
    ):
        fault = shop.customer_login.refused("applyConfiguration", customer=CUSTOMER, **given)
        assert (fault.code, fault.field) == (8212, field)
    assert shop.world.fingerprint() == before
    seen = shop.root.getDraft(customer=CUSTOMER)
    assert apply(shop, baseRevision=seen["baseRevision"], digest=seen["digest"])["number"] == 2


DAMAGE = {
    "UPDATE pbx_extensions SET caller_id = '43155500' WHERE number = '101'": (
        "PBX extension ph2x101 has the caller ID 43155500, which is not a number that its customer holds"
    ),
    "UPDATE pbx_subscriptions SET ended = start, until = start WHERE extension = "
    "(SELECT id FROM pbx_extensions WHERE number = '102') AND product = (SELECT id FROM pbx_products WHERE code = 'PBX')": (
        "PBX extension ph2x102 has the add-on RECORDING without a main product"
    ),
    "UPDATE pbx_group_members SET member = (SELECT id FROM pbx_extensions WHERE customer <> 2) WHERE place = 1": (
        "PBX group ph2x200 has the member ph4p, and one is gone or they are of two customers"
    ),
    "UPDATE pbx_attendant_keys SET target = (SELECT id FROM pbx_extensions WHERE customer <> 2)": (
        "the key 1 of the PBX attendant ph2aa1 leads to ph4p, and one is gone or they are of two customers"
    ),
}


def test_a_draft_that_leads_nowhere_is_not_applied_and_every_problem_is_told(shop: PbxScene) -> None:
    other, _ = shop.sibling()
    shop.has_pbx(other, "Sibling")
    shop.pilot(other, "8888")
    shop.root.assignProduct(customer=CUSTOMER, number="102", product="RECORDING")
    for damage in DAMAGE:
        shop.world.sql(damage)
    problems = [text.replace("ph4p", f"ph{other}p") for text in DAMAGE.values()]
    before = shop.world.fingerprint()
    fault = shop.customer_login.refused("applyConfiguration", customer=CUSTOMER)
    assert (fault.code, fault.field) == (8211, "customer")
    assert all(text in fault.text for text in problems)
    assert shop.world.fingerprint() == before
    assert sorted(shop.root.getDraft(customer=CUSTOMER)["problems"]) == sorted(problems)
    assert {found.text for found in examine(shop.world.database)} >= set(problems)
    assert shop.root.getDraft(customer=other)["problems"] == []
    assert shop.root.applyConfiguration(customer=other)["number"] == 1


def test_there_is_something_to_apply(quick_pbx: PbxScene) -> None:
    assert quick_pbx.customer_login.refused("applyConfiguration", customer=CUSTOMER).code == 8111
    assert quick_pbx.root.getDraft(customer=CUSTOMER)["changes"] == []
    quick_pbx.pilot()
    apply(quick_pbx)
    quick_pbx.root.deletePilot(customer=CUSTOMER)
    assert apply(quick_pbx)["number"] == 2
    assert snapshot(quick_pbx) == '<configuration customer="2"></configuration>'
    assert examine(quick_pbx.world.database) == []


def test_revisions_are_told_newest_first(shop: PbxScene) -> None:
    made = [apply(shop)]
    for name in ("One", "Two"):
        update(shop, name=name)
        made.append(shop.root.applyConfiguration(customer=CUSTOMER))
    page = shop.customer_login.getRevisions(query={"filter": {"customer": CUSTOMER}})
    assert (page["revisions"], page["total"]) == (made[::-1], 3)
    one = {"filter": {"number": 2}, "orderBy": {"attribute": "number", "direction": "ASC"}}
    assert shop.root.getRevisions(query=one)["revisions"] == [made[1]]
    second = {"range": {"start": 1, "count": 1}}
    assert shop.reseller_login.getRevisions(query=second)["revisions"] == [made[1]]
    assert [each["number"] for each in made] == [1, 2, 3]
    assert [each["appliedBy"] for each in made] == ["customer", "root", "root"]


def test_a_revision_is_not_undone(quick: PbxScene) -> None:
    asked = quick.root.asking()
    asked.applyConfiguration(customer=CUSTOMER)
    before = quick.world.fingerprint()
    with pytest.raises(NotRevertible, match="cannot be undone"):
        quick.world.undo(str(asked.reply["transaction"]))
    assert quick.world.fingerprint() == before


def test_who_was_terminated_applies_nothing(quick: PbxScene) -> None:
    apply(quick)
    quick.world.sql(f"UPDATE tenant_profiles SET terminate_date = '2020-01-01' WHERE customer = {CUSTOMER}")
    assert quick.customer_login.refused("applyConfiguration", customer=CUSTOMER).code == 8402
    assert quick.customer_login.getDraft(customer=CUSTOMER)["baseRevision"] == 1


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE pbx_revisions SET snapshot = replace(snapshot, '101', '109')", "is not the one of its digest"),
        ("UPDATE pbx_applied SET digest = 'x' WHERE account_id = 'ph2x101'", "are compared with"),
        ("DELETE FROM pbx_applied WHERE account_id = 'ph2x101'", "are compared with"),
    ],
)
def test_doctor_finds_what_is_wrong_with_a_revision(shop: PbxScene, damage: str, said: str) -> None:
    apply(shop)
    assert examine(shop.world.database) == []
    shop.world.sql(damage)
    (found,) = examine(shop.world.database)
    assert found.text.startswith("PBX revision 1 of customer 2: ")
    assert said in found.text
