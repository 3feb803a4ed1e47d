# SPDX-License-Identifier: Apache-2.0
"""DNS zones (dns.md 4)."""

import datetime

import pytest

from ngnprov.ports.dns.settings import DnsSettings
from tests.ports.dns.conftest import SETTINGS, DnsScene
from tests.support.scene import granted
from tests.support.world import World

DEFAULT = ["ns1.provider.test", "ns2.provider.test"]


def test_a_zone_without_servers_and_mailbox_gets_the_defaults_and_shows_them(dns: DnsScene) -> None:
    given = {"name": "New.Example.", "ttl": 3600, "info": "x", "customer": dns.customer_id, "nameservers": []}
    stored = dns.root.addZone(zone={**given, "email": None, "minimum": "" if dns.dialect == "encoded" else 0})
    today = datetime.datetime.now(datetime.UTC).date()
    days = [today, today - datetime.timedelta(days=1)]  # the tests may have begun before midnight
    assert stored.pop("serial") in [int(f"{day:%Y%m%d}01") for day in days]
    assert len(stored.pop("changeDate")) == len("2026-01-31 23:59:59")
    assert stored == {
        "name": "new.example",
        "email": "hostmaster@new.example",
        "nameservers": DEFAULT,
        "ttl": 3600,
        "minimum": 3600,
        "retry": 3600,
        "expire": 604800,
        "refresh": 10800,
        "info": "x",
        "customer": dns.customer_id,
        "reseller": dns.reseller_id,
    }
    shown = dns.customer_login.getZone(zone="NEW.example.")
    assert (shown["email"], shown["nameservers"]) == ("hostmaster@new.example", DEFAULT)


def test_the_mailbox_comes_from_the_property_of_the_customer_or_else_the_reseller(dns: DnsScene) -> None:
    def email(name: str) -> str:
        found: str = dns.root.addZone(zone={"name": name, "customer": dns.customer_id})["email"]
        return found

    set_email = dns.admin.setProperties
    set_email(customer=dns.reseller_id, properties=[{"name": "dns_admin_email", "value": "r.s@r.example"}])
    assert email("a.example") == "r.s@r.example"
    set_email(customer=dns.customer_id, properties=[{"name": "dns_admin_email", "value": "C@C.example"}])
    assert email("b.example") == "C@c.example"
    set_email(customer=dns.customer_id, properties=[{"name": "dns_admin_email", "value": "ask me"}])
    assert email("c.example") == "r.s@r.example"
    cleared = dns.customer_login.updateZone(zone={"name": "b.example", "email": ""})
    assert cleared["email"] == "r.s@r.example"


def test_a_server_without_defaults_asks_for_name_servers(quick_dns: DnsScene) -> None:
    with quick_dns.world.with_settings(extra={}) as bare:
        fault = bare.call().dns.refused("addZone", zone={"name": "new.example", "nameservers": []})
        assert (fault.code, fault.field) == (102, "zone.nameservers")
        given = {"name": "new.example", "nameservers": ["ns.example.net"]}
        assert bare.call().dns.addZone(zone=given)["nameservers"] == ["ns.example.net"]


def test_a_zone_exists_once_and_is_imported_by_an_update_then(dns: DnsScene) -> None:
    before = dns.world.fingerprint()
    for caller in (dns.customer_login, dns.root, dns.reseller_login):
        assert caller.refused("addZone", zone={"name": "Example.com."}).code == 7001
    assert dns.world.fingerprint() == before


@pytest.mark.parametrize(
    "name", ["com", "1.2.3.4", "a..b", "-a.example", "a_b.example", "x y.example", "é.example", "a" * 64 + ".example"]
)
def test_a_name_that_is_no_zone_is_refused(quick_dns: DnsScene, name: str) -> None:
    fault = quick_dns.root.refused("addZone", zone={"name": name})
    assert (fault.code, fault.field) == (101, "zone.name")


