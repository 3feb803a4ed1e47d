# SPDX-License-Identifier: Apache-2.0
"""WidgetPort: things that customers have."""

from ngnprov.calls.plain import PlainAnswer, PlainDoor
from ngnprov.calls.port import Port, Switch

from . import service, store
from .operations import WidgetPort

KEY_FILE = PlainDoor(
    ("/widget/key",), lambda runner, *_: PlainAnswer(200, runner.context.attached["widget"], (("X-Kind", "widget"),))
)

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
