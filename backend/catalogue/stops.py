"""When a procedure takes no dossiers: what is decided, said to whoever asks.

Dossiers that were received go on; only new ones are refused.
"""

from datetime import date, datetime
from typing import Any

from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.problems import Conflict
from backend.settings import settings
from shared.contracts.catalogue import StopNotice
from shared.contracts.common import Choice
from shared.contracts.procedures import Stop
from shared.vocabulary.procedures import STOP_KIND_LABELS, StopKind

_COLUMNS = (
    "s.*, array(select array[r.code, coalesce(n.name, '')] from unnest(s.replaced_by) "
    "with ordinality r(code, place) left join procedure n on n.tenant_id = s.tenant_id "
    "and n.code = r.code order by r.place) as instead"
)


async def stop_of(code: str) -> StopNotice | None:
    """What stops a procedure today, else what will; an end before a pause. None for nothing."""
    today = clock.today()
    row = await fetch_row(
        f"select {_COLUMNS} from procedure_stop s where s.tenant_id = $1 "
        "and s.procedure_code = $2 and (s.until is null or s.until >= $3) "
        "order by s.from_on > $3, s.kind, s.from_on limit 1",
        settings().tenant,
        code,
        today,
    )
    return _notice(row, today) if row is not None else None


async def stops_of(code: str) -> list[Stop]:
    """Everything that was ever decided to stop it, the newest first."""
    today = clock.today()
    rows = await fetch(
        f"select {_COLUMNS} from procedure_stop s where s.tenant_id = $1 "
        "and s.procedure_code = $2 order by s.from_on desc, s.approved_at desc limit 100",
        settings().tenant,
        code,
    )
    return [_stop(row, today) for row in rows]


async def must_take_dossiers(code: str) -> None:
    """Raises Conflict where no new dossier may be received today; it says why and what instead."""
    stop = await stop_of(code)
    if stop is not None and stop.now:
        raise Conflict(
            stop.words, en="This procedure takes no new dossiers.", slug="procedure-stopped"
        )


def _notice(row: Any, today: date) -> StopNotice:
    kind = StopKind(row["kind"])
    instead = [Choice(code, name or code) for code, name in row["instead"]]
    now = row["from_on"] <= today
    return StopNotice(
        kind=Choice(kind, STOP_KIND_LABELS[kind].vi),
        from_on=row["from_on"].isoformat(),
        until=row["until"].isoformat() if row["until"] else None,
        reason=row["reason"],
        decision=row["decision"],
        replaced_by=instead,
        now=now,
        words=words(row, [f"{c.label} (mã {c.code})" for c in instead], now=now),
    )


def words(row: Any, instead: list[str], *, now: bool) -> str:
    """A stop as people read it."""
    retired = row["kind"] == StopKind.RETIRE
    if now:
        what = "bị bãi bỏ" if retired else "tạm ngừng nhận hồ sơ mới"
    else:
        what = "sẽ bị bãi bỏ" if retired else "sẽ tạm ngừng nhận hồ sơ mới"
    when = f"{row['from_on']:%d/%m/%Y}"
    if row["until"]:
        when = f"{when} đến hết ngày {row['until']:%d/%m/%Y}"
    decision = row["decision"]
    said = [
        f"Thủ tục này {what} từ ngày {when} theo {decision}."
        if decision
        else f"Thủ tục này {what} từ ngày {when}.",
        f"Lý do: {row['reason'].rstrip('.')}.",
    ]
    if instead:
        said.append(f"Thay bằng: {'; '.join(instead)}.")
    return " ".join([*said, "Hồ sơ đã nộp vẫn được giải quyết."])


def _stop(row: Any, today: date) -> Stop:
    kind = StopKind(row["kind"])
    at: datetime = row["approved_at"]
    return Stop(
        kind=kind,
        kind_label=STOP_KIND_LABELS[kind].vi,
        from_on=row["from_on"].isoformat(),
        until=row["until"].isoformat() if row["until"] else None,
        reason=row["reason"],
        decision=row["decision"],
        replaced_by=[Choice(code, name or code) for code, name in row["instead"]],
        proposed_by=row["proposed_by_name"],
        approved_by=row["approved_by_name"],
        approved_at=at.astimezone(clock.VIETNAM).isoformat(timespec="seconds"),
        now=row["from_on"] <= today and (row["until"] is None or row["until"] >= today),
    )
