# SPDX-License-Identifier: Apache-2.0
"""How a platform is asked: for a short time, by few at once, and never believed in what types cannot hold (sip.md 5.16).

A question runs in a thread of its own, since nobody can take a thread back that waits for somebody. Who asks waits for it as
long as the settings say, and holds no permit to run meanwhile; then he gets the answer of a server without a platform. After a
question that took too long nobody asks the same for a while, and while too many threads still wait nobody asks anything: a
platform that hangs costs few threads and slows nobody down.
"""

import importlib
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ngnprov.calls.call import Call
from ngnprov.calls.tally import Tally
from ngnprov.ports.sip.live.provider import NoPlatform, Provider
from ngnprov.ports.sip.settings import SipSettings
from ngnprov.settings import Settings, SettingsError

log = logging.getLogger("ngnprov.sip.platform")

MOST_AT_ONCE = 16
"""Questions under way in one process, those included for which nobody waits any more."""

PAUSE_SECONDS = 10.0
"""How long nobody asks after a question that took too long."""

FAILURES = Tally("ngnprov_platform_failed", "Questions to the SIP platform that got no answer, by question", "question")

Answer = TypeVar("Answer")


class NotAsked(Exception):
    """The platform hangs, which the log knows, and was left alone."""


class TooSlow(Exception):
    """The platform has not answered in time."""


@dataclass(slots=True)
class _Question:
    """What a thread finds out."""

    ask: Callable[[], Any]
    answer: Any = None
    error: Exception | None = None
    done: threading.Event = field(default_factory=threading.Event)


class Platform:
    """The platform of one process, None for a server without one; ``seconds`` is how long anybody waits for an answer."""

    def __init__(self, provider: Provider | None, seconds: float) -> None:
        self._provider = provider
        self._seconds = seconds
        self._free = threading.BoundedSemaphore(MOST_AT_ONCE)
        self._asks_again: dict[str, float] = {}

    def ask(self, call: Call, question: str, ask: Callable[[Provider], Answer]) -> Answer:
        """What ``ask`` makes of the provider's answer; when that fails, what it makes of the one that knows nothing.

        ``question`` names it in log and metrics.
        """
        provider = self._provider
        if provider is None:
            return ask(NoPlatform())
        try:
            with call.context.database.elsewhere():
                answer: Answer = self._answer(question, lambda: ask(provider))
        except NotAsked:
            call.context.count(FAILURES, question)
            return ask(NoPlatform())
        except Exception as error:
            call.context.count(FAILURES, question)
            log.warning(
                "the SIP platform does not answer %s: %s",
                question,
                str(error) or type(error).__name__,
                extra={"failure": type(error).__name__, "request_id": call.request_id},
            )
            return ask(NoPlatform())
        return answer

    @property
    def tells_phones(self) -> bool:
        """Can its provider have phones fetch their configuration?"""
        return callable(getattr(self._provider, "resync", None))

    def resync(self, username: str, domain: str) -> None:
        """Have the devices of an account do so. Raises NotAsked, TooSlow, or what the provider raised."""
        provider: Any = self._provider
        self._answer("resync", lambda: provider.resync(username, domain))

    def _answer(self, name: str, ask: Callable[[], Answer]) -> Any:
        """Raises NotAsked, TooSlow, or what the provider raised."""
        if time.monotonic() < self._asks_again.get(name, 0.0) or not self._free.acquire(blocking=False):
            raise NotAsked
        question = _Question(ask)
        try:
            threading.Thread(target=self._find_out, args=(question,), name=f"platform {name}", daemon=True).start()
        except BaseException:
            self._free.release()
            raise
        if not question.done.wait(self._seconds):
            self._asks_again[name] = time.monotonic() + PAUSE_SECONDS
            raise TooSlow(
                f"it took more than {self._seconds:g} seconds; it is not asked this again for {PAUSE_SECONDS:g}"
            )
        if question.error is not None:
            raise question.error
        return question.answer

    def _find_out(self, question: _Question) -> None:
        try:
            question.answer = question.ask()
        except Exception as error:
            question.error = error
        except BaseException as error:  # a thread ends by it, and he who waits must not
            question.error = RuntimeError(f"the provider raised {type(error).__name__}")
        finally:
            self._free.release()
            question.done.set()


def attach(settings: Settings) -> Platform:
    """The platform that the settings name. Raises SettingsError."""
    section = settings.of(SipSettings)
    if not section.platform:
        return Platform(None, 0)
    module, _, name = section.platform.partition(":")
    try:
        provider = getattr(importlib.import_module(module), name)(section.platform_options)
    except Exception as error:
        raise SettingsError(
            f"sip.platform {section.platform} cannot be attached: {type(error).__name__}: {error}"
        ) from error
    missing = [question for question in _QUESTIONS if not callable(getattr(provider, question, None))]
    if missing:
        raise SettingsError(f"sip.platform {section.platform} gives a provider without {', '.join(missing)}")
    return Platform(provider, section.platform_seconds)


def platform_of(call: Call) -> Platform:
    """The one that the server of a call has."""
    found: Platform = call.context.attached["sip"]
    return found


_QUESTIONS = tuple(name for name in vars(Provider) if not name.startswith("_"))
