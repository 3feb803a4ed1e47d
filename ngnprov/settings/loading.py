# SPDX-License-Identifier: Apache-2.0
"""Settings from an ini file, the environment and options."""

import configparser
import dataclasses
import stat
import typing
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ngnprov.settings.field import SettingsError, check_range, read_text
from ngnprov.settings.sections import SECTIONS, Settings

SHORT_VARIABLES: Mapping[str, tuple[str, str]] = {
    "NGNPROV_DATABASE": ("database", "url"),
    "NGNPROV_KEY_FILE": ("keys", "file"),
    "NGNPROV_BIND": ("server", "bind"),
    "NGNPROV_WORKERS": ("server", "workers"),
}

OTHER_VARIABLES = frozenset({"NGNPROV_CONFIG", "NGNPROV_URL", "NGNPROV_USER", "NGNPROV_PASSWORD"})
"""Variables of the command line and of clients, which are not settings. Those named NGNPROV_TEST_... belong to the tests."""


Name = tuple[str, str]
"""Section and key of a setting."""

EVERY = "*"
"""The section of a mistake that leaves no value to be relied on."""

Told = Callable[[SettingsError], None]
"""What is done with a mistake: it is raised, or noted so that the next ones are found, too."""


def load(
    ini: Path | None = None,
    environ: Mapping[str, str] | None = None,
    options: Mapping[str, Any] | None = None,
    *,
    sections: Mapping[str, type] | None = None,
) -> Settings:
    """Settings from an ini file, variables and options; later sources override earlier ones.

    ``options`` is keyed ``section.key``; a value is text as in the file, or ready; None means not given.
    ``sections`` are those that ports declare. Raises :class:`SettingsError` with the first mistake.
    """
    return _load(ini, environ or {}, options or {}, sections or {}, _raise)


def load_all(
    ini: Path | None,
    environ: Mapping[str, str],
    options: Mapping[str, Any],
    *,
    sections: Mapping[str, type],
) -> tuple[Settings, list[SettingsError]]:
    """The same, with every mistake; what is mistaken has its default in the settings."""
    mistakes: list[SettingsError] = []
    return _load(ini, environ, options, sections, mistakes.append), mistakes


def _raise(error: SettingsError) -> None:
    raise error


def _load(
    ini: Path | None,
    environ: Mapping[str, str],
    options: Mapping[str, Any],
    sections: Mapping[str, type],
    tell: Told,
) -> Settings:
    known = {**SECTIONS, **sections}
    given: dict[Name, Any] = {}
    outdated: list[str] = []
    for found in (
        _from_file(ini, known, tell) if ini is not None else {},
        _from_environment(environ, known, tell),
        _from_options(options, known, tell),
    ):
        given.update(_by_present_names(found, _renamed(known), outdated, tell))
    built = {name: _build(name, kind, given, tell) for name, kind in known.items()}
    return Settings(
        **{name: built[name] for name in SECTIONS},
        extra={name: section for name, section in built.items() if name not in SECTIONS},
        outdated=tuple(dict.fromkeys(outdated)),
    )


def _renamed(known: Mapping[str, type]) -> dict[Name, Name]:
    """What settings were called in an earlier release -> what they are called."""
    former = {
        (section, key): field.metadata.get("formerly", "")
        for section, kind in known.items()
        for key, field in fields_of(kind).items()
    }
    return {(old.partition(".")[0], old.partition(".")[2]): new for new, old in former.items() if old}


def _by_present_names(
    found: Mapping[Name, Any], renamed: Mapping[Name, Name], outdated: list[str], tell: Told
) -> dict[Name, Any]:
    """What one source gives, under the names of this release; a sentence into ``outdated`` for each former one."""
    given = {name: value for name, value in found.items() if name not in renamed}
    for old, new in renamed.items():
        if old not in found:
            continue
        names = f"{'.'.join(old)} is called {'.'.join(new)} now"
        outdated.append(f"{names}; the old name is still read")
        if given.setdefault(new, found[old]) != found[old]:
            tell(SettingsError(f"{names}, and both are set, to different values", new[0]))
    return given


