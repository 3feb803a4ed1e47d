# SPDX-License-Identifier: Apache-2.0
"""Settings: where they come from, which wins, and what refuses to start."""

import dataclasses
import ipaddress
from pathlib import Path

import pytest

from ngnprov.calls.port import find_sections
from ngnprov.settings import Settings, SettingsError, load, setting, split_address
from ngnprov.settings.sample import as_text, render
from ngnprov.settings.sections import SECTIONS

ROOT = Path(__file__).resolve().parents[2]
DEFAULTS = Settings(extra={name: section() for name, section in find_sections().items()})


def write(directory: Path, text: str) -> Path:
    path = directory / "ngnprov.ini"
    path.write_text(text)
    return path


def test_defaults_are_those_the_issue_names() -> None:
    settings = load()
    assert settings.database.url == "sqlite:///var/ngnprov.db"
    assert settings.keys.file == Path("var/ngnprov.key")
    assert settings.server.address == ("127.0.0.1", 9200)
    assert (settings.server.workers, settings.server.insecure_http) == (1, False)
    assert settings.server.max_request == 2 * 1024 * 1024
    assert settings.customers.credit_default == 0
    assert settings.customers.reseller_active_default is False
    assert settings.customers.clear_text_passwords is True
    assert settings.lists.maximum == 100_000
    assert settings == Settings()


def test_options_beat_the_environment_and_the_environment_beats_the_file(tmp_path: Path) -> None:
    ini = write(tmp_path, "[server]\nbind = 127.0.0.1:1\nworkers = 2\nthreads = 1\n")
    settings = load(ini, {"NGNPROV_BIND": "127.0.0.1:2", "NGNPROV_WORKERS": "3"}, {"server.bind": "127.0.0.1:3"})
    assert settings.server.bind == "127.0.0.1:3"
    assert settings.server.workers == 3
    assert settings.server.threads == 1


def test_an_option_that_is_none_was_not_given() -> None:
    settings = load(None, {"NGNPROV_WORKERS": "3"}, {"server.workers": None})
    assert settings.server.workers == 3


@pytest.mark.parametrize(
    ("variable", "value", "name"),
    [
        ("NGNPROV_DATABASE", "sqlite:///x", "database.url"),
        ("NGNPROV_DATABASE_URL", "sqlite:///x", "database.url"),
        ("NGNPROV_KEY_FILE", "x.key", "keys.file"),
        ("NGNPROV_SERVER_BIND", "[::1]:80", "server.bind"),
        ("NGNPROV_LOGIN_FAILURES", "7", "login.failures"),
        ("NGNPROV_CUSTOMERS_CREDIT_DEFAULT", "5", "customers.credit_default"),
    ],
)
def test_every_setting_has_a_variable(variable: str, value: str, name: str) -> None:
    section, key = name.split(".")
    assert str(getattr(getattr(load(None, {variable: value}), section), key)) == value


def test_every_default_survives_being_written_and_read(tmp_path: Path) -> None:
    lines = []
    for name, kind in SECTIONS.items():
        lines.append(f"[{name}]")
        lines += [f"{field.name} = {as_text(field.default)}" for field in dataclasses.fields(kind)]
    assert load(write(tmp_path, "\n".join(lines))) == Settings()


