"""On screen: a result drafted, signed, sealed, found in the account, checked, and revoked."""

import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from backend.organisation.demo.names import personal_id
from backend.organisation.demo.seed_organisation import PASSWORD
from backend.sandbox.signing import PIN
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk, phone
from tests.e2e.test_processes import picture


def _appraised() -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.appraised_dossier"],
        env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def _code(services: Services, user: str) -> str:
    found: dict[str, str] = httpx.get(f"{services.signing_url}/csc/sandbox/codes").json()
    return found[user]


def _sign_in(page: Page, path: str) -> None:
    page.goto(f"/dang-nhap/?next={path}")
    page.fill("#username", personal_id(21))
    page.fill("#password", PASSWORD)
    page.click("form.card button[type=submit]")


@pytest.mark.criterion("II.9")
@pytest.mark.criterion("II.12")
@pytest.mark.criterion("III.16")
@pytest.mark.criterion("III.17")
def test_a_result_from_draft_to_revocation(
    chromium: Browser, screens: Services, tmp_path: Path
) -> None:
    id_ = _appraised()
    path = f"/ket-qua/{id_}/"

    executor = desk(chromium, screens, "chuyenvien1.tuphap.dongkinh")
    executor.goto(f"/ho-so/{id_}/")
    executor.get_by_role("link", name="Soạn, ký, xem kết quả").click()
    expect(executor.get_by_text("Hồ sơ chưa có bản dự thảo.")).to_be_visible()
    picture(executor, "result-start")
    executor.get_by_role("button", name="Soạn bản dự thảo").click()
    expect(executor.get_by_label("Nơi cư trú")).to_be_visible()
    executor.get_by_label("Số định danh cá nhân").fill("12")
    executor.get_by_label("Số định danh cá nhân").press("Enter")
    expect(executor.get_by_text("Còn 1 mục chưa đúng.")).to_be_visible()
    expect(executor.get_by_label("Số định danh cá nhân")).to_have_value("12")
    assert_accessible(executor)
    picture(executor, "result-wrong")
    executor.get_by_label("Số định danh cá nhân").fill("020099000001")
    executor.get_by_role("button", name="Lưu và xem trước").click()
    expect(executor.get_by_text("Đã lưu.")).to_be_visible()
    expect(executor.locator("iframe")).to_be_visible()
    executor.wait_for_timeout(1200)
    picture(executor, "result-draft")
    executor.goto(f"/ho-so/{id_}/")
    executor.get_by_role("button", name="Trình lãnh đạo").first.click()
    executor.locator(".panel button[type=submit]").click()
    expect(executor.get_by_text("Đã thực hiện: Trình lãnh đạo.")).to_be_visible()

    leader = desk(chromium, screens, "lanhdao.dongkinh")
    leader.goto(path)
    expect(leader.get_by_role("heading", name="Duyệt và ký số")).to_be_visible()
    expect(leader.locator("iframe")).to_be_visible()
    leader.wait_for_timeout(1200)
    picture(leader, "result-sign")
    assert_accessible(leader)
    leader.get_by_role("button", name="Gửi mã xác thực").focus()
    leader.keyboard.press("Enter")
    expect(leader.get_by_text("Mã đã gửi đến thiết bị của bạn.")).to_be_visible()
    leader.get_by_label("Mã PIN ký số").focus()
    leader.keyboard.type("000000")
    leader.keyboard.press("Tab")
    leader.keyboard.type(_code(screens, "lanhdao.dongkinh"))
    leader.keyboard.press("Enter")
    expect(leader.get_by_text("Mã PIN ký số không đúng.")).to_be_visible()
    leader.get_by_role("button", name="Gửi mã xác thực").click()
    expect(leader.get_by_text("Mã đã gửi đến thiết bị của bạn.")).to_be_visible()
    leader.get_by_label("Mã PIN ký số").fill(PIN)
    leader.get_by_label("Mã xác thực").fill(_code(screens, "lanhdao.dongkinh"))
    leader.keyboard.press("Enter")
    expect(leader.get_by_text(re.compile("Đã duyệt và ký|Đã ký xong"))).to_be_visible()
    leader.wait_for_timeout(1200)
    picture(leader, "result-signed")

    clerk = desk(chromium, screens, "vanthu.dongkinh")
    clerk.goto(path)
    expect(clerk.get_by_role("heading", name="Cấp số, đóng dấu, phát hành")).to_be_visible()
    clerk.get_by_label("Mã PIN ký số").fill(PIN)
    clerk.get_by_role("button", name="Cấp số, đóng dấu, phát hành").click()
    expect(clerk.get_by_text(re.compile("Đã cấp số|Đã ký xong"))).to_be_visible()
    expect(clerk.get_by_text("Còn hiệu lực")).to_be_visible()
    assert_accessible(clerk)
    picture(clerk, "result-issued")

    citizen = phone(chromium, screens)
    _sign_in(citizen, f"/ho-so/{id_}/")
    expect(citizen.get_by_role("heading", name="Kết quả", exact=True)).to_be_visible()
    expect(citizen.get_by_text("có giá trị như bản giấy")).to_be_visible()
    assert_accessible(citizen)
    picture(citizen, "result-account")
    link = citizen.get_by_role("link", name="Tải về", exact=True)
    assert link.get_attribute("target") == "_blank", "or the app takes the address for its own"
    answer = citizen.request.get(str(link.get_attribute("href")))
    assert answer.headers["content-disposition"].startswith("attachment")
    file = tmp_path / "ket-qua.pdf"
    file.write_bytes(answer.body())
    code = citizen.locator("dd.code").inner_text()

    stranger = phone(chromium, screens)
    stranger.goto("/kiem-tra-ket-qua/")
    assert_accessible(stranger)
    picture(stranger, "check-empty")
    stranger.fill("#ma", code.lower())
    stranger.get_by_role("button", name="Kiểm tra").click()
    expect(stranger.get_by_text("Kết quả có thật và còn hiệu lực.")).to_be_visible()
    expect(stranger.get_by_text("Chữ ký hợp lệ")).to_have_count(2)
    assert_accessible(stranger)
    picture(stranger, "check-code")
    stranger.goto("/kiem-tra-ket-qua/")
    stranger.set_input_files("#result_file", file)
    expect(stranger.get_by_text("Tệp đúng là kết quả đã phát hành")).to_be_visible()
    picture(stranger, "check-file")
    forged = tmp_path / "sua.pdf"
    forged.write_bytes(file.read_bytes() + b"\n% them\n")
    stranger.set_input_files("#result_file", forged)
    expect(stranger.get_by_text("Tệp KHÔNG hợp lệ")).to_be_visible()
    assert_accessible(stranger)
    picture(stranger, "check-forged")

    clerk.get_by_role("button", name=re.compile("Đề nghị thu hồi")).click()
    clerk.select_option("#change-kind", "revoke")
    clerk.get_by_label("Lý do").fill("Cấp nhầm người, phải thu hồi.")
    clerk.get_by_role("button", name="Gửi đề nghị").click()
    expect(clerk.get_by_text("Chờ duyệt")).to_be_visible()
    picture(clerk, "result-proposed")
    leader.goto(path)
    leader.get_by_role("button", name="Duyệt đề nghị").click()
    expect(leader.get_by_text("Đã thu hồi")).to_be_visible()
    assert_accessible(leader)
    picture(leader, "result-revoked")
    stranger.goto(f"/ket-qua/{code}/")
    expect(stranger.get_by_text("Giấy này không còn giá trị.")).to_be_visible()
    assert_accessible(stranger)
    picture(stranger, "check-revoked")
    citizen.goto(f"/ho-so/{id_}/")
    expect(citizen.get_by_role("heading", name="Kết quả không còn giá trị")).to_be_visible()
    assert_accessible(citizen)
    picture(citizen, "result-account-revoked")
