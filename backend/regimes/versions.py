"""A regime as its keepers see it: figures in force, versions, what waits, what would come of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from backend.access.actor import Actor
from backend.law.regime_figures import FIGURES, figures_of, with_figures
from backend.law.regimes import REGIMES, Regime, UnknownRegime, adopted, regime
from backend.organisation.queries import CLOSED_STATES
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.problems import NotFound
from backend.proposals.queries import next_version, proposal
from backend.proposals.rules import APPROVERS, Subject
from backend.regimes.queries import published, rules_on
from backend.settings import settings
from shared.contracts.regimes import (
    NewRegimeVersion,
    RegimeDesign,
    RegimeDifference,
    RegimeFigure,
    RegimeVersionShown,
)
from shared.vocabulary.proposals import ProposalSubject
from shared.vocabulary.regimes import REGIME_VERSION_LABELS, RegimeVersionState
from shared.vocabulary.roles import Role

KEEPERS = (Role.CATALOGUE_ADMIN, Role.SYSTEM_ADMIN)
READERS = APPROVERS
_OPEN = f"tenant_id = $1 and regime = $2 and state not in {CLOSED_STATES}"


def subject(key: str) -> Subject:
    """A regime as what a proposal is about."""
    return Subject(ProposalSubject.REGIME, key, KEEPERS)


def shipped(key: str) -> Regime:
    """A regime as the law text has it. Raises NotFound."""
    try:
        return regime(key)
    except UnknownRegime:
        raise NotFound("Không có chế độ pháp lý này.", en="There is no such regime.") from None


async def designs(actor: Actor) -> list[RegimeDesign]:
    """Every regime, the one for new dossiers first."""
    now = adopted(settings().regime, clock.today()).key
    keys = sorted((known.key for known in REGIMES), key=lambda key: key != now)
    return [await design(actor, key) for key in keys]


async def design(actor: Actor, key: str) -> RegimeDesign:
    """One regime. Raises NotFound."""
    law, today = shipped(key), clock.today()
    rows = await published(key)
    rules = await rules_on(key, today)
    waiting = await proposal(subject(key))
    written = (
        msgspec.json.decode(waiting["definition"], type=NewRegimeVersion)
        if waiting is not None
        else None
    )
    is_adopted = adopted(settings().regime, today).key == key
    counted = await fetch_row(
        f"select count(*)::int from dossier where {_OPEN}", settings().tenant, key
    )
    return RegimeDesign(
        key=key,
        source=law.source,
        since=law.valid_from.isoformat(),
        until=law.valid_to.isoformat() if law.valid_to else "",
        adopted=is_adopted,
        outlived=is_adopted and law.valid_to is not None and law.valid_to < today,
        open_dossiers=counted[0] if counted is not None else 0,
        in_force=rules.version,
        newest=rows[0]["number"] if rows else 0,
        figures=[
            RegimeFigure(
                f.name, f.label, f.unit, _article(law, f.article), f.works,
                figures_of(rules)[f.name],
            )
            for f in FIGURES
        ],
        versions=[_shown(actor, row, rules.version, today) for row in rows],
        proposed=written,
        differences=differences(law, rules, written.figures) if written else [],
        next=next_version(actor, waiting, subject(key)),
    )  # fmt: skip


def differences(law: Regime, old: Regime, new: Mapping[str, str]) -> list[RegimeDifference]:
    """The figures that a version changes against what is in force."""
    before = figures_of(old)
    return [
        RegimeDifference(
            f.label, _article(law, f.article), f"{before[f.name]} {f.unit}",
            f"{new[f.name].strip()} {f.unit}",
        )
        for f in FIGURES
        if f.name in new and new[f.name].strip() != before[f.name]
    ]  # fmt: skip


async def effects(key: str, old: Regime, new: Mapping[str, str], valid_from: str) -> list[str]:
    """What a version comes to, in sentences with numbers of open dossiers."""
    rules = with_figures(old, old.version + 1, new)
    row = await fetch_row(
        "select count(*)::int as open, "
        "count(*) filter (where state = 'submitted' and channel = 'online')::int as unanswered, "
        "count(*) filter (where in_process_requests >= $3)::int as asked, "
        f"count(*) filter (where extensions >= $4)::int as extended from dossier where {_OPEN}",
        settings().tenant,
        key,
        rules.requests_in_process,
        rules.extensions,
    )
    assert row is not None
    day = f"{date.fromisoformat(valid_from):%d/%m/%Y}"
    said = [
        f"Áp dụng cho hồ sơ nộp từ {day}. {row['open']} hồ sơ đang mở giữ quy định lúc nộp.",
        "Muốn hồ sơ đang mở theo phiên bản mới: sau ngày áp dụng, vào Lịch, chọn chuyển hồ sơ đang "
        "mở, xem trước rồi tính lại.",
    ]
    if rules.online_answer_hours != old.online_answer_hours:
        said.append(
            f"{row['unanswered']} hồ sơ trực tuyến đang chờ trả lời giữ hạn "
            f"{old.online_answer_hours} giờ làm việc."
        )
    if rules.requests_in_process != old.requests_in_process:
        said.append(f"{row['asked']} hồ sơ đang mở đã yêu cầu bổ sung đủ số lần mới.")
    if rules.extensions != old.extensions:
        said.append(f"{row['extended']} hồ sơ đang mở đã hẹn lại đủ số lần mới.")
    return said


async def days_taken(key: str) -> list[date]:
    """From which days versions hold that were not called off."""
    rows = await fetch(
        "select valid_from from regime_version where tenant_id = $1 and regime = $2 "
        "and called_off_at is null",
        settings().tenant,
        key,
    )
    return [row["valid_from"] for row in rows]


def may_call_off(actor: Actor, row: Any, today: date) -> bool:
    """Whether this person may call a version off: before its day nobody is under it."""
    return (
        row["called_off_at"] is None and row["valid_from"] > today and actor.has_for_all(*APPROVERS)
    )


def _shown(actor: Actor, row: Any, in_force: int, today: date) -> RegimeVersionShown:
    if row["called_off_at"] is not None:
        state = RegimeVersionState.CALLED_OFF
    elif row["valid_from"] > today:
        state = RegimeVersionState.COMING
    elif row["number"] == in_force:
        state = RegimeVersionState.IN_FORCE
    else:
        state = RegimeVersionState.PAST
    off = row["called_off_by_name"]
    return RegimeVersionShown(
        number=row["number"],
        valid_from=row["valid_from"].isoformat(),
        state=state,
        state_label=REGIME_VERSION_LABELS[state].vi,
        source=row["source"],
        reason=row["reason"],
        figures=msgspec.json.decode(row["figures"], type=dict[str, str]),
        proposed_by=row["proposed_by_name"],
        published_by=row["published_by_name"],
        published_at=row["published_at"].astimezone(clock.VIETNAM).isoformat(timespec="seconds"),
        note=f"{off}: {row['called_off_reason']}" if off else "",
        may_call_off=may_call_off(actor, row, today),
    )


def _article(law: Regime, article: str) -> str:
    # The articles of NĐ 118/2025/NĐ-CP could not be read in full; whoever keeps them enters them.
    first = law.key == REGIMES[0].key
    return f"{article} {law.decree}" if first else f"{law.decree} (đối chiếu điều, khoản)"
