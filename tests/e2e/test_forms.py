"""A form on screen: one person writes, previews, tries, proposes; another puts it in force."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, from_menu
from tests.e2e.database import value
from tests.e2e.test_processes import picture

ADMIN, SECOND = "danhmuc.ubndtinh", "quantri.ubndtinh"
CODE = "2.001827"


@pytest.fixture(scope="module")
def admin(chromium: Browser, screens: Services) -> Iterator[Page]:
    """Signed in once: a one-time code is good once."""
    page = desk(chromium, screens, ADMIN)
    yield page
    page.context.close()


def opened(page: Page, code: str = CODE) -> None:
    """The designer of a procedure's form."""
    page.goto(f"/bieu-mau/{code}")
    expect(page.locator("[data-outline] button").first).to_be_visible()


def write(page: Page, name: str, value: str) -> None:
    """One box of the editor."""
    page.fill(f"#edit-{name}", value)
    page.locator(f"#edit-{name}").blur()


def approve(page: Page, version: int) -> None:
    """The second person puts what waits in force."""
    opened(page)
    page.get_by_role("button", name="Phê duyệt, áp dụng").click()
    expect(page.get_by_text(f"Đã áp dụng bản {version}")).to_be_visible()


@pytest.mark.criterion("II.3")
@pytest.mark.criterion("V.14")
def test_a_form_is_designed_previewed_tried_and_published_on_screen(
    admin: Page, chromium: Browser, screens: Services, tmp_path: Path
) -> None:
    page = admin
    second = desk(chromium, screens, SECOND)
    first = value("select max(version) from form_version where procedure_code = $1", CODE)
    assert isinstance(first, int)
    page.goto("/")
    from_menu(page, "Thủ tục", "Biểu mẫu")
    page.fill("#q", "an toàn thực phẩm")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.get_by_role("link", name=CODE)).to_be_visible()
    assert_accessible(page)
    picture(page, "forms-list")
    page.get_by_role("link", name=CODE).click()
    rows = page.locator("[data-outline] button")
    expect(rows.first).to_be_visible()
    count = rows.count()
    expect(page.get_by_text("Biểu mẫu dùng được")).to_be_visible()
    assert_accessible(page)

    # A new question, written box by box; the previews follow at once.
    rows.nth(5).click()
    page.get_by_role("button", name="Thêm câu sau").click()
    expect(rows).to_have_count(count + 1)
    write(page, "label", "Diện tích nhà xưởng (m²)")
    write(page, "key", "workshop_area")
    page.select_option("#edit-kind", "number")
    write(page, "maximum", "100000")
    for frame in (".device.phone", ".device.wide"):
        expect(page.locator(frame).get_by_text("Diện tích nhà xưởng")).to_be_visible()
    width = page.locator(".device.phone").bounding_box()
    assert width is not None
    assert round(width["width"]) == 390
    picture(page, "form-designer")

    # Faults are named with place and reason: circular, unknown, unreadable.
    write(page, "show_if", "workshop_area > 5")
    expect(page.get_by_text("điều kiện vòng tròn").first).to_be_visible()
    write(page, "show_if", 'nowhere == "x"')
    expect(page.locator(".note.warn").get_by_text("Không có câu hỏi “nowhere”")).to_be_visible()
    assert_accessible(page)
    picture(page, "form-designer-wrong")
    write(page, "show_if", "site_name ===")
    expect(page.get_by_text("Công thức viết chưa đúng")).to_be_visible()
    expect(page.locator("#edit-show_if")).to_have_value("site_name ===")
    write(page, "show_if", 'reason == "first"')
    expect(page.get_by_text("được hỏi sau").first).to_be_visible()
    page.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(page.get_by_text("Biểu mẫu chưa dùng được")).to_be_visible()
    write(page, "show_if", "")
    expect(page.get_by_text("Biểu mẫu dùng được")).to_be_visible()

    # Keyboard: move up with Alt, walk with arrows, undo.
    chosen = page.locator("[data-outline] button[aria-current=true]")
    expect(chosen).to_contain_text("Diện tích nhà xưởng")
    before = chosen.get_attribute("data-place")
    chosen.focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(chosen).not_to_have_attribute("data-place", str(before))
    expect(chosen).to_contain_text("Diện tích nhà xưởng")
    expect(chosen).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(chosen).not_to_contain_text("Diện tích nhà xưởng")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(f"[data-place='{before}']")).to_contain_text("Diện tích nhà xưởng")

    # Sample answers: the verdict, what is printed, which papers.
    page.fill("#sample-answer-workshop_area", "rộng")
    page.get_by_role("button", name="Thử", exact=True).click()
    expect(page.get_by_text("Chưa nộp được")).to_be_visible()
    expect(page.get_by_text("Chỉ nhập số").first).to_be_visible()
    page.fill("#sample-answer-workshop_area", "250")
    page.get_by_role("button", name="Thử", exact=True).click()
    expect(page.locator(".trials dl.rows").first).to_contain_text("250")
    expect(page.get_by_text("Bản thuyết minh điều kiện").first).to_be_visible()
    picture(page, "form-trial")
    assert_accessible(page)

    page.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(page.get_by_text("Đã đề nghị.")).to_be_visible()
    expect(page.get_by_role("button", name="Phê duyệt, áp dụng")).to_have_count(0)
    expect(page.get_by_text("không tự phê duyệt")).to_be_visible()
    expect(page.locator("#edit-label")).to_be_disabled()
    assert_accessible(page)
    picture(page, "form-proposed")
    second.goto("/de-nghi/")
    expect(second.get_by_role("link", name=re.compile(CODE))).to_be_visible()
    picture(second, "form-proposals")
    second.get_by_role("link", name=re.compile(CODE)).click()
    expect(second.get_by_text("Khác bản đang công bố 1 chỗ")).to_be_visible()
    expect(second.get_by_role("button", name="Lưu bản soạn")).to_have_count(0)
    assert_accessible(second)
    picture(second, "form-approving")
    second.get_by_label("Trả lại để sửa").fill("Ghi rõ đơn vị đo.")
    second.get_by_role("button", name="Trả lại", exact=True).click()
    expect(second.get_by_text("Đã trả lại bản soạn.")).to_be_visible()
    opened(page)
    expect(page.get_by_text("Bị trả lại để sửa: Ghi rõ đơn vị đo.")).to_be_visible()
    page.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(page.get_by_text("Đã đề nghị.")).to_be_visible()
    approve(second, first + 1)
    opened(page)
    # The page shows what it had until the list of versions has come again.
    expect(page.locator(f"#old option[value='{first + 1}']")).to_be_attached()
    page.select_option("#old", str(first))
    page.select_option("#new", str(first + 1))
    page.get_by_role("button", name="So sánh").click()
    expect(page.get_by_text(f"Từ bản {first} đến bản {first + 1}: 1 thay đổi")).to_be_visible()
    expect(page.locator(".changes").last).to_contain_text("Diện tích nhà xưởng")
    picture(page, "form-history")

    # Out as a file, changed elsewhere, in again.
    with page.expect_download() as given:
        page.get_by_role("button", name="Xuất tệp").click()
    file = tmp_path / "form.json"
    given.value.save_as(file)
    form = json.loads(file.read_text(encoding="utf-8"))
    assert "workshop_area" in [q["key"] for q in form["questions"]]
    form["questions"] = [q for q in form["questions"] if q["key"] != "workshop_area"]
    page.get_by_text("Nhập từ tệp").click()
    for content, says in (
        ("{}", "Tệp không phải biểu mẫu"), (json.dumps(form), "câu hỏi từ tệp"),
    ):  # fmt: skip
        page.set_input_files(
            "#form_file",
            {"name": "f.json", "mimeType": "application/json", "buffer": content.encode()},
        )
        expect(page.locator("#file_text")).to_have_value(content)
        page.get_by_role("button", name="Đọc vào bản soạn").click()
        expect(page.get_by_text(says)).to_be_visible()
    expect(rows).to_have_count(count)
    page.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(page.get_by_text("Đã đề nghị.")).to_be_visible()
    approve(second, first + 2)


