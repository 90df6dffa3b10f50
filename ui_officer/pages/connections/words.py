"""Connections and messages as operators read them."""

import dataclasses

from shared.contracts.connections import (
    AlarmShown,
    ConnectionDetail,
    ConnectionShown,
    DeliveryShown,
    DifferenceShown,
    MappingShown,
    MinuteShown,
    WantedCode,
)
from shared.ui.words import day, moment
from ui_officer.pages.connections.names import KINDS


@dataclasses.dataclass
class Row:
    """One connection in the list."""

    id: str
    href: str
    name: str
    state: str
    state_label: str
    why: str
    backlog: str
    oldest: str
    latency: str
    errors: str
    sent: str
    last_ok: str
    held: str
    needs: bool


@dataclasses.dataclass
class Line:
    """One message."""

    id: str
    about: str
    key: str
    state: str
    state_label: str
    error: str
    times: str
    behind: str
    may_replay: bool
    may_drop: bool
    may_confirm: bool


@dataclasses.dataclass
class Bar:
    """Five minutes as a bar: heights in per cent."""

    label: str
    sent: str
    failed: str


@dataclasses.dataclass
class Pair:
    """A name and what it is."""

    name: str
    value: str


@dataclasses.dataclass
class Wanted:
    """A code that is missing."""

    kind: str
    label: str
    code: str
    waits: str


@dataclasses.dataclass
class Mapped:
    """A code that was given."""

    id: str
    kind: str
    label: str
    code: str
    theirs: str
    since: str
    ended: bool


@dataclasses.dataclass
class Unequal:
    """Something both sides do not agree on."""

    id: str
    day: str
    reference: str
    href: str
    ours: str
    theirs: str
    done: str


@dataclasses.dataclass
class Alarm:
    """An alarm."""

    label: str
    words: str
    times: str
    lasts: bool


def row_of(found: ConnectionShown) -> Row:
    """A connection of the list."""
    held = [
        words
        for count, words in (
            (found.dead, f"{found.dead} không gửi được"),
            (found.unmapped, f"{found.unmapped} chưa ánh xạ"),
            (found.maybe, f"{found.maybe} có thể đã gửi"),
        )
        if count
    ]
    return Row(
        id=found.id,
        href=f"/ket-noi/{found.id}",
        name=found.name,
        state=found.state,
        state_label=found.state_label,
        why=" ".join([found.why, *found.alarms] if found.why else found.alarms),
        backlog=grouped(found.backlog),
        oldest=f"lâu nhất {lasting(found.oldest_seconds)}" if found.oldest_seconds else "",
        latency=milliseconds(found.p95_ms),
        errors=f"{found.error_share:.1f} %".replace(".", ","),
        sent=grouped(found.sent_today),
        last_ok=moment(found.last_ok_at) or "Chưa lần nào",
        held=", ".join(held),
        needs=bool(held),
    )


def line_of(found: DeliveryShown) -> Line:
    """A message of the list."""
    times = [f"Tạo {moment(found.created_at)}"]
    if found.attempts:
        times.append(f"đã thử {found.attempts} lần, gần nhất {moment(found.tried_at)}")
    if found.sent_at:
        times = [f"Tạo {moment(found.created_at)}", f"gửi {moment(found.sent_at)}"]
    if found.next_try_at and found.attempts:
        times.append(f"thử lại {moment(found.next_try_at)}")
    wanted = (
        f"Thiếu mã đối tác: {KINDS.get(found.wanted_kind, found.wanted_kind).lower()} "
        f"“{found.wanted_code}”."
    )
    return Line(
        id=found.id,
        about=found.kind,
        key=found.key,
        state=found.state,
        state_label=found.state_label,
        error=wanted if found.wanted_code else found.error,
        times=", ".join(times),
        behind=f"{found.holds_back} tin cùng hồ sơ đang chờ sau tin này"
        if found.holds_back
        else "",
        may_replay=found.state in ("dead", "maybe", "waiting"),
        may_drop=found.state in ("dead", "maybe", "unmapped", "waiting"),
        may_confirm=found.state == "maybe",
    )


