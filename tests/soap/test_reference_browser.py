# SPDX-License-Identifier: Apache-2.0
"""The reference in a browser: search, keyboard, narrow screens, colours, and no word from the console."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from ngnprov.calls.port import find_ports
from tests.support.live import Live

PORTS = [port.name for port in find_ports()]
OPERATIONS = sum(len(port.operations()) for port in find_ports())
PATHS = ["/", *(f"/reference/{port}/" for port in PORTS), "/reference/sip/addAccount/"]
SHOWN = ".operations li:visible a"

BROKEN_WORDS = r"""() => {
  const broken = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest("pre, script, style, [hidden]")) continue;
    for (const word of node.data.matchAll(/[\p{L}\p{N}_]+/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = new Set(Array.from(range.getClientRects(), (box) => Math.round(box.top)));
      if (lines.size > 1) broken.push(word[0]);
    }
  }
  return broken;
}"""
"""Words that go on in another line; what stands in a box that scrolls by itself is never broken."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    program = shutil.which("chromium")
    if program is None:
        message = "chromium is not here: apt-get install chromium, or run scripts/install-clients"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
        found = playwright.chromium.launch(executable_path=program, args=options)
        yield found
        found.close()


class Tab:
    """A page under test; ``said`` is what the console, errors and requests to other servers told."""

    def __init__(self, browser: Any, server: Live, **options: Any) -> None:
        self.context = browser.new_context(base_url=server.url, **options)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self._asked(request.url, server.url))

    def _asked(self, url: str, server: str) -> None:
        if not url.startswith((f"{server}/", "data:")):
            self.said.append(url)

    def __enter__(self) -> "Tab":
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()
        assert self.said == []


@pytest.mark.timeout(120)
def test_the_search_narrows_the_list_and_enter_opens_the_first(browser: Any, server: Live) -> None:
    with Tab(browser, server) as tab:
        page = tab.page
        page.goto("/")
        assert page.title() == "ngnprov: SOAP reference"
        field = page.get_by_role("searchbox", name="Search the operations of all ports")
        told = page.get_by_role("status")
        assert page.locator(SHOWN).count() == OPERATIONS
        field.fill("getcustomers")
        assert page.locator(SHOWN).all_inner_texts() == ["getCustomers"]
        assert told.inner_text() == f"1 of {OPERATIONS} operations"
        assert page.locator(".operations section:visible").count() == 1
        field.fill("5001")  # the code of a fault
        assert page.locator(SHOWN).all_inner_texts() == ["addAccount", "updateAccount", "addTenant", "cloneTenant"]
        field.fill("sip  ACCOUNT add")
        assert "addAccount" in page.locator(SHOWN).all_inner_texts()
        field.fill("there is nothing like this")
        assert page.locator(SHOWN).count() == 0
        assert told.inner_text() == f"0 of {OPERATIONS} operations"
        field.press("Enter")
        assert page.url == f"{server.url}/"
        field.fill("")
        assert page.locator(SHOWN).count() == OPERATIONS
        field.fill("addZone")
        field.press("Enter")
        page.wait_for_url("**/reference/dns/addZone/")
        assert page.get_by_role("heading", name="addZone in document/literal").is_visible()


@pytest.mark.timeout(120)
def test_on_a_telephone_count_and_hits_are_seen_beside_the_keyboard(browser: Any, server: Live) -> None:
    with Tab(browser, server, viewport={"width": 320, "height": 280}) as tab:
        for path in ("/", "/reference/sip/"):
            tab.page.goto(path)
            field = tab.page.get_by_role("searchbox")
            field.fill("addAccount")
            for seen in (field, tab.page.get_by_role("status"), tab.page.locator(SHOWN).first):
                box = seen.bounding_box()
                assert 0 <= box["y"] <= box["y"] + box["height"] <= 280, path
        field.fill("")
        assert tab.page.locator("#operations").is_visible()


@pytest.mark.timeout(120)
def test_the_page_of_a_port_has_a_search_of_its_own_and_leads_on(browser: Any, server: Live) -> None:
    with Tab(browser, server) as tab:
        page = tab.page
        page.goto("/")
        page.get_by_role("navigation").get_by_role("link", name="CustomerPort").click()
        page.wait_for_url("**/reference/customer/")
        page.get_by_role("searchbox").fill("reseller")
        page.get_by_role("searchbox").press("Enter")
        assert page.evaluate("location.hash").startswith("#customer-")
        page.get_by_role("link", name="getCustomers: requests and answers").click()
        page.wait_for_url("**/reference/customer/getCustomers/")
        assert page.get_by_role("heading", name="getCustomers in document/literal").is_visible()
        page.get_by_role("link", name="CustomerQuery").first.click()
        page.wait_for_url("**/reference/customer/#type-CustomerQuery")


@pytest.mark.timeout(120)
def test_the_pages_can_be_used_with_the_keyboard_alone(browser: Any, server: Live) -> None:
    with Tab(browser, server) as tab:
        page = tab.page
        page.goto("/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == "#content"
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "search":
                break
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.type("deleteNumber")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/reference/enum/deleteNumber/")


@pytest.mark.timeout(120)
def test_without_a_script_the_list_is_there_and_the_box_is_not(browser: Any, server: Live) -> None:
    with Tab(browser, server, java_script_enabled=False) as tab:
        tab.page.goto("/")
        assert tab.page.locator(SHOWN).count() == OPERATIONS
        assert not tab.page.locator("#search").is_visible()
        tab.page.get_by_role("link", name="getZones").click()
        tab.page.wait_for_url("**/reference/dns/getZones/")


@pytest.mark.timeout(240)
@pytest.mark.parametrize("width", [320, 420, 1280])
def test_no_page_scrolls_sideways_or_breaks_a_word(browser: Any, server: Live, width: int) -> None:
    with Tab(browser, server, viewport={"width": width, "height": 900}) as tab:
        for path in PATHS:
            tab.page.goto(path)
            assert tab.page.evaluate("document.documentElement.scrollWidth") == width, path
            assert tab.page.evaluate(BROKEN_WORDS) == [], path


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(20, 25, 31)")])
def test_the_style_sheet_is_in_force_in_light_and_dark(browser: Any, server: Live, scheme: str, paper: str) -> None:
    with Tab(browser, server, color_scheme=scheme) as tab:
        tab.page.goto("/reference/enum/")
        assert tab.page.evaluate("getComputedStyle(document.body).backgroundColor") == paper
