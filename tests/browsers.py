"""People's browsers in the walks: each with cookies of its own, a desk's width or a phone's."""

import functools
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from tests.servers import ROOT

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


# What a browser writes there by itself, of an answer that is no page or of a line that is dead: no script's fault.
BROWSERS_OWN = ("status of", "ERR_INTERNET_DISCONNECTED")


def waiting_for_whole_pages(click, page_of):
    """The library's `click`, which returns when the next page has only begun, made to return when it is all there.

    Without it `page.content()` or `is_visible()` just after a click now and then meets an empty page.
    """

    @functools.wraps(click)
    def clicked(self, *words, **how):
        click(self, *words, **how)
        page_of(self).wait_for_load_state()

    return clicked


Locator.click = waiting_for_whole_pages(Locator.click, lambda locator: locator.page)
Page.click = waiting_for_whole_pages(Page.click, lambda page: page)


class Browsers:
    """Makes browsers and leaves pictures, numbered in the order of the walk."""

    def __init__(self, chromium: Browser, url: str, folder: Path):
        """Pictures go to `folder`."""
        self.chromium, self.url, self.folder, self.count, self.contexts = chromium, url, folder, 0, []

    def person(self, *, phone: bool = False, javascript: bool = True, cookies: dict | None = None) -> Page:
        """A new person's page. Errors of its scripts fail the walk."""
        context = self.chromium.new_context(
            base_url=self.url, viewport=PHONE if phone else DESK, java_script_enabled=javascript,
            is_mobile=phone, has_touch=phone, locale="en-GB",
        )  # fmt: skip
        for name, value in (cookies or {}).items():
            context.add_cookies([{"name": name, "value": value, "url": self.url}])
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on(
            "console", lambda m: self.faults.append(m.text)
            if m.type == "error" and not any(words in m.text for words in BROWSERS_OWN) else None
        )
        return page

    faults: list[str] = []

    def picture(self, page: Page, name: str) -> None:
        """Leave a picture of the whole page."""
        self.count += 1
        page.screenshot(path=self.folder / f"{self.count:02d}-{name}.png", full_page=True)

    def close(self) -> None:
        """Close them all; a script that failed on any page fails the walk."""
        for context in self.contexts:
            context.close()
        faults, self.faults[:] = list(self.faults), []
        assert faults == []


def violations(page: Page) -> list[str]:
    """What axe finds on the page, a line each: rule, where."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE.read_text("utf-8"))
    only = "{runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']}"
    found = page.evaluate(f"tags => axe.run(document, {only})", TAGS)
    return [f"{row['id']}: {node['target']}" for row in found["violations"] for node in row["nodes"]]