def bars_of(minutes: list[MinuteShown]) -> list[Bar]:
    """Two hours as bars, the tallest as high as the box."""
    tallest = max((m.sent + m.failed for m in minutes), default=0) or 1
    return [
        Bar(
            label=f"{moment(m.at)[:5]}: {m.sent} đã gửi, {m.failed} lỗi, "
            f"trung bình {milliseconds(m.average_ms)}",
            sent=f"{100 * m.sent / tallest:.0f}%",
            failed=f"{100 * m.failed / tallest:.0f}%",
        )
        for m in minutes
    ]


def wanted_of(found: WantedCode) -> Wanted:
    """A missing code and what waits for it."""
    label = KINDS.get(found.kind, found.kind)
    waits = f"{found.waiting} tin chờ từ {moment(found.since)}"
    return Wanted(found.kind, label, found.code, waits)


def facts_of(found: ConnectionDetail) -> list[Pair]:
    """What else there is to know of a connection; what is empty is left out."""
    paused = f"{found.paused_by}, {moment(found.paused_at)}: {found.pause_reason}"
    error = f"{moment(found.last_error_at)}: {found.last_error}"
    pairs = (
        ("Phiên bản bản tin", found.format_version),
        ("Gửi lặp", "Đối tác tự bỏ tin lặp" if found.repeatable else "Không bao giờ gửi lặp"),
        ("Tạm dừng bởi", paused if found.paused_at else ""),
        ("Thử lại lúc", moment(found.retry_at) if found.connection.state == "broken" else ""),
        ("Lỗi gần nhất", error if found.last_error else ""),
    )
    return [Pair(name, value) for name, value in pairs if value]


def checked(found: ConnectionDetail) -> str:
    """What the partner said when it was asked how it is."""
    if not found.checked_at:
        return "chưa hỏi lần nào."
    said = "đối tác trả lời." if found.check_ok else found.check_words
    return f"{moment(found.checked_at)}, {said}"


def alarm_of(found: AlarmShown) -> Alarm:
    """An alarm and how long it lasted."""
    until = f" đến {moment(found.cleared_at)}" if found.cleared_at else ""
    times = f"từ {moment(found.raised_at)}{until}"
    return Alarm(found.kind_label, found.words, times, found.cleared_at is None)


def mapped_of(found: MappingShown) -> Mapped:
    """A code and since when it holds."""
    begun, ended = day(found.valid_from), found.valid_to is not None
    since = f"từ {begun} đến {day(found.valid_to)}" if found.valid_to else f"từ {begun}"
    since += f" · {found.set_by}" if found.set_by else ""
    label = KINDS.get(found.kind, found.kind)
    return Mapped(found.id, found.kind, label, found.code, found.their_code, since, ended)


def unequal_of(found: DifferenceShown) -> Unequal:
    """A difference and what was done about it."""
    href = f"/ho-so/{found.subject_id}" if found.subject_id else ""
    by = found.settled_by or "hệ thống"
    done = f"{moment(found.settled_at)}, {by}: {found.settled_reason}" if found.settled_at else ""
    return Unequal(
        found.id, day(found.day), found.reference, href, found.ours or "không có",
        found.theirs or "không có", done,
    )  # fmt: skip


def grouped(count: int) -> str:
    """A count with dots between thousands."""
    return f"{count:,}".replace(",", ".")


def milliseconds(value: int | None) -> str:
    """A latency: milliseconds below a second, then seconds, then minutes."""
    if value is None:
        return "—"
    if value < 1000:
        return f"{value} ms"
    return (
        f"{value / 1000:.1f} giây".replace(".", ",") if value < 60_000 else lasting(value // 1000)
    )


def lasting(seconds: int) -> str:
    """How long something lasts, in its largest unit."""
    for size, unit in ((86_400, "ngày"), (3600, "giờ"), (60, "phút")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} giây"
