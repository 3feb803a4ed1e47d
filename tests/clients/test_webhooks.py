# SPDX-License-Identifier: Apache-2.0
"""A live server sends events to the receiver of examples/, and to one whose mail is opened by the published libraries."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook

from ngnprov.ports.event import signing
from tests.support.live import Live
from tests.support.receiver import Received, Receiver

from .examples import EXAMPLES
from .program import HERE, missing, need

SECRET = "whsec_bm8gc2VjcmV0IGF0IGFsbCBidXQgZm9yIHRlc3Rz"
SCRIPT = EXAMPLES / "webhook_receiver.py"


@pytest.fixture(scope="module")
def sending(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server that may send to this machine."""
    place = tmp_path_factory.mktemp("sending")
    (place / "ngnprov.ini").write_text("[outgoing]\nallowed = 127.0.0.0/8\n")
    with Live(place) as live:
        yield live


@contextmanager
def receiving(port: int = 0) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The example, and where it is."""
    command = [sys.executable, str(SCRIPT), str(port)]
    environment = {**os.environ, "NGNPROV_HOOK_SECRET": SECRET}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.terminate()


def status(url: str, body: bytes, headers: dict[str, str]) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def hook(live: Live, url: str, *events: str) -> Any:
    return live.call().at("Event").addHook(hook={"url": url, "events": list(events), "secret": SECRET})


def test_the_receiver_of_the_examples_prints_each_event_once(sending: Live) -> None:
    with receiving() as (process, url):
        assert process.stdout is not None
        made = hook(sending, url, "customer.created")
        for name in ("anna", "bert"):
            sending.call().addAccount(account={"username": name, "password": "secret"})
        told = [process.stdout.readline().split() for _ in range(2)]
        assert [each[1:3] for each in told] == [["customer.created", "customer"]] * 2
        sending.call().at("Event").replay(hook=made["id"], **{"from": 0})
        sending.call().addAccount(account={"username": "carl", "password": "secret"})
        assert process.stdout.readline().split()[1] == "customer.created"
        sending.call().at("Event").deleteHook(id=made["id"])


def test_the_receiver_refuses_what_is_forged_or_old() -> None:
    body = b'{"time": "then", "type": "t", "subject": "s"}'
    now = int(time.time())
    with receiving() as (_, url):
        for secret, at in (("whsec_" + "A" * 44, now), (SECRET, now - 400), (SECRET, now + 400)):
            assert status(url, body, signing.headers([secret], "evt_1", at, body)) == 401
        assert status(url, body, {}) == 401
        assert status(url, body + b" ", signing.headers([SECRET], "evt_1", now, body)) == 401
        assert status(url, body, signing.headers(["whsec_" + "A" * 44, SECRET], "evt_1", now, body)) == 204


@pytest.mark.parametrize("arguments", [[], ["port"], ["1", "2"]])
def test_a_wrong_call_of_the_receiver_ends_with_2_and_the_usage(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: webhook_receiver.py ")


def by_node(received: Received, secret: str) -> str:
    """What the library of npm makes of a request."""
    if not (HERE / "node/node_modules/standardwebhooks").is_dir():
        missing("The npm package standardwebhooks", "npm")
    asked = {"secret": secret, "headers": dict(received.headers), "body": received.body.decode()}
    done = subprocess.run(
        [need("node", "nodejs"), str(Path(HERE) / "node/webhook.js")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.strip()


def test_both_published_libraries_verify_what_a_server_sends(sending: Live) -> None:
    with Receiver() as receiver:
        made = hook(sending, f"{receiver.url}/", "customer.*")
        sending.call().addAccount(account={"username": "dörte", "password": "secret", "city": "Zürich – 80 %"})
        (received,) = receiver.wait_for(1)
        told = Webhook(SECRET).verify(received.body, dict(received.headers))
        assert told["data"]["after"]["city"] == "Zürich – 80 %"
        assert by_node(received, SECRET) == "customer.created"
        assert by_node(received, "whsec_" + "A" * 44) == "WebhookVerificationError"
        new = sending.call().at("Event").rotateSecret(id=made["id"])["secret"]
        sending.call().addAccount(account={"username": "emil", "password": "secret"})
        later = receiver.wait_for(2)[1]
        for secret in (SECRET, new):
            assert Webhook(secret).verify(later.body, dict(later.headers))
            assert by_node(later, secret) == "customer.created"
        sending.call().at("Event").deleteHook(id=made["id"])
