# SPDX-License-Identifier: Apache-2.0
"""W-H, W-I: the charset of a request, its byte order mark and declaration; the parameters of its Content-Type."""

from typing import Any

import pytest

from ngnprov.errors import InvalidValue
from ngnprov.http.door import content_type
from ngnprov.soap.reading.gate import inspect
from tests.support.world import World

BOM = b"\xef\xbb\xbf"
ROOT = "<a>Zürich ÿ</a>"
UTF_8, LATIN_1 = ROOT.encode(), ROOT.encode("latin-1")
EURO = "<a>5 € ‚Š…“</a>"

NAMES = {
    "utf-8": ("UTF-8", "utf8", "Utf-8"),
    "latin-1": ("ISO-8859-1", "iso-8859-1", "latin1", "Latin-1", "ISO_8859-1"),
    "cp1252": ("windows-1252", "Windows-1252", "CP1252"),
}


def declaration(charset: str | None) -> bytes:
    encoding = "" if charset is None else f' encoding="{charset}"'
    return f'<?xml version="1.0"{encoding}?>'.encode()


def refused(data: bytes, charset: str | None = None) -> str:
    with pytest.raises(InvalidValue) as caught:
        inspect(data, charset)
    return caught.value.text


@pytest.mark.parametrize(("codec", "name"), [(codec, name) for codec, names in NAMES.items() for name in names])
def test_w_h_a_charset_is_said_by_content_type_or_declaration_and_made_utf_8(codec: str, name: str) -> None:
    body = ROOT.encode(codec)
    assert inspect(body, name) == UTF_8
    assert inspect(declaration(name) + body) == UTF_8
    assert inspect(declaration(None) + body, name) == UTF_8
    assert inspect(f"<?xml version='1.0' encoding='{name}' standalone='yes' ?>\r\n".encode() + body).strip() == UTF_8


def test_w_h_every_character_of_the_old_charsets_comes_through() -> None:
    latin_1 = "".join(map(chr, range(0xA0, 0x100)))
    windows = bytes(code for code in range(0x80, 0x100) if code not in UNDEFINED).decode("cp1252")
    for text, codec, name in (
        (latin_1, "latin-1", "ISO-8859-1"),
        (windows, "cp1252", "windows-1252"),
        (EURO, "cp1252", "cp1252"),
    ):
        assert inspect(f"<a>{text}</a>".encode(codec), name).decode() == f"<a>{text}</a>"


UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)


def test_w_h_the_content_type_wins_over_the_declaration() -> None:
    for declared in ("ISO-8859-1", "windows-1252", "US-ASCII", "UTF-8", None):
        assert inspect(declaration(declared) + UTF_8, "utf-8") == UTF_8
        assert inspect(declaration(declared) + LATIN_1, "iso-8859-1") == UTF_8
        assert refused(declaration(declared) + LATIN_1, "utf-8") == "the request is not UTF-8 (byte 4)"


@pytest.mark.parametrize(
    ("body", "charset", "position"),
    [
        (LATIN_1, "utf-8", 4),
        (LATIN_1, None, 4),
        (LATIN_1, "us-ascii", 4),
        (UTF_8, "us-ascii", 4),
        *((b"<a>%c</a>" % code, "windows-1252", 3) for code in UNDEFINED),
        *((b"<a>%c</a>" % code, "iso-8859-1", 3) for code in (0x80, 0x85, 0x9F)),
        (EURO.encode("cp1252"), "iso-8859-1", 5),
    ],
)
def test_w_h_a_body_that_is_not_of_its_charset_is_refused(body: bytes, charset: str | None, position: int) -> None:
    assert refused(body, charset).endswith(f" (byte {position})")
    if charset is not None:
        assert refused(declaration(charset) + body).endswith(f" (byte {position})")


OTHERS = [
    "utf-16",
    "UTF-16LE",
    "utf-7",
    "utf-32",
    "iso-8859-15",
    "windows-1251",
    "koi8-r",
    "shift_jis",
    "x-none",
    "",
    "<é>",
    "u" * 99,
]


@pytest.mark.parametrize("name", OTHERS)
def test_w_h_every_other_charset_is_refused_wherever_it_is_said(name: str) -> None:
    assert refused(b"<a/>", name).startswith("the request must be UTF-8, not")
    for charset in (None, "utf-8", "iso-8859-1"):
        assert "<" not in refused(declaration(name) + b"<a/>", charset)


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "us-ascii", "utf-8", None])
def test_w_h_a_nul_is_refused_in_every_charset(charset: str | None) -> None:
    for body in (b"\0<a/>", b"<a>\0</a>", LATIN_1 + b"\0", ROOT.encode("utf-16-le"), ROOT.encode("utf-16-be")):
        assert "NUL" in refused(body, charset)
    assert "UTF-16" in refused(ROOT.encode("utf-16"), charset)


def test_w_h_one_mark_and_one_declaration_in_this_order_at_the_very_start() -> None:
    for head in (
        b"",
        BOM,
        declaration(None),
        declaration("UTF-8"),
        BOM + declaration(None),
        BOM + declaration("utf-8") + b"\r\n",
    ):
        assert inspect(head + UTF_8).strip() == UTF_8


