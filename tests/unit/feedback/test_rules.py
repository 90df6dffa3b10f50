"""Small numbers stay hidden, personal data is found, months are whole."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.feedback.pakn_messages import MORE, NEW, VERDICT, line
from backend.feedback.rules import hidden, months, personal_in, tellable

COUNTS = st.lists(st.integers(0, 40), max_size=12)


@pytest.mark.criterion("III.9")
@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([9, 8, 7], [9, 8, 7]),
        ([9, 0, 7], [9, 0, 7]),  # nothing says nothing of anybody
        ([9, 4, 7], [9]),  # 4 alone could be reckoned from the sum: the next smallest goes too
        ([9, 3, 2, 7], [9, 7]),  # 3 and 2 together are 5
        ([2], []),
        ([2, 1], []),
    ],
)
def test_which_lines_are_shown(counts: list[int], shown: list[int]) -> None:
    gone = hidden(counts, 5)
    assert [n for n, away in zip(counts, gone, strict=True) if not away] == shown


@given(counts=COUNTS, threshold=st.integers(3, 10))
def test_nothing_small_is_shown_and_nothing_hidden_can_be_reckoned(
    counts: list[int], threshold: int
) -> None:
    gone = hidden(counts, threshold)
    assert all(away or not 0 < n < threshold for n, away in zip(counts, gone, strict=True))
    together = sum(n for n, away in zip(counts, gone, strict=True) if away)
    everything = all(away or not n for n, away in zip(counts, gone, strict=True))
    assert not together or together >= threshold or everything


@pytest.mark.criterion("III.9")
def test_an_aspect_that_a_line_leaves_out_is_not_reckoned_from_the_sum() -> None:
    # 20 rated the first, one of them the attitude: the sum less the other line would say how.
    lines, of_sum = tellable([[20, 1], [30, 30]], 5)
    assert (lines, of_sum) == ([[True, False], [True, False]], [True, True])
    # With a third the next smallest goes; what nobody rated is left out without being told.
    lines, of_sum = tellable([[20, 1], [30, 30], [9, 6], [8, 0]], 5)
    assert [line[1] for line in lines] == [False, True, False, False]
    # A line that shows nothing counts among what is hidden of each aspect.
    lines, of_sum = tellable([[4, 4], [9, 1], [9, 9]], 5)
    assert (lines, of_sum) == ([[False] * 2, [False] * 2, [True, True]], [True, True])
    # Fewer than the threshold altogether: no line and no sum.
    assert tellable([[9, 1], [9, 2]], 5) == ([[True, False]] * 2, [True, False])
    assert tellable([], 5) == ([], [])


@given(
    table=st.lists(
        st.integers(1, 40).flatmap(
            lambda whole: st.tuples(
                st.just(whole), st.integers(0, whole), st.integers(0, min(whole, 3))
            )
        ),
        max_size=10,
    ),
    threshold=st.integers(3, 10),
)
def test_the_sum_less_what_is_shown_is_never_of_few(
    table: list[tuple[int, ...]], threshold: int
) -> None:
    lines, of_sum = tellable(table, threshold)
    for place, told in enumerate(of_sum):
        column = [(line[place], may[place]) for line, may in zip(table, lines, strict=True)]
        assert all(count >= threshold for count, may in column if may)
        left = sum(count for count, may in column if not may)
        assert not told or not left or left >= threshold
    assert all(may[0] or not any(may) for may in lines)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Liên hệ 0912 345 678 để biết thêm.", "0912 345 678"),
        ("Số căn cước 020099000001.", "020099000001"),
        ("Gửi về mau@congdan.example nhé.", "mau@congdan.example"),
        ("Ông nguyen van MẪU đã nộp hồ sơ.", "Nguyễn Văn Mẫu"),
        ("Nhà ở số 1 phố Trình Diễn.", "Số 1 phố Trình Diễn"),
        ("Xem phản ánh PA261127-776712.", ""),
        ("Xem PA261127-776712, gọi 0912345678.", "0912345678"),
        ("Đã sửa xong lỗi ngày 26/11/2026, theo Nghị định 61/2018.", ""),
    ],
)
def test_personal_data_is_found(text: str, found: str) -> None:
    assert personal_in(text, ["Nguyễn Văn Mẫu", "0912345678", "Số 1 phố Trình Diễn"]) == found


@given(
    day=st.dates(date(2025, 1, 1), date(2026, 12, 31)),
    span=st.integers(0, 360),
    ahead=st.integers(-60, 60),
    over=st.booleans(),
)
def test_months_are_whole_and_never_of_today(day: date, span: int, ahead: int, over: bool) -> None:
    last_day = date.fromordinal(day.toordinal() + span)
    today = date.fromordinal(last_day.toordinal() + ahead)
    first, last = months(day, last_day, today, over=over)
    assert first.day == 1
    assert first <= day
    assert last < today
    if over:
        assert date.fromordinal(last.toordinal() + 1).day == 1
        assert last < today.replace(day=1)


@given(body=st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["Ma", "ViTri", "Viec", "NoiDung", "TieuDe", "Loai", "Tep", "NguoiGui"]),
        inner | st.sampled_from([NEW, MORE, VERDICT, "PA", "KN"]), max_size=8,
    ), max_leaves=12,
))  # fmt: skip
def test_whatever_they_send_is_a_line_or_said_to_be_none(body: object) -> None:
    found = line(body)
    assert found.unread or (found.position and found.their_id and found.what)
    assert "\0" not in found.body + found.subject + found.name