def test_a_zone_must_have_a_name_of_at_most_253_characters(quick_dns: DnsScene) -> None:
    assert quick_dns.root.refused("addZone", zone={"info": "x"}).code == 102
    longest = ".".join(["a" * 61] * 4) + ".exam"
    assert len(longest) == 252
    assert quick_dns.root.addZone(zone={"name": longest, "email": "a@b.example"})["name"] == longest
    assert quick_dns.root.refused("addZone", zone={"name": "bc" + longest}).code == 101


def test_numbers_belong_to_enum_and_addresses_do_not(quick_dns: DnsScene) -> None:
    for name in ("e164.arpa", "1.3.e164.arpa"):
        fault = quick_dns.root.refused("addZone", zone={"name": name})
        assert (fault.code, fault.field) == (101, "zone.name")
    assert quick_dns.root.addZone(zone={"name": "2.0.192.in-addr.arpa"})["name"] == "2.0.192.in-addr.arpa"
    assert quick_dns.root.addZone(zone={"name": "8.b.d.0.1.0.0.2.ip6.arpa"})


def test_names_in_the_tree_of_a_range_belong_to_enum_while_there_is_one(dns: DnsScene) -> None:
    def add_range(tld: str) -> dict[str, str]:
        id = {"prefix": "31208", "tld": tld}
        dns.admin.enum.addRange(range={"id": id, "customer": dns.customer_id, "nameservers": ["ns1.provider.test"]})
        return id

    dns.customer_login.addZone(zone={"name": "8.enum.example.net"})
    id = add_range("enum.example.net")
    for caller in (dns.root, dns.reseller_login, dns.customer_login, dns.stranger()):
        before = dns.world.fingerprint()
        for name in ("enum.example.net", "1.Enum.example.net.", "www.1.enum.example.net"):
            fault = caller.refused("addZone", zone={"name": name})
            assert (fault.code, fault.field) == (101, "zone.name")
        assert dns.world.fingerprint() == before
    for name in ("example.net", "xenum.example.net", "enum.example.org"):
        assert dns.customer_login.addZone(zone={"name": name})["name"] == name
    assert dns.customer_login.refused("addZone", zone={"name": "8.enum.example.net"}).code == 7001
    assert dns.customer_login.updateZone(zone={"name": "8.enum.example.net", "info": "x"})["info"] == "x"
    dns.admin.enum.deleteRange(range=id)
    assert dns.customer_login.addZone(zone={"name": "enum.example.net"})


def test_a_range_below_a_top_level_domain_does_not_close_it(quick_dns: DnsScene) -> None:
    quick_dns.admin.enum.addRange(range={"id": {"prefix": "31208", "tld": "test"}, "customer": quick_dns.customer_id})
    assert quick_dns.stranger().addZone(zone={"name": "new.test"})


def test_an_update_with_serial_0_keeps_and_increases_the_servers_serial(dns: DnsScene) -> None:
    before = dns.root.getZone(zone="example.com")
    blanks = ["", "NS9.Other.Test.", "ns8.other.test", "ns9.other.test", ""]
    given = {**before, "serial": 0, "info": "new", "nameservers": blanks, "expire": 0, "customer": 0}
    answer = dns.customer_login.updateZone(zone=given)
    assert answer["serial"] == before["serial"] + 1
    assert answer["nameservers"] == ["ns9.other.test", "ns8.other.test"]
    assert (answer["expire"], answer["customer"]) == (604800, dns.customer_id)
    assert dns.customer_login.getZone(zone="example.com") == answer


