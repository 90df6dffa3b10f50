"""Going about a page by keyboard alone, as somebody who cannot see where a mouse would be."""

import pyotp
from playwright.sync_api import Browser, Locator, Page, expect

from backend.organisation.demo.seed_organisation import PASSWORD, totp_secret
from tests.conftest import Services
from tests.e2e.conftest import DESK
from tests.e2e.database import execute

# Where the focus is must be seen: a ring on the element or on what stands for it, in the window,
# and not behind a bar (WCAG 2.4.7, 2.4.11).
_SEEN = """() => {
  const e = document.activeElement;
  if (!e || e === document.body || e.id === "noi-dung") return "";
  const ring = (x) => {
    if (!x) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(x);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
  };
  const name = e.outerHTML.replace(/\\s+/g, " ").slice(0, 140);
  const marked = [e, e.nextElementSibling, e.parentElement, e.closest("label")];
  if (!marked.some(ring)) return `no ring: ${name}`;
  const box = e.getBoundingClientRect();
  if (box.width < 3) return "";
  const at = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 20)];
  const bar = document.elementFromPoint(...at)?.closest(".tabs, .offline, .pinned");
  return bar && !bar.contains(e) ? `behind a bar: ${name}` : "";
}"""


def somebody(browser: Browser, port: int) -> Page:
    """A desktop nobody has signed in at."""
    context = browser.new_context(
        viewport=DESK, locale="vi-VN", base_url=f"http://localhost:{port}"
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    return page


def reach(page: Page, target: Locator, most: int = 220) -> None:
    """Presses Tab until the focus is there. Fails where the focus is unseen, or never comes."""
    target = target.first
    expect(target).to_be_visible()
    stuck = 0
    before = None
    for _ in range(most):
        if target.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
        unseen = page.evaluate(_SEEN)
        assert not unseen, unseen
        now = page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)")
        stuck = stuck + 1 if now == before else 0
        caught = page.evaluate("document.activeElement.outerHTML.slice(0, 160)")
        assert stuck < 3, f"the keyboard is caught at {caught}"
        before = now
    raise AssertionError(f"Tab never reaches {target}")


def press(page: Page, name: str) -> None:
    """The button of this name."""
    reach(page, page.get_by_role("button", name=name, exact=True))
    page.keyboard.press("Enter")


def write(page: Page, field: str, text: str) -> None:
    """Into the field of this id, in place of what is there."""
    reach(page, page.locator(f"#{field}"))
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def choose(page: Page, field: str) -> str:
    """The first choice of a list after the empty one; gives its words."""
    list_ = page.locator(f"#{field}")
    reach(page, list_)
    if not list_.input_value():
        page.keyboard.press("ArrowDown")
    expect(list_).not_to_have_value("")
    return str(list_.evaluate("e => e.selectedOptions[0].innerText"))


def officer(browser: Browser, services: Services, username: str) -> Page:
    """Signs in by keyboard."""
    execute("update account set totp_last_step = 0 where username = $1", username)
    page = somebody(browser, services.officer_port)
    page.goto("/dang-nhap/")
    write(page, "username", username)
    write(page, "password", PASSWORD)
    write(page, "code", pyotp.TOTP(totp_secret(username)).now())
    page.keyboard.press("Enter")
    expect(page.locator("nav.folders")).to_be_visible()
    return page
