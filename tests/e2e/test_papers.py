"""Papers on a phone and beside the data on an officer's screen."""

import io
import re
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from backend.organisation.demo.names import personal_id
from backend.organisation.demo.seed_organisation import PASSWORD
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, phone
from tests.e2e.test_processes import picture
from tests.e2e.test_supplement import ANSWERS, PROCEDURE
from tests.files.papers import a_pdf
from tests.files.papers import page as drawn_page

PAPER = "Giấy xác nhận tình trạng hôn nhân đã cấp trước đó"


def photo(words: str) -> bytes:
    """A photo of a page."""
    out = io.BytesIO()
    drawn_page(900, 1200, words).save(out, "JPEG")
    return out.getvalue()


def at_the_papers(page: Page, number: int) -> str:
    """Signs in and opens the papers of a draft whose questions are answered; its id."""
    page.goto("/dang-nhap/?next=/thu-tuc/1.004873")
    page.fill("#username", personal_id(number))
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_selector("#ready", state="attached")
    origin = {"Origin": page.url.split("/thu-tuc")[0]}
    draft = page.request.post(
        "/api/v1/drafts", data={"procedure_code": PROCEDURE}, headers=origin
    ).json()
    saved = page.request.patch(
        f"/api/v1/drafts/{draft['id']}",
        data={"answers": ANSWERS, "agency_id": draft["agencies"][0]["id"]},
        headers=origin | {"If-Match": f'"{draft["version"]}"'},
    )
    assert saved.ok, saved.text()
    page.goto(f"/nop/{draft['id']}")
    expect(page.get_by_role("heading", name="Giấy tờ kèm theo")).to_be_visible()
    details = page.locator("details.plain", has_text="Giấy tờ khác")
    if details.count() and details.get_attribute("open") is None:
        details.locator("summary").click()
    return str(draft["id"])


def chooser(page: Page) -> object:
    """The input of the paper that takes files."""
    return page.locator(f"input[type=file][aria-label*='{PAPER}']")


@pytest.mark.criterion("III.4")
def test_photos_are_looked_at_and_joined_in_order_on_a_phone(
    screens: Services, chromium: Browser
) -> None:
    page = phone(chromium, screens)
    at_the_papers(page, 14)
    card = page.locator("section.card", has_text=PAPER)
    camera = card.locator("input[capture=environment]")
    assert "image/jpeg" in (camera.get_attribute("accept") or "")
    expect(card.get_by_text("mỗi tệp tối đa 20,0 MB")).to_be_visible()
    picture(page, "papers-empty")
    chooser(page).set_input_files(  # type: ignore[attr-defined]
        [
            {"name": f"anh-{n}.jpg", "mimeType": "image/jpeg", "buffer": photo(str(n))}
            for n in (1, 2, 3)
        ]
    )
    expect(card.get_by_text("anh-3.jpg")).to_be_visible()
    card.get_by_role("button", name="Xem anh-1.jpg").click()
    large = card.locator(".sheet-picture")
    expect(large).to_be_visible()
    large.evaluate("image => image.decode()")
    assert large.evaluate("image => image.naturalWidth") >= 900, "as sharp as it was sent"
    picture(page, "papers-looked-at")
    card.get_by_role("button", name="Xem anh-1.jpg").click()
    card.get_by_role("button", name="Ghép thành một tệp PDF, sắp xếp trang").click()
    expect(card.locator(".leaves li")).to_have_count(3)
    card.get_by_role("button", name=re.compile("Đưa lên trước: trang 3")).click()
    card.get_by_role("button", name="Xoay trang 2").click()
    expect(card.locator(".leaves img").nth(1)).to_have_attribute("data-turn", "90")
    expect(card.locator(".leaves img").nth(1)).to_have_attribute("alt", "anh-3.jpg")
    card.get_by_role("button", name="Bỏ trang 3").click()
    expect(card.locator(".leaves li")).to_have_count(2)
    assert_accessible(page)
    picture(page, "papers-arranging")
    card.get_by_role("button", name="Ghép thành một tệp PDF", exact=True).click()
    expect(card.get_by_text("2 trang")).to_be_visible()
    expect(card.locator(".files > li")).to_have_count(1)
    assert_accessible(page)
    picture(page, "papers-joined")


