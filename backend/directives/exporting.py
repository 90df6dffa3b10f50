"""The list of late dossiers of a period, with what their units say, as a file of the queue."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.directives.lateness import file_count_sql, file_sql
from backend.directives.queries import cause_words
from backend.exports.actions import ask
from backend.exports.queries import one as one_export
from backend.exports.sources import Cell, Params, Sheet, Source, register_source
from backend.platform import clock
from backend.platform.problems import NotFound
from backend.reports.periods import Scope, period, scope
from backend.settings import settings
from shared.contracts.directives import ExportLateness
from shared.contracts.exports import Export
from shared.vocabulary.directives import EXPLAINED_LABELS, Explained
from shared.vocabulary.exports import ExportSource

_TITLE = "Giải trình trễ hạn"
_HEADS = (
    "Mã hồ sơ", "Tên thủ tục hành chính", "Cơ quan đang giữ", "Đơn vị", "Người thụ lý", "Hẹn trả",
    "Giải quyết xong", "Nguyên nhân", "Giải trình", "Khắc phục", "Người giải trình",
    "Lúc giải trình",
)  # fmt: skip
_WIDTHS = (26, 50, 30, 28, 24, 17, 17, 28, 50, 50, 24, 17)


def register_sources() -> None:
    """Makes the list known as something files are made of."""
    register_source(ExportSource.LATENESS, Source(_sheet, _may))


async def ask_for_lateness(actor: Actor, data: ExportLateness) -> Export:
    """Has the queue make the list. Raises RuleBroken, NotFound for an agency of others."""
    when = period(data.day_from, data.day_to)
    agency = UUID(data.agency_id) if data.agency_id else None
    await scope(actor, agency)
    params = {
        "agency": data.agency_id,
        "day_from": when.day_from.isoformat(),
        "day_to": when.day_to.isoformat(),
        "explained": data.explained.value,
    }
    title = f"{_TITLE} {when.day_from:%d/%m/%Y} – {when.day_to:%d/%m/%Y}"
    return await one_export(
        actor, await ask(actor, ExportSource.LATENESS, data.kind, title, params)
    )


async def _scope(actor: Actor, params: Params) -> Scope:
    return await scope(actor, UUID(params["agency"]) if params["agency"] else None)


async def _may(actor: Actor, params: Params) -> bool:
    try:
        await _scope(actor, params)
    except NotFound:
        return False
    return True


async def _sheet(actor: Actor, params: Params) -> Sheet:
    first, last = (date.fromisoformat(params[name]) for name in ("day_from", "day_to"))
    when, which = period(first, last), Explained(params["explained"])
    of = await _scope(actor, params)
    return Sheet(
        title=_TITLE,
        notes=(
            f"Đến hạn từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}. {EXPLAINED_LABELS[which].vi}.",
            of.chosen.label if of.chosen else "Tất cả cơ quan trong phạm vi báo cáo",
        ),
        heads=_HEADS,
        count_sql=file_count_sql(which),
        sql=file_sql(which),
        args=[settings().tenant, of.ids, when.start, when.end, clock.now()],
        cells=_cells,
        widths=_WIDTHS,
    )


def _cells(row: asyncpg.Record) -> Sequence[Cell]:
    return (
        row["code"], row["procedure_name"], row["agency_name"],
        row["unit_name"] or "Bộ phận Một cửa", row["holder_name"], row["due_at"],
        row["finished_at"], cause_words(row["cause"] or ""), row["content"] or "",
        row["remedy"] or "", row["given_by_name"] or "", row["given_at"],
    )  # fmt: skip
