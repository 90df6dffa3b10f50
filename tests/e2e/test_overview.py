"""Live operations on screen: counters, charts, communes, forecast, lateness explained, the wall;
and what everybody reads of each service."""

import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Services
from tests.e2e.conftest import (
    assert_accessible,
    desk,
    from_menu,
    phone,
    submit_for_another,
)
from tests.e2e.database import execute
from tests.e2e.test_processes import picture

WHY = "Chưa xác minh được nơi ở của người nộp."
REMEDY = "Đã cử người xác minh, xong trong ngày mai."
# Late, due soon, in time, and not looked at: as if the days had passed.
_MOMENTS = (
    "accepted_at = now() - interval '6 days', due_at = now() - interval '1 day'",
    "accepted_at = now(), due_at = now() + interval '26 hours'",
    "accepted_at = now(), due_at = now() + interval '9 days'",
)


def put_into_their_days(references: list[str]) -> None:
    """Some of the dossiers are late, due and in time."""
    for reference, moments in zip(references, _MOMENTS, strict=False):
        execute(
            f"update dossier set {moments}, state = 'accepted', code = 'T-' || reference "
            "where reference = $1",
            reference,
        )
    execute(
        "insert into lateness_forecast (dossier_id, tenant_id, receiving_agency_id, "
        "holding_agency_id, unit_id, due_at, expected_at, state, entered_at, stayed, usual_stay, "
        "usual_left, samples, made_at) select id, tenant_id, receiving_agency_id, "
        "holding_agency_id, '00000000-0000-0000-0000-000000000000', due_at, due_at + interval "
        "'2 days', state, accepted_at, 50400, 28800, 86400, 14, now() from dossier "
        "where reference = $1",
        references[1],
    )


@pytest.mark.criterion("R.4")
@pytest.mark.criterion("II.22")
def test_leaders_see_how_it_stands_and_units_explain_what_is_late(
    chromium: Browser, screens: Services
) -> None:
    references = submit_for_another(4)
    put_into_their_days(references)
    page = desk(chromium, screens, "lanhdao.dongkinh")
    from_menu(page, "Số liệu", "Điều hành")
    expect(page.get_by_role("heading", name="Điều hành trực tuyến")).to_be_visible()
    late = page.locator("a.counter.late")
    expect(late).to_be_visible()
    page.locator("summary", has_text="Bảng số liệu").first.click()
    expect(page.get_by_role("rowheader", name="Bộ phận Một cửa").first).to_be_visible()
    assert_accessible(page)
    picture(page, "overview")
    number = late.locator("b").inner_text()
    late.click()
    expect(page.get_by_role("heading", name="Quá hạn")).to_be_visible()
    expect(page.get_by_role("link", name=references[0])).to_be_visible()
    assert page.locator("table.behind tbody tr").count() == min(50, int(number.replace(".", "")))
    assert_accessible(page)
    picture(page, "overview-behind")
    page.get_by_role("link", name="← Điều hành").click()
    page.get_by_role("link", name="Dự báo trễ, điểm nghẽn").click()
    expect(page.locator("table.likely")).to_contain_text(references[1])
    expect(page.locator("table.likely")).to_contain_text("Đã ở bước này lâu hơn thường lệ.")
    assert_accessible(page)
    picture(page, "overview-outlook")
    page.locator("summary", has_text="Bảng số liệu").first.click()
    page.locator("td a[href*='so=late']").first.click()
    expect(page.locator("table.behind tbody tr").first).to_be_visible()
    page.goto("/dieu-hanh/du-bao/")

    holder = desk(chromium, screens, "tiepnhan1.dongkinh")
    holder.goto(f"/?folder=overdue&q={references[0]}")
    holder.locator("table.inbox").get_by_role("link", name=references[0]).click()
    holder.get_by_role("button", name="Giải trình trễ hạn").click()
    holder.fill("#said", WHY)
    holder.get_by_role("button", name="Gửi").click()
    expect(holder.get_by_text("Chọn nguyên nhân trễ hạn.")).to_be_visible()
    expect(holder.locator("#said")).to_have_value(WHY)
    holder.select_option("#cause", "verification")
    holder.fill("#remedy", REMEDY)
    assert_accessible(holder)
    picture(holder, "explaining")
    holder.get_by_role("button", name="Gửi").click()
    expect(holder.get_by_text(REMEDY)).to_be_visible()

    page.get_by_role("link", name="Giải trình trễ hạn").click()
    line = page.locator("table.explained tr", has_text=references[0])
    expect(line).to_contain_text("Xác minh kéo dài")
    expect(line).to_contain_text(REMEDY)
    assert_accessible(page)
    picture(page, "overview-lateness")
    page.select_option("#xem", "missing")
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.get_by_role("heading", name="hồ sơ trễ hạn")).to_be_visible()
    expect(page.locator("#xem")).to_have_value("missing")
    expect(page.get_by_text(references[0])).to_have_count(0)

    whole = desk(chromium, screens, "giamsat.ubndtinh")
    whole.goto("/dieu-hanh/")
    expect(whole.locator(".places .place").first).to_be_visible()
    assert_accessible(whole)
    picture(whole, "overview-province")
    whole.locator("a.place").first.click()
    expect(whole.locator("table.behind tbody tr").first).to_be_visible()
    page.goto("/dieu-hanh/man-hinh/")
    page.fill("#screen-name", "Sảnh tầng 1")
    page.get_by_role("button", name="Tạo mã ghi danh").click()
    code = page.locator(".device-code")
    expect(code).to_be_visible()
    assert_accessible(page)
    picture(page, "overview-wall-screens")
    wall = chromium.new_context(
        viewport={"width": 1440, "height": 900},
        locale="vi-VN",
        base_url=f"http://localhost:{screens.officer_port}",
    ).new_page()
    wall.set_default_timeout(60_000)
    wall.goto("/man-hinh/")
    wall.get_by_role("link", name="Ghi danh màn hình này").click()
    wall.fill("#code", code.inner_text())
    assert_accessible(wall)
    wall.get_by_role("button", name="Ghi danh").click()
    _read_the_wall(wall)
    # It is nobody's session: there is no way from it, and no dossier behind the address bar.
    assert wall.locator("a").count() == 0
    wall.goto("/dieu-hanh/")
    expect(wall).to_have_url(re.compile("/dang-nhap/"))
    wall.goto("/man-hinh/")
    expect(wall.locator(".wall-counter")).to_have_count(17)
    page.get_by_role("button", name="Thu hồi Sảnh tầng 1").click()
    page.get_by_role("button", name="Thu hồi ngay").click()
    expect(page.get_by_text("Màn hình đó không còn hiện số liệu.")).to_be_visible()
    wall.locator("#refresh").click()
    expect(wall.get_by_text("Màn hình này chưa được ghi danh, hoặc đã bị thu hồi")).to_be_visible()
    expect(wall.locator(".wall-counter")).to_have_count(0)
    for one in (page, holder, whole, wall):
        one.context.close()


