# SPDX-License-Identifier: Apache-2.0
"""Platforms are asked for their users, and what becomes of the connection and of whom it finds (connections.md 4, 5)."""

import threading
from typing import Any

from ngnprov.ports.tenant.connections.syncing import Syncer
from tests.ports.tenant.platforms import PEOPLE, Platform, platform, quick_platform
from tests.support.examination import examine
from tests.support.kazoo import LOOPBACK

__all__ = ["platform", "quick_platform"]


def states(platform: Platform) -> dict[str, str]:
    return {each["name"].split()[0]: each["state"] for each in platform.found()}


def test_a_platform_is_asked_and_its_users_are_found_once(platform: Platform) -> None:
    made = platform.add()
    assert (made["state"], platform.kazoo.requests) == ("pending", [])
    platform.sync()
    now = platform.connection(made["id"])
    assert (now["state"], now["users"], now["lastError"], bool(now["syncedAt"])) == ("monitoring", 3, "", True)
    found = platform.found(connection=made["id"])
    assert [(each["email"], each["name"]) for each in found] == [(email, f"{name} Acme") for email, name in PEOPLE]
    assert [each["externalId"] for each in found] == platform.ids
    assert {each["externalAccount"] for each in found} == {platform.account, platform.branch}
    platform.due_now(made["id"])
    platform.sync()
    assert platform.found() == found
    assert examine(platform.world.database) == []


def test_without_sub_accounts_only_the_accounts_own_are_found(quick_platform: Platform) -> None:
    quick_platform.add(autoProvisionSubAccounts=False)
    quick_platform.sync()
    assert len(quick_platform.found()) == 2
    assert not [each for each in quick_platform.kazoo.requests if "descendants" in each]


def test_who_is_gone_is_marked_and_never_removed_and_may_come_back(platform: Platform) -> None:
    id = platform.add()["id"]
    platform.sync()
    platform.kazoo.remove_user(platform.account, platform.ids[0])
    platform.due_now(id)
    platform.sync()
    assert states(platform) == {"Anna": "gone", "Bert": "new", "Cora": "new"}
    assert (platform.connection(id)["users"], platform.connection(id)["goneUsers"]) == (2, 1)
    platform.kazoo._accounts[platform.account]["users"][platform.ids[0]] = {
        "id": platform.ids[0],
        "email": PEOPLE[0][0],
        "first_name": "Anna",
    }
    platform.due_now(id)
    platform.sync()
    assert states(platform) == {"Anna": "new", "Bert": "new", "Cora": "new"}


def test_of_those_who_are_gone_as_many_are_kept_as_users_are_taken_and_all_who_are_linked(
    quick_platform: Platform,
) -> None:
    login = quick_platform.scene.reseller_login
    user = login.addUser(user={"customer": 2, "email": "anna@example.com", "roles": ["user"]})["id"]
    few = quick_platform.world.with_settings(outgoing=LOOPBACK, extra={"tenant": quick_platform.settings(sync_users=3)})
    id = quick_platform.add()["id"]
    with few:
        for round in range(4):
            quick_platform.due_now(id)
            quick_platform.sync(few)
            assert quick_platform.connection(id)["lastError"] == ""
            for each in quick_platform.ids:
                people = quick_platform.kazoo._accounts
                for account in people.values():
                    account["users"].pop(each, None)
            quick_platform.ids = [
                quick_platform.kazoo.add_user(quick_platform.account, f"{round}x{number}@example.com", f"R{round}", "")
                for number in range(3)
            ]
        quick_platform.due_now(id)
        quick_platform.sync(few)
    found = quick_platform.found(connection=id)
    assert [(each["email"], each["state"]) for each in found if each["user"]] == [("anna@example.com", "gone")]
    assert found[0]["user"] == user
    assert [each["email"][0] for each in found if each["state"] == "gone"] == ["a", "2", "2", "2"]
    assert [each["email"][0] for each in found if each["state"] == "new"] == ["3", "3", "3"]


def test_a_user_of_the_same_address_is_one_with_who_was_found(platform: Platform) -> None:
    login = platform.scene.reseller_login
    user = {"email": "first@example.com", "name": "First"}
    connection = {"type": "kazoo", "host": platform.kazoo.url, "accessKey": platform.key, "enabled": True}
    platform.kazoo.add_user(platform.account, "FIRST@Example.com", "First", "There")
    made = login.addTenant(tenant=platform.scene.given(primaryUser=user, connection=connection))
    assert (made["connection"]["state"], made["connection"]["users"]) == ("pending", 0)
    platform.scene.change(made["customer"]["id"], enabled=True)
    platform.sync()
    (found,) = platform.found(user=made["user"]["id"])
    assert (found["state"], found["email"], found["byHand"]) == ("linked", "FIRST@example.com", False)
    assert platform.connection(made["connection"]["id"])["linkedUsers"] == 1
    assert login.getUsers(query={"filter": {"customer": made["customer"]["id"]}})["total"] == 1


