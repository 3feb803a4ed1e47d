# SPDX-License-Identifier: Apache-2.0
"""Hostile and broken request bodies, each with the fault code that it must get."""

from tests.support.caller import ENVELOPE

HEAD = f'<e:Envelope xmlns:e="{ENVELOPE}" xmlns:c="urn:AGProjects:NGNPro:Customer"'
CALL = "<c:getAccount><id>1</id></c:getAccount>"
LOGIN = "<auth><username>root</username><password>correct horse battery staple</password><admin>true</admin></auth>"


def wrapped(body: str, header: str = LOGIN, more: str = "") -> bytes:
    """An envelope around Body content."""
    return f"{HEAD} {more}><e:Header>{header}</e:Header><e:Body>{body}</e:Body></e:Envelope>".encode()


def account(members: str) -> bytes:
    """addAccount with some members as XML, by the administrator."""
    given = "<username>new</username><password>p</password>"
    return (
        wrapped(f"<c:addAccount><account>{given}{members}</account></c:addAccount>")
        .replace(b"<username>new<", b'<username xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:type="s">new<')
        .replace(b"<password>p<", b'<password xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:type="s">p<')
    )


_DECLARED = wrapped(CALL).decode()
_HREF = '<c:getAccount><id href="#a"/></c:getAccount>'
_LAUGHS = "".join('<!ENTITY l%d "%s">' % (n, "&l%d;" % (n - 1) * 10) for n in range(1, 10))

