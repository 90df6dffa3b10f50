"""What a piece of content needs, what differs, and words by which somebody could be known."""

from datetime import datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.content.rules import changes, faults, own_address, showing, traces
from backend.law.calendar import VIETNAM
from shared.contracts.content import ContentText
from shared.vocabulary.content import ContentKind, Showing

NOW = datetime(2026, 11, 26, 9, tzinfo=VIETNAM)
FILE = "01900000-0000-7000-8000-000000000001"
PUT = f"![a](/api/v1/content/pictures/{FILE})"
HOSTS = frozenset({"dichvucong.example.vn"})


def text(**more: object) -> ContentText:
    """A sound text, changed."""
    return msgspec.structs.replace(ContentText("Tiêu đề", body="Nội dung"), **more)


def wrong(kind: ContentKind, written: ContentText) -> list[str]:
    """The places of what is wrong."""
    return [f.pointer for f in faults(kind, written, NOW, hosts=HOSTS)]


def iso(**after: float) -> str:
    """So long after now."""
    return (NOW + timedelta(**after)).isoformat()


@pytest.mark.parametrize(
    ("kind", "written", "places"),
    [
        (ContentKind.FAQ, text(), []),
        (ContentKind.FAQ, text(body=" "), ["/text/body"]),
        (ContentKind.GUIDE, text(body="[x](javascript:y)"), ["/text/body"]),
        (ContentKind.GUIDE, text(body=PUT), ["/text/body"]),
        (ContentKind.GUIDE, text(body_en=PUT, title_en="x"), ["/text/body_en"]),
        (ContentKind.GUIDE, text(body=PUT, pictures=(FILE,)), []),
        (ContentKind.NEWS, text(shown_from=iso(days=2), shown_until=iso(days=1)),
         ["/text/shown_until"]),
        (ContentKind.NEWS, text(shown_until=iso(days=-1)), ["/text/shown_until"]),
        (ContentKind.NEWS, text(shown_from="khi nào đó"), ["/text/shown_from"]),
        (ContentKind.NEWS, text(shown_from="9999-01-01T00:00:00+07:00"), ["/text/shown_from"]),
        (ContentKind.NEWS, text(urgent=True), ["/text/starts_at"]),
        (ContentKind.NEWS, text(title_en="News"), ["/text/title_en"]),
        (ContentKind.BANNER, text(), ["/text/shown_until"]),
        (ContentKind.BANNER, text(shown_until=iso(days=91)), ["/text/shown_until"]),
        (ContentKind.BANNER, text(shown_until=iso(days=9)), []),
        (ContentKind.VIDEO, text(), ["/text/link"]),
        (ContentKind.VIDEO, text(link="https://youtube.com/x"), ["/text/link"]),
        (ContentKind.VIDEO, text(link="https://langson.gov.vn/v.mp4"), []),
        (ContentKind.SAMPLE, text(), ["/text/procedure_code", "/text/body"]),
        (ContentKind.MAINTENANCE, text(), ["/text/starts_at"]),
        (ContentKind.MAINTENANCE, text(starts_at=iso(days=3), ends_at=iso(days=2)),
         ["/text/ends_at"]),
        (ContentKind.MAINTENANCE, text(starts_at=iso(days=3), ends_at=iso(days=13)),
         ["/text/ends_at"]),
        (ContentKind.MAINTENANCE, text(starts_at=iso(days=-3), ends_at=iso(days=-2)),
         ["/text/ends_at"]),
        (ContentKind.MAINTENANCE, text(starts_at=iso(days=3), ends_at=iso(days=3, hours=2)), []),
    ],
)  # fmt: skip
def test_what_keeps_a_text_from_being_proposed(
    kind: ContentKind, written: ContentText, places: list[str]
) -> None:
    assert wrong(kind, written) == places


def test_a_sample_with_its_procedure_and_a_paper_is_sound() -> None:
    assert wrong(ContentKind.SAMPLE, text(procedure_code="1.001193", papers=(FILE,))) == []


@pytest.mark.parametrize(
    ("link", "taken"),
    [
        ("/huong-dan", True), ("//evil.example", False), ("https://dichvucong.example.vn/a", True),
        ("https://x.gov.vn.evil.example/a", False), ("https://x@y.gov.vn/", False),
        ("http://x.gov.vn", False), ("https://[x", False), ("javascript:alert(1)", False),
    ],
)  # fmt: skip
def test_videos_and_links_are_the_agencys_own(link: str, taken: bool) -> None:
    assert own_address(link, HOSTS) is taken


def test_a_comparison_shows_lines_added_and_taken_out() -> None:
    old, new = text(body="một\nhai\nba"), text(body="một\nhai rưỡi\nba", weight=3)
    found = {change.field: change for change in changes(old, new)}
    assert set(found) == {"body", "weight"}
    assert [(line.kind, line.text) for line in found["body"].lines] == [
        ("same", "một"), ("removed", "hai"), ("added", "hai rưỡi"), ("same", "ba"),
    ]  # fmt: skip
    assert changes(old, old) == []


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_comparison_takes_any_two_texts(old: str, new: str) -> None:
    found = changes(text(body=old), text(body=new))
    assert bool(found) is (old != new)


@pytest.mark.parametrize(
    ("version", "withdrawn", "start", "end", "is_"),
    [
        (0, False, None, None, Showing.NONE),
        (1, False, NOW, None, Showing.SHOWN),
        (1, False, NOW + timedelta(1), None, Showing.PLANNED),
        (1, False, NOW - timedelta(2), NOW, Showing.OVER),
        (1, True, NOW, NOW, Showing.WITHDRAWN),
    ],
)
def test_whether_people_see_it(
    version: int, withdrawn: bool, start: datetime | None, end: datetime | None, is_: Showing
) -> None:
    assert showing(version, withdrawn, start, end, NOW) is is_


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Số của tôi là 020 099 000 001", True), ("gọi 0912345678", True),
        ("thư ten.toi@example.vn", True), ("hồ sơ H37.21-261123-0001", True),
        ("Phí 200.000 đồng theo Thông tư 123/2026", False), ("Thủ tục 1.004873", False),
        ("từ 01/12/2026 đến 31/12/2026", False),
    ],
)  # fmt: skip
def test_words_by_which_somebody_could_be_known(words: str, found: bool) -> None:
    assert bool(traces(words)) is found


def test_files_are_compared_by_their_names() -> None:
    new = text(papers=(FILE,))
    changed = changes(text(), new, {FILE: "Giấy khai sinh"})
    assert [(c.field, [(line.kind, line.text) for line in c.lines]) for c in changed] == [
        ("papers", [("added", "Giấy khai sinh (000001)")])
    ]
