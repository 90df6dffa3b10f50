"""What a piece of content must have before it is proposed; what differs between two; pure."""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from backend.content.markdown import pictures_in, refused_links
from backend.law.calendar import VIETNAM
from shared.contracts.common import FieldProblem
from shared.contracts.content import ContentChange, ContentText, DiffLine
from shared.vocabulary.content import ContentKind, Showing

LONGEST_MAINTENANCE = timedelta(days=7)
LONGEST_BANNER = timedelta(days=90)
_LONGEST_DIFF = 2000  # lines
_WITH_BODY = frozenset({ContentKind.FAQ, ContentKind.GUIDE, ContentKind.NEWS})
_FIELDS = {
    "title": "Tiêu đề",
    "summary": "Tóm tắt",
    "body": "Nội dung",
    "procedure_code": "Thủ tục",
    "link": "Liên kết",
    "title_en": "Tiêu đề tiếng Anh",
    "summary_en": "Tóm tắt tiếng Anh",
    "body_en": "Nội dung tiếng Anh",
    "shown_from": "Hiện từ",
    "shown_until": "Hiện đến",
    "starts_at": "Bảo trì từ",
    "ends_at": "Bảo trì đến",
    "urgent": "Khẩn cấp",
    "weight": "Độ ưu tiên",
    "pictures": "Ảnh",
    "papers": "Giấy tờ mẫu",
}
_PAIR = (("question", "Câu hỏi"), ("answer", "Câu trả lời"))
# Numbers and mailboxes by which somebody could be known in a text for everybody.
_TRACES = (
    ("số định danh hoặc số giấy tờ", re.compile(r"(?<!\d)(?:\d[ .-]?){9,12}(?!\d)")),
    ("địa chỉ thư", re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")),
    ("mã hồ sơ", re.compile(r"\b[HG]\d{2}[.\d]*-\d{6}-\d{3,}")),
)


@dataclass(frozen=True, slots=True)
class Moments:
    """The moments of a text, read; None where it has none."""

    shown_from: datetime | None
    shown_until: datetime | None
    starts_at: datetime | None
    ends_at: datetime | None


class BadMoment(ValueError):
    """A moment that cannot be read; the argument is the field."""


def moments(text: ContentText) -> Moments:
    """The moments of a text; one without an offset is Vietnamese time. Raises BadMoment."""
    return Moments(*(_moment(text, n) for n in Moments.__slots__))


def _moment(text: ContentText, name: str) -> datetime | None:
    written: str = getattr(text, name)
    if not written.strip():
        return None
    try:
        found = datetime.fromisoformat(written.strip())
        aware = found if found.tzinfo is not None else found.replace(tzinfo=VIETNAM)
        if not 2000 <= aware.year <= 2100:
            raise BadMoment(name)
        return aware.astimezone(VIETNAM)
    except (ValueError, OverflowError):
        raise BadMoment(name) from None


def faults(
    kind: ContentKind, text: ContentText, now: datetime, *, hosts: frozenset[str]
) -> list[FieldProblem]:
    """Everything that keeps a text from being proposed; `hosts` are the agency's own."""
    try:
        found = moments(text)
    except BadMoment as wrong:
        return [FieldProblem(f"/text/{wrong}", "Thời điểm chưa đúng; viết như 08:00 05/12/2026.")]
    return [
        FieldProblem(f"/text/{name}", message)
        for name, message in (
            *_words(kind, text),
            *_link(kind, text, hosts),
            *_times(kind, text, found, now),
            *_english(text),
            *_pictures(text),
            *_sample(kind, text),
        )
    ]


def _words(kind: ContentKind, text: ContentText) -> Iterator[tuple[str, str]]:
    if kind in _WITH_BODY and not text.body.strip():
        yield "body", "Chưa có nội dung."
    for name in ("body", "body_en"):
        for address in refused_links(getattr(text, name)):
            yield (
                name,
                f"Liên kết “{address}” không dùng được: chỉ nhận trang của Cổng (/…), https://, "
                "mailto:, tel:.",
            )


def _link(kind: ContentKind, text: ContentText, hosts: frozenset[str]) -> Iterator[tuple[str, str]]:
    if kind is ContentKind.VIDEO and not text.link.strip():
        yield "link", "Cần liên kết tới tệp video của cơ quan."
    if text.link.strip() and not own_address(text.link.strip(), hosts):
        yield (
            "link",
            "Chỉ nhận trang của Cổng (/…) hoặc https:// của cơ quan nhà nước (.gov.vn).",
        )


def _times(
    kind: ContentKind, text: ContentText, found: Moments, now: datetime
) -> Iterator[tuple[str, str]]:
    start, end = found.shown_from, found.shown_until
    if end is not None and end <= (start or now):
        yield "shown_until", "Ngày hết hiện phải sau ngày bắt đầu hiện và sau lúc này."
    if kind is ContentKind.BANNER and (end is None or end - (start or now) > LONGEST_BANNER):
        yield "shown_until", "Thông báo đầu trang cần ngày hết hiện, nhiều nhất 90 ngày."
    if kind is not ContentKind.MAINTENANCE:
        if found.starts_at or found.ends_at or text.urgent:
            yield "starts_at", "Chỉ thông báo bảo trì mới có giờ bảo trì."
        return
    if found.starts_at is None or found.ends_at is None:
        yield "starts_at", "Thông báo bảo trì cần giờ bắt đầu và giờ kết thúc."
        return
    if found.ends_at <= found.starts_at:
        yield "ends_at", "Giờ kết thúc phải sau giờ bắt đầu."
    elif found.ends_at - found.starts_at > LONGEST_MAINTENANCE:
        yield "ends_at", "Một lần bảo trì kéo dài nhiều nhất 7 ngày."
    if found.ends_at <= now:
        yield "ends_at", "Thời gian bảo trì đã qua."
    if start is not None or end is not None:
        yield "shown_from", "Thông báo bảo trì hiện ngay khi phê duyệt và đến hết giờ bảo trì."


def _english(text: ContentText) -> Iterator[tuple[str, str]]:
    if bool(text.title_en.strip()) != bool(text.body_en.strip()) and text.body.strip():
        yield "title_en", "Bản tiếng Anh cần cả tiêu đề và nội dung, hoặc để trống cả hai."


def _pictures(text: ContentText) -> Iterator[tuple[str, str]]:
    for name in ("body", "body_en"):
        if not pictures_in(getattr(text, name)) <= set(text.pictures):
            yield (
                name,
                "Nội dung còn đặt một ảnh không thuộc bản này: thêm ảnh lại hoặc xóa dòng đặt ảnh.",
            )


def _sample(kind: ContentKind, text: ContentText) -> Iterator[tuple[str, str]]:
    if kind is not ContentKind.SAMPLE:
        return
    if not text.procedure_code.strip():
        yield "procedure_code", "Hồ sơ mẫu thuộc một thủ tục: nhập mã thủ tục."
    if not text.papers:
        yield "body", "Hồ sơ mẫu cần ít nhất một tệp giấy tờ mẫu."


def own_address(link: str, hosts: frozenset[str]) -> bool:
    """A page of the portal, or a file of the agency or another state agency."""
    if link.startswith("/"):
        return not link.startswith(("//", "/\\")) and "\\" not in link
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").lower()
    except ValueError:
        return False
    return (
        parts.scheme == "https"
        and "@" not in parts.netloc
        and (host in hosts or host.endswith(".gov.vn"))
    )


def showing(
    version: int,
    withdrawn: bool,
    visible_from: datetime | None,
    visible_until: datetime | None,
    now: datetime,
) -> Showing:
    """Whether people see the newest version now."""
    if not version or visible_from is None:
        return Showing.NONE
    if withdrawn:
        return Showing.WITHDRAWN
    if visible_until is not None and visible_until <= now:
        return Showing.OVER
    return Showing.SHOWN if visible_from <= now else Showing.PLANNED


def changes(
    old: ContentText, new: ContentText, names: Mapping[str, str] | None = None
) -> list[ContentChange]:
    """The fields that differ, line by line; `names` are those of files by their ids."""
    found = []
    for name, label in _FIELDS.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            lines = _lines(_as_text(before, names or {}), _as_text(after, names or {}))
            found.append(ContentChange(name, label, lines))
    return found


def pair_changes(old: tuple[str, str], new: tuple[str, str]) -> list[ContentChange]:
    """What differs between two pairs of question and answer, line by line."""
    return [
        ContentChange(name, label, _lines(before, after))
        for (name, label), before, after in zip(_PAIR, old, new, strict=True)
        if before != after
    ]


def _as_text(value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, tuple):
        return "\n".join(_named(each, names) for each in value)
    if isinstance(value, bool):
        return "Có" if value else "Không"
    return str(value)


def _named(file: str, names: Mapping[str, str]) -> str:
    # Two files of one name are two files: the end of the id tells them apart.
    return f"{names[file]} ({file[-6:]})" if file in names else file


def _lines(before: str, after: str) -> list[DiffLine]:
    kinds = {" ": "same", "-": "removed", "+": "added"}
    old, new = before.splitlines()[:_LONGEST_DIFF], after.splitlines()[:_LONGEST_DIFF]
    return [
        DiffLine(kinds[line[0]], line[1:])
        for line in list(difflib.unified_diff(old, new, lineterm="", n=2))[2:]
        if line[0] in kinds
    ]


def traces(text: str) -> list[str]:
    """Kinds of words in a text by which a person could be known."""
    return [name for name, found in _TRACES if found.search(text)]
