"""The portal in English: the switch keeps page and typed text, every sentence of the screens is
English, and what stays Vietnamese is data."""

import json
import os
import re
from pathlib import Path

import httpx
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from backend.organisation.demo.names import personal_id
from backend.organisation.demo.seed_organisation import PASSWORD
from shared.ui.english import written
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, phone, submit_for_another
from tests.e2e.database import value
from tests.e2e.known_texts import known_texts
from tests.house.english import VIETNAMESE

PICTURES = Path(os.environ["MOTCUA_PICTURES"]) if "MOTCUA_PICTURES" in os.environ else None
_PUBLIC = (
    "/", "/tim-kiem/?q=ket%20hon", "/thu-tuc/1.004873/", "/chuan-bi/1.004873/", "/thong-ke/",
    "/tra-cuu/?ma=khong", "/kiem-tra-ket-qua/", "/du-lieu-mo/", "/lien-he/", "/huong-dan/",
    "/tro-giup/", "/hoi-dap/", "/tin-tuc/", "/khao-sat/", "/phan-anh/", "/phan-anh/gui/",
    "/phan-anh/tra-cuu/", "/danh-gia/", "/lay-so/", "/lap-trinh/", "/dang-ky/",
    "/quen-mat-khau/", "/dang-nhap/", "/kiosk/", "/khong-co-trang-nay/",
)  # fmt: skip
_OWN = (
    "/ho-so/", "/ho-so/{}/", "/thong-bao/", "/tai-khoan/", "/tai-khoan/thong-bao/",
    "/tai-khoan/lien-he/", "/tai-khoan/bao-mat/", "/du-lieu-cua-toi/", "/kho-giay-to/",
    "/uy-quyen/", "/dat-lich/",
)  # fmt: skip
_AXE = ("/", "/thu-tuc/1.004873/", "/phan-anh/gui/", "/ho-so/{}/")
_SETTLED = """() => document.documentElement.lang === "en"
  && !document.documentElement.classList.contains("until-english")
  && (!document.querySelector("#first-paint") || document.querySelector("#ready"))
  && !document.querySelector("main p.waiting") && [...document.querySelectorAll(
  "main h1, main [role=heading][aria-level='1']")].some((e) => e.checkVisibility())"""
# What a reader sees or hears that still has Vietnamese letters; texts of agencies as they wrote
# them (.prose), messages as they were sent (translate=no), the way back (.languages) aside.
_LEFT = """() => {
  const letter = /[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]/;
  const found = new Set([document.title]);
  const all = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL);
  for (let node = all.nextNode(); node; node = all.nextNode()) {
    const on = node.nodeType === 3 ? node.parentElement : node;
    if (!on?.closest) continue;
    if (on.closest("#first-paint, #told-first, script, style, textarea")) continue;
    if (on.closest(".prose, .languages, [translate=no]")) continue;
    if (node.nodeType === 3) {
      if (on.checkVisibility() || on.closest("details")) found.add(node.nodeValue.trim());
      continue;
    }
    for (const name of ["placeholder", "aria-label", "title", "alt"])
      if (node.hasAttribute?.(name)) found.add(node.getAttribute(name));
  }
  return [...found].filter((text) => letter.test(text));
}"""


