"""Personal data at rest: bound to its row, under keys with ids, found by a keyed word."""

import os
import uuid
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.platform import sealing
from backend.platform.sealing import (
    NotSealedHere,
    blind,
    is_number,
    new_key,
    parsed_keys,
    sealed,
    sealed_json,
    unsealed,
    unsealed_json,
)

PLACE, ROW = "dossier.applicant_phone", uuid.uuid4()
texts = st.text(min_size=1, max_size=300)


@pytest.fixture
def two_keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[int, bytes]]:
    """Keys of ids 3 and 8, of which 8 seals."""
    keys = {3: os.urandom(32), 8: os.urandom(32)}
    sealing._cipher.cache_clear()
    monkeypatch.setattr(sealing, "_keys", lambda: keys)
    yield keys
    sealing._cipher.cache_clear()


@given(texts)
def test_what_was_sealed_opens_and_does_not_show(text: str) -> None:
    stored = sealed(PLACE, ROW, text)
    assert stored.startswith("enc:") and unsealed(PLACE, ROW, stored) == text
    assert len(text) < 4 or text not in stored
    assert sealed(PLACE, ROW, text) != stored, "the same text is never the same value"


@given(texts, st.integers(0, 400))
def test_a_changed_byte_does_not_open(text: str, at: int) -> None:
    stored = sealed(PLACE, ROW, text)
    head, body = stored.rsplit(":", 1)
    index = at % (len(body.rstrip("=")) - 1)  # the last letter may hold bits that count for nothing
    other = "A" if body[index] != "A" else "B"
    with pytest.raises(NotSealedHere):
        unsealed(PLACE, ROW, f"{head}:{body[:index]}{other}{body[index + 1 :]}")


def test_a_value_moved_to_another_row_or_column_does_not_open() -> None:
    stored = sealed(PLACE, ROW, "0900000001")
    for place, row in (
        (PLACE, uuid.uuid4()),
        ("dossier.applicant_email", ROW),
        ("account.phone", ROW),
    ):
        with pytest.raises(NotSealedHere):
            unsealed(place, row, stored)


@pytest.mark.usefixtures("two_keys")
def test_the_newest_key_seals_and_every_key_at_hand_opens(two_keys: dict[int, bytes]) -> None:
    new = sealed(PLACE, ROW, "0900000001")
    assert new.startswith("enc:8:")
    del two_keys[8]
    sealing._cipher.cache_clear()
    old = sealed(PLACE, ROW, "0900000001")
    assert old.startswith("enc:3:") and unsealed(PLACE, ROW, old) == "0900000001"
    with pytest.raises(NotSealedHere):
        unsealed(PLACE, ROW, new)


@pytest.mark.parametrize("broken", ["enc:", "enc:1", "enc:x:abcd", "enc:999:abcd", "enc:1:%%%"])
def test_what_is_no_sealed_value_is_refused_and_not_shown(broken: str) -> None:
    with pytest.raises(NotSealedHere):
        unsealed(PLACE, ROW, broken)


def test_what_is_empty_or_not_sealed_yet_stays_as_it_is() -> None:
    assert sealed(PLACE, ROW, "") == "" and unsealed(PLACE, ROW, "") == ""
    assert unsealed(PLACE, ROW, None) == "" and unsealed(PLACE, ROW, "0900000001") == "0900000001"


def test_answers_are_sealed_as_one_text_of_json() -> None:
    answers = {"name": "Nguyễn Văn Mẫu", "children": [{"age": 3}]}
    stored = sealed_json("draft.answers", ROW, answers)
    assert stored.startswith('"enc:') and "Mẫu" not in stored
    assert unsealed_json("draft.answers", ROW, stored) == answers
    assert sealed_json("draft.answers", ROW, {}) == "{}"
    assert unsealed_json("draft.answers", ROW, '{"a": 1}') == {"a": 1}


@given(st.from_regex(r"[0-9]{9,12}", fullmatch=True), st.from_regex(r"[0-9]{9,12}", fullmatch=True))
def test_equal_numbers_give_equal_words_and_others_do_not(one: str, other: str) -> None:
    assert blind(one) == blind(one) and (blind(one) == blind(other)) == (one == other)
    assert len(blind(one)) == 20 and one not in blind(one)


@pytest.mark.parametrize(
    ("word", "so"),
    [
        ("020099000001", True),
        ("0900000001", True),
        ("0100109106-001", True),
        ("123456789", True),
        ("12345678", False),
        ("tn0k3m9x2p", False),
        ("lan.nguyen", False),
        ("٠٢٠٠٩٩٠٠٠٠٠١", False),
    ],
)
def test_numbers_of_people_are_told_from_other_words(word: str, so: bool) -> None:
    assert is_number(word) is so


@pytest.mark.parametrize(
    "text", ["", "1:", "1:abcd", "0:" + "A" * 43 + "=", "x:y", "1:" + "A" * 22 + "=="]
)
def test_keys_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parsed_keys(text)


def test_several_keys_are_read_from_one_setting_or_file() -> None:
    found = parsed_keys(f"{new_key(1)},\n{new_key(2)}\n")
    assert sorted(found) == [1, 2] and all(len(key) == 32 for key in found.values())
