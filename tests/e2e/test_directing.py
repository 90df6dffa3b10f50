"""The head of the desk urges on screen; the one who holds the dossier answers."""

import uuid

from playwright.sync_api import Browser, expect

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, submit_for_another
from tests.e2e.test_processes import picture


def test_a_head_urges_and_the_holder_answers(chromium: Browser, screens: Services) -> None:
    (reference,) = submit_for_another(1)
    head = desk(chromium, screens, "lanhdao.dongkinh")
    head.goto(f"/?folder=all_open&q={reference}")
    head.locator("table.inbox").get_by_role("link", name=reference).click()
    head.get_by_role("button", name="Chỉ đạo, đôn đốc").click()
    head.get_by_role("button", name="Gửi").click()
    expect(head.get_by_text("ít nhất 10 ký tự")).to_be_visible()
    head.select_option("#directive-kind", "urge")
    head.fill("#said", "Trả lời người dân ngay trong hôm nay.")
    assert_accessible(head)
    head.get_by_role("button", name="Gửi").click()
    section = head.locator("section", has_text="Chỉ đạo, đôn đốc, giải trình").last
    expect(section.get_by_text("Trả lời người dân ngay trong hôm nay.")).to_be_visible()
    holder = desk(chromium, screens, "tiepnhan1.dongkinh")
    holder.goto("/nhac-viec/")
    expect(holder.get_by_role("heading", name="Chỉ đạo, đôn đốc chưa trả lời")).to_be_visible()
    picture(holder, "reminders-directives")
    holder.get_by_role("link", name=reference).first.click()
    holder.get_by_role("button", name="Trả lời", exact=True).click()
    holder.fill("#said", "Đã gọi điện và trả lời xong lúc sáng.")
    holder.get_by_role("button", name="Gửi").click()
    expect(holder.get_by_text("Đã gọi điện và trả lời xong lúc sáng.")).to_be_visible()
    assert_accessible(holder)
    picture(holder, "directives")
    head.context.close()
    holder.context.close()


def test_a_leader_directs_units_and_one_answers(chromium: Browser, screens: Services) -> None:
    words = f"Rà soát hồ sơ sắp đến hạn, báo cáo trong tuần ({uuid.uuid4().hex[:6]})."
    leader = desk(chromium, screens, "lanhdao.locbinh")
    leader.goto("/dieu-hanh/")
    leader.get_by_role("link", name="Xem và gửi chỉ đạo đơn vị").click()
    leader.get_by_role("button", name="Chỉ đạo, đôn đốc đơn vị").click()
    leader.get_by_role("button", name="Gửi", exact=True).click()
    expect(leader.get_by_text("Chọn ít nhất một đơn vị.")).to_be_visible()
    unit = leader.locator(".unit-choices li", has_text="Tư pháp").first
    unit.get_by_role("checkbox").click()
    leader.fill("#said", words)
    expect(unit.get_by_role("checkbox")).to_be_checked()
    assert_accessible(leader)
    picture(leader, "unit-directive-form")
    leader.get_by_role("button", name="Gửi", exact=True).click()
    expect(leader.get_by_text("Đã gửi đến 1 đơn vị.")).to_be_visible()
    mine = leader.locator(".told-list > li", has_text=words)
    expect(mine.get_by_text("Chờ trả lời")).to_be_visible()
    picture(leader, "unit-directives")
    head = desk(chromium, screens, "truongphong.tuphap.locbinh")
    head.get_by_role("link", name="Chỉ đạo chờ đơn vị trả lời").click()
    asked = head.locator(".told-list > li", has_text=words)
    picture(head, "unit-directives-head")
    asked.get_by_role("button", name="Trả lời").click()
    asked.locator("#said").fill("Đã rà soát xong, không còn hồ sơ quá hạn.")
    asked.get_by_role("button", name="Gửi trả lời").click()
    expect(head.get_by_text("Đã gửi trả lời.")).to_be_visible()
    expect(asked.get_by_text("không còn hồ sơ quá hạn")).to_be_visible()
    assert_accessible(head)
    leader.goto("/dieu-hanh/")
    expect(leader.get_by_role("heading", name="Chỉ đạo đơn vị:")).to_be_visible()
    assert_accessible(leader)
    picture(leader, "overview-unit-directives")
    leader.context.close()
    head.context.close()
