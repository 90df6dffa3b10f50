"""Closed dossiers enter the archive: class, last day, and what can be searched.

A trigger notes each dossier that is closed, in the transaction that closes it, so that none is
left out whatever closed it; the worker enters them within a minute, in batches.
"""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import structlog

from backend.archive.rules import NoRule, RetentionRule, dispose_after, rule_for
from backend.law.calendar import local
from backend.law.search_text import search_text
from backend.platform import clock, outbox
from backend.platform.database import fetch, transaction, uuid7
from backend.platform.sealing import blind, opened, opened_json
from backend.settings import settings

READ_TOPIC = "archive.read"
BATCH = 200
_BATCHES = 50  # a sweep goes on a minute later
_TEXT_OF_ANSWERS = 20_000
FIRST_DAY = date(2025, 7, 1)  # Luật Lưu trữ 33/2024/QH15 in force
_SEEDS = Path(__file__).parent / "retention.toml"
_CLOSED = """
select d.id, d.state, coalesce(d.code, d.reference) as code, d.reference, d.procedure_code,
    d.procedure_name, d.applicant_name, d.owner_name, d.applicant_personal_id, d.answers,
    d.receiving_agency_id, d.holding_agency_id, d.holding_unit_id, d.executor_id,
    coalesce(d.returned_at, d.finished_at, d.updated_at) as closed_at,
    coalesce(p.sector, '') as sector,
    coalesce((select string_agg(r.title || ' ' || r.number, ' ') from result r
        where r.dossier_id = d.id and r.withdrawn_at is null), '') as result
from archive_arrival w join dossier d on d.id = w.dossier_id
    left join procedure p on p.tenant_id = d.tenant_id and p.code = d.procedure_code
where w.tenant_id = $1
order by w.dossier_id limit $2 for update of w skip locked
"""
_ENTER = """
insert into archive_record (dossier_id, tenant_id, entered_at, closed_at, state,
    receiving_agency_id, holding_agency_id, holding_unit_id, executor_id, code, procedure_code,
    procedure_name, sector, person_name, personal_id, rule_id, class_code, years, dispose_after,
    status, text_state, body)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
    'kept', 'waiting', $20)
on conflict (dossier_id) do nothing
"""
log = structlog.get_logger("archive")


async def enter_closed() -> int:
    """Enters what has been closed; returns how many. Run by the worker every minute."""
    entered = 0
    for _ in range(_BATCHES):
        size = await _enter_batch()
        entered += size
        if size < BATCH:
            break
    return entered


async def _enter_batch() -> int:
    async with transaction() as connection:
        rows = await connection.fetch(_CLOSED, settings().tenant, BATCH)
        if not rows:
            return 0
        rules = await _rules(connection)
        now = clock.now()
        records = []
        for row in rows:
            try:
                rule = rule_for(
                    rules,
                    procedure_code=row["procedure_code"],
                    sector=row["sector"],
                    outcome=row["state"],
                    closed_on=local(row["closed_at"]).date(),
                    today=now.date(),
                )
            except NoRule:
                # It stays in the waiting room; the screen of rules shows how many wait.
                log.error("no rule of retention", dossier_id=str(row["id"]))
                continue
            records.append(_record(row, rule, now))
        await connection.executemany(_ENTER, records)
        ids = [record[0] for record in records]
        await connection.execute(
            "delete from archive_arrival where dossier_id = any($1::uuid[])", ids
        )
        if ids:
            await outbox.publish(
                connection, READ_TOPIC, ids[0], {"dossiers": [str(id_) for id_ in ids]}
            )
        return len(ids)


def _record(row: asyncpg.Record, rule: RetentionRule, now: Any) -> tuple[Any, ...]:
    return (
        row["id"],
        settings().tenant,
        now,
        row["closed_at"],
        row["state"],
        row["receiving_agency_id"],
        row["holding_agency_id"],
        row["holding_unit_id"],
        row["executor_id"],
        row["code"],
        row["procedure_code"],
        row["procedure_name"],
        row["sector"],
        row["owner_name"],
        blind(opened(row, "dossier.applicant_personal_id")),
        rule.id,
        rule.code,
        rule.years,
        dispose_after(row["closed_at"], rule.years),
        _body(row),
    )


def _body(row: asyncpg.Record) -> str:
    answers = " ".join(_texts(opened_json(row, "dossier.answers")))[:_TEXT_OF_ANSWERS]
    names = ("code", "reference", "procedure_name", "applicant_name", "owner_name", "result")
    return search_text(" ".join([*(row[name] for name in names), answers]))


def _texts(value: Any) -> Iterator[str]:
    """Every text in an answer, however deep; codes of choices are words as well."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


async def _rules(connection: asyncpg.Connection) -> list[RetentionRule]:
    found = await _read(connection)
    if not found:
        await _begin(connection)
        found = await _read(connection)
    return found


async def _read(connection: asyncpg.Connection) -> list[RetentionRule]:
    rows = await connection.fetch(
        "select id, code, title, procedure_code, sector, outcome, years, source, confirmed, "
        "valid_from, valid_to from retention_rule where tenant_id = $1 limit 10000",
        settings().tenant,
    )
    return [RetentionRule(**(dict(row) | {"id": UUID(int=row["id"].int)})) for row in rows]


async def _begin(connection: asyncpg.Connection) -> None:
    """Writes the classes a new installation begins with."""
    seeds = tomllib.loads(_SEEDS.read_text(encoding="utf-8"))["rule"]
    await connection.executemany(
        "insert into retention_rule (id, tenant_id, code, title, procedure_code, sector, outcome, "
        "years, source, confirmed, valid_from, entered_at) "
        "values ($1, $2, $3, $4, '', $5, $6, $7, $8, false, $9, $10) on conflict do nothing",
        [
            (
                uuid7(), settings().tenant, seed["code"], seed["title"], seed.get("sector", ""),
                seed.get("outcome", ""), seed.get("years"), seed["source"], FIRST_DAY, clock.now(),
            )
            for seed in seeds
        ],
    )  # fmt: skip


async def waiting() -> int:
    """How many closed dossiers are not entered yet, counted up to a thousand."""
    rows = await fetch(
        "select count(*) as n from (select from archive_arrival where tenant_id = $1 limit 1000) x",
        settings().tenant,
    )
    return int(rows[0]["n"])
