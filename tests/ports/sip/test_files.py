# SPDX-License-Identifier: Apache-2.0
"""SIP accounts and aliases in CSV files: ``ngnprov accounts`` and ``ngnprov aliases``."""

from pathlib import Path

import pytest
from click.testing import Result

from tests.ports.sip.conftest import SipScene
from tests.support import commands
from tests.support.commands import problems, written

ACCOUNTS = """\
username,domain,password,firstname,email,groups,quota,prepaid
alice,files.example.com,correct horse,Älice,alice@example.com,free-pstn voicemail,25,false
bob,files.example.com,0123456789abcdef0123456789abcdef:fedcba9876543210fedcba9876543210,,,,,true
"""
ALIASES = """\
username,domain,targetusername,targetdomain,owner
info,files.example.com,alice,files.example.com,2
sales,files.example.com,info,files.example.com,0
"""


@pytest.fixture
def scene(quick_sip: SipScene) -> SipScene:
    """A domain without accounts."""
    quick_sip.admin.sip.addDomain(domain={"domain": "files.example.com", "customer": 2})
    return quick_sip


def run(scene: SipScene, *words: str, text: str = "") -> Result:
    if text:
        place = Path(scene.world.settings.database.url.removeprefix("sqlite:///")).parent
        words = (*words, str(written(place, text)))
    return commands.run(scene.world, *words)


def test_accounts_go_out_and_come_in_as_they_were(scene: SipScene) -> None:
    assert run(scene, "accounts", "import", text=ACCOUNTS).stdout == "added 2 accounts\n"
    alice = scene.admin.sip.getAccount(sipId={"username": "alice", "domain": "files.example.com"})
    assert (alice["password"], alice["firstName"], alice["groups"]) == (
        "correct horse",
        "Älice",
        ["free-pstn", "voicemail"],
    )
    assert scene.admin.sip.getAccount(sipId={"username": "bob", "domain": "files.example.com"})["prepaid"]
    whole = run(scene, "accounts", "export", "--domain", "files.example.com", "--passwords").stdout
    plain = run(scene, "accounts", "export", "--domain", "files.example.com").stdout
    assert "correct horse" in whole
    assert "correct horse" not in plain
    assert "0123456789abcdef" not in plain
    for name in ("alice", "bob"):
        scene.admin.sip.deleteAccount(sipId={"username": name, "domain": "files.example.com"})
    assert run(scene, "accounts", "import", text=whole).exit_code == 0
    assert run(scene, "accounts", "export", "--domain", "files.example.com", "--passwords").stdout == whole


def test_aliases_go_out_and_come_in_as_they_were(scene: SipScene) -> None:
    assert run(scene, "aliases", "import", text=ALIASES).stdout == "added 2 aliases\n"
    written_out = run(scene, "aliases", "export", "--domain", "files.example.com").stdout
    assert written_out == ALIASES.replace("\n", "\r\n") or written_out == ALIASES
    for name in ("sales", "info"):
        scene.admin.sip.deleteAlias(id={"username": name, "domain": "files.example.com"})
    assert run(scene, "aliases", "import", text=written_out).stdout == "added 2 aliases\n"
    assert run(scene, "aliases", "export", "--domain", "files.example.com").stdout == written_out


def test_problems_are_told_by_line_and_column(scene: SipScene) -> None:
    before = scene.world.fingerprint()
    text = "username,domain,password,quota\nalice,files.example.com,,\nbob,nowhere.example.com,x,\ncarol,files.example.com,x,-1\n"
    result = run(scene, "accounts", "import", text=text)
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in problems(result)[:-1]] == [
        "line 2, column password",
        "line 3, column domain",
        "line 4, column quota",
    ]
    result = run(
        scene, "aliases", "import", text="username,domain,targetusername\n,files.example.com,x\ny,files.example.com,\n"
    )
    assert len(problems(result)) == 3
    assert scene.world.fingerprint() == before
