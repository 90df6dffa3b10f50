"""Lists of many: neighbours' rows may stand before the one that a test made."""

from playwright.sync_api import Locator, Page, expect


def turn_to(page: Page, wanted: Locator, rows: str) -> None:
    """Goes on to the next page of a list until `wanted` is there; `rows` selects its rows."""
    first = page.locator(rows).first
    expect(first).to_be_visible()
    on = page.get_by_role("link", name="Trang sau")
    while not _there(wanted, on):
        seen = first.inner_text()
        on.click()
        expect(first).not_to_have_text(seen)


def fetch_until(page: Page, wanted: Locator, rows: str) -> None:
    """Asks for more of a list that grows until `wanted` is there; `rows` selects its rows."""
    expect(page.locator(rows).first).to_be_visible()
    more = page.get_by_role("button", name="Xem thêm")
    while not _there(wanted, more):
        count = page.locator(rows).count()
        more.click()
        expect(page.locator(rows)).not_to_have_count(count)


def _there(wanted: Locator, on: Locator) -> bool:
    """Whether it is there, once that can be said: a list that is being drawn has neither."""
    expect(wanted.or_(on).first).to_be_visible()
    return wanted.is_visible()
