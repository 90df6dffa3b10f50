"""Administration on screen: where to begin, a catalogue, a spreadsheet, a merger by two persons."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import pytest
from playwright.sync_api import Browser, expect

from backend.imports.giving import as_xlsx
from backend.imports.kinds.lookups import COLUMNS
from backend.mergers.switching import take_effect_of_due
from backend.platform import clock
from backend.platform.database import DB, execute
from tests.api.offices import Made, close_offices, own_office, second_admin
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk
from tests.e2e.test_processes import picture

T = TypeVar("T")


def beside(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Work of the API's own code, on a loop of its own beside the browser's."""
    found: list[T] = []

    async def without_a_pool() -> None:
        pool, DB.pool = DB.pool, None  # a pool belongs to the loop that opened it
        try:
            found.append(await work())
        finally:
            DB.pool = pool

    thread = threading.Thread(target=lambda: asyncio.run(without_a_pool()))
    thread.start()
    thread.join()
    return found[0]


@pytest.mark.criterion("V.25")
@pytest.mark.criterion("II.17")
def test_a_catalogue_is_changed_and_brought_in_by_spreadsheet(
    chromium: Browser, screens: Services, tmp_path: Path
) -> None:
    page = desk(chromium, screens, "danhmuc.ubndtinh")
    page.get_by_text("Hệ thống", exact=True).click()
    page.get_by_role("link", name="Quản trị", exact=True).click()
    expect(page.get_by_role("heading", name="Quản trị", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Danh mục và thủ tục")).to_be_visible()
    assert_accessible(page)
    picture(page, "administration")
    page.get_by_role("link", name="Danh mục dùng chung").click()
    expect(page.get_by_role("link", name="Dân tộc")).to_be_visible()
    page.get_by_text("Mở danh mục mới").click()
    key = f"loai_dat_{clock.now():%H%M%S}"
    page.fill("#name", f"Loại đất {key}")
    page.fill("#key", key)
    page.get_by_role("button", name="Mở danh mục").click()
    expect(page.get_by_text("Đã mở danh mục")).to_be_visible()
    assert_accessible(page)
    picture(page, "catalogues")
    page.goto(f"/danh-muc-dung-chung/{key}")
    page.get_by_text("Thêm mã, hoặc đổi tên từ một ngày").click()
    page.fill("#code", "ODT")
    page.fill("#name", "Đất ở tại đô thị")
    page.fill("#valid_from", "không rõ")
    page.get_by_role("button", name="Ghi mã").click()
    expect(page.get_by_text("Ghi ngày dạng ngày/tháng/năm")).to_be_visible()
    expect(page.locator("#name")).to_have_value("Đất ở tại đô thị")
    page.fill("#valid_from", "01/07/2024")
    page.get_by_role("button", name="Ghi mã").click()
    expect(page.get_by_text("Đã ghi mã ODT")).to_be_visible()
    expect(page.get_by_role("cell", name="từ 01/07/2024").first).to_be_visible()
    assert_accessible(page)
    picture(page, "catalogue")

    bad = tmp_path / "loai-dat.xlsx"
    bad.write_bytes(
        as_xlsx(
            COLUMNS,
            [
                {"code": "ONT", "name": "Đất ở tại nông thôn", "valid_from": "01/07/2024"},
                {"code": "LUC", "name": "", "valid_from": "31/02/2024"},
            ],
        )
    )
    page.goto("/nhap-du-lieu/")
    page.select_option("#what", label=f"Danh mục dùng chung: Loại đất {key}")
    page.set_input_files("#file", bad)
    assert_accessible(page)
    picture(page, "bringing-in")
    page.get_by_role("button", name="Đọc và xem trước").click()
    expect(page.get_by_text("Còn dòng cần sửa")).to_be_visible()
    expect(page.get_by_text("Ngày không có thật")).to_be_visible()
    expect(page.get_by_role("button", name="Áp dụng tất cả")).to_have_count(0)
    assert_accessible(page)
    picture(page, "wrong-lines")
    # What waits in the queue can be thrown away too.
    here = page.url.rstrip("/").rsplit("/", 1)[-1]
    waits = "update staged_import set state = 'applying', applied_by = created_by where id = $1"
    beside(lambda: execute(waits, UUID(here)))
    page.reload()
    expect(page.get_by_text("trang tự cập nhật")).to_be_visible()
    page.get_by_role("button", name="Bỏ tệp").click()
    expect(page.get_by_text("Đã bỏ").first).to_be_visible()
    good = tmp_path / "loai-dat-2.xlsx"
    good.write_bytes(
        as_xlsx(
            COLUMNS,
            [
                {"code": "ONT", "name": "Đất ở tại nông thôn", "valid_from": "01/07/2024"},
                {"code": "ODT", "name": "Đất ở đô thị", "valid_from": "01/07/2024"},
            ],
        )
    )
    page.goto("/nhap-du-lieu/")
    expect(page.get_by_role("link", name="loai-dat.xlsx")).to_be_visible()
    page.select_option("#what", label=f"Danh mục dùng chung: Loại đất {key}")
    expect(page.get_by_text("Tải tệp mẫu")).to_be_visible()
    page.set_input_files("#file", good)
    page.get_by_role("button", name="Đọc và xem trước").click()
    expect(page.get_by_text("Tên: Đất ở tại đô thị → Đất ở đô thị")).to_be_visible()
    assert_accessible(page)
    picture(page, "changes-shown")
    page.get_by_role("button", name="Áp dụng tất cả").click()
    expect(page.get_by_text("Đã ghi.")).to_be_visible()
    page.goto(f"/danh-muc-dung-chung/{key}")
    expect(page.get_by_role("cell", name="Đất ở đô thị")).to_be_visible()
    page.get_by_role("button", name="Xem, sửa mã ODT").click()
    expect(page.get_by_text("Đã thay")).to_be_visible()
    page.context.close()


@pytest.mark.criterion("V.25")
def test_two_communes_are_merged_on_screen_by_two_persons(
    chromium: Browser, screens: Services
) -> None:
    old: Made = beside(lambda: own_office("Màn Cũ", people=False))
    heir: Made = beside(lambda: own_office("Màn Mới", people=False))
    second = beside(second_admin)
    page = desk(chromium, screens, "quantri.ubndtinh")
    page.goto("/lap-thay-doi-co-quan/")
    page.get_by_label("Lọc cơ quan").fill(old.code)
    page.get_by_role("checkbox", name=old.name).click()
    page.select_option("#heir", label=f"{heir.name} ({heir.code})")
    page.fill("#effective_on", "01/01/2020")
    page.fill("#decision", "Nghị quyết 12/NQ-HĐND")
    page.fill("#reason", "Sắp xếp đơn vị hành chính cấp xã")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("Ngày hiệu lực không được ở quá khứ.")).to_be_visible()
    expect(page.locator("#decision")).to_have_value("Nghị quyết 12/NQ-HĐND")
    page.fill("#effective_on", f"{clock.today():%d/%m/%Y}")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("Phòng, ban đi đâu")).to_be_visible()
    expect(page.get_by_text("Thủ tục đang tiếp nhận")).to_be_visible()
    assert_accessible(page)
    picture(page, "merger-planned")
    page.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(page.get_by_text("Người đề nghị không tự phê duyệt")).to_be_visible()
    assert_accessible(page)
    picture(page, "merger-proposed")
    address = page.url
    page.context.close()

    page = desk(chromium, screens, second)
    page.goto("/quan-tri/")
    page.get_by_role("link", name=old.name).click()
    expect(page.get_by_role("button", name="Phê duyệt")).to_be_visible()
    page.get_by_role("button", name="Phê duyệt").click()
    expect(page.get_by_text("Đã phê duyệt. Thay đổi có hiệu lực")).to_be_visible()
    beside(take_effect_of_due)
    page.goto(address)
    expect(page.get_by_text("Đã xong")).to_be_visible()
    page.goto("/co-quan/")
    page.get_by_label("Tìm cơ quan").fill(old.code)
    page.get_by_role("button", name="Tìm").click()
    expect(page.get_by_text(f"Cơ quan kế thừa: {heir.code}")).to_be_visible()
    assert_accessible(page)
    picture(page, "old-agency-found")
    page.goto("/thay-doi-co-quan/")
    expect(page.get_by_role("link", name=old.name).first).to_be_visible()
    assert_accessible(page)
    picture(page, "mergers")
    page.context.close()
    beside(close_offices)


