"""Words one slip away, found without looking at all words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.catalogue.spelling import Vocabulary, one_slip

WORDS = ["khai", "sinh", "sin", "sanh", "ket", "hon", "hong", "thuong", "tru", "tu", "ho"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("khia", "khai"), ("kha", "khai"), ("khaii", "khai"), ("snh", "sinh"), ("thuogn", "thuong"),
     ("hpn", "hon")],
)  # fmt: skip
def test_a_slip_is_understood(typed: str, expected: str) -> None:
    assert expected in Vocabulary(WORDS).near(typed)


def test_two_words_run_together_are_taken_apart() -> None:
    assert Vocabulary(WORDS).choices("khaisinh") == [["khai"], ["sinh"]]
    assert Vocabulary(WORDS).choices("khai") == [["khai"]]
    assert Vocabulary(WORDS).choices("zzzzzz") == [["zzzzzz"]]


def test_two_letters_are_taken_as_they_are() -> None:
    assert Vocabulary(WORDS).near("tu") == ["tu"]


@given(st.text("abc", min_size=3, max_size=6), st.lists(st.text("abc", min_size=3, max_size=6)))
def test_looking_up_finds_what_comparing_with_every_word_finds(word: str, words: list[str]) -> None:
    expected = sorted({w for w in words if one_slip(word, w)})
    assert Vocabulary(words).near(word) == [word, *expected][:12]


@given(st.text("abcd", min_size=1, max_size=6), st.data())
def test_a_slip_goes_both_ways(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcd"))
    for other in (
        word[:at] + word[at + 1 :], word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :], word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    ):  # fmt: skip
        assert one_slip(word, other) == one_slip(other, word) == (word != other)
