# SPDX-License-Identifier: Apache-2.0
"""How what concerns phones leaves the house."""

from collections.abc import Mapping

from ngnprov.calls.channel import Channel
from ngnprov.calls.runner import Runner
from ngnprov.ports.pbx.provisioning import redirecting, resyncing


def channels(runner: Runner) -> Mapping[str, Channel]:
    """By the kinds of messages."""
    return {resyncing.KIND: resyncing.channel(runner), redirecting.KIND: redirecting.channel(runner)}
