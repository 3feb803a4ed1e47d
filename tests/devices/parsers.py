# SPDX-License-Identifier: Apache-2.0
"""How phones read their files, written from what is known of them and not from what writes the files.

Each parser gives every setting of a file by its name; :func:`account` and :func:`keys` make of it what a phone does.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.etree import ElementTree

Settings = dict[str, str]
LPCONFIG = "{http://www.linphone.org/xsds/lpconfig.xsd}"


class Account(NamedTuple):
    """As a phone has it; what its format does not tell it is ""."""

    active: bool
    username: str
    login: str
    password: str
    ha1: str
    domain: str
    server: str
    transport: str
    display_name: str
    voicemail: str


def yealink(file: bytes) -> Settings:
    """Lines end wherever any reader ends one; a comment is a line that begins with ``#``."""
    lines = file.decode("utf-8").splitlines()
    assert lines[0] == "#!version:1.0.0.1"
    found: Settings = {}
    for line in lines[1:]:
        if line.lstrip().startswith("#") or not line.strip():
            continue
        name, equals, value = line.partition("=")
        assert equals, f"not of the form key = value: {line!r}"
        value = value.strip(" \t")
        _put(found, name.strip(" \t"), "" if value == "%NULL%" else value)
    return found


def boot(file: bytes) -> list[str]:
    """The files that a Yealink boot file names."""
    first, *rest = file.decode("utf-8").splitlines()
    assert first == "#!version:1.0.0.1"
    matches = [re.fullmatch(r'include:config "([^"]*)"', line) for line in rest]
    return [match[1] for match in matches if match]


def snom(file: bytes) -> Settings:
    """By name and ``idx``, with a dot between; the label of a function key has a name of its own."""
    root = _root(file, "settings")
    assert [child.tag for child in root] == ["phone-settings", "functionKeys"]
    found: Settings = {}
    for setting in root[0]:
        assert setting.get("perm") in {"R", "RW"}
        _put(found, ".".join([setting.tag, *filter(None, [setting.get("idx")])]), setting.text or "")
    for key in root[1]:
        assert (key.tag, key.get("context"), key.get("perm")) == ("fkey", "active", "R")
        _put(found, f"fkey.{key.attrib['idx']}", key.text or "")
        _put(found, f"label.{key.attrib['idx']}", key.attrib["label"])
    return found


def grandstream(file: bytes) -> Settings:
    """By P-number."""
    root = _root(file, "gs_provision")
    assert root.get("version") == "1"
    config = root[-1]
    assert [child.tag for child in root] in (["mac", "config"], ["config"])
    assert (config.tag, config.get("version")) == ("config", "1")
    found: Settings = {"mac": root[0].text or ""} if root[0].tag == "mac" else {}
    for setting in config:
        assert re.fullmatch(r"P[0-9]+", setting.tag)
        _put(found, setting.tag, setting.text or "")
    return found


def lpconfig(file: bytes) -> Settings:
    """By section and entry, with a dot between; an entry that would not overwrite is a mistake."""
    found: Settings = {}
    for section in _root(file, f"{LPCONFIG}config"):
        assert section.tag == f"{LPCONFIG}section"
        for entry in section:
            assert (entry.tag, entry.get("overwrite")) == (f"{LPCONFIG}entry", "true")
            _put(found, f"{section.attrib['name']}.{entry.attrib['name']}", entry.text or "")
    return found


def acrobits(file: bytes) -> Settings:
    """By element; an application refuses an account without title."""
    found: Settings = {}
    for element in _root(file, "account"):
        _put(found, element.tag, element.text or "")
    assert found["title"].strip()
    return found


PARSERS: dict[str, Callable[[bytes], Settings]] = {
    each.__name__: each for each in (acrobits, grandstream, lpconfig, snom, yealink)
}


def directory(file: bytes) -> list[tuple[str, str]]:
    """Names and numbers of a directory of any vendor."""
    root = ElementTree.fromstring(file)
    name, number = ("FirstName", "Phone/phonenumber") if root.tag == "AddressBook" else ("Name", "Telephone")
    entries = [entry for entry in root if entry.tag in {"DirectoryEntry", "Contact"}]
    return [(entry.findtext(name) or "", entry.findtext(number) or "") for entry in entries]


def account(name: str, file: bytes) -> Account:
    """The account in a file of the format of that name."""
    return ACCOUNTS[name](PARSERS[name](file))


def _yealink_account(told: Settings) -> Account:
    of, server = (lambda key: told[f"account.1.{key}"]), "sip_server.1"
    address = of(f"{server}.address")
    place = (address, of(f"{server}.port"))
    if of("outbound_proxy_enable") == "1":
        place = (of("outbound_proxy.1.address"), of("outbound_proxy.1.port"))
    return Account(
        active=of("enable") == "1",
        username=of("user_name"),
        login=of("auth_name"),
        password=of("password"),
        ha1="",
        domain=address,
        server=":".join(part for part in place if part not in {"", "0"}),
        transport={"0": "udp", "1": "tcp", "2": "tls", "": ""}[of(f"{server}.transport_type")],
        display_name=of("display_name"),
        voicemail=told["voice_mail.number.1"],
    )