REFUSED: dict[str, tuple[bytes, int]] = {
    "nothing": (b"", 101),
    "blanks": (b" \r\n\t ", 101),
    "no XML": (b"hello", 101),
    "a NUL": (b"\0", 101),
    "cut off": (wrapped(CALL)[:-20], 101),
    "two roots": (wrapped(CALL) + wrapped(CALL), 101),
    "text after the root": (wrapped(CALL) + b"x", 101),
    "an undeclared prefix": (wrapped("<d:getAccount/>"), 101),
    "an undeclared entity": (wrapped("<c:getAccount><id>&nbsp;</id></c:getAccount>"), 101),
    "UTF-16": (_DECLARED.encode("utf-16"), 101),
    "UTF-16 without a mark": (_DECLARED.encode("utf-16-le"), 101),
    "UTF-32": (_DECLARED.encode("utf-32"), 101),
    "Latin-1 bytes": (wrapped("<c:getAccount><id>\xe9</id></c:getAccount>").decode().encode("latin-1"), 101),
    "an unknown charset": (b'<?xml version="1.0" encoding="x-none"?>' + wrapped(CALL), 101),
    "surrogates": (wrapped("<c:getAccount><id>X</id></c:getAccount>").replace(b"X", b"\xed\xa0\x80"), 101),
    "overlong UTF-8": (wrapped("<c:getAccount><id>X</id></c:getAccount>").replace(b"X", b"\xc0\xaf"), 101),
    "XML 1.1": (b'<?xml version="1.1"?>' + wrapped(CALL), 101),
    "a declaration in the middle": (wrapped('<?xml version="1.0"?>' + CALL), 101),
    "a DOCTYPE": (b"<!DOCTYPE e>" + wrapped(CALL), 101),
    "an external DTD": (b'<!DOCTYPE e SYSTEM "http://127.0.0.1:1/x.dtd">' + wrapped(CALL), 101),
    "an external entity": (
        b'<!DOCTYPE e [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + wrapped("<c:getAccount><id>&x;</id></c:getAccount>"),
        101,
    ),
    "a billion laughs": (f'<!DOCTYPE e [<!ENTITY l0 "ha">{_LAUGHS}]>'.encode() + wrapped("&l9;"), 101),
    "a processing instruction": (b"<?php echo 1 ?>" + wrapped(CALL), 101),
    "one inside": (wrapped("<c:getAccount><id><?x y?>1</id></c:getAccount>"), 101),
    "10,000 levels": (wrapped("<a>" * 10_000 + "</a>" * 10_000), 101),
    "300 levels": (wrapped("<a>" * 300 + "</a>" * 300), 101),
    "100,000 attributes": (wrapped("<a " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>"), 101),
    "100,000 namespaces": (wrapped("<a " + " ".join(f'xmlns:n{n}="u"' for n in range(100_000)) + "/>"), 101),
    "100,000 elements": (wrapped("<c:getAccount>" + "<a/>" * 100_000 + "</c:getAccount>"), 101),
    "a namespace of 201 letters": (wrapped("<n:a/>" + CALL, more=f'xmlns:n="{"n" * 201}"'), 101),
    "an attribute twice": (wrapped('<c:getAccount a="1" a="2"/>'), 101),
    "a name of 100,000 letters": (wrapped(f"<c:{'a' * 100_000}/>"), 900),
    "no envelope": (b"<html/>", 101),
    "an envelope of no namespace": (b"<Envelope><Body/></Envelope>", 101),
    "SOAP 1.2": (wrapped(CALL).replace(ENVELOPE.encode(), b"http://www.w3.org/2003/05/soap-envelope"), 101),
    "no Body": (f'<e:Envelope xmlns:e="{ENVELOPE}"/>'.encode(), 101),
    "an empty Body": (wrapped(""), 101),
    "two Bodies": (wrapped(CALL).replace(b"</e:Envelope>", b"<e:Body/></e:Envelope>"), 101),
    "two Headers": (wrapped(CALL).replace(b"<e:Body>", b"<e:Header/><e:Body>"), 101),
    "two logins": (wrapped(CALL, LOGIN + LOGIN), 101),
    "two operations": (wrapped(CALL + CALL), 101),
    "two operations, the second with an id": (
        wrapped(CALL + '<c:deleteAccount id="x"><id>1</id></c:deleteAccount>'),
        101,
    ),
    "two operations, the second named by an href": (
        wrapped('<c:getAccount><id href="#x"/></c:getAccount><c:deleteAccount id="x">1</c:deleteAccount>'),
        101,
    ),
    "two operations, the first marked as no root": (
        wrapped(
            '<c:deleteAccount xmlns:s="http://schemas.xmlsoap.org/soap/encoding/" s:root="0"><id>1</id></c:deleteAccount>'
            + CALL
        ),
        101,
    ),
    "an operation and one of another port": (
        wrapped(CALL + '<s:addDomain xmlns:s="urn:AGProjects:NGNPro:Sip" id="x"/>'),
        101,
    ),
    "an operation and something that nothing names": (wrapped(CALL + '<x id="x">1</x>'), 101),
    "a header that must be understood": (wrapped(CALL, LOGIN + '<x e:mustUnderstand="1"/>'), 101),
    "a header that the next server must understand": (
        wrapped(CALL, LOGIN + '<x e:mustUnderstand="1" e:actor="http://schemas.xmlsoap.org/soap/actor/next"/>'),
        101,
    ),
    "an unknown namespace": (wrapped('<x:getAccount xmlns:x="urn:x"/>'), 900),
    "no namespace": (wrapped("<getAccount><id>1</id></getAccount>"), 900),
    "an unknown operation": (wrapped("<c:dropTables/>"), 900),
    "an operation of Python": (wrapped("<c:__init__/>"), 900),
    "an href to itself": (wrapped(_HREF.replace("<id", '<id id="a"')), 101),
    "hrefs in a circle": (wrapped(_HREF + '<x id="a" href="#b"/><x id="b" href="#a"/>'), 101),
    "an href to nowhere": (wrapped(_HREF), 101),
    "an href into the world": (wrapped(_HREF.replace("#a", "http://127.0.0.1:1/")), 101),
    "hrefs in a circle of structures": (
        wrapped('<c:addAccount><account href="#a"/></c:addAccount><x id="a"><properties href="#a"/></x>'),
        101,
    ),
    "hrefs that multiply": (
        wrapped(
            '<c:getAccount><id href="#r0"/></c:getAccount>'
            + "".join('<x id="r%d">%s</x>' % (n, ('<y href="#r%d"/>' % (n + 1)) * 10) for n in range(9))
            + '<x id="r9">1</x>'
        ),
        101,
    ),
    "one id twice": (wrapped(_HREF + '<x id="a">1</x><x id="a">2</x>'), 101),
    "something that is no parameter": (wrapped("<c:getAccount><id>1</id><script>1</script></c:getAccount>"), 101),
    "a missing parameter": (wrapped("<c:getAccount/>"), 102),
    "a null parameter": (wrapped("<c:getAccount><id/></c:getAccount>"), 102),
    "a parameter twice": (wrapped("<c:getAccount><id>1</id><id>2</id></c:getAccount>"), 101),
    "a word for a number": (wrapped("<c:getAccount><id>one</id></c:getAccount>"), 100),
    "a fraction for a number": (wrapped("<c:getAccount><id>1.5</id></c:getAccount>"), 100),
    "foreign digits": (wrapped("<c:getAccount><id>\u0661</id></c:getAccount>"), 100),
    "an underscore in a number": (wrapped("<c:getAccount><id>1_0</id></c:getAccount>"), 100),
    "a number below zero": (wrapped("<c:getAccount><id>-1</id></c:getAccount>"), 101),
    "2^31": (wrapped("<c:getAccount><id>2147483648</id></c:getAccount>"), 101),
    "a number of 5,000 digits": (wrapped(f"<c:getAccount><id>{'9' * 5000}</id></c:getAccount>"), 100),
    "a structure for a number": (wrapped("<c:getAccount><id><a/></id></c:getAccount>"), 100),
    "text for a structure": (wrapped("<c:addAccount><account>bob</account></c:addAccount>"), 100),
    "text for a list": (account("<properties>x</properties>"), 100),
    "NaN": (account("<balance>NaN</balance>"), 101),
    "INF": (account("<balance>INF</balance>"), 101),
    "-INF": (account("<credit>-INF</credit>"), 101),
    "an exponent without end": (account("<balance>1e9999</balance>"), 101),
    "a balance of five decimals": (account("<balance>0.12345</balance>"), 101),
    "a flag that is none": (account("<resellerActive>maybe</resellerActive>"), 100),
    "a text past its column": (account(f"<city>{'x' * 256}</city>"), 101),
    "a property without a name": (account("<properties><item><value>1</value></item></properties>"), 101),
    "a control character": (account("<city>X</city>").replace(b">X<", b">\x07<"), 101),
    "a control character by number": (account("<city>&#7;</city>"), 101),
    "U+FFFE": (account("<city>&#xFFFE;</city>"), 101),
    "a user name that is a structure": (account("").replace(b">new<", b"><a/><"), 100),
}

TAKEN: dict[str, bytes] = {
    "unknown members": account("<nonsense>1</nonsense><items><a><b/></a></items>"),
    "an arrayType of 10^9": account(
        '<properties xmlns:s="http://schemas.xmlsoap.org/soap/encoding/" s:arrayType="x[1000000000]"/>'
    ),
    "a header that may be ignored": wrapped(CALL, LOGIN + '<x e:mustUnderstand="0"/><y/>'),
    "a header that another server must understand": wrapped(
        CALL, LOGIN + '<x e:mustUnderstand="1" e:actor="urn:another"/>'
    ),
    "comments": wrapped("<!-- a --><c:getAccount><!-- b --><id><!-- c -->1</id></c:getAccount>"),
    "CDATA": wrapped("<c:getAccount><id><![CDATA[1]]></id></c:getAccount>"),
    "blanks around a number": wrapped("<c:getAccount><id>\n 1 </id></c:getAccount>"),
    "an href": wrapped('<c:getAccount><id href="#a"/></c:getAccount><x id="a">1</x>'),
    "an href to an href": wrapped('<c:getAccount><id href="#a"/></c:getAccount><x id="a" href="#b"/><x id="b">1</x>'),
    "two hrefs to one structure": wrapped(
        '<c:setProperties><customer href="#a"/><properties><item href="#p"/><item href="#p"/></properties>'
        '</c:setProperties><x id="p"><name href="#a"/><value href="#a"/></x><x id="a">1</x>'
    ),
    "a Latin-1 declaration, and a Content-Type that says UTF-8": b'<?xml version="1.0" encoding="ISO-8859-1"?>'
    + wrapped(CALL),
    "a byte order mark": b"\xef\xbb\xbf" + wrapped(CALL),
}
"""Strange, and good all the same."""
