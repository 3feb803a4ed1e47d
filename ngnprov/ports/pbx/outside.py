# SPDX-License-Identifier: Apache-2.0
"""What PbxPort asks outside of this server: a DNS resolver, and the services by which vendors lead phones here."""

import importlib
from typing import NamedTuple

from ngnprov.calls.context import Context
from ngnprov.devices.redirection import Redirection
from ngnprov.ports.pbx.checking.resolver import Resolver
from ngnprov.ports.pbx.settings import PbxSettings, resolver_address
from ngnprov.settings import Settings, SettingsError


class Outside(NamedTuple):
    """``redirection`` is None where no service is configured: no vendor is asked anything then."""

    resolver: Resolver
    redirection: Redirection | None


def attach(settings: Settings) -> Outside:
    """What the settings name. Raises SettingsError."""
    section = settings.of(PbxSettings)
    resolver = Resolver(resolver_address(section.resolver), section.resolver_timeout)
    return Outside(resolver, _redirection(section))


def outside(context: Context) -> Outside:
    """What the server of a call has."""
    found: Outside = context.attached["pbx"]
    return found


def _redirection(section: PbxSettings) -> Redirection | None:
    if not section.redirection:
        return None
    module, _, name = section.redirection.partition(":")
    try:
        made: Redirection = getattr(importlib.import_module(module), name)(section.redirection_options)
    except Exception as error:
        text = f"pbx.redirection {section.redirection} cannot be attached: {type(error).__name__}: {error}"
        raise SettingsError(text) from error
    missing = [each for each in ("register", "deregister") if not callable(getattr(made, each, None))]
    if missing:
        raise SettingsError(f"pbx.redirection {section.redirection} gives something without {', '.join(missing)}")
    return made
