# SPDX-License-Identifier: Apache-2.0
"""Whole requests of up to a mebibyte, each as costly as one of its kind can be, and none with a login.

Each stands beside the fault that must answer it: code and words. ``READ`` answers a request that was read to its end and then
had no login, so that everything has happened to it that can happen before authentication.
"""

from tests.hostile.bodies import wrapped

MEBIBYTE = 1024 * 1024
MOST = 24_990
"""Elements that a request may have besides those of its envelope."""

Fault = tuple[int, str]
READ = (901, "the login is not known")
TOO_MANY = (101, "the request has more than 25000 elements")
TOO_WIDE = (101, "the request has too many attributes")
TOO_DEEP = (101, "the request is nested deeper than 64 levels")
TOO_LONG = (101, "a namespace of the request is longer than 200 characters")
MALFORMED = (101, "the request is not well-formed")
TWO_OPERATIONS = (101, "the Body has two operations")
MULTIPLIES = (101, "the references of the request multiply too much")


def call(content: str, after: str = "", header: str = "", more: str = "") -> bytes:
    """getAccount with strange content; ``after`` are further entries of the Body, ``more`` attributes of the Envelope."""
    return wrapped(f"<c:getAccount>{content}</c:getAccount>{after}", header, more)


def filled(unit: str, before: str = "", after: str = "") -> bytes:
    """As many of ``unit`` in getAccount as a mebibyte holds."""
    room = MEBIBYTE - len(call(before + after))
    return call(before + unit * (room // len(unit.encode())) + after)


def each(count: int, shape: str) -> str:
    """``shape`` for every number below ``count``: ``%(n)d``, and ``%(next)d`` for the one after."""
    return "".join(shape % {"n": n, "next": n + 1} for n in range(count))


def below_namespaces(inside: str) -> str:
    """``inside`` below 50 levels that declare a namespace each."""
    return each(50, "<a xmlns:p%(n)d='u%(n)d'>") + inside + "</a>" * 50


ONE_OF_MANY_NAMES = "<aaaaaaaaaaaaaaaaaaaaaaaaaaa%(n)d/>"
FOUR_ATTRIBUTES = "<x p0:a='' p1:a='' p2:a='' p3:a=''/>"
REDEFINED = "<q:x xmlns:q='u%(n)d'/>"
TYPED = "xmlns:i='http://www.w3.org/2001/XMLSchema-instance' xmlns:x='http://www.w3.org/2001/XMLSchema'"
ENCODING = "xmlns:s='http://schemas.xmlsoap.org/soap/encoding/'"
PAIR = "<item><key>k%(n)d</key><value/></item>"
LONG_NAMESPACE = f"xmlns:n='{'n' * 500_000}'"
NAMESPACE = f"xmlns:n='{'n' * 200}'"
CHAINED_LOGIN = "<n:auth id='i%(n)d' href='#i%(next)d'/>"

BODIES: dict[str, tuple[bytes, Fault]] = {
    "text": (filled("x"), READ),
    "lines of one wide letter": (filled("\u0100\n"), READ),
    "blanks": (filled(" "), READ),
    "character references": (filled("&#256;"), READ),
    "ampersands": (filled("&amp;"), READ),
    "comments": (filled("<!---->"), READ),
    "CDATA": (filled("<![CDATA[]]>"), READ),
    "CDATA between letters": (filled("<![CDATA[a]]>b"), READ),
    "equals signs": (filled("="), READ),
    "less-than signs": (filled("<"), MALFORMED),
    "declarations": (filled("<!"), MALFORMED),
    "instructions": (filled("<?a?>"), (101, "processing instructions are not allowed")),
    "a DOCTYPE": (b"<!DOCTYPE a [" + b'<!ENTITY a "b">' * 60_000 + b"]><a/>", (101, "a DOCTYPE is not allowed")),
    "an entity and its uses": (
        f'<!DOCTYPE a [<!ENTITY x "{"<b/>" * 2000}">]><a>{"&x;" * 300_000}</a>'.encode(),
        (101, "a DOCTYPE is not allowed"),
    ),
    "elements": (call("<a/>" * MOST), READ),
    "elements with text": (call("<aaaaaaaa>bbbbbbbbb</aaaaaaaa>ccccccccccc" * MOST), READ),
    "elements of many names": (call(each(MOST, ONE_OF_MANY_NAMES)), READ),
    "too many elements": (filled("<a/>"), TOO_MANY),
    "open elements": (filled("<a>"), TOO_DEEP),
    "as many levels as may be": (call(("<a>" * 60 + "</a>" * 60) * 400), READ),
    "a long name": (call(f"<{'a' * 1_000_000}/>"), READ),
    "a long attribute": (filled("x", '<a a="', '"/>'), READ),
    "attributes": (call(("<a" + each(64, " a%(n)d=''") + "/>") * 780), READ),
    "attributes of many names": (call(each(MOST, "<a bbbbbbbbbb%(n)d='' cccccccccc%(n)d=''/>")), READ),
    "too many attributes": (call("<a" + each(80_000, " a%(n)d=''") + "/>"), TOO_WIDE),
    "too many attributes in all": (call("<a a='' b='' c='' d='' e=''/>" * MOST), TOO_WIDE),
    "attributes with a namespace": (call(each(MOST, "<a n:b%(n)d='' n:c%(n)d=''/>"), more=NAMESPACE), READ),
    "namespaces": (call(each(MOST, "<b xmlns:a%(n)d='u'/>")), READ),
    "default namespaces": (call(each(MOST, "<b xmlns='u%(n)d'/>")), READ),
    "too many namespaces": (call("<a" + each(55_000, " xmlns:a%(n)d='u'") + "/>"), TOO_WIDE),
    "namespaces below namespaces": (call(below_namespaces(each(23_000, REDEFINED))), READ),
    "attributes below namespaces": (call(below_namespaces(FOUR_ATTRIBUTES * 12_000)), READ),
    "a namespace of many elements": (call(each(MOST, "<n:a%(n)d/>"), more=NAMESPACE), READ),
    "a long namespace of many elements": (call("<n:a/>" * MOST, more=LONG_NAMESPACE), TOO_LONG),
    "a long namespace of many headers": (call("", header="<n:a/>" * MOST, more=LONG_NAMESPACE), TOO_LONG),
    "a namespace of many headers": (call("", header="<n:a/>" * MOST, more=NAMESPACE), READ),
    "headers": (call("", header="<a/>" * MOST), READ),
    "operations": (call("", "<c:getAccount/>" * MOST), TWO_OPERATIONS),
    "unknown members of the login": (call("", header=f"<auth>{'<a/>' * MOST}</auth>"), READ),
    "ids": (call("<id href='#i1'/>", each(MOST - 1, "<b id='i%(n)d'/>")), TWO_OPERATIONS),
    "references and as many targets": (
        call(each(12_000, "<a href='#i%(n)d'/>"), each(12_000, "<b id='i%(n)d'/>")),
        READ,
    ),
    "references to themselves": (
        call(each(MOST, "<b href='#i%(n)d' id='i%(n)d'/>")),
        (101, "a reference points at itself"),
    ),
    "references to one text": (call("<x href='#t'/>" * 1_000, f"<t id='t'>{'y' * 800_000}</t>"), MULTIPLIES),
    "references of the login to one text": (
        call("", f"<t id='t'>{' ' * 800_000}</t>", "<auth>" + "<impersonate href='#t'/>" * 1_000 + "</auth>"),
        MULTIPLIES,
    ),
    "references to one structure": (
        call("<x href='#t'/>" * 12_000, f"<t id='t'>{'<y/>' * 12_000}</t>"),
        MULTIPLIES,
    ),
    "references to references to one structure": (
        call(
            "<x href='#r'/>" * 8_000,
            "<r id='r'>" + "<y href='#t'/>" * 8_000 + "</r><t id='t'>" + "<y/>" * 8_000 + "</t>",
        ),
        MULTIPLIES,
    ),
    "a chain of references": (
        call("<id href='#i0'/>" + each(20_000, "<x id='i%(n)d' href='#i%(next)d'/>") + "<x id='i20000'>1</x>"),
        READ,
    ),
    "many ways into a chain of references": (
        call("<id href='#i0'/>" * 12_000 + each(12_000, "<x id='i%(n)d' href='#i%(next)d'/>") + "<x id='i12000'/>"),
        READ,
    ),
    "a chain of references to nowhere": (
        call("<id href='#i0'/>" + each(20_000, "<x id='i%(n)d' href='#i%(next)d'/>")),
        (101, "a reference points nowhere"),
    ),
    "references that nest": (
        call("<id href='#i0'/>", each(8_000, "<x id='i%(n)d'><y href='#i%(next)d'/></x>") + "<x id='i8000'/>"),
        (101, "the references of the request nest deeper than 64 levels"),
    ),
    "attributes below namespaces, by reference": (
        call("<x href='#t'/>", f"<t id='t'>{below_namespaces(FOUR_ATTRIBUTES * 12_000)}</t>"),
        READ,
    ),
    "namespaces below namespaces, by reference": (
        call("<x href='#t'/>", f"<t id='t'>{below_namespaces(each(8_000, REDEFINED))}</t>"),
        READ,
    ),
    "references with a position to an element of many attributes": (
        call("<x href='#t' s:position='[1]'/>" * 24_000, "<t id='t'" + each(62, " a%(n)d=''") + "/>", more=ENCODING),
        READ,
    ),
    "references with a position and a type to an element of many attributes": (
        call(
            "<x href='#t' s:position='[1]' i:type='x:hexBinary'/>" * 12_000,
            "<t id='t'" + each(62, " a%(n)d=''") + "/>",
            more=f"{ENCODING} {TYPED}",
        ),
        READ,
    ),
    "a chain of references with types": (
        call(
            "<id href='#i0'/>"
            + each(12_000, "<x id='i%(n)d' i:type='x:hexBinary' href='#i%(next)d'/>")
            + "<x id='i12000'>1</x>",
            more=TYPED,
        ),
        READ,
    ),
    "types that are heard": (call("<a i:type='x:base64Binary'/>" * MOST, more=TYPED), READ),
    "types that are heard, of many prefixes": (
        call(each(8_000, "<a xmlns:q%(n)d='http://www.w3.org/2001/XMLSchema' i:type='q%(n)d:hexBinary'/>"), more=TYPED),
        READ,
    ),
    "namespaces below namespaces, and a type that is heard": (
        call(below_namespaces("<a>base64</a>" + each(22_000, REDEFINED))),
        READ,
    ),
    "a login of base64": (
        call("", header=f"<auth><password i:type='x:base64Binary'>{'QUFB' * 260_000}</password></auth>", more=TYPED),
        (101, "auth.password must be at most 1024 characters long"),
    ),
    "a login of blanks around base64": (
        call("", header=f"<auth><password i:type='x:base64Binary'>{' ' * 1_040_000}</password></auth>", more=TYPED),
        READ,
    ),
    "a login that is a Map": (call("", header=f"<auth>{each(8_000, PAIR)}</auth>"), READ),
    "a login that is nearly a Map": (call("", header=f"<auth>{each(8_000, PAIR)}<a/></auth>"), READ),
    "logins of others": (call("", header="<n:auth><a><b/></a></n:auth>" * 8_000, more=NAMESPACE), READ),
    "references of logins of others": (
        call("", each(4_000, "<t id='i%(n)d'/>"), each(4_000, "<n:auth href='#i%(n)d'/>"), more=NAMESPACE),
        READ,
    ),
    "logins of others that refer to one structure": (
        call("", f"<t id='t'>{'<y/>' * 12_000}</t>", "<n:auth href='#t'/>" * 12_000, more=NAMESPACE),
        READ,
    ),
    "logins of others that refer to one Map": (
        call("", f"<t id='t'>{each(4_000, PAIR)}</t>", "<n:auth href='#t'/>" * 12_000, more=NAMESPACE),
        READ,
    ),
    "a chain of logins of others to nowhere": (call("", header=each(MOST, CHAINED_LOGIN), more=NAMESPACE), READ),
    "a chain of logins of others, the last first": (
        call(
            "", header="".join(CHAINED_LOGIN % {"n": n, "next": n + 1} for n in reversed(range(MOST))), more=NAMESPACE
        ),
        READ,
    ),
    "a circle of logins of others": (
        call("", header=f"{each(20_000, CHAINED_LOGIN)}<n:auth id='i20000' href='#i0'/>", more=NAMESPACE),
        READ,
    ),
    "a chain of logins of others to a structure": (
        call("", f"<t id='i12000'>{'<y/>' * 12_000}</t>", each(12_000, CHAINED_LOGIN), more=NAMESPACE),
        READ,
    ),
    "Latin-1": (filled("~").replace(b"~", b"\xff"), READ),
    "Windows-1252": (filled("~").replace(b"~", b"\x80"), READ),
}

CHARSETS = {"Latin-1": "iso-8859-1", "Windows-1252": "windows-1252"}
"""Of bodies that are not UTF-8."""
