"""On screen: a kind of result and the papers of a procedure by two persons; many results signed."""

import os
import re
import subprocess
import sys
import uuid

import httpx
import pytest
from playwright.sync_api import Browser, expect

from backend.sandbox.signing import PIN
from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, desk
from tests.e2e.database import execute
from tests.e2e.test_processes import picture

PAPERS = "3.000333"


@pytest.mark.criterion("II.9")
def test_a_kind_of_result_is_written_by_one_person_and_put_in_force_by_another(
    chromium: Browser, screens: Services
) -> None:
    key = f"giay_{uuid.uuid4().hex[:6]}"
    admin = desk(chromium, screens, "danhmuc.ubndtinh")
    admin.goto("/mau-ket-qua/")
    expect(admin.get_by_role("link", name="Giấy xác nhận tình trạng hôn nhân")).to_be_visible()
    assert_accessible(admin)
    picture(admin, "kinds")
    admin.get_by_text("Soạn mẫu mới").click()
    admin.get_by_label("Tên kết quả").fill("Giấy xác nhận cư trú thử")
    admin.get_by_label("Mã mẫu, không dấu").fill(key)
    admin.get_by_role("button", name="Bắt đầu soạn").click()
    expect(
        admin.get_by_role("heading", name="Mẫu kết quả: Giấy xác nhận cư trú thử")
    ).to_be_visible()
    expect(admin.get_by_text("Cần sửa trước khi đề nghị")).to_be_visible()
    picture(admin, "kind-new")
    admin.get_by_label("Ký hiệu của số").fill(f"T{key[5:].upper()}")
    admin.get_by_label("Chức vụ người ký").fill("Chủ tịch")
    admin.get_by_role("button", name="+ Thêm mục").click()
    admin.get_by_label("Tên mục").fill("Nơi cư trú")
    admin.get_by_label("Chữ in thử").fill("Số 1 phố Trình Diễn")
    parts = admin.get_by_label("Chữ", exact=True)
    before = parts.count()
    admin.get_by_role("button", name="+ Thêm đoạn").click()
    expect(parts).to_have_count(before + 1)
    parts.last.fill("Nơi cư trú: {muc_1}.")
    admin.get_by_role("button", name="Lưu bản soạn").click()
    expect(admin.get_by_text("Đã lưu bản soạn.")).to_be_visible()
    expect(admin.get_by_text("Cần sửa trước khi đề nghị")).to_have_count(0)
    admin.wait_for_timeout(1500)
    assert_accessible(admin)
    picture(admin, "kind-written")
    with admin.expect_download() as file:
        admin.get_by_role("button", name="Xuất tệp").click()
    assert file.value.suggested_filename == f"mau-ket-qua-{key}.json"
    admin.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(admin.get_by_text("Đã đề nghị.")).to_be_visible()
    expect(admin.get_by_role("button", name="Phê duyệt, áp dụng")).to_have_count(0)

    other = desk(chromium, screens, "quantri.ubndtinh")
    other.goto("/de-nghi/")
    line = other.get_by_role("row", name=re.compile("Giấy xác nhận cư trú thử")).first
    expect(line).to_be_visible()
    assert_accessible(other)
    picture(other, "proposals")
    other.goto(f"/mau-ket-qua/{key}/")
    other.get_by_role("button", name="Phê duyệt, áp dụng").click()
    expect(other.get_by_text("Đã phê duyệt")).to_be_visible()
    expect(other.get_by_text("đang dùng bản 1")).to_be_visible()
    picture(other, "kind-in-force")


