# SPDX-License-Identifier: Apache-2.0
"""What several callers want at the same moment (promise P3)."""

import json
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.ports.dns.conftest import DnsScene
from tests.ports.dns.routers import router, stored
from tests.support.caller import Fault
from tests.support.examination import examine

CALLERS = 8


def at_once(attempt: Callable[[int], object], callers: int = CALLERS) -> Counter[int]:
    """How often each fault code came; 0 is success."""
    barrier = Barrier(callers)

    def run(number: int) -> int:
        barrier.wait(30)
        try:
            attempt(number)
        except Fault as fault:
            return fault.code
        return 0

    with ThreadPoolExecutor(callers) as pool:
        return Counter(pool.map(run, range(callers)))


def test_a_record_that_many_add_is_there_once(dns: DnsScene) -> None:
    serial = dns.serial()
    caller = dns.customer_login
    record = {"zone": "example.com", "name": "www", "type": "A", "value": "192.0.2.1"}
    assert at_once(lambda number: caller.addRecord(record=record)) == {0: 1, 7003: CALLERS - 1}
    assert dns.serial() == serial + 1


def test_every_one_of_many_changes_raises_the_serial(dns: DnsScene) -> None:
    serial = dns.serial()
    caller = dns.customer_login
    record = {"zone": "example.com", "type": "A", "value": "192.0.2.1"}
    assert at_once(lambda number: caller.addRecord(record={**record, "name": f"h{number}"})) == {0: CALLERS}
    assert dns.serial() == serial + CALLERS
    assert dns.world.sql("SELECT count(DISTINCT id) FROM dns_records") == [(CALLERS,)]


def test_a_cname_and_others_that_come_together_do_not_both_stay(dns: DnsScene) -> None:
    caller = dns.customer_login
    kinds = [("CNAME", "www.example.net"), ("A", "192.0.2.1")]

    def attempt(number: int) -> None:
        type, value = kinds[number % 2]
        if number % 4 == 3:
            redirect = {"zone": "example.com", "name": "x", "type": "URL", "value": "http://corp.test/"}
            caller.addFancyRecord(record=redirect)
        else:
            caller.addRecord(record={"zone": "example.com", "name": "x", "type": type, "value": value})

    at_once(attempt)
    types = {type for (type,) in dns.world.sql("SELECT type FROM dns_records")}
    types |= {type for (type,) in dns.world.sql("SELECT type FROM dns_fancy_records")}
    assert types in ({"CNAME"}, {"A"}, {"URL"}, {"A", "URL"})


def test_the_last_zone_credits_are_sold_once_and_overlapping_zones_not_to_two(dns: DnsScene) -> None:
    dns.grant(dns.customer_id, dns_zone_credit=4)
    caller = dns.customer_login
    codes = at_once(lambda number: caller.addZone(zone={"name": f"z{number}.example"}))
    assert codes == {0: 3, 910: CALLERS - 3}
    stranger, reseller = dns.stranger(), dns.reseller_login
    for name in ("one", "two", "three"):
        both = [(stranger, f"{name}.example.net"), (reseller, f"sub.{name}.example.net")]
        codes = at_once(lambda number: both[number][0].addZone(zone={"name": both[number][1]}), 2)
        assert codes == {0: 1, 902: 1}
    assert examine(dns.world.database) == []


def test_a_zone_that_many_add_with_the_last_credit_exists_for_all_the_others(dns: DnsScene) -> None:
    dns.grant(dns.customer_id, dns_zone_credit=2)
    caller = dns.customer_login
    assert at_once(lambda number: caller.addZone(zone={"name": "new.example"})) == {0: 1, 7001: CALLERS - 1}


def test_an_alias_that_many_add_with_the_last_credit_exists_for_all_the_others(dns: DnsScene) -> None:
    dns.grant(dns.customer_id, email_credit=1)
    caller = dns.customer_login
    alias = {"zone": "example.com", "type": "MBOXFW", "name": "info", "value": "me@corp.test"}
    assert at_once(lambda number: caller.addFancyRecord(record=alias)) == {0: 1, 7005: CALLERS - 1}


def test_a_zone_that_goes_takes_what_comes_at_that_moment(dns: DnsScene) -> None:
    alias = {"zone": "example.com", "type": "MBOXFW", "value": "me@corp.test"}
    customer, root = dns.customer_login, dns.root

    def attempt(number: int) -> None:
        if number == 0:
            root.deleteZone(zone="example.com")
        elif number == 1:
            root.updateZone(zone={"name": "example.com", "customer": dns.reseller_id})
        else:
            customer.addFancyRecord(record={**alias, "name": f"a{number}@example.com"})

    assert set(at_once(attempt)) <= {0, 7000}
    assert dns.world.sql("SELECT count(*) FROM dns_fancy_records") == [(0,)]
    assert dns.world.sql("SELECT count(*) FROM counters WHERE used <> 0") == [(0,)]
    assert examine(dns.world.database) == []


def test_addresses_that_come_together_for_one_name_go_in_one_after_the_other(dns: DnsScene) -> None:
    home = router(dns)
    dns.record("home", "A", "192.0.2.1")
    serial = dns.serial()
    said: list[str] = []

    def attempt(number: int) -> None:
        said.append(home.says("home.example.com", f"203.0.113.{number % 4}"))

    assert at_once(attempt) == {0: CALLERS}
    good = sum(answer.startswith("good ") for answer in said)
    assert good + sum(answer.startswith("nochg ") for answer in said) == CALLERS
    assert 4 <= good <= CALLERS
    assert dns.serial() == serial + good
    assert dns.world.sql("SELECT version FROM dns_records") == [(1 + good,)]
    rows = dns.world.sql("SELECT before, after FROM journal WHERE operation = 'dynamicUpdate' ORDER BY id")
    steps = [(json.loads(before)["value"], json.loads(after)["value"]) for before, after in rows]
    assert len(steps) == good
    assert [old for old, _ in steps] == ["192.0.2.1", *(new for _, new in steps[:-1])]
    assert stored(dns) == {"A": steps[-1][1]}


def test_requests_with_names_of_several_zones_wait_for_nobody_forever(dns: DnsScene) -> None:
    home = router(dns)
    zones = [f"z{number}.example" for number in range(4)]
    for zone in zones:
        dns.root.addZone(zone={"name": zone, "customer": dns.customer_id})
        dns.root.addRecord(record={"zone": zone, "name": "", "type": "A", "value": "192.0.2.1"})

    def attempt(number: int) -> None:
        order = zones if number % 2 else zones[::-1]
        assert home.says(",".join(order), f"203.0.113.{number}") == f"good 203.0.113.{number}\n" * 4

    assert at_once(attempt) == {0: CALLERS}
    values = {value for (value,) in dns.world.sql("SELECT value FROM dns_records")}
    assert len(values) == 1, "each request is done as a whole"