def test_missing_members_keep_and_an_emptied_box_of_servers_is_the_default(dns: DnsScene) -> None:
    given = {"name": "example.com", "nameservers": ["ns.other.test"], "minimum": 60, "email": "a.b@c.example"}
    dns.customer_login.updateZone(zone=given)
    kept = dns.customer_login.updateZone(zone={"name": "example.com", "info": "x", "nameservers": None, "email": None})
    assert (kept["nameservers"], kept["minimum"], kept["email"]) == (["ns.other.test"], 60, "a.b@c.example")
    assert dns.customer_login.updateZone(zone={"name": "example.com", "nameservers": []})["nameservers"] == DEFAULT
    fault = dns.customer_login.refused("updateZone", zone={"name": "example.com", "ttl": 2**31})
    assert (fault.code, fault.field) == (101, "zone.ttl")


@pytest.mark.parametrize(
    ("members", "field"),
    [
        ({"email": "nobody"}, "zone.email"),
        ({"email": "a b@c.example"}, "zone.email"),
        ({"email": "x" * 64 + "@c.example"}, "zone.email"),
        ({"nameservers": ["192.0.2.1"]}, "zone.nameservers"),
        ({"nameservers": ["a_b.example"]}, "zone.nameservers"),
        ({"nameservers": [f"ns{number}.example.net" for number in range(33)]}, "zone.nameservers"),
        ({"ttl": -1}, "zone.ttl"),
    ],
)
def test_what_no_soa_or_ns_can_hold_is_refused(quick_dns: DnsScene, members: dict[str, object], field: str) -> None:
    before = quick_dns.world.fingerprint()
    for operation in ("addZone", "updateZone"):
        name = "new.example" if operation == "addZone" else "example.com"
        fault = quick_dns.root.refused(operation, zone={"name": name, **members})
        assert (fault.code, fault.field) == (101, field)
    assert quick_dns.world.fingerprint() == before


def test_a_save_that_changes_nothing_leaves_no_trace(dns: DnsScene) -> None:
    zone = dns.customer_login.getZone(zone="example.com")
    before = dns.world.fingerprint()
    assert dns.customer_login.updateZone(zone={**zone, "serial": 0}) == zone
    assert dns.world.fingerprint() == before


def test_a_name_server_that_others_have_made_an_alias_does_not_stop_a_save(dns: DnsScene) -> None:
    servers = ["ns1.strange.example", "ns2.strange.example"]
    zone = dns.customer_login.updateZone(zone={"name": "example.com", "nameservers": servers[:1]})
    stranger = dns.stranger()
    stranger.addZone(zone={"name": "strange.example"})
    for server in servers:
        stranger.addRecord(
            record={"zone": "strange.example", "name": server, "type": "CNAME", "value": "far.example.net"}
        )
    saved = dns.customer_login.updateZone(zone={**zone, "info": "new", "serial": 0})
    assert (saved["info"], saved["nameservers"]) == ("new", servers[:1])
    before = dns.world.fingerprint()
    fault = dns.customer_login.refused("updateZone", zone={**zone, "nameservers": servers})
    assert (fault.code, fault.field) == (7010, "zone.nameservers")
    assert "ns2.strange.example" in fault.text
    assert dns.world.fingerprint() == before
    added = dns.customer_login.updateZone(zone={**zone, "nameservers": ["ns.example.net", *servers[:1]]})
    assert added["nameservers"] == ["ns.example.net", "ns1.strange.example"]
    dns.customer_login.updateZone(zone={**zone, "nameservers": ["ns.example.net"]})
    assert dns.customer_login.refused("updateZone", zone=zone).code == 7010


def test_nobody_spoils_the_default_name_servers_for_all(dns: DnsScene) -> None:
    stranger = dns.stranger()
    stranger.addZone(zone={"name": "provider.test", "nameservers": ["ns.strange.example"]})
    stranger.addRecord(record={"zone": "provider.test", "name": "ns1", "type": "CNAME", "value": "far.example.net"})
    assert dns.customer_login.addZone(zone={"name": "new.example"})["nameservers"] == DEFAULT
    emptied = {"name": "example.com", "nameservers": ["ns.example.net"]}
    dns.customer_login.updateZone(zone=emptied)
    assert dns.customer_login.updateZone(zone={**emptied, "nameservers": []})["nameservers"] == DEFAULT