@pytest.mark.criterion("II.2")
def test_the_papers_of_a_procedure_are_written_tried_and_approved(
    chromium: Browser, screens: Services
) -> None:
    execute("delete from proposal where subject = 'papers' and key = $1", PAPERS)
    admin = desk(chromium, screens, "danhmuc.ubndtinh")
    admin.goto(f"/giay-to/{PAPERS}/")
    expect(admin.get_by_role("heading", name=f"Thành phần hồ sơ {PAPERS}")).to_be_visible()
    assert_accessible(admin)
    admin.get_by_role("button", name="Thêm một giấy tờ").click()
    expect(admin.get_by_label("Tên giấy tờ")).to_have_value("")  # the new one is drawn
    admin.get_by_label("Tên giấy tờ").fill("Giấy ủy quyền thử")
    admin.get_by_label("Mã", exact=True).fill("uy_quyen_thu")
    admin.get_by_label("Bản sao chứng thực").fill("1")
    admin.get_by_label("Chỉ cần khi (công thức)").fill("channel ===")
    admin.get_by_label("Trường hợp bằng lời").fill("Nộp qua bưu chính")
    expect(admin.get_by_text(re.compile("Công thức viết chưa đúng"))).to_be_visible()
    admin.get_by_label("Chỉ cần khi (công thức)").fill('channel == "post"')
    admin.get_by_label("Trường hợp bằng lời").focus()
    expect(admin.get_by_text(re.compile("Công thức viết chưa đúng"))).to_have_count(0)
    admin.get_by_label("Dùng lại trong").fill("6")
    admin.get_by_role("button", name="Lưu bản soạn").click()
    expect(admin.get_by_text("Đã lưu bản soạn.")).to_be_visible()
    expect(admin.get_by_text("Thêm giấy tờ “Giấy ủy quyền thử”.")).to_be_visible()
    admin.select_option("#channel", "post")
    admin.get_by_role("button", name="Thử", exact=True).click()
    row = admin.get_by_role("row", name=re.compile("Giấy ủy quyền thử"))
    expect(row).to_contain_text("Bắt buộc")
    assert_accessible(admin)
    picture(admin, "papers-written")
    admin.get_by_role("button", name="Đề nghị phê duyệt").click()
    expect(admin.get_by_text("Đã đề nghị.")).to_be_visible()

    other = desk(chromium, screens, "quantri.ubndtinh")
    other.goto(f"/giay-to/{PAPERS}/")
    expect(other.get_by_text("Thêm giấy tờ “Giấy ủy quyền thử”.")).to_be_visible()
    expect(other.get_by_role("button", name="Lưu bản soạn")).to_have_count(0)
    picture(other, "papers-approving")
    other.get_by_label("Trả lại để sửa").fill("Ghi rõ ai ủy quyền.")
    other.get_by_role("button", name="Trả lại", exact=True).click()
    expect(other.get_by_text("Đã trả lại bản soạn.")).to_be_visible()
    admin.goto(f"/giay-to/{PAPERS}/")
    expect(admin.get_by_text("Bị trả lại để sửa: Ghi rõ ai ủy quyền.")).to_be_visible()
    admin.get_by_role("button", name="Bỏ bản soạn").click()
    expect(admin.get_by_text("Đã bỏ bản soạn")).to_be_visible()


@pytest.mark.criterion("II.9")
def test_a_leader_looks_at_results_and_signs_them_in_one_act(
    chromium: Browser, screens: Services
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.drafted_results", "3"],
        env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep"},
        capture_output=True,
        text=True,
        check=True,
    )
    codes = done.stdout.split()
    leader = desk(chromium, screens, "lanhdao.locbinh")
    leader.get_by_role("link", name="Ký kết quả").click()
    expect(leader.get_by_label(f"Chọn ký {codes[0]}")).to_be_disabled()
    assert_accessible(leader)
    picture(leader, "signing-list")
    leader.get_by_role("button", name=f"Xem bản của {codes[0]}").click()
    expect(leader.locator("iframe")).to_be_visible()
    leader.wait_for_timeout(1500)
    leader.get_by_label(f"Chọn ký {codes[0]}").click()
    for code in codes[1:]:
        leader.get_by_role("button", name=f"Xem bản của {code}").click()
        expect(leader.get_by_role("heading", name=re.compile(re.escape(code)))).to_be_visible()
        leader.wait_for_timeout(1000)
        leader.get_by_label(f"Chọn ký {code}").click()
    expect(leader.get_by_role("button", name="Ký 3 bản")).to_be_enabled()
    leader.get_by_role("button", name="Gửi mã xác thực").click()
    expect(leader.get_by_text("Mã đã gửi đến thiết bị của bạn.")).to_be_visible()
    picture(leader, "signing-chosen")
    assert_accessible(leader)
    sent = httpx.get(f"{screens.signing_url}/csc/sandbox/codes").json()
    leader.get_by_label("Mã PIN ký số").fill(PIN)
    leader.get_by_label("Mã xác thực").fill(sent["lanhdao.locbinh"])
    leader.get_by_role("button", name="Ký 3 bản").click()
    expect(leader.get_by_text("Đã ký 3 trên 3 bản.")).to_be_visible()
    assert_accessible(leader)
    picture(leader, "signing-done")