def test_who_is_linked_by_hand_stays_so(platform: Platform) -> None:
    login = platform.scene.reseller_login
    id = platform.add()["id"]
    users = [
        login.addUser(user={"customer": 2, "email": email, "roles": ["user"]})["id"]
        for email in ("anna@example.com", "other@example.com")
    ]
    platform.sync()
    anna, bert, cora = platform.found()
    assert (anna["user"], bert["user"], cora["user"]) == (users[0], 0, 0)
    assert login.refused("linkDiscoveredUser", discovered=bert["id"], user=users[0]).code == 8506
    assert login.refused("linkDiscoveredUser", discovered=anna["id"], user=users[1]).code == 8506
    assert login.refused("linkDiscoveredUser", discovered=anna["id"], user=4711).code == 8435
    assert login.refused("linkDiscoveredUser", discovered=4711, user=0).code == 8509
    assert login.linkDiscoveredUser(discovered=anna["id"], user=0)["state"] == "new"
    assert login.linkDiscoveredUser(discovered=bert["id"], user=users[1])["state"] == "linked"
    platform.due_now(id)
    platform.sync()
    assert [each["user"] for each in platform.found()] == [0, users[1], 0]
    for _ in range(2):
        platform.world.undo(
            platform.world.sql(
                "SELECT request_id FROM journal WHERE subject LIKE 'discovered user%' AND reverts IS NULL"
                " AND id NOT IN (SELECT reverts FROM journal WHERE reverts IS NOT NULL) ORDER BY id DESC LIMIT 1"
            )[0][0]
        )
    assert [each["user"] for each in platform.found()] == [users[0], 0, 0]
    login.deleteUser(id=users[0])
    assert platform.found()[0]["state"] == "new"
    platform.world.undo()
    assert platform.found()[0]["state"] == "linked"


def test_a_disabled_connection_makes_no_request(platform: Platform) -> None:
    id = platform.add(enabled=False)["id"]
    platform.sync()
    assert (platform.kazoo.requests, platform.found(), platform.connection(id)["state"]) == ([], [], "disabled")
    customer = platform.scene.customer_login
    assert customer.enableConnection(id=id)["state"] == "pending"
    platform.sync()
    assert len(platform.found()) == 3
    asked = len(platform.kazoo.requests)
    assert customer.disableConnection(id=id)["state"] == "disabled"
    platform.sync()
    assert (len(platform.kazoo.requests), len(platform.found())) == (asked, 3)
    assert customer.refused("syncConnection", id=id).code == 101


def test_a_platform_that_fails_is_tried_again_later_and_later(platform: Platform) -> None:
    id = platform.add(accessKey="wrong")["id"]
    waits = []
    for _ in range(3):
        platform.sync()
        ((due,),) = platform.world.sql(f"SELECT due_at FROM tenant_connections WHERE id = {id}")
        waits.append(due)
        platform.due_now(id)
    shown = platform.connection(id)
    assert (shown["state"], shown["lastError"]) == ("failed", "it refuses the key (401)")
    assert shown["retryAt"]
    assert waits == sorted(waits)
    told = platform.world.sql("SELECT after FROM journal WHERE operation = 'sync connection'")
    assert len(told) == 1, "the same failure is told once"
    assert "wrong" not in repr(told)
    (remark,) = examine(platform.world.database)
    assert "has failed, it refuses the key (401)" in repr(remark)
    answer = platform.scene.reseller_login.updateConnection(connection={"id": id, "accessKey": platform.key})
    assert (answer["state"], answer["lastError"]) == ("pending", "")
    platform.sync()
    assert platform.connection(id)["state"] == "monitoring"


def test_a_sync_that_runs_is_not_begun_again(platform: Platform) -> None:
    id, login = platform.add()["id"], platform.scene.reseller_login
    refused: list[Any] = []
    asked = platform.kazoo.answer

    def answer(*request: Any) -> Any:
        if not refused:
            refused.append(login.refused("syncConnection", id=id))
            assert platform.connection(id)["state"] == "syncing"
        return asked(*request)

    platform.kazoo.answer = answer
    platform.sync()
    assert [fault.code for fault in refused] == [8505]
    assert platform.connection(id)["state"] == "monitoring"
    assert login.syncConnection(id=id)["state"] == "pending"
    platform.sync()
    assert platform.connection(id)["state"] == "monitoring"