def _snom_account(told: Settings) -> Account:
    server, _, transport = told["user_outbound.1"].partition(";transport=")
    return Account(
        active=told["user_active.1"] == "on",
        username=told["user_name.1"],
        login=told["user_pname.1"],
        password=told["user_pass.1"],
        ha1=told["user_hash.1"],
        domain=_without_port(told["user_host.1"]),
        server=server,
        transport=transport,
        display_name=told["user_realname.1"],
        voicemail=told["user_mailbox.1"],
    )


def _grandstream_account(told: Settings) -> Account:
    return Account(
        active=told["P271"] == "1" and told["P31"] == "1",
        username=told["P35"],
        login=told["P36"],
        password=told["P34"],
        ha1="",
        domain=_without_port(told["P47"]),
        server=told["P48"] or told["P47"],
        transport={"0": "udp", "1": "tcp", "2": "tls"}[told["P130"]],
        display_name=told["P3"],
        voicemail=told["P33"],
    )


def _lpconfig_account(told: Settings) -> Account:
    of, login = (lambda key: told[f"proxy_0.{key}"]), (lambda key: told[f"auth_info_0.{key}"])
    name, username, domain = address(of("reg_identity")) if of("reg_identity") else ("", "", "")
    proxy = re.fullmatch(r"<sip:([^;>]+);transport=([a-z]+)>", of("reg_proxy"))
    answers = login("algorithm") == "MD5" and login("realm") == of("realm") == domain
    return Account(
        active=of("reg_sendregister") == "1" and answers and proxy is not None,
        username=username,
        login=login("userid"),
        password=login("passwd"),
        ha1=login("ha1"),
        domain=domain,
        server=proxy[1] if proxy else "",
        transport=proxy[2] if proxy else "",
        display_name=name,
        voicemail="",
    )


def _acrobits_account(told: Settings) -> Account:
    return Account(
        active=bool(told["username"] and told["host"]),
        username=told["username"],
        login=told["authUsername"] or told["username"],
        password=told["password"],
        ha1="",
        domain=_without_port(told["host"]),
        server=told["proxy"] or told["host"],
        transport={"udp": "udp", "tcp": "tcp", "tls+sip:": "tls", "": ""}[told["transport"]],
        display_name=told["userDisplayName"],
        voicemail=told["voiceMailNumber"],
    )


ACCOUNTS: dict[str, Callable[[Settings], Account]] = {
    "acrobits": _acrobits_account,
    "grandstream": _grandstream_account,
    "lpconfig": _lpconfig_account,
    "snom": _snom_account,
    "yealink": _yealink_account,
}


def keys(name: str, file: bytes) -> dict[int, tuple[str, str, str]]:
    """Place -> what stands there, in the vendor's words, with target and label; free places are left out."""
    return dict(KEYS[name](PARSERS[name](file)))


def _yealink_keys(told: Settings) -> Iterator[tuple[int, tuple[str, str, str]]]:
    for name, kind in told.items():
        match = re.fullmatch(r"(linekey\.([0-9]+))\.type", name)
        if match and kind != "0":
            assert told[f"{match[1]}.line"] == "1"
            yield int(match[2]), (kind, told[f"{match[1]}.value"], told[f"{match[1]}.label"])


def _snom_keys(told: Settings) -> Iterator[tuple[int, tuple[str, str, str]]]:
    for name, value in told.items():
        if name.startswith("fkey.") and value != "none":
            place, (kind, _, target) = name.removeprefix("fkey."), value.partition(" ")
            yield int(place) + 1, (kind, target, told[f"label.{place}"])


def _grandstream_keys(told: Settings) -> Iterator[tuple[int, tuple[str, str, str]]]:
    for place in range(1, 161):
        at = 23000 + 5 * (place - 1)
        mode, account, label, value = (told.get(f"P{at + each}") for each in range(4))
        if mode not in {None, "-1"}:
            assert account == "0"
            yield place, (mode or "", value or "", label or "")


KEYS: dict[str, Callable[[Settings], Iterator[tuple[int, tuple[str, str, str]]]]] = {
    "grandstream": _grandstream_keys,
    "snom": _snom_keys,
    "yealink": _yealink_keys,
}


def address(text: str) -> tuple[str, str, str]:
    """Display name, user and host of a SIP address with a quoted-string in front (RFC 3261 25.1)."""
    match = re.fullmatch(r'"((?:[^"\\]|\\.)*)" <sip:([^@>]*)@([^@;>]*)>', text, re.DOTALL)
    assert match, f"not an address with a quoted name: {text!r}"
    user = re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), match[2].encode())
    return re.sub(r"\\(.)", r"\1", match[1], flags=re.DOTALL), user.decode("utf-8"), match[3]


def _root(file: bytes, tag: str) -> ElementTree.Element:
    assert file.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n')
    root = ElementTree.fromstring(file)
    assert root.tag == tag
    return root


def _put(found: Settings, name: str, value: str) -> None:
    assert name not in found, f"told twice: {name}"
    found[name] = value


def _without_port(place: str) -> str:
    return re.sub(r":[0-9]+$", "", place)