TWICE = [
    (BOM + BOM, "byte order mark"),
    (declaration(None) + BOM, "byte order mark"),
    (BOM + declaration("UTF-8") + BOM, "byte order mark"),
    (declaration(None) * 2, "two XML declarations"),
    (BOM + declaration(None) * 2, "two XML declarations"),
    (declaration("UTF-8") + b'<?xml version="1.1"?>', "two XML declarations"),
    (declaration(None) + declaration("ISO-8859-1"), "two XML declarations"),
    (declaration("UTF-8") + b"<?xml\tanything?>", "two XML declarations"),
    (b'<?xml version="1.0" encoding=""?>', "must be UTF-8"),
    (b'<?xml version="1.0" encoding="UTF-8" encoding="UTF-8"?>', "malformed"),
    (BOM + declaration("ISO-8859-1"), "byte order mark of UTF-8"),
    (b'<?xml version="1.0"\x0bencoding="UTF-8"?>', "malformed"),
    (b'<?xml version="1.0" encoding="UTF-8\xa0"?>', "must be UTF-8"),
]


@pytest.mark.parametrize(("head", "words"), TWICE)
def test_w_h_whatever_comes_twice_or_late_is_refused(head: bytes, words: str) -> None:
    assert words in refused(head + b"<a/>")


CALL = (
    b'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:c="urn:AGProjects:NGNPro:Customer">'
    b"<e:Header/><e:Body><c:getAccount><id>1</id></c:getAccount></e:Body></e:Envelope>"
)


@pytest.mark.parametrize(
    "head",
    [
        b"\n" + BOM,
        b" " + declaration(None),
        declaration(None) + b"\n" + BOM,
        declaration(None) + b"<!--x-->" + declaration(None),
    ],
)
@pytest.mark.parametrize("path", ["/", "/soap/customer/"])
def test_w_h_what_only_the_parser_sees_is_refused_too(sqlite_world: World, path: str, head: bytes) -> None:
    answer = sqlite_world.request(head + CALL, path)
    assert b">101<" in answer.body
    assert b">901<" not in answer.body


@pytest.mark.parametrize("codec", ["utf-8", "latin-1", "cp1252"])
@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_h_a_call_of_an_old_charset_is_stored_as_it_was_meant(sqlite_world: World, dialect: str, codec: str) -> None:
    admin = sqlite_world.call(dialect)
    path = "/" if dialect == "encoded" else "/soap/customer/"
    text = "Zürich ÿ" if codec != "cp1252" else "Zürich „€“"
    name = {"utf-8": "UTF-8", "latin-1": "ISO-8859-1", "cp1252": "windows-1252"}[codec]
    for number, (kind, declared) in enumerate(
        ((f"text/xml; charset={name}", None), ("text/xml", name), (None, name), (f'text/xml;charset="{name}"', "UTF-8"))
    ):
        account = {"account": {"username": f"{codec}{number}", "password": "p", "city": text}}
        body = admin.envelope("addAccount", account).decode()
        body = body.replace('<?xml version="1.0" encoding="UTF-8"?>', declaration(declared).decode())
        answer = sqlite_world.request(body.encode(codec), path, content_type=kind)
        assert answer.status == 200, answer.body
        assert f">{text}<".encode() in answer.body
        assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"


@pytest.mark.parametrize(
    ("header", "right"),
    [
        ('text/xml; charset="utf-8"; action="urn:x;charset=iso-8859-1"', ("text/xml", "utf-8")),
        ('text/xml; action="urn:x;charset=iso-8859-1"; charset="utf-8"', ("text/xml", "utf-8")),
        ('text/xml; action="a\\"; charset=x"; charset=utf-8', ("text/xml", "utf-8")),
        ('text/xml; action="urn:x;charset=iso-8859-1"', ("text/xml", None)),
        ('Text/XML ;\tCharset="UTF-8"', ("text/xml", "UTF-8")),
        ("text/xml;charset='utf-8'", ("text/xml", "utf-8")),
        ('text/xml; x="a, b"; charset=utf-8', ("text/xml", "utf-8")),
        ('text/xml; charset=""', ("text/xml", None)),
        ("text/xml; charset=''", ("text/xml", None)),
        ('text/xml; charset=" "', ("text/xml", None)),
        ("text/xml; charset=", ("text/xml", None)),
        ("text/xml; xcharset=utf-16", ("text/xml", None)),
        ("text/xml", ("text/xml", None)),
        ("", ("", None)),
        (";;;", ("", None)),
    ],
)
def test_w_i_parameters_of_the_content_type_are_read_as_quoted_strings(header: str, right: Any) -> None:
    assert content_type(header) == right


def test_w_i_an_empty_charset_leaves_it_to_the_declaration(sqlite_world: World) -> None:
    admin = sqlite_world.call()
    for charset, codec in (("UTF-8", "utf-8"), ("ISO-8859-1", "latin-1")):
        body = admin.envelope(
            "addAccount", {"account": {"username": codec, "password": "p", "city": "Zürich"}}
        ).decode()
        body = body.replace('<?xml version="1.0" encoding="UTF-8"?>', declaration(charset).decode())
        answer = sqlite_world.request(body.encode(codec), content_type='text/xml; charset=""')
        assert (answer.status, "Zürich".encode() in answer.body) == (200, True), answer.body


@pytest.mark.parametrize("path", ["/", "/soap/customer/"])
def test_w_i_what_stands_in_quotes_is_no_charset(sqlite_world: World, path: str) -> None:
    admin = sqlite_world.call("encoded" if path == "/" else "literal")
    admin.addAccount(account={"username": "first", "password": "p", "city": "Zürich"})
    body = admin.envelope("getCustomers", {"query": {"filter": {"city": "Zürich"}}})
    kind = 'text/xml; charset="utf-8"; action="urn:x;charset=iso-8859-1"'
    assert "Zürich".encode() in sqlite_world.request(body, path, content_type=kind).body