def _from_file(path: Path, known: Mapping[str, type], tell: Told) -> dict[Name, str]:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",), default_section="\0")
    try:
        parser.read_string(path.read_text(encoding="utf-8"), source=str(path))
        is_open = bool(path.stat().st_mode & stat.S_IROTH)
    except OSError as error:
        tell(SettingsError(f"cannot read the settings file {path}: {error.strerror}", EVERY))
        return {}
    except UnicodeDecodeError as error:
        tell(SettingsError(f"the settings file {path} is not UTF-8{_place(error)}", EVERY))
        return {}
    except configparser.Error as error:
        tell(SettingsError(f"the settings file {path} is malformed{_where(error)}", EVERY))
        return {}
    found, renamed = {}, _renamed(known)
    for section in parser.sections():
        if section not in known:
            tell(SettingsError(f"{path}: unknown section [{section}]; known are {', '.join(known)}"))
            continue
        for key, value in parser[section].items():
            present, name = renamed.get((section, key), (section, key))
            field = fields_of(known[present]).get(name)
            if field is None:
                tell(SettingsError(f"{path}: unknown key {key} in [{section}]"))
                continue
            holds_password = field.metadata.get("secret")
            if is_open and holds_password is not None and holds_password(value.strip()):
                tell(
                    SettingsError(
                        f"the settings file {path} holds a password ({section}.{key}) and is readable by all users: "
                        "chmod 600 it"
                    )
                )
            found[section, key] = value.strip()
    return found


def _place(error: UnicodeDecodeError) -> str:
    """The line and its octet, both counted from 1."""
    before: bytes = error.object[: error.start]
    line, octet = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
    return f" (line {line}, byte {octet})"


def _where(error: configparser.Error) -> str:
    """The line and the kind of a mistake, without the line's text: it may hold a password."""
    lines = [number for number, _ in getattr(error, "errors", ())]
    line = lines[0] if lines else getattr(error, "lineno", "?")
    if isinstance(error, configparser.DuplicateOptionError):
        return f": line {line} sets {error.option} again"
    if isinstance(error, configparser.DuplicateSectionError):
        return f": line {line} begins [{error.section}] again"
    return f" at line {line}"


def _from_environment(environ: Mapping[str, str], known: Mapping[str, type], tell: Told) -> dict[Name, str]:
    names = {
        variable: (section, key)
        for section, kind in known.items()
        for key in fields_of(kind)
        for variable in variables_of(section, key)
    }
    names.update((variable, old) for old in _renamed(known) for variable in variables_of(*old))
    found: dict[Name, str] = {}
    for variable, value in environ.items():
        is_ours = variable.startswith("NGNPROV_") and not variable.startswith("NGNPROV_TEST_")
        if not is_ours or variable in OTHER_VARIABLES:
            continue
        if variable not in names:
            tell(SettingsError(f"unknown environment variable {variable}"))
            continue
        if found.setdefault(names[variable], value.strip()) != value.strip():
            both = " and ".join(variables_of(*names[variable]))
            tell(SettingsError(f"the environment variables {both} contradict each other", names[variable][0]))
    return found


def _from_options(options: Mapping[str, Any], known: Mapping[str, type], tell: Told) -> dict[Name, Any]:
    found = {}
    for name, value in options.items():
        section, _, key = name.partition(".")
        if section not in known or key not in fields_of(known[section]):
            tell(SettingsError(f"unknown setting {name}"))
        elif value is not None:
            found[section, key] = value
    return found


def variables_of(section: str, key: str) -> list[str]:
    """The environment variables that set ``section.key``, shortest first."""
    short = [name for name, target in SHORT_VARIABLES.items() if target == (section, key)]
    return [*short, f"NGNPROV_{section.upper()}_{key.upper()}"]


def fields_of(kind: type) -> dict[str, dataclasses.Field[Any]]:
    """The settings of a section by key."""
    return {field.name: field for field in dataclasses.fields(kind)}


def _build(name: str, kind: type, given: Mapping[Name, Any], tell: Told) -> Any:
    annotations = typing.get_type_hints(kind)
    values = {}
    for key, field in fields_of(kind).items():
        if (name, key) in given:
            value = given[name, key]
            try:
                if isinstance(value, str):
                    value = read_text(value, annotations[key], field)
                check_range(value, field)
            except ValueError as error:
                tell(SettingsError(f"{name}.{key} {error}", name))
                continue
            values[key] = value
    try:
        return kind(**values)
    except SettingsError as error:  # two that contradict each other
        tell(SettingsError(str(error), name))
        return kind()