def test_values_take_the_type_of_their_setting(tmp_path: Path) -> None:
    ini = write(
        tmp_path,
        "[server]\ninsecure_http = yes\ntrusted_proxies = 10.0.0.1, 10.1.0.0/16 ::1\ntls_cert =\n"
        "[customers]\ncredit_default = unlimited\n",
    )
    settings = load(ini)
    assert settings.server.insecure_http is True
    assert settings.server.trusted_proxies == tuple(
        ipaddress.ip_network(text) for text in ("10.0.0.1/32", "10.1.0.0/16", "::1/128")
    )
    assert settings.server.tls_cert is None
    assert settings.customers.credit_default is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[sever]\nbind=x", "unknown section [sever]"),
        ("[server]\nport = 9200", "unknown key port in [server]"),
        ("[DEFAULT]\nbind = 127.0.0.1:1", "unknown section [DEFAULT]"),
        ("[server]\nworkers = many", "server.workers must be a whole number"),
        ("[server]\nworkers = 0", "server.workers must be at least 1"),
        ("[server]\nthreads = 65", "server.threads must be at most 64"),
        ("[server]\nbind = 9200", "server.bind must be HOST:PORT"),
        ("[server]\nbind = ::1:9200", "server.bind must be HOST:PORT"),
        ("[server]\nbind = 127.0.0.1:70000", "server.bind must be HOST:PORT"),
        ("[server]\ninsecure_http = perhaps", "server.insecure_http must be true or false"),
        ("[server]\nmetrics_from = 10.0.0.256", "not '10.0.0.256'"),
        ("[server]\ntls_cert = x.pem", "server.tls_cert and server.tls_key must be given together"),
        ("[customers]\ncredit_default = -1", "customers.credit_default must be a number from 0 up"),
        ("[database]\nurl =", "database.url must not be empty"),
        ("bind = x", "malformed at line 1"),
        ("[server]\nbind = x\nbind = y", "line 3 sets bind again"),
        ("[server]\n[server]", "line 2 begins [server] again"),
        ("[database]\nhunter2", "malformed at line 2"),
    ],
)
def test_a_mistake_in_the_file_is_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(write(tmp_path, text))
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("octets", "place"),
    [(b"\xff", "line 1, byte 1"), (b"[server]\nbind = Z\xc3\xbc\xfcrich\n", "line 2, byte 11")],
)
def test_a_file_that_is_not_utf_8_is_told_with_the_place(tmp_path: Path, octets: bytes, place: str) -> None:
    file = tmp_path / "ngnprov.ini"
    file.write_bytes(octets)
    with pytest.raises(SettingsError) as told:
        load(file)
    assert str(told.value) == f"the settings file {file} is not UTF-8 ({place})"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"cannot read the settings file .*absent\.ini: No such file"):
        load(tmp_path / "absent.ini")


@pytest.mark.parametrize("variable", ["NGNPROV_DATABSE", "NGNPROV_SERVER_PORT", "NGNPROV_"])
def test_an_unknown_variable_refuses(variable: str) -> None:
    with pytest.raises(SettingsError, match=f"unknown environment variable {variable}$"):
        load(None, {variable: "x"})


def test_variables_of_the_command_line_and_of_others_are_left_alone() -> None:
    environ = {
        "NGNPROV_PASSWORD": "x",
        "NGNPROV_CONFIG": "x",
        "NGNPROV_URL": "x",
        "NGNPROV_USER": "x",
        "NGNPROV_TEST_X": "x",
        "PATH": "x",
    }
    assert load(None, environ) == Settings()


def test_two_variables_for_one_setting_must_agree() -> None:
    same = {"NGNPROV_BIND": "127.0.0.1:5", "NGNPROV_SERVER_BIND": "127.0.0.1:5"}
    assert load(None, same).server.bind == "127.0.0.1:5"
    with pytest.raises(SettingsError, match="NGNPROV_BIND and NGNPROV_SERVER_BIND contradict"):
        load(None, same | {"NGNPROV_BIND": "127.0.0.1:6"})


@pytest.mark.parametrize(
    ("text", "environ"),
    [("[customers]\nlist_maximum = 7\n", {}), ("[lists]\nmaximum = 9\n", {"NGNPROV_CUSTOMERS_LIST_MAXIMUM": "7"})],
)
def test_the_name_of_an_earlier_release_is_still_read_and_told(
    tmp_path: Path, text: str, environ: dict[str, str]
) -> None:
    settings = load(write(tmp_path, text), environ)
    assert settings.lists.maximum == 7
    assert settings.outdated == ("customers.list_maximum is called lists.maximum now; the old name is still read",)


def test_the_former_and_the_present_name_must_agree_in_one_place(tmp_path: Path) -> None:
    both = "[lists]\nmaximum = {}\n[customers]\nlist_maximum = 7\n"
    assert load(write(tmp_path, both.format(7))).lists.maximum == 7
    with pytest.raises(SettingsError, match="both are set, to different values"):
        load(write(tmp_path, both.format(8)))
    assert load(write(tmp_path, both.format(7)), {"NGNPROV_LISTS_MAXIMUM": "9"}).lists.maximum == 9