def meanwhile(platform: Platform, do: Any) -> None:
    """Have something done while a platform is asked, and the sync finish after it."""
    id = platform.add()["id"]
    asked, done = platform.kazoo.answer, list[int]()

    def answer(*request: Any) -> Any:
        if not done:
            done.append(id)
            do(id)
        return asked(*request)

    platform.kazoo.answer = answer
    assert Syncer(platform.world.app.runner).sync(id) is None
    assert done


def test_what_comes_after_a_connection_was_disabled_is_dropped(platform: Platform) -> None:
    meanwhile(platform, lambda id: platform.scene.reseller_login.disableConnection(id=id))
    assert platform.found() == []


def test_what_comes_after_a_connection_was_changed_is_dropped_and_asked_anew(platform: Platform) -> None:
    def change(id: int) -> None:
        platform.scene.reseller_login.updateConnection(connection={"id": id, "accountId": platform.branch})

    meanwhile(platform, change)
    assert platform.found() == []
    platform.sync()
    assert [each["email"] for each in platform.found()] == ["cora@example.com"]


def test_what_comes_after_a_connection_is_gone_is_dropped(platform: Platform) -> None:
    meanwhile(platform, lambda id: platform.scene.reseller_login.deleteConnection(id=id))
    assert platform.world.sql("SELECT count(*) FROM tenant_discovered_users") == [(0,)]


def test_what_comes_after_a_customer_is_gone_is_dropped(platform: Platform) -> None:
    meanwhile(platform, lambda _: platform.scene.admin.deleteAccount(id=2))
    assert platform.world.sql("SELECT count(*) FROM tenant_discovered_users") == [(0,)]


def test_what_comes_after_a_tenant_was_terminated_is_dropped_until_it_is_restored(platform: Platform) -> None:
    login = platform.scene.reseller_login
    meanwhile(platform, lambda _: login.terminateTenant(customer=2))
    asked = len(platform.kazoo.requests)
    (connection,) = platform.world.sql("SELECT id FROM tenant_connections")
    platform.due_now(connection[0])
    platform.sync()
    assert (platform.found(), len(platform.kazoo.requests)) == ([], asked)
    for operation in ("enableConnection", "syncConnection"):
        assert login.refused(operation, id=connection[0]).code == 8402
    login.restoreTenant(customer=2)
    platform.sync()
    assert (len(platform.found()), platform.connection(connection[0])["state"]) == (3, "monitoring")


def test_the_key_of_a_template_is_used_for_its_reseller_and_host_alone(platform: Platform) -> None:
    root, login = platform.scene.root, platform.scene.reseller_login
    template = {"name": "Ours", "type": "kazoo", "host": platform.kazoo.url, "isDefault": True}
    login.addConnectionTemplate(template={**template, "masterKey": platform.key})
    made = login.addConnection(connection={"customer": 2, "accountId": platform.account, "enabled": True})
    assert (made["host"], made["template"]) == (platform.kazoo.url, 1)
    platform.sync()
    assert platform.connection(made["id"])["users"] == 2
    other = platform.kazoo.url.replace("127.0.0.1", "127.0.0.2")
    fault = root.refused("updateConnection", connection={"id": made["id"], "host": other})
    assert (fault.code, fault.field) == (102, "connection.accessKey")
    stranger = platform.scene.reseller("other", active=True)
    platform.scene.admin.updateAccount(account={"id": 2, "reseller": stranger})
    platform.due_now(made["id"])
    platform.sync()
    (moved,) = root.getConnections(query={})["connections"]
    assert (moved["state"], moved["lastError"][:41]) == ("failed", "its template is for another reseller or h")


def test_of_several_who_would_ask_at_once_one_does(platform: Platform) -> None:
    id = platform.add()["id"]
    syncers = [Syncer(platform.world.app.runner) for _ in range(4)]
    outcomes: list[Any] = []
    threads = [threading.Thread(target=lambda each=each: outcomes.append(each.sync(id))) for each in syncers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome is not None for outcome in outcomes) == [False, False, False, True]
    assert len([each for each in platform.kazoo.requests if each == "PUT /v2/api_auth"]) == 1
    assert len(platform.found()) == 3


def test_whoever_died_while_he_asked_is_replaced(platform: Platform) -> None:
    id = platform.add()["id"]
    asked = platform.kazoo.answer

    def die(*_: Any) -> Any:
        platform.due_now(id)  # so much time has gone by
        platform.kazoo.answer = asked
        assert Syncer(platform.world.app.runner).sync(id) is not None
        return asked(*_)

    platform.kazoo.answer = die
    assert Syncer(platform.world.app.runner).sync(id) is None, "what the first one has learnt does not count any more"
    assert (platform.connection(id)["state"], len(platform.found())) == ("monitoring", 3)
