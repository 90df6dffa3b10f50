"""Keeping shared catalogues: a code means something from a day on; nothing written is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.law.search_text import search_text, vi_sort_key
from backend.lookups.agencies import CATALOGUE as AGENCIES
from backend.lookups.queries import known
from backend.lookups.rules import Overlap, Period, fit
from backend.lookups.seed import catalogues
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.problems import Conflict, NotFound, RuleBroken, field
from backend.settings import settings
from shared.contracts.lookups import EndEntry, NewCatalogue, SaveEntry
from shared.vocabulary.roles import Role

EDITORS = (Role.CATALOGUE_ADMIN, Role.SYSTEM_ADMIN)


@dataclass(frozen=True, slots=True)
class Line:
    """One period of a code, read and checked."""

    code: str
    name: str
    period: Period
    parent_code: str = ""
    note: str = ""
    replaced_by: tuple[str, ...] = ()


async def begin_catalogue(actor: Actor, data: NewCatalogue) -> None:
    """Begins a catalogue. Raises Conflict when the key is taken."""
    async with transaction() as connection:
        made = await connection.fetchval(
            "insert into lookup_catalogue (id, tenant_id, key, name, description, source, "
            "created_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id",
            uuid7(), settings().tenant, data.key, data.name.strip(), data.description.strip(),
            data.source.strip(), clock.now(),
        )  # fmt: skip
        if made is None or data.key == AGENCIES:
            raise Conflict(
                "Mã danh mục này đã có. Hãy chọn mã khác.",
                en="There is a catalogue of this key.",
                slug="catalogue-exists",
                errors=[field("/key", "Chọn mã khác.")],
            )
        await record(connection, actor, "lookup.catalogue_begun", detail={"key": data.key})


async def save_entry(actor: Actor, key: str, data: SaveEntry) -> None:
    """Says what a code means from a day on. Raises NotFound, RuleBroken."""
    await _own(key)
    period = Period(_day(data.valid_from, "/valid_from"), None)
    if data.valid_to is not None:
        period = Period(period.first, _day(data.valid_to, "/valid_to"))
        if data.valid_to < data.valid_from:
            raise RuleBroken(
                "Ngày cuối phải sau hoặc trùng ngày đầu.",
                errors=[field("/valid_to", "Chọn ngày muộn hơn.")],
            )
    line = Line(
        data.code, data.name.strip(), period, data.parent_code.strip(), data.note.strip(),
        tuple(data.replaced_by),
    )  # fmt: skip
    async with transaction() as connection:
        await lock(connection, key)
        try:
            await keep(connection, actor, key, line)
        except Overlap as overlap:
            raise RuleBroken(
                overlap_sentence(data.code, overlap),
                en="Another period of this code lies there.",
                errors=[field("/valid_from", "Chọn ngày khác hoặc ghi ngày cuối.")],
                slug="periods-overlap",
            ) from None
        detail = {"catalogue": key, "code": data.code, "from": data.valid_from}
        await record(connection, actor, "lookup.kept", detail=detail)


async def end_entry(actor: Actor, key: str, code: str, data: EndEntry) -> None:
    """Says on which day a code ends and what follows it. Raises NotFound, RuleBroken."""
    await _own(key)
    last = _day(data.last_day, "/last_day")
    async with transaction() as connection:
        await lock(connection, key)
        row = await connection.fetchrow(
            "select * from lookup_entry where tenant_id = $1 and catalogue = $2 and code = $3 "
            "and superseded_at is null order by valid_from desc limit 1",
            settings().tenant,
            key,
            code.replace("\x00", ""),
        )
        if row is None:
            raise NotFound("Không có mã này trong danh mục.", en="There is no such code.")
        if last < row["valid_from"]:
            raise RuleBroken(
                f"Mã này có từ {row['valid_from']:%d/%m/%Y}; ngày cuối không thể sớm hơn.",
                errors=[field("/last_day", "Chọn ngày muộn hơn.")],
            )
        line = Line(
            code, row["name"], Period(row["valid_from"], last), row["parent_code"],
            data.note.strip() or row["note"], tuple(data.replaced_by),
        )  # fmt: skip
        await keep(connection, actor, key, line)
        detail = {"catalogue": key, "code": code, "last_day": data.last_day}
        await record(connection, actor, "lookup.ended", detail=detail)


async def keep(connection: asyncpg.Connection, actor: Actor | None, key: str, line: Line) -> bool:
    """Writes one period, in the caller's transaction and under its lock; False when it is there
    already. What it corrects or cuts short stays as superseded. Raises Overlap."""
    rows = await connection.fetch(
        "select * from lookup_entry where tenant_id = $1 and catalogue = $2 and code = $3 "
        "and superseded_at is null order by valid_from limit 200",
        settings().tenant,
        key,
        line.code,
    )
    there = {row["valid_from"]: row for row in rows}
    same = there.get(line.period.first)
    if same is not None and _as_line(same) == line:
        return False
    how = fit([Period(row["valid_from"], row["valid_to"]) for row in rows], line.period)
    gone = [there[first]["id"] for first in (how.replaces, how.ends) if first is not None]
    await connection.execute(
        "update lookup_entry set superseded_at = $2 where id = any($1::uuid[])", gone, clock.now()
    )
    written = [line]
    if how.ends is not None:
        before = _as_line(there[how.ends])
        cut = Period(before.period.first, how.ends_on)
        written.append(
            Line(before.code, before.name, cut, before.parent_code, before.note, before.replaced_by)
        )
    await write(connection, actor, key, written)
    return True


async def write(
    connection: asyncpg.Connection, actor: Actor | None, key: str, lines: Sequence[Line]
) -> None:
    """Writes periods that are known to fit."""
    now = clock.now()
    who = (actor.account_id, actor.full_name) if actor is not None else (None, "")
    await connection.copy_records_to_table(
        "lookup_entry",
        columns=[
            "id", "tenant_id", "catalogue", "code", "name", "parent_code", "note", "replaced_by",
            "valid_from", "valid_to", "sort_key", "search_text", "recorded_at", "recorded_by",
            "recorded_by_name",
        ],
        records=[
            (
                uuid7(), settings().tenant, key, line.code, line.name, line.parent_code, line.note,
                list(line.replaced_by), line.period.first, line.period.last,
                vi_sort_key(line.name), search_text(line.name), now, *who,
            )
            for line in lines
        ],
    )  # fmt: skip


async def fill_lookups() -> int:
    """Brings in the catalogues that every installation begins with, where they are not yet there;
    returns how many entries were written. What was edited stays."""
    written = 0
    for seed in catalogues():
        async with transaction() as connection:
            made = await connection.fetchval(
                "insert into lookup_catalogue (id, tenant_id, key, name, description, source, "
                "created_at) values ($1, $2, $3, $4, $5, $6, $7) "
                "on conflict do nothing returning id",
                uuid7(), settings().tenant, seed.key, seed.name, seed.description, seed.source,
                clock.now(),
            )  # fmt: skip
            if made is None:
                continue
            lines = [
                Line(e.code, e.name, Period(e.first, e.last), e.parent, "", e.replaced_by)
                for e in seed.entries
            ]
            await write(connection, None, seed.key, lines)
            written += len(lines)
    return written


async def lock(connection: asyncpg.Connection, key: str) -> None:
    """One writer of a catalogue at a time, until the end of the transaction."""
    await connection.execute("select pg_advisory_xact_lock(hashtext($1))", f"lookup {key}")


def overlap_sentence(code: str, overlap: Overlap) -> str:
    """What stands in the way of a period."""
    other = overlap.other
    until = f"đến {other.last:%d/%m/%Y}" if other.last else "trở đi"
    return f"Mã {code} đã có nghĩa khác từ {other.first:%d/%m/%Y} {until}."


async def _own(key: str) -> None:
    await known(key)
    if key == AGENCIES:
        raise RuleBroken(
            "Cơ quan được sửa ở mục Cơ quan, không ở danh mục dùng chung.",
            en="Agencies are kept elsewhere.",
            slug="kept-elsewhere",
        )


def _as_line(row: Any) -> Line:
    return Line(
        row["code"], row["name"], Period(row["valid_from"], row["valid_to"]), row["parent_code"],
        row["note"], tuple(row["replaced_by"]),
    )  # fmt: skip


def _day(text: str, pointer: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RuleBroken(
            "Ngày này không có thật.", errors=[field(pointer, "Chọn một ngày có thật.")]
        ) from None
