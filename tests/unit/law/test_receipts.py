"""How electronic receipts are called and numbered (NĐ 123/2020/NĐ-CP Điều 32)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.law import receipts


@pytest.mark.parametrize(
    ("letters", "year", "wanted"), [("AA", 2026, "AA-26E"), ("BC", 2101, "BC-01E")]
)
def test_a_series_names_its_year_and_that_it_is_electronic(
    letters: str, year: int, wanted: str
) -> None:
    assert receipts.series(letters, year) == wanted


@pytest.mark.parametrize("letters", ["", "A", "AAA", "aa", "AF", "AJ", "AW", "AZ", "Đ1", "A "])
def test_letters_that_the_alphabet_of_series_lacks_are_refused(letters: str) -> None:
    assert not receipts.is_group(letters)
    with pytest.raises(ValueError):
        receipts.series(letters, 2026)


def test_every_code_has_the_shape_of_one_and_no_code_of_a_result_has() -> None:
    drawn = {receipts.new_look_up_code() for _ in range(200)}
    assert len(drawn) == 200 and all(map(receipts.is_look_up_code, drawn))


@given(st.text(max_size=16))
def test_nothing_else_is_a_code(text: str) -> None:
    allowed = set("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
    fits = len(text) == 13 and text[:2] == "BL" and set(text[2:]) <= allowed
    assert receipts.is_look_up_code(text) == fits
