"""On screen: pictures of a text follow its versions, and an earlier version is opened again."""

import io
import uuid

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk
from tests.e2e.test_processes import picture


def _photo() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (320, 200), "green").save(made, "JPEG")
    return made.getvalue()


def _add_picture(page: Page) -> str:
    """Sends one; returns its address."""
    file = {"name": "so-do.jpg", "mimeType": "image/jpeg", "buffer": _photo()}
    page.locator('input[data-upload$="/pictures"]').set_input_files(file)  # type: ignore[arg-type]
    shown = page.locator("ul.files img").last
    expect(shown).to_be_visible()
    address = shown.get_attribute("src")
    assert address is not None
    return address


def _type(page: Page, box: str, text: str) -> None:
    page.fill(box, text)
    page.locator(box).blur()


def _approved(chromium: Browser, screens: Services, page: Page) -> None:
    page.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(page.get_by_text("Đã đề nghị")).to_be_visible()
    expect(page.get_by_role("button", name="Bỏ so-do.jpg")).to_have_count(0)
    other = desk(chromium, screens, "quantri.ubndtinh")
    other.goto("/noi-dung/" + page.url.rstrip("/").rsplit("/", 1)[1])
    other.get_by_role("button", name="Phê duyệt, đăng lên Cổng").click()
    expect(other.get_by_text("Đã phê duyệt")).to_be_visible()
    other.context.close()
    page.reload()


@pytest.mark.criterion("III.7")
@pytest.mark.criterion("V.25")
def test_a_picture_goes_with_its_version_and_an_earlier_version_is_opened(
    chromium: Browser, screens: Services
) -> None:
    word = uuid.uuid4().hex[:8]
    page = desk(chromium, screens, "danhmuc.ubndtinh")
    page.goto("/noi-dung/")
    page.get_by_text("Soạn nội dung mới").click()
    page.select_option("#kind", "guide")
    page.fill("#title", f"Sơ đồ trung tâm {word}")
    page.get_by_role("button", name="Bắt đầu soạn").click()
    expect(page.get_by_role("button", name="Lưu bản soạn")).to_be_visible()
    _type(page, "#body", "Xem sơ đồ ở tầng một.")
    address = _add_picture(page)
    expect(page.locator("#body")).to_have_value("Xem sơ đồ ở tầng một.")
    line = page.locator("ul.files code").inner_text()
    _type(page, "#body", f"Xem sơ đồ ở tầng một.\n\n{line}")
    assert httpx.get(screens.api_url + address).status_code == 404
    _approved(chromium, screens, page)
    assert httpx.get(screens.api_url + address).status_code == 200

    page.get_by_role("button", name="Bỏ so-do.jpg").click()
    expect(page.locator("ul.files img")).to_have_count(0)
    expect(page.get_by_text("Nội dung còn đặt một ảnh không thuộc bản này")).to_be_visible()
    assert httpx.get(screens.api_url + address).status_code == 200
    _type(page, "#body", "Xem sơ đồ ở tầng hai.")
    page.get_by_role("button", name="So sánh bản 1").click()
    _approved(chromium, screens, page)
    assert httpx.get(screens.api_url + address).status_code == 404

    page.get_by_role("button", name="Mở bản 1").click()
    expect(page.get_by_role("heading", name="Bản 1 như người dân đã thấy")).to_be_visible()
    opened = page.locator(".citizen").last
    expect(opened.get_by_text("Xem sơ đồ ở tầng một.")).to_be_visible()
    expect(opened.locator("img")).to_be_visible()  # to whoever writes, not to everybody
    page.get_by_role("button", name="So sánh bản 1").click()
    expect(page.get_by_role("heading", name="Từ bản 1 đến bản 2")).to_be_visible()
    expect(page.locator("del").get_by_text("so-do.jpg")).to_be_visible()
    assert_accessible(page)
    picture(page, "content-opened")
    page.context.close()
