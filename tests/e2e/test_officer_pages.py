"""Pages officers look at each day: they open, say what is there, and axe is content."""

import asyncio
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import asyncpg
import httpx
import pytest
from playwright.sync_api import Browser, expect

from backend.organisation.demo.names import personal_id
from shared.client.base import ApiClient
from tests.api.conftest import Office, sign_in, submitted
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk
from tests.e2e.database import execute
from tests.e2e.test_processes import picture


async def _under_another_decree(services: Services) -> str:
    """The code of an open dossier at Lương Văn Tri, as if accepted under the decree of 2025."""
    async with httpx.AsyncClient(base_url=services.api_url, timeout=30) as http:

        async def officer(username: str) -> ApiClient:
            return ApiClient(http, face="officer", cookie=await sign_in(http, username, "officer"))

        mine = await sign_in(http, personal_id(21), "citizen")
        sent = await submitted(ApiClient(http, face="citizen", cookie=mine), "Lương Văn Tri")
        accepted = await Office(officer, "luongvantri").accept(sent.dossier_id)
    connection = await asyncpg.connect(services.database_url)
    try:
        await connection.execute(
            "update dossier set regime = 'ND118-2025' where id = $1", uuid.UUID(sent.dossier_id)
        )
    finally:
        await connection.close()
    return accepted.code or ""