def test_a_zone_belongs_to_the_caller_or_to_whom_he_may_name(dns: DnsScene) -> None:
    own = (dns.customer_id, dns.reseller_id)
    for caller, name, ids, expected in (
        (dns.customer_login, "a.example", (999, 998), own),
        (dns.reseller_login, "b.example", (0, 0), (dns.reseller_id, dns.reseller_id)),
        (dns.reseller_login, "c.example", (dns.customer_id, 999), own),
        (dns.root, "d.example", (0, dns.reseller_id), (dns.reseller_id, dns.reseller_id)),
        (dns.root, "e.example", (0, 0), (0, 0)),
        (dns.behind(dns.customer_id).dns, "f.example", (0, 0), own),
    ):
        stored = caller.addZone(zone={"name": name, "customer": ids[0], "reseller": ids[1]})
        assert (stored["customer"], stored["reseller"]) == expected
    stranger = dns.stranger().addZone(zone={"name": "s.example"})["customer"]
    for caller in (dns.root, dns.reseller_login):
        fault = caller.refused("addZone", zone={"name": "x.example", "customer": 999})
        assert (fault.code, fault.field) == (5000, "zone.customer")
    assert dns.reseller_login.refused("addZone", zone={"name": "x.example", "customer": stranger}).code == 5000
    wrong = {"name": "x.example", "customer": dns.customer_id, "reseller": stranger}
    assert dns.root.refused("addZone", zone=wrong).field == "zone.reseller"


def test_nobody_takes_names_above_or_below_a_zone_of_another_reseller(dns: DnsScene) -> None:
    before = dns.world.fingerprint()
    stranger = dns.stranger()
    for name in ("a.example.com", "x.y.example.com"):
        assert stranger.refused("addZone", zone={"name": name}).code == 902
    stranger.addZone(zone={"name": "a.b.example.net"})
    assert dns.customer_login.refused("addZone", zone={"name": "example.net"}).code == 902
    assert dns.customer_login.addZone(zone={"name": "b.example.com"})
    assert stranger.addZone(zone={"name": "notexample.com"})
    assert stranger.addZone(zone={"name": "example.com-x.test"})
    assert dns.root.addZone(zone={"name": "c.a.b.example.net", "customer": dns.customer_id})
    assert dns.world.fingerprint() != before


def test_below_a_foreign_zone_names_that_are_there_and_names_that_are_not_are_refused_alike(dns: DnsScene) -> None:
    """Issue 9, 3: what is below a zone of others cannot be found out one by one."""
    dns.customer_login.addZone(zone={"name": "there.example.com"})
    dns.customer_login.addZone(zone={"name": "deep.there.example.com"})
    stranger = dns.stranger()
    names = ("there.example.com", "never.example.com", "deep.there.example.com", "x.there.example.com")
    faults = [stranger.refused("addZone", zone={"name": name}) for name in names]
    assert {(fault.code, fault.field, fault.text) for fault in faults} == {(902, "zone.name", faults[0].text)}
    assert "example" not in faults[0].text


def test_a_foreign_zone_is_as_one_that_never_was(dns: DnsScene) -> None:
    stranger = dns.stranger()
    before = dns.world.fingerprint()
    for operation in ("getZone", "deleteZone"):
        seen, never = (stranger.refused(operation, zone=name) for name in ("example.com", "never.com"))
        assert (seen.code, seen.text) == (7000, never.text)
    assert stranger.refused("updateZone", zone={"name": "example.com", "info": "mine"}).code == 7000
    assert stranger.getZones(query={"filter": {"name": "%"}}) == {"zones": [], "total": 0}
    assert dns.world.fingerprint() == before


