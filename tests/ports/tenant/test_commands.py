# SPDX-License-Identifier: Apache-2.0
"""``ngnprov tenant add``: what addTenant makes of the same members, by the same rules and the same journal."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ngnprov.cli import main
from tests.ports.tenant.conftest import TenantScene
from tests.ports.tenant.platforms import Platform, quick_platform
from tests.support import commands
from tests.support.commands import done, problems, refused, written

__all__ = ["quick_platform"]


@pytest.fixture
def scene(quick_tenants: TenantScene) -> TenantScene:
    return quick_tenants


def file(scene: TenantScene, document: Any) -> Path:
    place = Path(scene.world.settings.database.url.removeprefix("sqlite:///")).parent
    return written(place, document if isinstance(document, str) else json.dumps(document))


def add(scene: TenantScene, document: Any, *options: object) -> str:
    return done(scene.world, "tenant", "add", "--from", file(scene, document), *options)


def test_a_tenant_is_made_of_a_document(scene: TenantScene) -> None:
    profile = {"name": "Zoë", "kind": "pbxaccount", "maxSubscribers": 40, "enabled": False}
    assert add(scene, scene.given(profile=profile)) == "added customer 3, acme, with contact 1\n"
    assert scene.admin.getAccount(id=3)["username"] == "acme"
    stored = scene.profile(3)
    assert {name: stored[name] for name in profile} == {**profile, "maxSubscribers": "40"}
    rows = scene.world.sql("SELECT DISTINCT login, operation FROM journal WHERE operation LIKE 'tenant%'")
    assert rows == [("(command line)", "tenant add")]
    scene.world.undo()
    assert scene.admin.refused("getAccount", id=3).code == 5000


def test_it_is_answered_as_json_too(scene: TenantScene) -> None:
    made = json.loads(add(scene, scene.given(), "--json"))
    assert (made["customer"]["id"], made["contact"]["email"]) == (3, "office@example.com")
    assert "secret" not in json.dumps(made)


def test_a_dry_run_only_checks(scene: TenantScene) -> None:
    before = scene.world.fingerprint()
    assert add(scene, scene.given(), "--dry-run") == "would add acme\n"
    assert scene.world.fingerprint() == before


def test_a_tenant_is_made_like_another_one(scene: TenantScene) -> None:
    source = scene.tenant("template")["id"]
    scene.change(source, maxSubscribers="7")
    document = file(scene, {"tenant": scene.given(), "options": {"domain": "acme.example.com"}})
    before = scene.world.fingerprint()
    told = done(scene.world, "tenant", "clone", source, "--from", document, "--dry-run")
    assert (told, scene.world.fingerprint()) == ("would add acme, like customer 3, with nothing beside\n", before)
    told = done(scene.world, "tenant", "clone", source, "--from", document)
    assert told == "added customer 4, acme, like customer 3, with nothing beside\n"
    assert scene.profile(4)["maxSubscribers"] == "7"
    again = file(scene, {"tenant": {**scene.given(), "profile": {"naem": "x"}}})
    (sentence,) = refused(scene.world, "tenant", "clone", source, "--from", again)
    assert sentence.startswith("tenant.profile.naem is no member of CustomerProfile")
    assert commands.run(scene.world, "tenant", "clone", source, "--from", file(scene, {"tenants": {}})).exit_code == 2


def test_it_acts_for_a_reseller(scene: TenantScene) -> None:
    given = scene.given(account={"username": "acme", "password": "secret"})
    add(scene, given, "--customer", scene.reseller_id)
    given["account"]["username"] = "other"
    given["billingProfile"]["handle"] = "other"
    assert scene.profile(3)["reseller"] == scene.reseller_id
    place = file(scene, {**given, "profile": {"name": "other", "trialUntil": "2999-01-01"}})
    assert "365 days" in refused(scene.world, "tenant", "add", "--from", place, "--customer", scene.reseller_id)[-1]
    assert refused(scene.world, "tenant", "add", "--from", place, "--customer", 4711) == ["there is no customer 4711"]


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"profile": {"naem": "Acme"}}, "tenant.profile.naem is no member of CustomerProfile"),
        ({"profile": {"name": "n", "maxSubscribers": 0}}, "tenant.profile.maxSubscribers must not be 0"),
        ({"profile": None}, "tenant.profile.name must not be empty"),
        ({"contact": {"email": "nobody"}}, "tenant.contact.email"),
        ({"contact": None}, "tenant.contact must not be empty"),
        ({"contact": ["office@example.com"]}, "tenant.contact must be a structure"),
        ({"billingProfile": None, "billingProfileId": "x"}, "tenant.billingProfileId must be a whole number"),
        ({"account": {"username": "acme", "password": "secret"}}, "tenant.account.reseller must not be empty"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_made(scene: TenantScene, parts: dict[str, Any], field: str) -> None:
    (sentence,) = refused(scene.world, "tenant", "add", "--from", file(scene, scene.given(**parts)))
    assert sentence.startswith(field)


def test_what_is_no_json_is_told_with_its_line(scene: TenantScene) -> None:
    (sentence,) = refused(scene.world, "tenant", "add", "--from", file(scene, '{\n"account":\n'))
    assert sentence.startswith("the file is not JSON")
    place = file(scene, "x")
    place.write_bytes(b'{"account": "\xff"}')
    assert refused(scene.world, "tenant", "add", "--from", place) == ["the file is not UTF-8"]


def test_standard_input_is_a_file_and_one_that_is_not_there_is_wrong_usage(scene: TenantScene) -> None:
    settings = scene.world.settings
    where = ["--database", settings.database.url, "--key-file", str(settings.keys.file)]
    result = CliRunner().invoke(
        main, ["tenant", "add", "--from", "-", *where], input=io.BytesIO(json.dumps(scene.given()).encode())
    )
    assert (result.exit_code, result.stdout) == (0, "added customer 3, acme, with contact 1\n")
    assert commands.run(scene.world, "tenant", "add", "--from", "/nowhere").exit_code == 2
    assert commands.run(scene.world, "tenant", "add").exit_code == 2


@pytest.fixture
def on_loopback(quick_platform: Platform, monkeypatch: pytest.MonkeyPatch) -> Platform:
    """A platform that commands may ask, too."""
    monkeypatch.setenv("NGNPROV_OUTGOING_ALLOWED", "127.0.0.0/8")
    return quick_platform


def test_a_platform_is_asked_at_the_machine_and_shown(on_loopback: Platform) -> None:
    world, id = on_loopback.world, on_loopback.add()["id"]
    assert "pending" in done(world, "connections", "list")
    assert done(world, "connections", "sync", id) == f"connection {id} is monitoring, with 3 users, 0 are gone\n"
    assert "anna@example.com" in done(world, "connections", "discovered", id, "--state", "new")
    assert done(world, "connections", "discovered", id, "--state", "gone") == ""
    (shown,) = json.loads(done(world, "connections", "list", "--of", 2, "--json"))
    assert (shown["users"], shown["state"]) == (3, "monitoring")
    assert on_loopback.key not in json.dumps(shown)
    on_loopback.scene.reseller_login.updateConnection(connection={"id": id, "accessKey": "wrong"})
    (told,) = problems(commands.run(world, "connections", "sync", id))
    assert told == f"connection {id} is failed: it refuses the key (401)"


def test_jobs_run_asks_what_is_due_and_a_dry_run_asks_nothing(on_loopback: Platform) -> None:
    id = on_loopback.add()["id"]
    commands.run(on_loopback.world, "jobs", "run", "--dry-run")
    assert on_loopback.kazoo.requests == []
    assert commands.run(on_loopback.world, "jobs", "run").exit_code == 0
    assert on_loopback.connection(id)["state"] == "monitoring"
