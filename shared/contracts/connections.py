"""Connections with partners as operators see and mend them."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.officers import Reason

Code = Annotated[str, Meta(min_length=1, max_length=120, pattern=r"\S")]
Kind = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^[a-z_]+$")]


class ConnectionShown(Struct, frozen=True):
    """One connection now. Times are seconds or milliseconds, shares per cent.

    `p95_ms`: from the event to the partner's answer, of the newest 200; `error_share` of the last
    fifteen minutes.
    """

    id: str
    name: str
    name_en: str
    configured: bool
    state: str
    state_label: str
    why: str
    backlog: int
    oldest_seconds: int
    dead: int
    maybe: int
    unmapped: int
    p95_ms: int | None
    sent_today: int
    error_share: float
    last_ok_at: str | None
    alarms: list[str]


class SettingShown(Struct, frozen=True):
    """One setting; of a secret only whether it is set."""

    name: str
    value: str


class MinuteShown(Struct, frozen=True):
    """What happened in five minutes."""

    at: str
    sent: int
    failed: int
    average_ms: int


class WantedCode(Struct, frozen=True):
    """A code of ours for which the partner's is missing, and how many messages wait for it."""

    kind: str
    code: str
    waiting: int
    since: str


class AlarmShown(Struct, frozen=True):
    """An alarm; `cleared_at` is null while it lasts."""

    kind: str
    kind_label: str
    words: str
    raised_at: str
    cleared_at: str | None


class ConnectionDetail(Struct, frozen=True):
    """Everything about one connection that fits one screen."""

    connection: ConnectionShown
    format_version: str
    settings: list[SettingShown]
    repeatable: bool
    reconciles: bool
    checked_at: str | None
    check_ok: bool | None
    check_words: str
    last_error: str
    last_error_at: str | None
    paused_by: str | None
    paused_at: str | None
    pause_reason: str
    retry_at: str | None
    backlog_limit: int
    silence_minutes: int
    error_limit: float
    minutes: list[MinuteShown]
    wanted: list[WantedCode]
    alarms: list[AlarmShown]
    differences: int


class DeliveryShown(Struct, frozen=True):
    """One message to a partner, without what it says."""

    id: str
    kind: str
    key: str
    subject_id: str
    state: str
    state_label: str
    attempts: int
    created_at: str
    tried_at: str | None
    sent_at: str | None
    next_try_at: str | None
    error: str
    wanted_kind: str
    wanted_code: str
    reference: str
    holds_back: int


class DeliveryContent(Struct, frozen=True):
    """What a message says, as JSON text; empty once it was taken away after sending."""

    delivery: DeliveryShown
    adapter_id: str
    content: str


class SetThresholds(Struct, forbid_unknown_fields=True, frozen=True):
    """When to raise an alarm: messages that wait, minutes of silence, per cent of errors."""

    backlog_limit: Annotated[int, Meta(ge=1, le=1_000_000)]
    silence_minutes: Annotated[int, Meta(ge=1, le=10_080)]
    error_share: Annotated[float, Meta(gt=0, le=100)]


class ReplayDelivery(Struct, forbid_unknown_fields=True, frozen=True):
    """Sends a message again; `content` (JSON) in place of what it said, empty: as it was."""

    reason: Reason
    content: Annotated[str, Meta(max_length=200_000)] = ""


class Replayed(Struct, frozen=True):
    """How many messages go out again."""

    count: int


class MappingShown(Struct, frozen=True):
    """The partner's code for one of ours, from a day to a day."""

    id: str
    kind: str
    code: str
    their_code: str
    valid_from: str
    valid_to: str | None
    set_by: str | None


class SetMapping(Struct, forbid_unknown_fields=True, frozen=True):
    """The partner's code for one of ours, from today on."""

    kind: Kind
    code: Code
    their_code: Code
    reason: Reason


class DifferenceShown(Struct, frozen=True):
    """What a partner and we do not agree on."""

    id: str
    day: str
    reference: str
    subject_id: str | None
    ours: str
    theirs: str
    found_at: str
    settled_at: str | None
    settled_by: str | None
    settled_reason: str


class CompareDay(Struct, forbid_unknown_fields=True, frozen=True):
    """A day to compare with the partner again."""

    day: Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Compared(Struct, frozen=True):
    """How many differences of the day are open."""

    differences: int