def test_an_unknown_option_refuses() -> None:
    with pytest.raises(SettingsError, match=r"unknown setting server\.port"):
        load(None, {}, {"server.port": "1"})


@dataclasses.dataclass(frozen=True)
class FaxSettings:
    """A section that a port brings along."""

    pages: int = setting(10, "Most pages.", least=1)


def test_a_port_brings_a_section_of_its_own(tmp_path: Path) -> None:
    sections = {"fax": FaxSettings}
    assert load(write(tmp_path, "[fax]\npages = 3"), sections=sections).of(FaxSettings).pages == 3
    assert load(None, {"NGNPROV_FAX_PAGES": "4"}, sections=sections).of(FaxSettings).pages == 4
    assert load().of(FaxSettings).pages == 10
    with pytest.raises(SettingsError, match=r"unknown section \[fax\]"):
        load(write(tmp_path, "[fax]\npages = 3"))
    assert "#pages = 10\n" in render(sections)


def test_the_password_in_a_database_url_is_not_in_the_repr() -> None:
    settings = load(None, {"NGNPROV_DATABASE": "postgresql://u:hunter2@h/d"})
    assert "hunter2" not in repr(settings)


def test_addresses_are_split_at_the_port() -> None:
    assert split_address("[::1]:9200") == ("::1", 9200)
    assert split_address("localhost:0") == ("localhost", 0)


def test_the_sample_file_is_the_one_that_the_code_writes() -> None:
    """After a change: scripts/wsdl."""
    assert (ROOT / "ngnprov.ini.sample").read_text() == render({**SECTIONS, **find_sections()})


def test_the_sample_file_is_a_settings_file_that_changes_nothing() -> None:
    assert load(ROOT / "ngnprov.ini.sample", sections=find_sections()) == DEFAULTS


def test_every_line_of_the_sample_is_true_when_its_mark_is_taken_off(tmp_path: Path) -> None:
    lines = (ROOT / "ngnprov.ini.sample").read_text().splitlines()
    taken = [line[1:] if line.startswith("#") and not line.startswith("# ") else line for line in lines]
    assert sum(line != before for line, before in zip(taken, lines, strict=True)) > 15
    assert load(write(tmp_path, "\n".join(taken)), sections=find_sections()) == DEFAULTS


@pytest.mark.parametrize(
    "url",
    [
        "https://ngnpro.example.com",
        "http://10.0.0.1:9200/",
        "https://[2001:db8::1]:8443/api/v1",
        "https://x-y.example:65535",
    ],
)
def test_a_public_url_is_taken_as_it_is(url: str) -> None:
    assert load(None, {}, {"server.public_url": url}).server.public_url == url
    assert load(None, {}, {"server.public_url": ""}).server.public_url is None


@pytest.mark.parametrize(
    "text",
    [
        "nonsense here",
        "ngnpro.example.com",
        "ftp://ngnpro.example.com",
        "https://",
        "https:///path",
        "https://a b",
        "https://a/?wsdl",
        "https://a/#x",
        "https://user:pw@a",
        'https://a/"><x',
        "https://a:port",
        "https://a:65536",
    ],
)
def test_a_public_url_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match=r"^server\.public_url must be a URL"):
        load(None, {}, {"server.public_url": text})


@pytest.mark.parametrize("url", ["postgresql://u:hunter2@h/d", "postgresql://h/d?user=u&password=hunter2"])
def test_a_file_with_a_password_must_not_be_readable_by_all(tmp_path: Path, url: str) -> None:
    ini = write(tmp_path, f"[database]\nurl = {url}\n")
    ini.chmod(0o644)
    with pytest.raises(SettingsError, match="readable by all users") as caught:
        load(ini)
    assert "hunter2" not in str(caught.value)
    for mode in (0o600, 0o640):
        ini.chmod(mode)
        assert load(ini).database.url == url


@pytest.mark.parametrize(
    "url", ["sqlite:////var/lib/a:b@c.db", "postgresql://u@h:5432/d", "postgresql:///d?host=/run/x"]
)
def test_a_file_without_a_password_may_be_readable_by_all(tmp_path: Path, url: str) -> None:
    ini = write(tmp_path, f"[database]\nurl = {url}\n")
    ini.chmod(0o644)
    assert load(ini).database.url == url
