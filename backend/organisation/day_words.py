"""What is said of single dates: before and after a change, by whom and why."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.law.calendar import DayKind
from backend.settings import settings
from shared.vocabulary.day_kinds import DAY_KIND_LABELS


def in_words(said: Mapping[str, Any] | None) -> str:
    """What an entry makes of its date; empty for none."""
    if said is None:
        return ""
    words = [DAY_KIND_LABELS[DayKind(said["kind"])].vi]
    if said["opens"]:
        words.append(f"{said['opens']}–{said['closes']}")
    words += [text for text in (said["note"], said["decision"]) if text]
    return ", ".join(words)


async def said_of(
    connection: asyncpg.Connection, agency_id: UUID | None, days: Iterable[date]
) -> dict[date, str]:
    """What the calendar of an agency or (None) of everybody says of dates, in words."""
    rows = await connection.fetch(
        "select c.day, said_of_calendar_day(c) as said from calendar_day c where c.tenant_id = $1 "
        "and c.agency_id is not distinct from $2 and c.day = any($3::date[])",
        settings().tenant,
        agency_id,
        list(days),
    )
    return {row["day"]: in_words(msgspec.json.decode(row["said"])) for row in rows}


def differences(before: Mapping[date, str], after: Mapping[date, str]) -> list[dict[str, str]]:
    """The dates of which something else is said, for the trail."""
    return [
        {"day": day.isoformat(), "before": before.get(day, ""), "after": after.get(day, "")}
        for day in sorted({*before, *after})
        if before.get(day) != after.get(day)
    ]


async def say_who(connection: asyncpg.Connection, actor: Actor | None, reason: str = "") -> None:
    """What the trigger keeps with every date that this transaction changes from here on."""
    by = {"by": str(actor.account_id), "by_name": actor.full_name} if actor is not None else {}
    said = msgspec.json.encode({"reason": reason, **by}).decode()
    await connection.execute("select set_config('motcua.calendar', $1, true)", said)