def _read_the_wall(page: Page) -> None:
    """Big numbers of nobody in person, read anew without a blink."""
    expect(page.locator(".wall-counter")).to_have_count(17)
    shown = page.locator("main").inner_text()
    assert "Nguyễn Văn Mẫu" not in shown
    size = page.locator(".wall-counter dd").first.evaluate("e => getComputedStyle(e).fontSize")
    assert float(size.removesuffix("px")) >= 48
    moving = page.evaluate(
        "[...document.querySelectorAll('main *')].filter("
        "e => getComputedStyle(e).animationName !== 'none').length"
    )
    assert moving == 0
    assert_accessible(page)
    picture(page, "overview-wall")
    page.locator("#refresh").click()
    expect(page.locator(".wall-counter")).to_have_count(17)


@pytest.mark.criterion("III.8")
def test_everybody_reads_the_figures_of_each_service_on_a_phone(
    chromium: Browser, screens: Services
) -> None:
    submit_for_another(1)
    subprocess.run(
        [sys.executable, "-m", "backend.cli", "figures", "publish"],
        env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep"}, check=True, capture_output=True,
    )  # fmt: skip
    page = phone(chromium, screens)
    page.goto("/")
    page.get_by_role("link", name="Thống kê").click()
    expect(page.get_by_role("heading", name="Thống kê kết quả giải quyết")).to_be_visible()
    expect(page.locator(".services li.card").first).to_be_visible()
    assert_accessible(page)
    picture(page, "statistics")
    page.fill("form.card #q", "tinh trang hon nhan")
    page.get_by_role("button", name="Xem", exact=True).click()
    card = page.locator(".services li.card").first
    expect(card).to_contain_text("tình trạng hôn nhân")
    expect(page.locator(".services > li.card")).to_have_count(1)
    card.get_by_role("link").first.click()
    section = page.locator("summary", has_text="Kết quả giải quyết từ đầu năm")
    section.click()
    expect(page.get_by_text("Tổng tiếp nhận, mọi cách nộp")).to_be_visible()
    assert_accessible(page)
    picture(page, "statistics-procedure")
    page.context.close()
