"""The fields of a form on a phone: marked when compulsory, typed by kind, checked at once."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Services
from tests.e2e.conftest import assert_accessible, phone
from tests.e2e.filling import answer
from tests.e2e.test_interruptions import begin
from tests.e2e.test_processes import picture

_MARK = """() => [document.querySelector("form.filling .must, form.filling .must h1"),
  document.querySelector("form.filling h1 .must, form.filling .must h1")]
  .filter((el) => el)
  .some((el) => getComputedStyle(el, "::after").content.includes("*"))"""


def refused(page: Page, value: str, says: str) -> None:
    """A wrong answer: told beside the field at once, and kept in it."""
    page.fill("#answer", value)
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.locator("#answer-error")).to_contain_text(says)
    expect(page.locator("#answer")).to_have_value(value)
    assert page.locator("#answer").get_attribute("aria-invalid") == "true"


@pytest.mark.criterion("V.12")
@pytest.mark.criterion("V.14")
def test_fields_are_marked_typed_and_checked_at_once(screens: Services, chromium: Browser) -> None:
    page = phone(chromium, screens)
    begin(page, 28, "1.004222")
    field = page.locator("#answer")
    assert field.get_attribute("aria-required") == "true"
    assert page.evaluate(_MARK)
    page.fill("#answer", "")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.locator("#answer-error")).to_contain_text("Vui lòng trả lời")
    picture(page, "field-required")
    answer(page, "Nguyễn Văn Mẫu")
    assert field.get_attribute("inputmode") == "numeric"
    refused(page, "02009900000x", "đúng 12 chữ số")
    picture(page, "field-wrong")
    assert_accessible(page)
    answer(page, "020099000001")
    assert field.get_attribute("type") == "tel"
    refused(page, "123", "10 chữ số")
    answer(page, "0900000001")
    assert field.get_attribute("type") == "email"
    assert field.get_attribute("aria-required") == "false"
    assert not page.evaluate(_MARK)
    expect(page.get_by_text("Không bắt buộc")).to_be_visible()
    answer(page, "")
    answer(page, "Số 1 phố Trình Diễn, phường Kỳ Lừa")
    refused(page, "31/02/1999", "Ngày không có thật")
    refused(page, "01/01/2999", "")
    answer(page, "17/05/1999")
    assert page.locator("form input[type=radio]").count() == 2
    answer(page, "male")
    answer(page, "permanent")
    answer(page, "Công nhân")
    answer(page, "own")
    answer(page, "own")
    # The address: two lists that depend on each other, one per level.
    provinces, communes = page.locator("form select").nth(0), page.locator("form select").nth(1)
    assert provinces.locator("option").count() == 35
    provinces.select_option(label="Tỉnh Lạng Sơn")
    expect(communes.locator("option", has_text="Kỳ Lừa")).to_have_count(1)
    assert page.evaluate(_MARK)
    assert_accessible(page)
    picture(page, "field-address")
