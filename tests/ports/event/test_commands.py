# SPDX-License-Identifier: Apache-2.0
"""``ngnprov hooks`` and ``ngnprov events``."""

import json

from tests.ports.event.conftest import EventScene, bodies
from tests.support import commands
from tests.support.receiver import Receiver


def told(scene: EventScene, *words: object) -> str:
    result = commands.run(scene.world, *words)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_hooks_and_deliveries_are_listed_and_sent_again(quick_event: EventScene, receiver: Receiver) -> None:
    assert told(quick_event, "hooks", "list") == ""
    hook = quick_event.hook(receiver, "sipDomain.*")
    assert hook["secret"] not in told(quick_event, "hooks", "list")
    assert receiver.url in told(quick_event, "hooks", "list", "--customer", 1)
    quick_event.happen()
    quick_event.deliver()
    assert "delivered" in told(quick_event, "hooks", "deliveries", "--hook", hook["id"])
    assert told(quick_event, "hooks", "deliveries", "--state", "dead") == ""
    assert told(quick_event, "hooks", "replay", hook["id"], "--from", 0) == "1 will be sent again\n"
    quick_event.send()
    assert len({each["id"] for each in bodies(receiver)}) == 1
    assert len(receiver.received) == 2


def test_events_are_printed_in_their_order(quick_event: EventScene) -> None:
    for name in ("a", "b"):
        quick_event.happen(name)
    quick_event.settle()
    lines = [json.loads(line) for line in told(quick_event, "events", "--type", "sipDomain.*").splitlines()]
    assert [each["subject"] for each in lines] == ["SIP domain a.example", "SIP domain b.example"]
    later = told(quick_event, "events", "--type", "sipDomain.*", "--since", lines[0]["position"])
    assert [json.loads(line)["subject"] for line in later.splitlines()] == ["SIP domain b.example"]


def test_a_hook_that_is_not_there_is_told(quick_event: EventScene) -> None:
    result = commands.run(quick_event.world, "hooks", "replay", "4711", "--from", "0")
    assert result.exit_code == 1
    assert "there is no such hook" in result.stderr
