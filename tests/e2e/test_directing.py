"""The head of the desk urges on screen; the one who holds the dossier answers."""

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