def test_calendar_is_kept_and_what_would_move_is_shown(
    chromium: Browser, screens: Services
) -> None:
    page = desk(chromium, screens, "lanhdao.locbinh")
    page.goto("/lich-lam-viec/")
    expect(page.get_by_text("Quốc khánh").first).to_be_visible()
    assert_accessible(page)
    page.fill("#day", "2027-06-01")
    page.select_option("#kind", "closed")
    page.fill("#note", "Sửa trụ sở cơ quan")
    page.get_by_role("button", name="Xem trước khi ghi").click()
    expect(page.get_by_text("01/06/2027: Theo tuần làm việc → Cơ quan đóng cửa")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Ghi vào lịch").click()
    expect(page.get_by_text("Đã ghi.")).to_be_visible()
    expect(page.get_by_text("Sửa trụ sở cơ quan")).to_be_visible()
    page.get_by_role("button", name="Xem trước", exact=True).click()
    expect(page.get_by_text("không hồ sơ nào thay đổi")).to_be_visible()
    page.get_by_role("button", name="Bỏ ngày 01/06/2027").click()
    page.get_by_role("button", name="Bỏ khỏi lịch").click()
    expect(page.get_by_text("Bỏ một ngày khỏi lịch cần lý do.")).to_be_visible()
    page.get_by_label("Lý do bỏ").fill("Hoãn sửa trụ sở")
    page.get_by_role("button", name="Bỏ khỏi lịch").click()
    expect(page.get_by_text("Đã bỏ")).to_be_visible()
    expect(page.get_by_text("Sửa trụ sở cơ quan")).to_have_count(0)
    page.get_by_role("button", name="Xem lịch sử").click()
    expect(page.get_by_role("row").filter(has_text="Hoãn sửa trụ sở")).to_contain_text("01/06/2027")
    assert_accessible(page)
    page.context.close()


def test_what_would_go_over_to_another_decree_is_shown(
    chromium: Browser, screens: Services
) -> None:
    with ThreadPoolExecutor(1) as beside:  # the browser has a loop of its own in this thread
        code = beside.submit(lambda: asyncio.run(_under_another_decree(screens))).result()
    page = desk(chromium, screens, "lanhdao.luongvantri")
    page.goto("/lich-lam-viec/")
    page.get_by_label("Chuyển cả hồ sơ đang mở").check()
    page.get_by_role("button", name="Xem trước", exact=True).click()
    line = page.get_by_role("row").filter(has_text=code)
    expect(line).to_contain_text("NĐ 118/2025/NĐ-CP → NĐ 61/2018/NĐ-CP")
    page.get_by_label("Lý do tính lại").fill("Nghị định mới có hiệu lực")
    assert_accessible(page)
    picture(page, "calendar")
    page.get_by_role("button", name="Tính lại các hồ sơ").click()
    expect(page.get_by_text("Đã tính lại xong: 100%")).to_be_visible()
    page.context.close()


@pytest.mark.criterion("W.18")
def test_an_agency_writes_its_own_hours_and_goes_back_to_everybodys(
    chromium: Browser, screens: Services
) -> None:
    page = desk(chromium, screens, "truongbophan.luongvantri")
    page.goto("/lich-lam-viec/")
    expect(page.get_by_text("Cơ quan đang theo giờ chung")).to_be_visible()
    friday = page.get_by_label("Thứ Sáu, đóng cửa buổi chiều")
    expect(friday).to_have_value("17:30")
    look = page.get_by_role("button", name="Xem trước giờ làm việc")
    friday.fill("")
    look.click()
    expect(page.get_by_text("Thứ Sáu: ghi cả giờ mở cửa")).to_be_visible()
    friday.fill("16:30")
    page.get_by_label("Áp dụng từ ngày").fill("2027-04-15")
    page.get_by_label("Lý do, số văn bản").fill("Giờ mùa hè theo thông báo của tỉnh")
    look.click()
    expect(page.get_by_text("Từ 15/04/2027")).to_be_visible()
    page.get_by_role("button", name="Ghi giờ làm việc").click()
    expect(page.get_by_text("Chờ đến ngày")).to_be_visible()
    expect(page.get_by_text("Cơ quan đang theo giờ chung")).to_be_visible()
    page.get_by_label("Lý do hủy").fill("Thông báo đã được thu hồi")
    page.get_by_role("button", name="Hủy giờ chưa áp dụng").click()
    expect(page.get_by_text("Đã hủy", exact=True)).to_be_visible()
    page.get_by_label("Áp dụng từ ngày").fill("")
    friday.fill("16:30")
    look.click()
    page.get_by_role("button", name="Ghi giờ làm việc").click()
    expect(page.get_by_text("Cơ quan đang có giờ làm việc riêng")).to_be_visible()
    expect(page.get_by_label("Thứ Sáu, đóng cửa buổi chiều")).to_have_value("16:30")
    assert_accessible(page)
    picture(page, "office-hours")
    page.get_by_role("button", name="Theo giờ chung toàn tỉnh").click()
    page.get_by_role("button", name="Ghi giờ làm việc").click()
    expect(page.get_by_text("Cơ quan đang theo giờ chung")).to_be_visible()
    expect(page.get_by_label("Thứ Sáu, đóng cửa buổi chiều")).to_have_value("17:30")
    page.context.close()


@pytest.mark.criterion("W.18")
def test_the_administrator_opens_a_year(chromium: Browser, screens: Services) -> None:
    page = desk(chromium, screens, "quantri.ubndtinh")
    page.goto("/lich-lam-viec/")
    year = date.today().year
    for number in range(5):
        expect(page.locator("h1")).to_have_text(f"Lịch làm việc năm {year + number}")
        page.get_by_role("button", name="Năm sau").click()
    expect(page.locator("h1")).to_have_text(f"Lịch làm việc năm {year + 5}")
    page.get_by_label("Số quyết định, thông báo").fill("12/QĐ-TTg")
    assert_accessible(page)
    picture(page, "calendar-year")
    page.get_by_role("button", name="Điền ngày nghỉ và mở năm").click()
    expect(page.get_by_text("Đã điền ngày nghỉ")).to_be_visible()
    expect(page.get_by_text("Quốc khánh").first).to_be_visible()
    page.context.close()
    # Others count on this year being unknown.
    execute("delete from calendar_year where year = $1", year + 5)


@pytest.mark.parametrize("path", ["/so-theo-doi/", "/vang-mat/", "/nhac-viec/", "/thu-tuc/"])
def test_a_page_opens_and_is_accessible(chromium: Browser, screens: Services, path: str) -> None:
    who = {"/so-theo-doi/": "truongbophan", "/vang-mat/": "vanthu", "/nhac-viec/": "tiepnhan1"}
    page = desk(chromium, screens, f"{who.get(path, 'tiepnhan2')}.tamthanh")
    page.goto(path)
    expect(page.locator("main h1")).to_be_visible()
    page.wait_for_timeout(800)
    assert_accessible(page)
    picture(page, path.strip("/"))
    page.context.close()
