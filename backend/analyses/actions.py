"""Saving, changing and removing a definition, wanting its file, and asking for one now."""

from datetime import datetime, time
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.analyses.rules import READERS, checked, next_moment
from backend.analyses.saved import one_saved, unknown_analysis
from backend.audit.actions import record
from backend.exports.actions import ask
from backend.exports.queries import one as one_export
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.etags import stale
from backend.platform.problems import Conflict, RuleBroken, field
from backend.settings import settings
from shared.contracts.analyses import Analysis, AskAnalysisFile, SaveAnalysis, SetRepeat
from shared.contracts.exports import Export
from shared.vocabulary.analyses import MEASURE_LABELS, Measure, Repeat
from shared.vocabulary.exports import ExportSource

MOST_SAVED = 100


async def save(actor: Actor, data: SaveAnalysis) -> Analysis:
    """Keeps a definition under a name, as its first version. Raises RuleBroken, Conflict."""
    checked(data.definition, clock.today())
    agency_id = actor.agencies(*READERS)[0]
    async with transaction() as connection:
        await connection.execute(
            "select pg_advisory_xact_lock(hashtext('analysis' || $1))", str(actor.account_id)
        )
        kept = await connection.fetchval(
            "select count(*) from analysis where owner_id = $1 and removed_at is null",
            actor.account_id,
        )
        if kept >= MOST_SAVED:
            raise Conflict(
                f"Bạn đã lưu {kept} báo cáo. Hãy xóa bớt báo cáo không dùng nữa.",
                en="Too many saved reports; remove some first.",
                slug="too-many-analyses",
            )
        id_ = uuid7()
        await connection.execute(
            "insert into analysis (id, tenant_id, owner_id, agency_id, shared, version, title, "
            "definition, changed_at) values ($1, $2, $3, $4, $5, 1, $6, $7::jsonb, $8)",
            id_, settings().tenant, actor.account_id, agency_id, data.shared, data.title.strip(),
            _text(data), clock.now(),
        )  # fmt: skip
        await _keep_version(connection, actor, id_, 1, data)
        await record(connection, actor, "analysis.saved", subject_id=id_, detail={"version": 1})
    return await one_saved(actor, id_)


async def change(actor: Actor, analysis_id: UUID, data: SaveAnalysis, version: int) -> Analysis:
    """One's own definition anew, as a further version. Raises NotFound, PreconditionFailed."""
    checked(data.definition, clock.today())
    async with transaction() as connection:
        await _own(connection, actor, analysis_id)
        number = await connection.fetchval(
            "update analysis set title = $3, definition = $4::jsonb, shared = $5, "
            "changed_at = $6, version = version + 1 where id = $1 and version = $2 "
            "returning version",
            analysis_id, version, data.title.strip(), _text(data), data.shared, clock.now(),
        )  # fmt: skip
        if number is None:
            raise stale()
        await _keep_version(connection, actor, analysis_id, number, data)
        await record(
            connection, actor, "analysis.saved", subject_id=analysis_id, detail={"version": number}
        )
    return await one_saved(actor, analysis_id)


async def remove(actor: Actor, analysis_id: UUID) -> None:
    """Takes one's own definition off all lists; nobody is sent its file any more.

    Raises NotFound.
    """
    async with transaction() as connection:
        await _own(connection, actor, analysis_id)
        await connection.execute(
            "update analysis set removed_at = $2 where id = $1", analysis_id, clock.now()
        )
        await connection.execute("delete from analysis_wish where analysis_id = $1", analysis_id)
        await record(connection, actor, "analysis.removed", subject_id=analysis_id)


async def want(actor: Actor, analysis_id: UUID, data: SetRepeat) -> Analysis:
    """How often the caller wants the file of a definition they may use. Raises NotFound."""
    await one_saved(actor, analysis_id)
    moment = next_at(data.repeat)
    async with transaction() as connection:
        if moment is None:
            await connection.execute(
                "delete from analysis_wish where analysis_id = $1 and account_id = $2",
                analysis_id,
                actor.account_id,
            )
        else:
            await connection.execute(
                "insert into analysis_wish (id, tenant_id, analysis_id, account_id, repeat, kind, "
                "next_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict (analysis_id, "
                "account_id) do update set repeat = excluded.repeat, kind = excluded.kind, "
                "next_at = excluded.next_at",
                uuid7(), settings().tenant, analysis_id, actor.account_id, data.repeat, data.kind,
                moment,
            )  # fmt: skip
        await record(
            connection, actor, "analysis.wanted", subject_id=analysis_id,
            detail={"repeat": data.repeat},
        )  # fmt: skip
    return await one_saved(actor, analysis_id)


async def ask_for_file(actor: Actor, data: AskAnalysisFile) -> Export:
    """Has the queue make the table, or the list of dossiers behind a measure.

    Raises RuleBroken, NotFound, Conflict.
    """
    checked(data.definition, clock.today())
    if len(data.keys) > len(data.definition.dimensions):
        raise RuleBroken(
            "Dòng được chọn không thuộc báo cáo này.",
            en="The line is not one of this report.",
            errors=[field("/keys", "Hãy mở lại từ báo cáo.")],
        )
    source = ExportSource.ANALYSIS if data.measure is None else ExportSource.ANALYSED_DOSSIERS
    id_ = await ask(actor, source, data.kind, title_of(data.measure), params_of(data))
    return await one_export(actor, id_)


def params_of(data: AskAnalysisFile) -> dict[str, object]:
    """What the queue is told of a wanted file."""
    return {
        "definition": msgspec.to_builtins(data.definition),
        "measure": data.measure or "",
        "keys": data.keys,
    }


def title_of(measure: Measure | None) -> str:
    """What a file is called on the list of files."""
    if measure is None:
        return "Báo cáo tự lập"
    return f"Danh sách hồ sơ: {MEASURE_LABELS[measure].vi.lower()}"


def next_at(repeat: Repeat) -> datetime | None:
    """When a file is made next, six o'clock of a later day; None for never."""
    found = next_moment(repeat, clock.today())
    return datetime.combine(found[0], time(found[1]), clock.VIETNAM) if found else None


def _text(data: SaveAnalysis) -> str:
    return msgspec.json.encode(data.definition).decode()


async def _own(connection: asyncpg.Connection, actor: Actor, analysis_id: UUID) -> None:
    found = await connection.fetchval(
        "select true from analysis where id = $1 and owner_id = $2 and removed_at is null "
        "for update",
        analysis_id,
        actor.account_id,
    )
    if not found:
        raise unknown_analysis()


async def _keep_version(
    connection: asyncpg.Connection, actor: Actor, id_: UUID, number: int, data: SaveAnalysis
) -> None:
    await connection.execute(
        "insert into analysis_version (id, tenant_id, analysis_id, number, title, definition, "
        "changed_by, changed_at) values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)",
        uuid7(), settings().tenant, id_, number, data.title.strip(), _text(data),
        actor.account_id, clock.now(),
    )  # fmt: skip
