# SPDX-License-Identifier: Apache-2.0
"""W-G, W-J: an empty encodingStyle claims no encoding; a header auth of somebody else is his own business."""

from typing import Any

import pytest

from ngnprov.soap.reading.envelope import open_envelope
from tests.support.caller import ENVELOPE, Fault, read_answer
from tests.support.world import ADMIN, PASSWORD, World

ENCODING = "http://schemas.xmlsoap.org/soap/encoding/"
LOGIN = f"<t:auth><t:username>{ADMIN}</t:username><t:password>{PASSWORD}</t:password><t:admin>true</t:admin></t:auth>"
FOREIGN = "<g:auth xmlns:g='urn:gateway'><g:token>1</g:token></g:auth>"
PLACES = ("envelope", "body", "operation")


def request(styles: dict[str, str], call: str = "<p:id>1</p:id>", header: str = LOGIN) -> bytes:
    """getAccount with an encodingStyle at some of PLACES."""
    envelope, body, operation = (f' e:encodingStyle="{styles[each]}"' if each in styles else "" for each in PLACES)
    return (
        f'<e:Envelope xmlns:e="{ENVELOPE}" xmlns:t="urn:AGProjects:NGNPro" xmlns:p="urn:AGProjects:NGNPro:Customer"{envelope}>'
        f"<e:Header>{header}</e:Header><e:Body{body}><p:getAccount{operation}>{call}</p:getAccount></e:Body></e:Envelope>"
    ).encode()


@pytest.mark.parametrize("empty", ["", "  ", "\n"])
@pytest.mark.parametrize("place", PLACES)
def test_w_g_an_empty_encoding_style_leaves_a_literal_call_literal(place: str, empty: str) -> None:
    for path in ("/", "/soap/customer/"):
        assert open_envelope(request({place: empty}), path).dialect == "literal"
        assert open_envelope(request({place: ENCODING}), path).dialect == "encoded"


@pytest.mark.parametrize("place", PLACES)
def test_w_g_an_empty_encoding_style_leaves_an_encoded_call_encoded(place: str) -> None:
    """Its parameters have no namespace."""
    assert open_envelope(request({place: ""}, "<id>1</id>"), "/soap/customer/").dialect == "encoded"


@pytest.mark.parametrize(("path", "dialect"), [("/", "encoded"), ("/soap/customer/", "literal")])
@pytest.mark.parametrize("place", PLACES)
def test_w_g_with_an_empty_encoding_style_the_path_tells_when_nothing_else_does(
    place: str, path: str, dialect: str
) -> None:
    assert open_envelope(request({place: ""}, ""), path).dialect == dialect


def test_w_g_the_innermost_encoding_style_counts() -> None:
    for styles, dialect in (
        ({"envelope": ENCODING, "body": ""}, "literal"),
        ({"envelope": ENCODING, "operation": ""}, "literal"),
        ({"body": ENCODING, "operation": ""}, "literal"),
        ({"envelope": "", "body": ENCODING}, "encoded"),
        ({"envelope": "", "operation": ENCODING}, "encoded"),
    ):
        assert open_envelope(request(styles)).dialect == dialect, styles


@pytest.fixture(scope="module")
def place(sqlite_template: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    with sqlite_template.copy(tmp_path_factory.mktemp("envelope")) as world:
        world.call().addAccount(account={"username": "first", "password": "p"})
        yield world


def answered(world: World, dialect: str, header: str) -> int:
    """0, or the code of the fault."""
    if dialect == "encoded":
        body, path = request({"envelope": ENCODING}, "<id>1</id>", header), "/"
    else:
        body, path = request({}, header=header), "/soap/customer/"
    answer = world.request(body, path)
    if answer.status == 200:
        return 0
    with pytest.raises(Fault) as caught:
        read_answer(answer.body, None)
    return caught.value.code


PASSED_BY = [
    FOREIGN,
    "<g:auth xmlns:g='urn:gateway'/>",
    "<g:SoapAuth xmlns:g='urn:gateway'>token</g:SoapAuth>",
    "<g:auth xmlns:g='urn:gateway' e:mustUnderstand='0'><user>me</user></g:auth>",
    "<g:auth xmlns:g='urn:gateway' e:mustUnderstand='1' e:actor='urn:another'><g:token>1</g:token></g:auth>",
    "<g:auth xmlns:g='urn:gateway' href='urn:elsewhere'/>",
    "<g:auth xmlns:g='urn:gateway'><item><key>token</key><value>username</value></item></g:auth>",
    "<g:auth xmlns:g='urn:gateway'><g:in><g:username>me</g:username></g:in></g:auth>",
]


@pytest.mark.parametrize("foreign", PASSED_BY)
@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_j_a_foreign_auth_without_a_user_name_is_ignored(place: World, dialect: str, foreign: str) -> None:
    assert answered(place, dialect, foreign + LOGIN) == answered(place, dialect, LOGIN + foreign) == 0
    assert answered(place, dialect, foreign + foreign + LOGIN) == 0
    assert answered(place, dialect, foreign) == 901


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_j_a_login_in_a_foreign_namespace_is_one_all_the_same(place: World, dialect: str) -> None:
    foreign = LOGIN.replace("t:auth", "g:auth").replace("<g:auth", "<g:auth xmlns:g='urn:g'", 1)
    assert answered(place, dialect, foreign) == 0
    assert answered(place, dialect, foreign + FOREIGN) == 0
    assert answered(place, dialect, foreign.replace(PASSWORD, "wrong")) == 901
    place.sql("DELETE FROM login_attempts")


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_j_two_logins_are_refused(place: World, dialect: str) -> None:
    other = "<g:auth xmlns:g='urn:g'><username>x</username></g:auth>"
    for second in (LOGIN, other, "<auth/>", "<t:SoapAuth/>", "<p:auth/>"):
        assert answered(place, dialect, LOGIN + second) == 101


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_j_a_login_of_ours_without_a_user_name_is_not_known(place: World, dialect: str) -> None:
    for header in ("<auth/>", "<t:auth/>", "<p:auth/>", "<auth><password>x</password></auth>"):
        assert answered(place, dialect, header) == 901


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("<w:Security xmlns:w='urn:w' e:mustUnderstand='1'/>", "Security"),
        ("<g:auth xmlns:g='urn:g' e:mustUnderstand='1'><g:token>1</g:token></g:auth>", "auth"),
        (f"<{'n' * 300} e:mustUnderstand='true'/>", "n" * 40),
        ("<h\u00f6r e:mustUnderstand='1' e:actor=''/>", "h?r"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/soap/customer/"])
def test_w_j_the_fault_must_understand_names_the_header(place: World, path: str, header: str, name: str) -> None:
    answer = place.request(request({}, header=LOGIN + header), path)
    with pytest.raises(Fault) as caught:
        read_answer(answer.body, None)
    fault = caught.value
    assert (answer.status, fault.faultcode, fault.code, fault.field) == (500, "SOAP-ENV:MustUnderstand", 101, name)
    assert fault.text == f"a header that must be understood is not known to this server ({name})"
