"""The table and the list of dossiers behind a number as files of the queue."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.analyses import naming
from backend.analyses.apart import OTHERS, OTHERS_NAME
from backend.analyses.facts import FACTS, behind
from backend.analyses.queries import (
    may_count,
    period_of,
    scope_of,
    statement_behind,
    table,
)
from backend.exports.sources import Cell, Params, Sheet, Source, register_source
from backend.platform.problems import NotFound
from shared.contracts.analyses import AnalysisTable, Definition
from shared.vocabulary.analyses import MEASURE_LABELS, Dimension, Measure
from shared.vocabulary.channels import CHANNEL_LABELS, Channel
from shared.vocabulary.exports import ExportSource
from shared.vocabulary.states import OFFICER_LABELS, State
from shared.vocabulary.time_units import DEADLINE_LABELS, DeadlineClass

_HEADS = (
    "Mã hồ sơ", "Mã thủ tục", "Tên thủ tục", "Cơ quan tiếp nhận", "Phòng, ban đang giữ",
    "Cán bộ thụ lý", "Cách nộp", "Trạng thái", "Tiếp nhận", "Hẹn trả", "Giải quyết xong",
    "Mức đúng hạn", "Tính vào lúc", "Giá trị",
)  # fmt: skip
_WIDTHS = (26, 12, 50, 30, 26, 22, 20, 22, 17, 17, 17, 14, 17, 12)


def register_sources() -> None:
    """Makes the files of this room known."""
    register_source(ExportSource.ANALYSIS, Source(_table, _may))
    register_source(ExportSource.ANALYSED_DOSSIERS, Source(_dossiers, _may))


def rows_of(found: AnalysisTable) -> list[list[Cell]]:
    """Names and values of each line and, where there are several, of the whole."""
    rows: list[list[Cell]] = [[*line.names, *line.values] for line in found.lines]
    if found.dimensions and len(rows) != 1:
        blank: list[Cell] = [""] * (len(found.dimensions) - 1)
        rows.append(["Tổng cộng", *blank, *found.total])
    return rows


def heads_of(found: AnalysisTable) -> list[str]:
    """The head of each column; of what it is a number where not of dossiers."""
    measures = [
        one.label if unit == "hồ sơ" else f"{one.label} ({unit})"
        for one, unit in zip(found.measures, found.units, strict=True)
    ]
    return [*(one.label for one in found.dimensions), *measures]


def span(found: AnalysisTable) -> str:
    """The period in words."""
    first, last = (date.fromisoformat(day) for day in (found.day_from, found.day_to))
    return f"Kỳ báo cáo: từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"


async def _may(actor: Actor, params: Params) -> bool:
    try:
        of = await scope_of(actor, _definition(params))
    except NotFound:
        return False
    return await may_count(actor, [one.code for one in of.allowed])


async def _table(actor: Actor, params: Params) -> Sheet:
    found = await table(actor, _definition(params), queued=True)
    title = str(params.get("title") or "Báo cáo tự lập")
    heads = tuple(heads_of(found))
    widths = (*[34] * len(found.dimensions), *[16] * len(found.measures))
    return Sheet(title, (span(found),), heads, widths=widths, ready=rows_of(found))


async def _dossiers(actor: Actor, params: Params) -> Sheet:
    definition, measure = _definition(params), Measure(params["measure"])
    statement = await statement_behind(actor, definition, measure)
    rows = statement.facts(measure, [str(key) for key in params["keys"]])
    fact = FACTS[behind(measure).kind]
    when = period_of(definition)
    of = await scope_of(actor, definition)
    offices = {one.code: one.label for one in of.allowed}
    units = await naming.all_of(Dimension.UNIT, of.ids, when.end)
    officers = await naming.all_of(Dimension.OFFICER, of.ids, when.end)
    officers[OTHERS] = OTHERS_NAME

    def cells(row: asyncpg.Record) -> Sequence[Cell]:
        return (
            row["code"] or row["reference"],
            row["procedure_code"],
            row["procedure_name"],
            offices.get(str(row["receiving_agency_id"]), ""),
            units.get(str(row["holding_unit_id"]), ""),
            officers.get(row["officer"], ""),
            CHANNEL_LABELS[Channel(row["channel"])].vi,
            OFFICER_LABELS[State(row["state"])].vi,
            row["accepted_at"],
            row["due_at"],
            row["finished_at"],
            DEADLINE_LABELS[DeadlineClass(row["on_time"])].vi,
            row["at"],
            round(row["amount"], 2) if row["amount"] is not None else None,
        )

    return Sheet(
        title=f"Danh sách hồ sơ: {MEASURE_LABELS[measure].vi}",
        notes=(f"Kỳ báo cáo: từ {when.day_from:%d/%m/%Y} đến {when.day_to:%d/%m/%Y}",),
        heads=_HEADS,
        count_sql=f"select count(*) from ({rows}) x",
        sql=f"{rows} order by {fact.at}, {fact.row}",
        args=statement.args,
        cells=cells,
        widths=_WIDTHS,
    )


def _definition(params: dict[str, Any]) -> Definition:
    return msgspec.convert(params["definition"], Definition)
