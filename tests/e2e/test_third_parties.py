"""A developer's way on screen: keys for trials, a person's word, where events go, open data."""

import os
import socket
import time
import uuid
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from backend.settings import settings
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, phone
from tests.e2e.database import execute
from tests.e2e.newcomers import PASSWORD, newcomer

ADMIN = "quantri.ubndtinh"


def picture(page: Page, name: str) -> None:
    """Kept when MOTCUA_PICTURES names a folder."""
    folder = os.environ.get("MOTCUA_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def signed_in(page: Page, number: str, back: str) -> None:
    """Comes in and goes where they were."""
    page.goto(f"/dang-nhap/?next={back}")
    page.fill("#username", number)
    page.fill("#password", PASSWORD)
    page.locator("form button[type=submit]", has_text="Đăng nhập").first.click()
    page.wait_for_url(f"**{back}")


def token(client_id: str, secret: str) -> dict[str, str]:
    """What a program sends with each call."""
    given = httpx.post(
        f"{settings().api_url}/api/v1/oauth/token",
        data={"grant_type": "client_credentials"},
        auth=(client_id, secret),
    ).json()
    return {"Authorization": f"Bearer {given['access_token']}"}


def call(path: str, headers: dict[str, str], body: dict[str, Any]) -> Any:
    answer = httpx.post(f"{settings().api_url}/api/v1{path}", json=body, headers=headers)
    assert answer.is_success, answer.text
    return answer.json()


def dead_port() -> int:
    """Where nobody answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.criterion("S.14")
def test_a_developer_gets_keys_a_person_decides_and_an_administrator_sees_what_is_sent(
    chromium: Browser, screens: Services
) -> None:
    number, name = newcomer(screens), f"Phần mềm kế toán {uuid.uuid4().hex[:6]}"
    page = phone(chromium, screens)
    page.goto("/lap-trinh/")
    expect(page.get_by_role("link", name="Đăng nhập để xin khóa thử nghiệm")).to_be_visible()
    assert_accessible(page)
    picture(page, "developers-anybody")
    signed_in(page, number, "/lap-trinh/")
    page.fill("#name", name)
    page.get_by_role("button", name="Xin khóa thử nghiệm").click()
    expect(page.get_by_text("Ghi địa chỉ thư điện tử.")).to_be_visible()
    expect(page.locator("#name")).to_have_value(name)
    assert_accessible(page)
    picture(page, "developers-wrong")
    page.fill("#contact", f"{number}@congdan.example")
    page.fill("#purpose", "Thử nộp hồ sơ từ phần mềm kế toán")
    page.locator("input[name=agreed]").check()
    page.get_by_role("button", name="Xin khóa thử nghiệm").click()
    expect(page.get_by_text("Đã gửi. Khi được duyệt")).to_be_visible()
    card = page.locator("article", has_text=name)
    expect(card.get_by_text("Chờ duyệt")).to_be_visible()
    expect(card.get_by_role("button", name="Lấy khóa")).to_have_count(0)

    admin = desk(chromium, screens, ADMIN)
    admin.goto("/he-thong-khac/")
    row = admin.locator("tbody tr", has_text=name)
    expect(row.get_by_text("Khóa thử nghiệm", exact=True)).to_be_visible()
    row.get_by_role("button", name="Phê duyệt").click()
    expect(row.get_by_text("Đang dùng")).to_be_visible()
    expect(row.get_by_role("button", name="Cấp khóa bí mật")).to_have_count(0)

    page.reload()
    card.get_by_role("button", name="Lấy khóa").click()
    secret = page.locator(".note .secret")
    proof = page.locator("#proof")
    expect(secret.or_(proof)).to_be_visible()
    if proof.is_visible():
        proof.fill(PASSWORD)
        page.get_by_role("button", name="Xác nhận", exact=True).click()
    expect(secret).to_be_visible()
    assert_accessible(page)
    picture(page, "developers-key")
    client_id = page.locator(".note code").first.text_content() or ""
    headers = token(client_id, secret.text_content() or "")
    page.get_by_role("button", name="Đã chép").click()
    expect(page.locator(".note .secret")).to_have_count(0)

    # The program asks for a real word; the person answers where they see everything of it.
    call(
        "/partner/authorisations",
        headers,
        {"personal_id": number, "procedures": ["1.004873"], "purpose": "Nộp hồ sơ giúp khách hàng",
         "valid_days": 30},
    )  # fmt: skip
    page.goto("/tai-khoan/")
    page.get_by_role("link", name="Chương trình nộp thay tôi").click()
    asked = page.locator("article", has_text="Nộp hồ sơ giúp khách hàng")
    expect(asked.get_by_text("Chờ người dân trả lời")).to_be_visible()
    assert_accessible(page)
    picture(page, "programs-asked")
    asked.get_by_role("button", name="Đồng ý").click()
    if page.locator("#proof").is_visible():
        page.fill("#proof", PASSWORD)
        page.get_by_role("button", name="Xác nhận", exact=True).click()
    expect(asked.get_by_text("Đang có hiệu lực")).to_be_visible()
    asked.get_by_role("button", name="Chấm dứt").click()
    expect(asked.get_by_text("Đã chấm dứt", exact=False).first).to_be_visible()

    # An address at which nobody answers, seen and switched off by the administrator.
    url = f"http://127.0.0.1:{dead_port()}/nhan-su-kien"
    hook = call("/partner/webhooks", headers, {"url": url})
    call(f"/partner/webhooks/{hook['webhook_id']}/ping", headers, {})
    row.get_by_role("button", name="Nơi nhận sự kiện").click()
    panel = admin.locator("section.panel")
    deadline = time.monotonic() + 60
    while not panel.get_by_text("Đang lỗi").is_visible() and time.monotonic() < deadline:
        time.sleep(1)
        row.get_by_role("button", name="Nơi nhận sự kiện").click()
    expect(panel.get_by_text("Đang lỗi, vẫn gửi lại")).to_be_visible()
    panel.get_by_role("button", name="Nhật ký").click()
    expect(panel.get_by_text("Gửi thử").first).to_be_visible()
    expect(panel.get_by_text("Không kết nối được", exact=False).first).to_be_visible()
    assert_accessible(admin)
    picture(admin, "partners-hooks")
    panel.get_by_role("button", name="Tắt").click()
    admin.fill("#switch-reason", "Địa chỉ không còn dùng")
    panel.locator("form button[type=submit]").click()
    expect(panel.get_by_text("Đã tắt, có hiệu lực ngay.")).to_be_visible()
    expect(panel.get_by_text("Địa chỉ không còn dùng")).to_be_visible()
    picture(admin, "partners-hooks-off")
    execute("update webhook set ended_at = now() where url = $1", url)
    for each in (page, admin):
        each.context.close()


@pytest.mark.criterion("G.5")
def test_open_data_is_explained_and_there_for_the_taking(
    chromium: Browser, screens: Services
) -> None:
    page = phone(chromium, screens)
    page.goto("/")
    page.get_by_role("link", name="Dữ liệu mở").click()
    card = page.locator("article", has_text="Danh mục thủ tục hành chính")
    expect(card).to_be_visible()
    card.locator("summary").click()
    expect(card.get_by_text("Cơ quan có thẩm quyền")).to_be_visible()
    assert_accessible(page)
    picture(page, "open-data")
    with page.expect_download() as coming:
        card.get_by_role("link", name="Tải CSV").click()
    found = Path(coming.value.path()).read_text(encoding="utf-8-sig")
    assert found.startswith("code,name,sector")
    assert "1.004873" in found
    page.context.close()
