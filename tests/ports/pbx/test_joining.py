# SPDX-License-Identifier: Apache-2.0
"""Users who are members of groups from the beginning (pbx.md G9)."""

from typing import Any

import pytest

from ngnprov.errors import NotRevertible
from ngnprov.ports.pbx.groups import joining
from tests.ports.pbx.conftest import PbxScene
from tests.support.caller import Caller
from tests.support.examination import examine


@pytest.fixture
def shop(pbx: PbxScene) -> PbxScene:
    """The customer has a pilot, the user 101, and the groups 200 and 201; 101 is in the first."""
    return furnished(pbx)


@pytest.fixture
def quick(quick_pbx: PbxScene) -> PbxScene:
    return furnished(quick_pbx)


def furnished(scene: PbxScene) -> PbxScene:
    scene.agree("PBX", customer=scene.reseller_id)
    scene.agree("PBX")
    scene.pilot()
    scene.user("101")
    scene.root.addGroup(group={"customer": 2, "number": "200", "name": "Sales", "members": ["101"]})
    scene.root.addGroup(group={"customer": 2, "number": "201", "name": "Support"})
    return scene


def members(scene: PbxScene, number: str) -> list[str]:
    (group,) = scene.root.getGroups(query={"filter": {"customer": 2, "number": number}})["groups"]
    found: list[str] = group["members"]
    return found


def change(scene: PbxScene, caller: Caller, operation: str, **arguments: Any) -> str:
    """Its transaction."""
    asked = caller.asking()
    asked.call(operation, arguments)
    assert examine(scene.world.database) == []
    return str(asked.reply["transaction"])


def new(number: str, *groups: str, **also: Any) -> dict[str, Any]:
    return {"customer": 2, "number": number, "name": f"User {number}", "groups": list(groups), **also}


def test_a_user_is_the_last_member_of_its_groups(shop: PbxScene) -> None:
    shown = shop.customer_login.addExtension(extension=new("102", "201", "ph2x200"))
    assert shown["groups"] == ["200", "201"]
    assert (members(shop, "200"), members(shop, "201")) == (["101", "102"], ["102"])
    (group,) = shop.root.getGroups(query={"filter": {"number": "200"}})["groups"]
    assert group["version"] == 2
    many = shop.customer_login.addExtensions(extension=new("103", "200"), count=3)
    assert [each["groups"] for each in many] == [["200"]] * 3
    assert members(shop, "200") == ["101", "102", "103", "104", "105"]
    assert shop.root.refused("deleteExtension", customer=2, number="104").code == 8113
    assert examine(shop.world.database) == []


def test_what_is_no_group_of_the_customer_or_is_full_is_refused(
    quick: PbxScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, _ = quick.sibling()
    quick.has_pbx(other, "Sibling")
    quick.pilot(other, "8888")
    quick.root.addGroup(group={"customer": other, "number": "300", "name": "Theirs"})
    monkeypatch.setattr(joining, "MOST_MEMBERS", 2)
    before = quick.world.fingerprint()
    for groups, code, place in (
        (["201", "300"], 8117, 1),
        (["201", f"ph{other}x300"], 8117, 1),
        (["101"], 8117, 0),
        ([""], 8117, 0),
        (["ph2p"], 8117, 0),
        (["201", "ph2x201"], 101, 1),
    ):
        fault = quick.reseller_login.refused("addExtension", extension=new("102", *groups))
        assert (fault.code, fault.field) == (code, f"extension.groups.{place}"), groups
    fault = quick.reseller_login.refused("addExtensions", extension=new("102", "201", "200"), count=2)
    assert (fault.code, fault.field) == (101, "extension.groups.1")
    assert "has 1 of at most 2 members" in fault.text
    assert quick.world.fingerprint() == before
    quick.reseller_login.addExtensions(extension=new("102", "200"), count=1)


def test_a_group_that_is_blocked_from_above_is_joined_by_those_above_only(quick: PbxScene) -> None:
    quick.reseller_login.blockExtension(customer=2, number="ph2x200", reason="fraud")
    fault = quick.customer_login.refused("addExtension", extension=new("102", "201", "200"))
    assert (fault.code, fault.field) == (8130, "extension.groups.1")
    quick.reseller_login.addExtension(extension=new("102", "200"))
    assert members(quick, "200") == ["101", "102"]


def test_an_undo_takes_it_out_again_whoever_has_joined_since_and_is_undone_itself(shop: PbxScene) -> None:
    made = change(shop, shop.reseller_login, "addExtension", extension=new("102", "200", "201"))
    shop.reseller_login.addExtension(extension=new("103", "200"))
    shop.world.undo(made)
    assert (members(shop, "200"), members(shop, "201")) == (["101", "103"], [])
    assert shop.root.refused("getExtension", customer=2, number="102").code == 8106
    assert examine(shop.world.database) == []
    shop.world.undo()
    assert (members(shop, "200"), members(shop, "201")) == (["101", "102", "103"], ["102"])
    assert examine(shop.world.database) == []


def test_many_are_taken_out_together(quick: PbxScene) -> None:
    made = change(quick, quick.reseller_login, "addExtensions", extension=new("102", "200"), count=3)
    quick.world.undo(made)
    assert members(quick, "200") == ["101"]
    quick.world.undo()
    assert members(quick, "200") == ["101", "102", "103", "104"]


def test_a_user_that_is_in_another_group_since_stays(quick: PbxScene) -> None:
    made = change(quick, quick.reseller_login, "addExtension", extension=new("102", "200"))
    quick.root.updateGroup(group={"customer": 2, "number": "201", "members": ["102"]})
    before = quick.world.fingerprint()
    with pytest.raises(NotRevertible, match="8113"):
        quick.world.undo(made)
    assert quick.world.fingerprint() == before
    quick.root.updateGroup(group={"customer": 2, "number": "201", "members": []})
    quick.root.deleteGroup(group={"customer": 2, "number": "200"})
    quick.world.undo(made)
    assert quick.root.refused("getExtension", customer=2, number="102").code == 8106


def test_a_change_of_groups_is_not_undone_by_itself(quick: PbxScene) -> None:
    made = change(quick, quick.reseller_login, "addExtension", extension=new("102", "200"))
    ((entry,),) = quick.world.sql(
        f"SELECT id FROM journal WHERE request_id = '{made}' AND subject LIKE 'PBX extension ph2x200 %'"
    )
    with pytest.raises(NotRevertible, match="is a part of what the transaction"):
        quick.world.undo(str(entry))


def test_a_dry_run_tells_of_the_groups_and_leaves_them_as_they_are(quick: PbxScene) -> None:
    before = quick.world.fingerprint()
    asked = quick.reseller_login.asking(dryRun=True)
    shown = asked.call("addExtension", {"extension": new("102", "200")})
    assert shown["groups"] == ["200"]
    (told,) = [
        each for each in asked.reply["preview"]["changes"] if each["subject"].startswith("PBX extension ph2x200 ")
    ]
    assert told["members"] == [{"name": "members", "before": '["101"]', "after": '["101", "102"]'}]
    assert quick.world.fingerprint() == before


def test_what_an_update_is_sent_of_groups_is_not_looked_at(quick: PbxScene) -> None:
    quick.root.updateExtension(extension=new("101", "999"))
    assert (members(quick, "200"), members(quick, "201")) == (["101"], [])
