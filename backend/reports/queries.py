"""Form II.06a: the report, and the dossiers behind each of its numbers."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.dossiers.scope import visible
from backend.law.search_text import vi_sort_key
from backend.platform.database import fetch
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import Malformed
from backend.reports.cases import CASES, CONDITIONS, arguments
from backend.reports.periods import Period, Scope
from shared.contracts.common import Choice, Page
from shared.contracts.reports import (
    CountedDossier,
    Figures,
    HandlingReport,
    ReportLine,
    ReportPart,
)
from shared.vocabulary.channels import AGENCY_LEVEL_LABELS, AgencyLevel
from shared.vocabulary.reports import Figure, Grouping

NO_SECTOR = "Chưa rõ lĩnh vực"
_COUNTS = ", ".join(
    f"count(*) filter (where {condition}) as {figure}" for figure, condition in CONDITIONS.items()
)
# Names come with the groups, so that the many rows carry ids alone.
_REPORT = f"""
{CASES}
select n.agency_id, n.procedure_code, g.name as agency_name, g.level,
    v.content ->> 'name' as procedure_name, coalesce(v.content ->> 'sector', '') as sector,
    {", ".join("n." + f for f in Figure)}
from (select agency_id, procedure_code, procedure_version_id, {_COUNTS} from counted
    group by agency_id, procedure_code, procedure_version_id) n
join agency g on g.id = n.agency_id join procedure_version v on v.id = n.procedure_version_id
"""
_OF_SECTOR = (
    "procedure_version_id in (select v.id from procedure_version v "
    "where coalesce(v.content ->> 'sector', '') = ${})"
)


async def report(period: Period, scope: Scope, grouping: Grouping) -> HandlingReport:
    """The figures of a period; each line's name is the newest that was counted."""
    lines, sectors = _Sums(), _Sums()
    for row in await fetch(_REPORT, *arguments(period, scope)):
        values = [row[figure] for figure in Figure]
        key, name = _named(row, grouping)
        lines.add(key, name, values)
        if grouping is Grouping.LEVEL:
            sector, of = _named(row, Grouping.SECTOR)
            sectors.add(f"{key}/{sector}", of, values)
    levels = set(scope.levels.values())
    return HandlingReport(
        day_from=period.day_from.isoformat(),
        day_to=period.day_to.isoformat(),
        as_of=iso(period.end),
        agency=scope.chosen,
        agencies=scope.allowed,
        level=scope.level or "",
        levels=[Choice(one, label.vi) for one, label in AGENCY_LEVEL_LABELS.items()
                if one in levels],
        grouping=grouping,
        lines=[
            ReportLine(
                key, lines.names[key], Figures(*lines.values[key]),
                [
                    ReportPart(part, sectors.names[part], Figures(*sectors.values[part]))
                    for part in sectors.by_name() if part.startswith(f"{key}/")
                ],
            )
            for key in (_LEVELS if grouping is Grouping.LEVEL else lines.by_name())
            if key in lines.values
        ],
        total=Figures(*lines.total()),
    )  # fmt: skip


class _Sums:
    """Figures by the key of a line, with its name."""

    def __init__(self) -> None:
        self.values: dict[str, list[int]] = defaultdict(lambda: [0] * len(Figure))
        self.names: dict[str, str] = {}

    def add(self, key: str, name: str, values: list[int]) -> None:
        self.names[key] = name
        self.values[key] = [a + b for a, b in zip(self.values[key], values, strict=True)]

    def by_name(self) -> list[str]:
        return sorted(self.names, key=lambda key: vi_sort_key(self.names[key]))

    def total(self) -> list[int]:
        return [sum(column) for column in zip(*self.values.values(), strict=True)] or [0] * len(
            Figure
        )


async def counted(
    actor: Actor,
    period: Period,
    scope: Scope,
    figure: Figure,
    grouping: Grouping,
    key: str = "",
    cursor: str = "",
    limit: int = 50,
) -> Page[CountedDossier]:
    """The dossiers behind one number, in order of acceptance; with `key` those of one line."""
    limit = max(1, min(limit, MAX_LIMIT))
    args = [*arguments(period, scope), limit + 1]
    scoped, more = visible(actor, 6, "c")
    args += more
    where = [CONDITIONS[figure]]
    for what, value in _parts_of(key, grouping):
        args.append(_agency_key(value) if what is Grouping.AGENCY else _key_text(value))
        where.append(_OF[what].format(len(args)))
    if cursor:
        args += decode_cursor(cursor, tuple[datetime, UUID])
        where.append(f"(accepted_at, id) > (${len(args) - 1}, ${len(args)})")
    rows = await fetch(
        f"{CASES}, listed as (select * from counted where {' and '.join(where)} "
        "order by accepted_at, id limit $5) "
        "select l.*, g.name as agency_name, exists (select from dossier c where c.id = l.id "
        f"and {scoped}) as seen from listed l join agency g on g.id = l.agency_id "
        "order by l.accepted_at, l.id",
        *args,
    )
    return page(rows, limit, _counted, lambda row: (row["accepted_at"], row["id"]))


_LEVELS = tuple(AGENCY_LEVEL_LABELS)
_OF = {
    Grouping.LEVEL: "agency_id in (select a.id from agency a where a.level = ${})",
    Grouping.SECTOR: _OF_SECTOR,
    Grouping.PROCEDURE: "procedure_code = ${}",
    Grouping.AGENCY: "agency_id = ${}",
}


def _parts_of(key: str, grouping: Grouping) -> list[tuple[Grouping, str]]:
    """What a key names: of a level also one of its sectors."""
    if not key:
        return []
    if grouping is not Grouping.LEVEL:
        return [(grouping, key)]
    level, _, sector = key.partition("/")
    return [(Grouping.LEVEL, level), *([(Grouping.SECTOR, sector)] if sector else [])]


def _agency_key(key: str) -> UUID:
    try:
        return UUID(key)
    except ValueError:
        raise Malformed(
            "Không có dòng báo cáo này. Hãy mở lại từ báo cáo.", en="There is no such line."
        ) from None


def _key_text(key: str) -> str:
    return "" if key == "-" else key


def _named(row: asyncpg.Record, grouping: Grouping) -> tuple[str, str]:
    """The key of the line a row belongs to, and its name."""
    if grouping is Grouping.LEVEL:
        return row["level"], AGENCY_LEVEL_LABELS[AgencyLevel(row["level"])].vi
    if grouping is Grouping.AGENCY:
        return str(row["agency_id"]), row["agency_name"]
    if grouping is Grouping.PROCEDURE:
        return row["procedure_code"], f"{row['procedure_code']} · {row['procedure_name']}"
    return row["sector"] or "-", row["sector"] or NO_SECTOR


def _counted(row: asyncpg.Record) -> CountedDossier:
    return CountedDossier(
        id=str(row["id"]),
        code=row["code"],
        procedure_code=row["procedure_code"],
        procedure_name=row["procedure_name"],
        agency_name=row["agency_name"],
        channel=row["channel"],
        accepted_at=iso(row["accepted_at"]),
        due_at=iso(row["due_at"]) if row["due_at"] else None,
        finished_at=iso(row["finished_at"]) if row["finished_at"] else None,
        visible=row["seen"],
    )
