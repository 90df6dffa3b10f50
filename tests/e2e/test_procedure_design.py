"""A procedure gets a new version with its day, is compared, stopped, and the portal tells."""

import uuid
from datetime import timedelta

import msgspec
import pytest
from playwright.sync_api import Browser, expect

from backend.catalogue.actions import publish_procedure
from backend.catalogue.seed import procedures
from backend.forms.actions import publish_form
from backend.platform import clock
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, phone
from tests.e2e.test_administration import beside
from tests.e2e.test_processes import picture


@pytest.mark.criterion("II.2")
@pytest.mark.criterion("V.25")
def test_a_procedure_is_written_dated_and_stopped_by_two_persons(
    chromium: Browser, screens: Services
) -> None:
    code = f"9.{uuid.uuid4().int % 10**6:06d}"
    source = next(p for p in procedures() if p.content.code == "1.004873")
    seed = source.content
    name = f"Cấp giấy xác nhận thử {code}"
    made = msgspec.structs.replace(seed, code=code, name=name, fees=[])
    beside(lambda: publish_procedure(made, "keyed", is_open=True))
    beside(lambda: publish_form(code, source.form_title, source.questions))
    admin = desk(chromium, screens, "danhmuc.ubndtinh")
    admin.goto(f"/thu-tuc/?q={code}")
    admin.get_by_role("link", name=name, exact=True).click()
    expect(admin.get_by_role("heading", name=f"Thủ tục {code}")).to_be_visible()
    preview = admin.get_by_role("group", name="Xem trước trang thủ tục")
    expect(preview.get_by_text(name)).to_be_visible()
    admin.locator("#way-fee-online").fill("nhiều")
    admin.locator("#way-fee-online").blur()
    expect(admin.get_by_text("mức phí là số đồng")).to_be_visible()
    admin.locator("#way-fee-online").fill("21.000")
    admin.locator("#way-fee-online").blur()
    expect(admin.get_by_text("mức phí là số đồng")).to_have_count(0)
    day = clock.today() + timedelta(days=30)
    admin.locator("#procedure-effective_on").fill(f"{day:%d/%m/%Y}")
    admin.locator("#procedure-effective_on").blur()
    admin.locator("#procedure-keywords").fill("giấy thử\ngiấy độc thân")
    admin.locator("#procedure-keywords").blur()
    expect(admin.get_by_text("Có thay đổi chưa lưu")).to_be_visible()
    admin.get_by_role("button", name="Lưu bản soạn").click()
    expect(admin.get_by_text("Đã lưu bản soạn")).to_be_visible()
    expect(admin.get_by_role("heading", name="Khác bản đang dùng")).to_be_visible()
    expect(preview.get_by_text("21.000 đồng").first).to_be_visible()
    expect(admin.locator("table.beside ins").filter(has_text="21.000 đồng")).to_have_count(1)
    picture(admin, "procedure-design")
    assert_accessible(admin)
    admin.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(admin.get_by_text("Đã đề nghị.")).to_be_visible()

    second = desk(chromium, screens, "quantri.ubndtinh")
    second.goto(f"/thu-tuc/{code}/")
    second.get_by_role("button", name="Phê duyệt, áp dụng").click()
    expect(second.get_by_text(f"có hiệu lực từ 00:00 ngày {day:%d/%m/%Y}")).to_be_visible()
    expect(second.get_by_text("Chờ đến ngày")).to_be_visible()

    citizen = phone(chromium, screens)
    citizen.goto(f"/thu-tuc/{code}")
    expect(citizen.get_by_text(f"Từ ngày {day:%d/%m/%Y} thủ tục này thay đổi")).to_be_visible()
    picture(citizen, "procedure-coming")
    assert_accessible(citizen)

    admin.goto(f"/ngung-thu-tuc/{code}/")
    admin.locator("#stop-from_on").fill("mai")
    admin.locator("#stop-reason").fill("Hệ thống được nâng cấp trong tuần này")
    admin.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(admin.get_by_text("Ghi ngày dạng ngày/tháng/năm")).to_be_visible()
    expect(admin.locator("#stop-reason")).to_have_value("Hệ thống được nâng cấp trong tuần này")
    admin.locator("#stop-from_on").fill(f"{clock.today():%d/%m/%Y}")
    admin.locator("#stop-replaced_by").fill("1.004873")
    admin.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(admin.get_by_text("Đã đề nghị. Người thứ hai")).to_be_visible()
    second.goto(f"/ngung-thu-tuc/{code}/")
    expect(second.get_by_role("button", name="Phê duyệt", exact=True)).to_be_visible()
    assert_accessible(second)
    second.get_by_role("button", name="Phê duyệt", exact=True).click()
    expect(second.get_by_text("Đang áp dụng")).to_be_visible()
    picture(second, "procedure-stopped")
    citizen.goto(f"/thu-tuc/{code}")
    expect(citizen.get_by_text("tạm ngừng nhận hồ sơ mới")).to_be_visible()
    expect(citizen.get_by_role("link", name=seed.name)).to_be_visible()
    expect(citizen.get_by_role("button", name="Nộp hồ sơ trực tuyến")).to_have_count(0)
    picture(citizen, "procedure-stopped-portal")
    assert_accessible(citizen)

    # A question takes its answers from a shared catalogue.
    admin.goto(f"/bieu-mau/{code}/")
    admin.get_by_role("button", name="Thêm câu sau").click()
    admin.locator("#edit-kind").select_option("choice")
    chosen = admin.locator("#edit-catalogue option").filter(has_text="Dân tộc")
    admin.locator("#edit-catalogue").select_option(label=chosen.inner_text())
    expect(admin.get_by_text("Câu trả lời là các mã đang áp dụng")).to_be_visible()
    admin.get_by_role("button", name="Lưu bản soạn").click()
    expect(admin.get_by_text("Đã lưu bản soạn")).to_be_visible()
    picture(admin, "question-of-a-catalogue")