def test_a_unit_leaves_and_a_procedure_is_kept_on_screen(
    chromium: Browser, screens: Services
) -> None:
    old: Made = beside(lambda: own_office("Màn Tách", people=False))
    other: Made = beside(lambda: own_office("Màn Nhận", people=False))
    page = desk(chromium, screens, "quantri.ubndtinh")
    page.goto("/lap-thay-doi-co-quan/")
    expect(page.get_by_role("checkbox", name=old.name)).to_be_visible()  # the list was read
    page.select_option("#kind", "split")
    expect(page.get_by_role("checkbox", name="Tách một phần")).to_be_visible()
    page.get_by_label("Lọc cơ quan").fill(old.code)
    page.get_by_role("checkbox", name=old.name).click()
    page.get_by_role("checkbox", name="Tách một phần").click()
    page.select_option("#other", label=f"{other.name} ({other.code})")
    page.get_by_role("checkbox", name="Phòng Tư pháp").click()
    page.fill("#effective_on", f"{clock.today():%d/%m/%Y}")
    page.fill("#decision", "Quyết định 15/QĐ-UBND")
    page.fill("#reason", "Sắp xếp lại các phòng chuyên môn")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("Thủ tục đi theo phòng hay ở lại")).to_be_visible()
    expect(page.get_by_text(f"Đi theo phòng: {other.name}")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("checkbox", name="Ở lại cơ quan cũ").click()
    expect(page.get_by_text(f"Ở lại: {old.name}")).to_be_visible()
    expect(page.get_by_role("cell", name="Thủ tục ở lại")).to_be_visible()
    picture(page, "procedures-follow-or-stay")
    page.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(page.get_by_text("Người đề nghị không tự phê duyệt")).to_be_visible()
    expect(page.get_by_text(f"Ở lại: {old.name}")).to_be_visible()
    page.context.close()
    beside(close_offices)
