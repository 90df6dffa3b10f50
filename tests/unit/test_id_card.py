"""The code of an identity card: read, and never half-read."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.dossiers.id_card import IdCard, UnreadableCard, read_id_card

CARD = "020199000001|012345678|Nguyễn Thị Mẫu|05021999|Nữ|Số 1 phố Trình Diễn, Lạng Sơn|01012022"


def test_a_card_gives_number_name_birth_and_address() -> None:
    assert read_id_card(f" {CARD}\n") == IdCard(
        "020199000001", "Nguyễn Thị Mẫu", date(1999, 2, 5), "female",
        "Số 1 phố Trình Diễn, Lạng Sơn",
    )  # fmt: skip
    # The newer card has more fields; a person born from 2000 on has 2 or 3 as the fourth digit.
    newer = "020306000001||Nguyễn Văn Mẫu|09102006|Nam|Kỳ Lừa, Lạng Sơn|01012025||Mẫu|Mẫu|"
    assert read_id_card(newer).birth_date == date(2006, 10, 9)
    assert read_id_card(newer).sex == "male"
    assert read_id_card(newer.replace("|Nam|", "||")).sex == ""


@pytest.mark.parametrize(
    "wrong",
    [
        "", "|||||", "020199000001", CARD[1:], CARD.replace("05021999", "05021998"),
        CARD.replace("05021999", "31021999"), CARD.replace("05021999", "5021999"),
        CARD.replace("0201", "0203"), CARD.replace("Nguyễn Thị Mẫu", ""),
        "https://example.vn/|a|b|c|d|e",
    ],
)  # fmt: skip
def test_a_misread_code_is_refused(wrong: str) -> None:
    with pytest.raises(UnreadableCard):
        read_id_card(wrong)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(UnreadableCard):
        assert len(read_id_card(text).personal_id) == 12
