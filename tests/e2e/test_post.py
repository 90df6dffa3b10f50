"""The public post on the phone and at the desk: wished for, packed, followed, gone wrong."""

import os
import subprocess
import sys
from contextlib import suppress

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as NotInTime

from backend.settings import settings
from tests.conftest import ROOT, Services
from tests.e2e.conftest import assert_accessible, desk
from tests.e2e.test_processes import picture
from tests.e2e.test_supplement import ANSWERS, PROCEDURE, signed_in


def _do(*arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "tests.e2e.by_post", *arguments],
        cwd=ROOT,
        env=os.environ | {"MOTCUA_TEST_SETTINGS": "keep"},
        check=True,
    )


def _happens(parcel: str, what: str, **more: str) -> None:
    url = f"{settings().post_url}/thu/{parcel}/{what}"
    httpx.post(url, json=more, timeout=20).raise_for_status()
    _do("walk")


def _drafted(me: Page) -> str:
    """A draft whose questions are all answered."""
    origin = {"Origin": settings().citizen_url, "X-MotCua-Face": "citizen"}
    draft = me.request.post(
        "/api/v1/drafts", data={"procedure_code": PROCEDURE}, headers=origin
    ).json()
    saved = me.request.patch(
        f"/api/v1/drafts/{draft['id']}",
        data={"answers": ANSWERS, "delivery": "desk"},
        headers=origin | {"If-Match": f'"{draft["version"]}"'},
    )
    assert saved.ok, saved.text()
    return str(draft["id"])


@pytest.mark.criterion("III.15", "S.6")
def test_papers_are_fetched_and_the_result_comes_home_by_post(
    chromium: Browser, screens: Services
) -> None:
    me = signed_in(chromium, screens, 47)
    me.goto(f"/nop/{_drafted(me)}")
    me.get_by_role("button", name="Tiếp tục").click()
    me.get_by_label("Cơ quan tiếp nhận").select_option(label=_option(me, "Kỳ Lừa"))
    me.get_by_label("Qua bưu chính, gửi đến nhà").check()
    me.get_by_label("Nhờ bưu tá đến nhà lấy giấy tờ").check()
    me.get_by_label("Điện thoại để bưu tá gọi").fill("123")
    me.get_by_role("button", name="Tiếp tục").click()
    expect(me.get_by_text("Số điện thoại phải gồm 10 chữ số")).to_be_visible()
    expect(me.get_by_text("Vui lòng chọn tỉnh, xã")).to_be_visible()
    me.get_by_label("Tỉnh, thành phố").select_option(label="Tỉnh Lạng Sơn")
    communes = me.get_by_label("Xã, phường")
    expect(communes.locator("option")).not_to_have_count(1)
    communes.select_option(label="Phường Kỳ Lừa")
    me.get_by_label("Số nhà, đường").fill("Số 1, phố Trình Diễn")
    me.get_by_label("Điện thoại để bưu tá gọi").fill("0900000047")
    assert_accessible(me)
    picture(me, "post-wish-phone")
    me.get_by_role("button", name="Tiếp tục").click()
    me.get_by_role("button", name="Nộp hồ sơ").click()
    sent = me.locator("main a[href^='/ho-so/0']").first
    sent.wait_for()
    id_ = str(sent.get_attribute("href")).strip("/").split("/")[-1]
    me.goto(f"/ho-so/{id_}")
    card = me.locator("section", has=me.get_by_role("heading", name="Bưu chính"))
    expect(card.get_by_text("Lấy giấy tờ tại nhà")).to_be_visible()
    expect(card.get_by_text("Trả kết quả tận nơi")).to_be_visible()
    _do("result", id_)
    officer = desk(chromium, screens, "tiepnhan1.kylua")
    officer.goto("/buu-chinh/")
    code = officer.request.get(
        f"/api/v1/dossiers/{id_}", headers={"X-MotCua-Face": "officer"}
    ).json()["code"]
    row = officer.locator("tr", has=officer.get_by_role("link", name=code)).filter(
        has_text="Trả kết quả tận nơi"
    )
    row.get_by_role("button", name="Gửi").click()
    panel = officer.locator("form.panel")
    expect(panel.get_by_label("Số nhà, đường")).to_have_value("Số 1, phố Trình Diễn")
    assert_accessible(officer)
    picture(officer, "post-packing-desk")
    panel.get_by_role("button", name="Gửi đơn cho bưu điện").click()
    expect(officer.get_by_text("Đã gửi đơn. In nhãn")).to_be_visible()
    label = row.get_by_role("link", name="In nhãn").get_attribute("href")
    answer = officer.request.get(str(label), headers={"X-MotCua-Face": "officer"})
    assert answer.headers["content-type"] == "application/pdf"
    folder = os.environ.get("MOTCUA_PICTURES")
    if folder:
        with open(f"{folder}/post-label.pdf", "wb") as file:
            file.write(answer.body())
    parcel = row.locator(".mono").inner_text()
    _until(officer, parcel, "Bưu điện đã nhận đơn")
    _happens(parcel, "LAY")
    _happens(parcel, "DI", Note="Đến bưu cục phát")
    me.reload()
    card.get_by_text("Hành trình bưu gửi").last.click()
    assert_accessible(me)
    picture(me, "post-way-phone")
    fetched = _parcel_of(officer, id_, "pickup")
    _happens(fetched, "MAT", Note="Không tìm thấy tại bưu cục")
    _happens(parcel, "PTC", ReceivedBy="Nguyễn Thị Mẫu")
    me.reload()
    expect(me.get_by_text("Đã trả kết quả").first).to_be_visible()
    expect(card.get_by_text("Người nhận: Nguyễn Thị Mẫu")).to_be_visible()
    picture(me, "post-delivered-phone")
    officer.goto("/buu-chinh/?xem=trouble")
    lost = officer.locator("tr", has_text=fetched)
    expect(lost.get_by_text("Bị thất lạc")).to_be_visible()
    lost.get_by_role("button", name="Xử lý").click()
    assert_accessible(officer)
    picture(officer, "post-trouble-desk")
    officer.get_by_label("Cách xử lý").select_option(value="settled")
    officer.get_by_label("Nội dung xử lý, lý do").fill("Đã gặp người nộp, nhận lại bản giấy.")
    officer.get_by_role("button", name="Ghi", exact=True).click()
    expect(officer.get_by_text("Đã ghi cách xử lý.")).to_be_visible()
    expect(officer.locator("tr", has_text=fetched)).to_have_count(0)


def _option(page: Page, part: str) -> str:
    option = page.get_by_label("Cơ quan tiếp nhận").locator("option", has_text=part)
    expect(option).to_have_count(1)
    return option.inner_text()


def _parcel_of(officer: Page, dossier_id: str, direction: str) -> str:
    found = officer.request.get(
        f"/api/v1/dossiers/{dossier_id}/post", headers={"X-MotCua-Face": "officer"}
    ).json()
    return next(o["parcel"] for o in found["orders"] if o["direction"] == direction)


def _until(officer: Page, parcel: str, words: str) -> None:
    said = officer.locator("tr", has_text=parcel).get_by_text(words).first
    for _time in range(20):
        officer.goto("/buu-chinh/")
        with suppress(NotInTime):
            said.wait_for(timeout=5_000)
            return
    raise AssertionError(f"{parcel} is not {words}")
