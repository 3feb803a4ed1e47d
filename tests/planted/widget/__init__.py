# SPDX-License-Identifier: Apache-2.0
"""WidgetPort: things that customers have."""

from ngnprov.auth.logins import Logins
from ngnprov.calls.plain import PlainAnswer, PlainDoor, PlainRequest
from ngnprov.calls.port import Port, Switch
from ngnprov.calls.runner import Runner

from . import service, store
from .operations import WidgetPort


class KeyFile:
    """Answers what was attached."""

    def __init__(self, runner: Runner, _: Logins) -> None:
        self._runner = runner

    def answer(self, _: PlainRequest) -> PlainAnswer:
        """The name of the key file."""
        return PlainAnswer(200, self._runner.context.attached["widget"].encode(), (("X-Kind", "widget"),))

    def settle(self) -> None:
        """Nothing becomes of a request later."""


KEY_FILE = PlainDoor(("/widget/key",), KeyFile)

PORT = Port(
    name="widget",
    title="WidgetPort",
    namespace="urn:AGProjects:NGNPro:Widget",
    services=(WidgetPort,),
    floor=1,
    credits=("widget_credit",),
    switches=(Switch("widget_access", shared=True),),
    in_use=service.in_use,
    recounts=(store.RECOUNT,),
    attach=lambda settings: settings.keys.file.name,
    doors=(KEY_FILE,),
)