def test_a_deleted_zone_takes_its_records_along(dns: DnsScene) -> None:
    dns.record("www", "A", "192.0.2.1")
    alias = {"zone": "example.com", "name": "info@example.com", "type": "MBOXFW", "value": "me@corp.test"}
    dns.customer_login.addFancyRecord(record=alias)
    assert dns.customer_login.deleteZone(zone="example.com") is None
    for operation in ("getRecords", "getFancyRecords"):
        found = getattr(dns.root, operation)(query={"filter": {"zone": "example.com"}})
        assert found == {"records": [], "total": 0}
    assert dns.customer_login.refused("getZone", zone="example.com").code == 7000
    assert dns.world.sql("SELECT count(*) FROM counters WHERE used <> 0") == [(0,)]


def test_records_and_credits_move_with_their_zone(dns: DnsScene) -> None:
    record = dns.record("www", "A", "192.0.2.1")
    alias = {"zone": "example.com", "name": "info@example.com", "type": "MBOXFW", "value": "me@corp.test"}
    fancy = dns.customer_login.addFancyRecord(record=alias)
    other = dns.reseller("other")
    dns.grant(other, dns_zone_credit=1, email_credit=1)
    moved = dns.root.updateZone(zone={"name": "example.com", "customer": other, "reseller": dns.reseller_id})
    assert (moved["customer"], moved["reseller"]) == (other, other)
    for found in (dns.root.getRecord(recordId=record["id"]), dns.root.getFancyRecord(recordId=fancy["id"])):
        assert (found["customer"], found["reseller"]) == (other, other)
    assert dns.customer_login.refused("getRecord", recordId=record["id"]).code == 7002
    assert dns.customer_login.getRecords(query={})["total"] == 0
    used = dns.world.sql("SELECT customer, kind, used FROM counters WHERE used <> 0 ORDER BY kind")
    assert used == [(other, "dns_zone_credit", 1), (other, "email_credit", 1)]


def test_a_reseller_moves_a_zone_only_to_his_own_who_have_credit(dns: DnsScene) -> None:
    poor = dns.add("poor", reseller=dns.reseller_id)
    stranger = dns.stranger().addZone(zone={"name": "s.example"})["customer"]
    before = dns.world.fingerprint()
    fault = dns.reseller_login.refused("updateZone", zone={"name": "example.com", "customer": poor})
    assert (fault.code, fault.members["kind"], fault.members["holder"]) == (910, "dns_zone_credit", str(poor))
    assert dns.reseller_login.refused("updateZone", zone={"name": "example.com", "customer": stranger}).code == 5000
    assert dns.world.fingerprint() == before
    kept = dns.customer_login.updateZone(zone={"name": "example.com", "customer": poor})
    assert kept["customer"] == dns.customer_id


def test_an_administrator_gives_nothing_away_behind_a_customer(dns: DnsScene) -> None:
    sibling = dns.add("sibling", reseller=dns.reseller_id, properties=[granted("dns_zone_credit", 10)])
    before = dns.world.fingerprint()
    behind = dns.behind(dns.customer_id).dns
    fault = behind.refused("updateZone", zone={"name": "example.com", "customer": sibling})
    assert (fault.code, fault.field) == (902, "zone.customer")
    assert dns.world.fingerprint() == before
    kept = behind.updateZone(zone={"name": "example.com", "customer": dns.customer_id, "reseller": sibling})
    assert (kept["customer"], kept["reseller"]) == (dns.customer_id, dns.reseller_id)


def test_zone_credit_ends_and_returns(dns: DnsScene) -> None:
    dns.grant(dns.customer_id, dns_zone_credit=2)
    dns.customer_login.addZone(zone={"name": "b.example"})
    fault = dns.customer_login.refused("addZone", zone={"name": "c.example"})
    members = {name: fault.members[name] for name in ("kind", "limit", "used", "holder")}
    assert (fault.code, members) == (
        910,
        {"kind": "dns_zone_credit", "limit": "2", "used": "2", "holder": str(dns.customer_id)},
    )
    dns.customer_login.deleteZone(zone="b.example")
    dns.customer_login.addZone(zone={"name": "c.example"})
    dns.grant(dns.customer_id, dns_zone_credit=3)
    dns.customer_login.addZone(zone={"name": "d.example"})
    dns.grant(dns.reseller_id, dns_zone_credit=3)
    assert dns.reseller_login.refused("addZone", zone={"name": "e.example"}).code == 911
    assert dns.root.addZone(zone={"name": "e.example", "customer": dns.customer_id})


