"""What is kept of a visit names nobody: neither its page, nor its browser, nor its words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.traffic.queries import pages_of
from backend.traffic.rules import (
    device_of,
    first_of_pages,
    harmless,
    is_of_office,
    kind_of,
    procedure_of,
)
from shared.contracts.forms import Question
from shared.vocabulary.traffic import Device, PageKind
from tests.conftest import ROOT

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"
ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/130.0 Mobile Safari"
TAB = "Mozilla/5.0 (Linux; Android 14; SM-X910) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"
DESK = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari"


@pytest.mark.criterion("III.14")
@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (IPHONE, Device.PHONE), (ANDROID, Device.PHONE), (TAB, Device.TABLET),
        ("Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X)", Device.TABLET), (DESK, Device.DESKTOP),
        ("Mozilla/5.0 (compatible; Googlebot/2.1)", None), ("", Device.DESKTOP),
    ],
)  # fmt: skip
def test_a_browser_is_reduced_to_a_class_of_device(agent: str, device: Device | None) -> None:
    assert device_of(agent) is device


@pytest.mark.criterion("III.14")
@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("  Đăng ký   KHAI SINH ", "đăng ký khai sinh"),
        ("020099000001", ""), ("hồ sơ H37-261126-0001", ""), ("sinh 1999", ""),
        ("mau@congdan.example", ""), ("0900 000 001", ""), ("điều 12", "điều 12"),
        ("x" * 61, ""), ("!!!", ""), ("", ""), ("Nguyễn Văn Mẫu ly hôn", ""),
        ("giấy phép lý lịch tư pháp", "giấy phép lý lịch tư pháp"),
    ],
)  # fmt: skip
def test_words_that_could_name_somebody_are_not_kept(words: str, kept: str) -> None:
    assert harmless(words) == kept


@given(st.text(max_size=80))
def test_no_kept_words_hold_a_long_number_or_an_address(words: str) -> None:
    kept = harmless(words)
    assert sum(letter.isdigit() for letter in kept if letter.isascii()) < 4
    assert "@" not in kept
    assert len(kept) <= 60


def test_an_address_is_reduced_to_a_kind_of_page_and_a_procedure() -> None:
    assert kind_of("/") is PageKind.HOME
    assert kind_of("/ho-so/0190aaaa-bbbb") is PageKind.DOSSIER
    assert kind_of("/khong-biet") is PageKind.OTHER
    assert procedure_of("/thu-tuc/1.004873") == "1.004873"
    assert procedure_of("/thu-tuc/1.004873.000.00.00.h37") == "1.004873.000.00.00.h37"
    assert procedure_of("/thu-tuc/khong-ma") == ""
    assert procedure_of("/ho-so/1.004873") == ""


def test_of_each_page_of_a_form_it_is_known_how_many_went_no_further() -> None:
    # Nobody stops at the page that ten of a hundred come to.
    reached = {
        "job": (100, 100), "divorced_on": (10, 10), "child": (100, 60), "papers": (60, 45),
        "review": (45, 45), "sent": (45, 0), "gone": (3, 1),
    }  # fmt: skip
    known = {"job": "Nghề nghiệp", "divorced_on": "Ly hôn ngày nào", "child": "Trẻ em"}
    found = pages_of(reached, known)
    assert [(one.page, one.reached, one.lost_percent) for one in found] == [
        ("job", 100, 0.0), ("divorced_on", 10, 0.0), ("child", 100, 40.0), ("gone", 3, 66.7),
        ("papers", 60, 25.0), ("review", 45, 0.0), ("sent", 45, None),
    ]  # fmt: skip
    assert found[0].label == "Nghề nghiệp"
    assert "bản biểu mẫu trước" in found[3].label


def test_a_page_is_known_by_its_first_question_whoever_fills_it_in() -> None:
    def asked(key: str, page: str = "", kind: str = "text", computed: object = None) -> Question:
        blank = dict.fromkeys(Question.__struct_fields__)
        known = {"key": key, "page": page, "kind": kind, "computed": computed}
        return Question(**{**blank, **known})

    firsts = first_of_pages([
        asked("a"), asked("total", "P", computed={"+": [1]}), asked("b", "P"), asked("c", "P"),
        asked("d", "P", "group"), asked("e"),
    ])  # fmt: skip
    assert {key: first.key for key, first in firsts.items()} == {
        "a": "a", "b": "b", "c": "b", "d": "d", "e": "e",
    }  # fmt: skip


@pytest.mark.criterion("III.14")
def test_every_page_of_the_portal_has_its_kind() -> None:
    pages = (ROOT / "ui_citizen" / "pages").rglob("*.py")
    routes = {r for page in pages for r in re.findall(r'route="(/[^"]*)"', page.read_text("utf-8"))}
    assert len(routes) > 40
    other = {r for r in routes if kind_of(r) is PageKind.OTHER and not is_of_office(r)}
    assert other == set()