class Reader:
    """Somebody who reads English, and what troubled them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        self.known = known_texts()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        # A page that is not there answers 404, which browsers tell as an error.
        if message.type == "error" and "404 (Not Found)" not in message.text:
            self.faults.append(f"{self.page.url}: {message.text}")

    def read(self, path: str) -> None:
        """Opens a page and looks for Vietnamese that is no data."""
        self.page.goto(path, wait_until="domcontentloaded")
        self.page.wait_for_function(_SETTLED)
        if PICTURES is not None:
            name = re.sub(r"\W+", "_", path).strip("_") or "home"
            self.page.screenshot(path=PICTURES / f"english-{name}.png", full_page=True)
        texts = self.page.evaluate(_LEFT)
        self.faults += [f"{path}: {text}" for text in texts if not self._is_data(text)]

    def _is_data(self, text: str) -> bool:
        if text in written("ui_citizen"):
            return False
        for known in self.known:
            if known in text:
                text = text.replace(known, " ")
        return not VIETNAMESE.search(text)


def test_the_portal_is_read_in_english_page_by_page(chromium: Browser, screens: Services) -> None:
    (reference,) = submit_for_another(1)
    mine = str(value("select id::text from dossier where reference = $1", reference))
    page = phone(chromium, screens)
    page.goto("/?lang=en")
    page.wait_for_function(_SETTLED)
    expect(page).to_have_title(re.compile("Public Service Portal"))
    expect(page.get_by_role("heading", level=1)).to_have_text("What do you need to do?")
    reader = Reader(page)
    for path in _PUBLIC:
        reader.read(path)
        if path in _AXE:
            assert_accessible(page)
    page.goto("/dang-nhap/")
    page.fill("#username", personal_id(20))
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda address: "dang-nhap" not in address)
    for path in _OWN:
        reader.read(path.format(mine))
        if path in _AXE:
            assert_accessible(page)
    assert not reader.faults, "\n".join(reader.faults)
    page.context.close()


def test_the_switch_keeps_the_page_and_what_was_typed_both_ways(
    chromium: Browser, screens: Services
) -> None:
    page = phone(chromium, screens)
    page.goto("/phan-anh/gui/")
    page.wait_for_function("() => window.__reflex")
    to_english = page.get_by_role("button", name="English", exact=True)
    to_vietnamese = page.get_by_role("button", name="Tiếng Việt", exact=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("Gửi phản ánh, kiến nghị")
    title = page.locator("#subject")
    title.fill("Chậm trả kết quả")
    to_english.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Send feedback or a petition")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(title).to_have_value("Chậm trả kết quả")
    expect(to_vietnamese).to_be_focused()
    expect(to_english).to_be_hidden()
    # Back, and on a page opened in Vietnamese: its socket is older than the choice, and the API is
    # asked in English all the same.
    to_vietnamese.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gửi phản ánh, kiến nghị")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(title).to_have_value("Chậm trả kết quả")
    assert page.evaluate("document.querySelectorAll('main [lang]').length") == 0
    page.goto("/phan-anh/tra-cuu/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tra cứu phản ánh, kiến nghị")
    page.wait_for_function("() => window.__reflex")
    to_english.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look up feedback or a petition")
    page.fill("#code", "PA261126-AAAAAA")
    page.fill("#secret", "AAAAAAAAAA")
    page.get_by_role("button", name="Look up", exact=True).click()
    refused = page.locator("main [role=alert]")
    expect(refused).to_have_text(re.compile("[a-z]{3}"))
    assert not VIETNAMESE.search(refused.inner_text())
    page.reload()
    page.wait_for_function(_SETTLED)
    expect(page.get_by_role("heading", level=1)).to_have_text("Look up feedback or a petition")
    page.context.close()


def test_refusals_come_in_the_language_of_the_reader(screens: Services) -> None:
    base = f"http://localhost:{screens.citizen_port}"
    with httpx.Client(base_url=base, timeout=30) as http:
        asked = "/api/v1/procedures/0.000000"
        english = http.get(asked, headers={"Cookie": "motcua_lang=en", "Accept-Language": "vi"})
        vietnamese = http.get(asked, headers={"Cookie": "motcua_lang=vi", "Accept-Language": "en"})
        unchosen = http.get(asked, headers={"Accept-Language": "en"})
        assert not VIETNAMESE.search(json.dumps(english.json(), ensure_ascii=False))
        assert VIETNAMESE.search(vietnamese.json()["detail"])
        assert unchosen.json()["detail"] == english.json()["detail"]
        script = http.get("/english.js?v=1")
        assert "immutable" in script.headers["cache-control"]