@pytest.mark.criterion("III.4")
def test_a_large_file_goes_on_after_the_network_and_after_the_page_were_gone(
    screens: Services, chromium: Browser, tmp_path: Path
) -> None:
    page = phone(chromium, screens)
    draft_id = at_the_papers(page, 15)
    path = tmp_path / "ban-ve-lon.pdf"
    Image.effect_noise((2300, 2300), 90).save(path, "PDF", quality=97)
    pieces = -(-path.stat().st_size // 2**20)
    assert pieces > 4
    began: list[int] = []
    broken = {"after": 2}

    def on_piece(route: Route) -> None:
        at = int(parse_qs(urlparse(route.request.url).query)["at"][0])
        if at >= broken["after"] * 2**20:
            route.abort("internetdisconnected")
            return
        began.append(at)
        route.continue_()

    page.route("**/api/v1/uploads/*/content*", on_piece)
    card = page.locator("section.card", has_text=PAPER)
    chooser(page).set_input_files(path)  # type: ignore[attr-defined]
    expect(card.get_by_text("Mất mạng. Đã gửi")).to_be_visible()
    expect(card.locator("progress")).to_be_visible()
    expect(card.get_by_role("button", name="Dừng gửi")).to_be_visible()
    picture(page, "papers-network-lost")
    broken["after"] = 3  # the network comes back for a moment …
    page.wait_for_function("() => true")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_timeout(1500)
    page.reload()  # … and then the phone closes the page
    expect(page.get_by_role("heading", name="Giấy tờ kèm theo")).to_be_visible()
    details = page.locator("details.plain", has_text="Giấy tờ khác")
    if details.count() and details.get_attribute("open") is None:
        details.locator("summary").click()
    broken["after"] = 99
    chooser(page).set_input_files(path)  # type: ignore[attr-defined]
    expect(card.locator(".files").get_by_text("ban-ve-lon.pdf")).to_be_visible()
    assert began == [n * 2**20 for n in range(pieces)], "no piece was sent twice"
    kept = page.request.get(f"/api/v1/drafts/{draft_id}").json()["documents"]
    assert [d["size"] for d in kept] == [path.stat().st_size]


def test_a_refused_file_says_what_to_do_beside_its_picker(
    screens: Services, chromium: Browser
) -> None:
    page = phone(chromium, screens)
    at_the_papers(page, 16)
    chooser(page).set_input_files(  # type: ignore[attr-defined]
        {"name": "khoa.pdf", "mimeType": "application/pdf", "buffer": a_pdf()[:-40]}
    )
    card = page.locator("section.card", has_text=PAPER)
    expect(card.locator("[data-status]")).to_contain_text("Tệp bị hỏng hoặc tải lên chưa trọn")
    assert_accessible(page)
    picture(page, "papers-refused")


def with_papers(services: Services, number: int) -> str:
    """A dossier at Kỳ Lừa with a PDF of twelve pages and a photo; its id."""
    api = f"{services.api_url}/api/v1"
    with httpx.Client(timeout=30, headers={"Origin": services.api_url}) as http:
        me = {"username": personal_id(number), "password": PASSWORD, "face": "citizen"}
        assert http.post(f"{api}/session", json=me).status_code == 200
        draft = http.post(f"{api}/drafts", json={"procedure_code": PROCEDURE}).json()
        agency = next(a["id"] for a in draft["agencies"] if "Kỳ Lừa" in a["name"])
        http.patch(
            f"{api}/drafts/{draft['id']}",
            json={"answers": ANSWERS, "agency_id": agency, "delivery": "electronic"},
            headers={"If-Match": f'"{draft["version"]}"'},
        )
        for name, content in (("to-khai.pdf", a_pdf(12)), ("anh.jpg", photo("x"))):
            sent = http.post(
                f"{api}/drafts/{draft['id']}/documents",
                files={"file": (name, content)}, data={"component_key": "to_khai"},
            )  # fmt: skip
            assert sent.status_code == 201, sent.text
        done = http.post(f"{api}/drafts/{draft['id']}/submission")
        return str(done.json()["dossier_id"])


@pytest.mark.criterion("III.4")
def test_an_officer_reads_papers_beside_the_data_by_keys_and_nothing_is_downloaded(
    screens: Services, chromium: Browser
) -> None:
    id_ = with_papers(screens, 17)
    page = desk(chromium, screens, "tiepnhan1.kylua")
    downloads: list[object] = []
    page.on("download", lambda found: downloads.append(found))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/ho-so/{id_}")
    shown = page.locator("img[data-page]")
    expect(shown).to_be_visible()
    shown.evaluate("image => image.decode()")
    assert shown.evaluate("image => image.naturalWidth") == 1400
    head = page.locator(".viewer-head")
    expect(head.get_by_text("1 / 12")).to_be_visible()
    expect(head.get_by_text("Chưa quét virus")).to_be_visible()
    expect(page.get_by_role("heading", name="Tờ khai")).to_be_visible()
    expect(page.locator(".thumbs li")).to_have_count(12)
    assert_accessible(page)
    picture(page, "viewer")
    page.keyboard.press("ArrowRight")
    expect(head.get_by_text("2 / 12")).to_be_visible()
    page.keyboard.press("PageDown")
    expect(head.get_by_text("3 / 12")).to_be_visible()
    page.keyboard.press("+")
    expect(head.get_by_text("125%")).to_be_visible()
    page.keyboard.press("r")
    expect(shown).to_have_attribute("style", re.compile(r"rotate\(90deg\)"))
    picture(page, "viewer-turned")
    page.keyboard.press("0")
    expect(head.get_by_text("100%")).to_be_visible()
    page.get_by_role("button", name="Trang 12", exact=True).click()
    expect(head.get_by_text("12 / 12")).to_be_visible()
    page.keyboard.press("]")
    expect(head.get_by_text("anh.jpg")).to_be_visible()
    expect(head.get_by_text("1 / 1")).to_be_visible()
    assert not downloads
    assert not [url for url in asked if "/content" in url], "only pictures of pages were fetched"
    with page.expect_download() as saved:
        page.get_by_role("link", name="Tải về").click()
    assert saved.value.suggested_filename == "anh.jpg"
