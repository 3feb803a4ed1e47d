# SPDX-License-Identifier: Apache-2.0
"""What commands show and do about users, what the doctor tells of them, and that users of earlier releases stay."""

import json

from ngnprov.db.migrate import upgrade
from tests.ports.tenant.conftest import TenantScene
from tests.ports.tenant.users_support import EMAIL, PASSWORD, invited, login, user
from tests.support import commands
from tests.support.commands import done
from tests.support.examination import examine, repair


def test_commands_list_users_and_keep_them_out(quick_inviting: TenantScene) -> None:
    world = quick_inviting.world
    user(quick_inviting, roles=["user"])
    assert EMAIL in done(world, "users", "list", "--of", 2)
    (listed,) = json.loads(done(world, "users", "list", "--json"))
    assert (listed["state"], listed["roles"]) == ("active", ["user"])
    assert done(world, "users", "disable", 1) == f"user 1, {EMAIL}, is disabled\n"
    assert login(quick_inviting).refused("getUsers", query={}).code == 901
    assert done(world, "users", "enable", 1) == f"user 1, {EMAIL}, is active\n"
    login(quick_inviting).getUsers(query={})


def test_a_command_tells_where_no_invitation_leaves(quick_tenants: TenantScene) -> None:
    invited(quick_tenants)
    told = commands.run(quick_tenants.world, "users", "invite", "1")
    assert told.exit_code != 0
    assert "sends no invitations" in told.output


def test_the_doctor_tells_of_what_is_stuck(quick_inviting: TenantScene) -> None:
    world = quick_inviting.world
    user(quick_inviting, roles=["user"])
    invited(quick_inviting, email="b@example.com", roles=["user"])
    world.sql("UPDATE tenant_invitations SET at = '2020-01-01 00:00:00.000000'")
    found = [finding.text for finding in examine(world.database)]
    assert found == [
        "customer 2 has users, and none of them manages it",
        "the invitation of user 2 of 2020-01-01 00:00:00 has not left: see `ngnprov outbox`",
    ]


def test_passwords_of_those_who_are_gone_are_forgotten_in_time(quick_inviting: TenantScene) -> None:
    world = quick_inviting.world
    user(quick_inviting, roles=["user"])
    quick_inviting.reseller_login.deleteUser(id=1)
    assert examine(world.database) == []
    world.undo()
    login(quick_inviting, password=PASSWORD).getUsers(query={})
    quick_inviting.reseller_login.deleteUser(id=1)
    world.sql("UPDATE tenant_identities SET change_date = '2020-01-01 00:00:00.000000'")
    text = "there are passwords of addresses that no user has any more"
    assert [finding.text for finding in examine(world.database)] == [text]
    repair(world)
    assert world.sql("SELECT count(*) FROM tenant_identities") == [(0,)]
    assert examine(world.database) == []


def test_users_who_were_there_before_stay_as_ones_to_be_invited(tenants: TenantScene) -> None:
    world = tenants.world
    made = tenants.reseller_login.addUser(user={"customer": 2, "email": EMAIL, "name": "Ann", "roles": ["pbxAdmin"]})
    for table in ("invitations", "tokens", "identities", "roles"):
        world.sql(f"DROP TABLE tenant_{table}")
    for index in ("uq_tenant_users_email", "ix_tenant_users_email", "ix_tenant_users_external_id"):
        world.sql(f"DROP INDEX {index}")
    texts = ("accept_date", "activation", "expiry", "allowed_networks", "timezone", "language", "external_id")
    for column in ("is_disabled", *texts, "external_id_fold", "last_login", "has_factor"):
        world.sql(f"ALTER TABLE tenant_users DROP COLUMN {column}")
    world.sql("CREATE UNIQUE INDEX uq_tenant_users_email ON tenant_users (email_fold)")
    world.sql("UPDATE alembic_version SET version_num = 'tenant_0005' WHERE version_num LIKE 'tenant%'")
    assert upgrade(world.database) == ["tenant_0006", "tenant_0007"]
    assert tenants.root.getUsers(query={})["users"] == [made]
    assert made["state"] == "invited"
