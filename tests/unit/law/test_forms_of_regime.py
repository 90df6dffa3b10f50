"""Numbers and titles of the forms belong to a regime and its dates."""

from datetime import date

import pytest

from backend.law.forms_of_regime import (
    FORM_SETS,
    ND61,
    ND118,
    FormKind,
    Paper,
    UnknownRegime,
    form_of,
    form_set,
    form_set_on,
)
from backend.law.lifecycle import Form

_NUMBERS = {
    ND61: {
        "receipt": "01", "supplement_request": "02", "refusal": "03", "apology": "04",
        "stop_notice": "", "control_sheet": "05", "register": "06",
    },
    ND118: {
        "receipt": "01", "supplement_request": "02", "refusal": "03", "apology": "04",
        "stop_notice": "05", "control_sheet": "06", "register": "07",
    },
}  # fmt: skip


@pytest.mark.parametrize("regime", _NUMBERS)
def test_each_regime_numbers_its_forms(regime: str) -> None:
    assert {f.kind: f.number for f in form_set(regime).forms} == _NUMBERS[regime]


@pytest.mark.parametrize("regime", _NUMBERS)
def test_every_form_is_there_once_with_its_title_in_both_languages(regime: str) -> None:
    forms = form_set(regime).forms
    assert [f.kind for f in forms] == list(FormKind)
    assert all(f.title.vi and f.title.en and f.source for f in forms)
    assert {f.kind for f in forms if f.paper is Paper.A4_ACROSS} == {FormKind.REGISTER}


def test_the_apology_has_another_title_since_2025() -> None:
    assert form_of(ND61, "apology").title.vi == "Phiếu xin lỗi và hẹn lại ngày trả kết quả"
    assert "gia hạn" in form_of(ND118, "apology").title.vi


def test_a_paper_without_a_form_names_the_article_instead() -> None:
    assert form_of(ND61, "stop_notice").mark == "NĐ 61/2018/NĐ-CP Điều 19.8"
    assert form_of(ND118, "stop_notice").mark == "Mẫu số 05 – TT 03/2025/TT-VPCP"


@pytest.mark.parametrize(
    ("day", "regime"),
    [(date(2018, 11, 23), ND61), (date(2025, 9, 14), ND61), (date(2025, 9, 15), ND118)],
)
def test_the_set_in_force_follows_the_day(day: date, regime: str) -> None:
    assert form_set_on(day).regime == regime


def test_sets_follow_one_another_without_gap_or_overlap() -> None:
    assert [s.until for s in FORM_SETS] == [*[s.since for s in FORM_SETS[1:]], None]


def test_what_is_not_known_is_refused() -> None:
    with pytest.raises(UnknownRegime):
        form_set("ND93-2007")
    with pytest.raises(UnknownRegime):
        form_set_on(date(2010, 1, 1))


def test_every_form_an_act_issues_is_in_every_regime() -> None:
    issued = set(map(str, Form)) - {Form.CONTROL_SHEET_HOP}
    assert issued <= set(map(str, FormKind))