def test_two_windows_on_one_form_lose_nothing(admin: Page) -> None:
    one = admin.context.new_page()
    opened(one, "1.013225")
    other = one.context.new_page()
    opened(other, "1.013225")
    write(one, "label", "Họ và tên người xin phép")
    one.get_by_role("button", name="Lưu bản soạn").click()
    expect(one.get_by_text("Đã lưu bản soạn")).to_be_visible()
    write(other, "label", "Họ và tên chủ đầu tư")
    other.get_by_role("button", name="Lưu bản soạn").click()
    expect(other.get_by_text("từ một cửa sổ khác")).to_be_visible()
    expect(other.locator("#edit-label")).to_have_value("Họ và tên chủ đầu tư")
    picture(other, "form-conflict")
    assert_accessible(other)
    other.get_by_role("button", name="Lưu đè bản của tôi").click()
    expect(other.get_by_text("đè lên bản kia")).to_be_visible()
    one.reload()
    expect(one.locator("#edit-label")).to_have_value("Họ và tên chủ đầu tư")
    one.get_by_role("button", name="Bỏ bản soạn").click()
    one.get_by_role("button", name="Vâng, bỏ bản soạn").click()
    expect(one.get_by_text("Đã bỏ bản soạn")).to_be_visible()
    expect(one.locator("#edit-label")).not_to_have_value("Họ và tên chủ đầu tư")
    one.close()
    other.close()


def test_others_do_not_design_forms(chromium: Browser, screens: Services) -> None:
    page = desk(chromium, screens, "tiepnhan1.dongkinh")
    expect(page.locator("nav.links a", has_text="Biểu mẫu")).to_have_count(0)
    page.goto(f"/bieu-mau/{CODE}")
    expect(page.locator(".note.bad")).to_be_visible()
    expect(page.locator("[data-outline]")).to_have_count(0)
    page.context.close()
