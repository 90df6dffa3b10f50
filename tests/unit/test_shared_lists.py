"""Versions of a shared catalogue: what is wrong, what differs; a difference leads to the other."""

from hypothesis import given
from hypothesis import strategies as st

from backend.shared_lists.rules import Entry, changes, counted, digest_of, faults
from shared.vocabulary.shared_lists import ListChangeKind

CODES = st.text("abc01", min_size=1, max_size=3)
LISTS = st.dictionaries(CODES, st.sampled_from(["Kinh", "Tày", "Nùng"]), max_size=8).map(
    lambda found: [Entry(code, name) for code, name in found.items()]
)


@given(LISTS, LISTS)
def test_the_changes_are_exactly_what_makes_one_of_the_other(
    before: list[Entry], after: list[Entry]
) -> None:
    whole = {entry.code: entry for entry in before}
    for change in changes(before, after):
        assert change.before != change.after
        if change.after is None:
            del whole[change.code]
        else:
            whole[change.code] = change.after
    assert sorted(whole.values()) == sorted(after)
    assert (digest_of(before) == digest_of(after)) == (not changes(before, after))


@given(LISTS)
def test_a_list_in_another_order_is_the_same_list(entries: list[Entry]) -> None:
    assert digest_of(entries) == digest_of(entries[::-1])
    assert changes(entries, entries[::-1]) == []


def test_each_kind_of_change_is_counted() -> None:
    before = [Entry("01", "Kinh"), Entry("02", "Tày"), Entry("03", "Thái")]
    after = [Entry("01", "Kinh"), Entry("02", "Tày (Thổ)"), Entry("04", "Hoa")]
    found = counted(changes(before, after))
    assert [found[kind] for kind in ListChangeKind] == [1, 1, 1]


def test_what_cannot_be_taken_into_use_is_said_with_its_codes() -> None:
    assert faults([]) == ["Danh mục không có dòng nào."]
    wrong = faults(
        [
            Entry("01", "Kinh"), Entry("01", "Tày"), Entry("=1+1", "Thái"), Entry("04", ""),
            Entry("05", "Hoa", "99"),
        ]
    )  # fmt: skip
    assert wrong == [
        "Mã bị lặp: 01.",
        "Mã sai dạng: =1+1.",
        "Tên trống hoặc quá dài: 04.",
        "Không có mã cấp trên: 05.",
    ]
    assert faults([Entry("01", "Kinh"), Entry("01.1", "Nhánh", "01")]) == []