def test_an_inactive_reseller_makes_no_zones(dns: DnsScene) -> None:
    dns.admin.updateAccount(account={"id": dns.reseller_id, "resellerActive": False})
    assert dns.customer_login.refused("addZone", zone={"name": "b.example"}).code == 902
    record = {"zone": "example.com", "name": "www", "type": "A", "value": "192.0.2.1"}
    assert dns.customer_login.refused("addRecord", record=record).code == 902


def test_a_customer_with_zones_is_not_deleted(dns: DnsScene) -> None:
    fault = dns.admin.refused("deleteAccount", id=dns.customer_id)
    assert fault.code == 5010
    assert "1 DNS zones" in fault.text


def test_lists_match_whole_names_and_order(dns: DnsScene) -> None:
    for name in ("a.com", "aa.com", "a_b.example".replace("_", "-")):
        dns.root.addZone(zone={"name": name, "info": f"about {name}", "customer": dns.customer_id})

    def names(**query: object) -> list[str]:
        return [zone["name"] for zone in dns.customer_login.getZones(query=query)["zones"]]

    assert names(filter={"name": "a.com"}) == ["a.com"]
    by_name = {"attribute": "name", "direction": "ASC"}
    assert names(filter={"name": "a%"}, orderBy=by_name) == ["a-b.example", "a.com", "aa.com"]
    assert names(filter={"info": "ABOUT aa%"}) == ["aa.com"]
    everything = {"name": None, "info": None, "customer": 0, "reseller": ""}
    assert len(names(filter=everything, orderBy={"attribute": "nonsense"})) == 4
    assert names(orderBy=by_name, range={"start": 1, "count": 2}) == ["a.com", "aa.com"]
    assert dns.customer_login.getZones(query={"range": {"start": 0, "count": 1}})["total"] == 4


def test_a_change_has_one_journal_entry(quick_dns: DnsScene) -> None:
    quick_dns.customer_login.updateZone(zone={"name": "example.com", "info": "new"})
    quick_dns.customer_login.deleteZone(zone="example.com")
    rows = quick_dns.world.sql(
        "SELECT operation, before, after FROM journal WHERE subject = 'DNS zone example.com' ORDER BY id"
    )
    assert [row[0] for row in rows] == ["addZone", "updateZone", "deleteZone"]
    assert rows[1][1:] == ('{"info": ""}', '{"info": "new"}')


def test_the_settings_are_read_from_text(sqlite_world: World) -> None:
    from ngnprov.settings import SettingsError, load

    text = {
        "dns.nameservers": "NS1.Provider.Test., ns2.provider.test",
        "dns.glue": "ns1.example.com=192.0.2.1 ns1.example.com=2001:DB8::1",
        "dns.mail_redirector": "mailfwd.provider.test",
        "dns.web_redirector": "203.0.113.80",
    }
    read = load(options=text, sections={"dns": DnsSettings}).of(DnsSettings)
    assert read.nameservers == SETTINGS.nameservers
    assert [str(each) for each in read.glue] == ["ns1.example.com=192.0.2.1", "ns1.example.com=2001:db8::1"]
    for key, bad in (("nameservers", "a_b.c"), ("glue", "ns1.example.com"), ("web_redirector", "::1")):
        with pytest.raises(SettingsError, match=f"dns.{key} must be"):
            load(options={f"dns.{key}": bad}, sections={"dns": DnsSettings})
