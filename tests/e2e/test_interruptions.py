"""What goes wrong on a real phone: closed half way, pressed twice, the server away."""

import time

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.organisation.demo.names import personal_id
from backend.organisation.demo.seed_organisation import PASSWORD
from tests.conftest import Services, wait_until_ready
from tests.e2e.conftest import assert_accessible, phone
from tests.e2e.filling import answer
from tests.e2e.test_processes import picture


def begin(page: Page, number: int, procedure: str = "1.001193") -> None:
    """Signs in and opens the first question of a procedure."""
    page.goto(f"/dang-nhap/?next=/thu-tuc/{procedure}")
    page.fill("#username", personal_id(number))
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_selector("#ready", state="attached")
    page.get_by_role("button", name="Nộp hồ sơ trực tuyến").click()
    page.wait_for_selector("form h1")


def question(page: Page) -> str:
    """What is asked now."""
    return page.locator("form h1").inner_text()


@pytest.mark.criterion("III.4")
def test_a_draft_closed_half_way_goes_on_where_it_was(screens: Services, chromium: Browser) -> None:
    first = phone(chromium, screens)
    begin(first, 21)
    answer(first, "Nguyễn Văn Mẫu")
    answer(first, "020099000001")
    asked = question(first)
    first.context.close()
    second = phone(chromium, screens)
    begin(second, 21)
    assert question(second) == asked
    second.goto("/ho-so/")
    expect(second.get_by_text("khai sinh").first).to_be_visible()
    assert_accessible(second)


def test_what_was_typed_but_not_sent_is_there_after_a_reload(
    screens: Services, chromium: Browser
) -> None:
    page = phone(chromium, screens)
    begin(page, 22)
    answer(page, "Nguyễn Văn Mẫu")
    answer(page, "020099000001")
    page.fill("#answer", "")
    page.type("#answer", "0911")
    page.reload()
    page.wait_for_selector("form h1")
    expect(page.locator("#answer")).to_have_value("0911")
    answer(page, "0911000000")  # what is saved is no longer kept in the browser
    kept = "Object.keys(localStorage).filter(key => key.startsWith('motcua:')).length"
    page.wait_for_function(f"() => {kept} === 0")


def test_a_failing_page_says_so_in_vietnamese(screens: Services, chromium: Browser) -> None:
    page = phone(chromium, screens)
    page.goto("/")
    expect(page.locator("#fault-notice")).to_be_hidden()
    page.evaluate("document.getElementById('fault').focus()")
    expect(page.get_by_text("Trang gặp lỗi")).to_be_visible()


def test_pressing_twice_never_answers_two_questions(screens: Services, chromium: Browser) -> None:
    page = phone(chromium, screens)
    begin(page, 23)
    page.fill("#answer", "Nguyễn Văn Mẫu")
    before = question(page)
    page.get_by_role("button", name="Tiếp tục").dblclick()
    page.wait_for_function(
        "before => document.querySelector('form h1')?.innerText !== before", arg=before
    )
    page.wait_for_timeout(800)
    assert "định danh" in question(page).lower()
    assert page.locator(".error").count() == 0


def test_the_api_is_restarted_under_an_open_page(screens: Services, chromium: Browser) -> None:
    page = phone(chromium, screens)
    begin(page, 24)
    page.fill("#answer", "Nguyễn Văn Mẫu")
    screens.api.stop()
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.locator("#error")).to_contain_text("vẫn được giữ")
    expect(page.locator("#answer")).to_have_value("Nguyễn Văn Mẫu")
    screens.api.start()
    wait_until_ready(screens.api, screens.folder / "services.log")
    before = question(page)
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_function(
        "before => document.querySelector('form h1')?.innerText !== before", arg=before
    )


def test_two_windows_of_one_person_do_not_lose_an_answer(
    screens: Services, chromium: Browser
) -> None:
    page = phone(chromium, screens)
    begin(page, 25)
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("form h1")
    answer(page, "Nguyễn Văn Mẫu")
    other.fill("#answer", "Nguyễn Thị Mẫu")
    other.get_by_role("button", name="Tiếp tục").click()
    expect(other.locator("#error")).to_contain_text("cửa sổ khác")
    expect(other.locator("#answer")).to_have_value("Nguyễn Thị Mẫu")
    answer(other, "Nguyễn Thị Mẫu")


@pytest.mark.parametrize("path", ["/khong-co/", "/thu-tuc/9.999999", "/ket-qua/KHONG-CO"])
def test_an_address_that_leads_nowhere_says_so_in_vietnamese(
    screens: Services, chromium: Browser, path: str
) -> None:
    page = phone(chromium, screens)
    page.goto(path)
    expect(page.locator("main").first).to_contain_text("Không")
    deadline = time.monotonic() + 5
    while "Not" in page.locator("body").inner_text() and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert "not found" not in page.locator("body").inner_text().lower()
    assert_accessible(page)


@pytest.mark.criterion("III.4")
def test_a_session_that_ended_is_renewed_in_place_with_nothing_lost(
    screens: Services, chromium: Browser
) -> None:
    page = phone(chromium, screens)
    begin(page, 26, "2.000635")
    for value in ("Nguyễn Văn Mẫu", "020099000001", "0900000001", "mau@congdan.example"):
        answer(page, value)
    answer(page, "Số 1 phố Trình Diễn, phường Kỳ Lừa")
    assert page.locator("input[type=radio]").count() > 1
    asked = question(page)
    page.locator("input[type=radio][value='marriage']").check()
    # The session ends elsewhere: signed out from another window, or too long away.
    ended = page.context.request.post("/api/v1/session/end", form={"face": "citizen"})
    assert ended.status < 400
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_accessible(page)
    picture(page, "sign-in-again")
    page.fill("#again-username", personal_id(26))
    page.fill("#again-password", "không phải mật khẩu này")
    page.get_by_role("button", name="Đăng nhập, làm tiếp").click()
    expect(page.get_by_role("dialog").get_by_text("chưa đúng")).to_be_visible()
    page.fill("#again-password", PASSWORD)
    page.get_by_role("button", name="Đăng nhập, làm tiếp").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.wait_for_selector("form h1")
    assert question(page) == asked
    expect(page.locator("input[type=radio][value='marriage']")).to_be_checked()
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_function(
        "before => document.querySelector('form h1')?.innerText !== before", arg=asked
    )


@pytest.mark.criterion("III.4")
def test_a_draft_is_continued_or_replaced_by_choice(screens: Services, chromium: Browser) -> None:
    page = phone(chromium, screens)
    begin(page, 27)
    answer(page, "Nguyễn Văn Mẫu")
    asked, first = question(page), page.url
    begin(page, 27)
    assert question(page) == asked
    assert page.url.partition("?")[0] == first.partition("?")[0]
    page.get_by_text("Bạn đang làm tiếp hồ sơ soạn dở").click()
    picture(page, "draft-continued")
    page.get_by_role("button", name="Bỏ bản này, làm lại từ đầu").click()
    page.wait_for_url(lambda url: url.partition("?")[0].rstrip("/") != first.rstrip("/"))
    page.wait_for_function(
        "before => document.querySelector('form h1')?.innerText !== before", arg=asked
    )
    expect(page.get_by_text("Bạn đang làm tiếp hồ sơ soạn dở")).to_have_count(0)
