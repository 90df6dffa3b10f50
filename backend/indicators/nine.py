"""The nine indicators of a period: agencies, units or officers with scores, classes and ranks."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.indicators import petitions
from backend.indicators.definitions import definition_on
from backend.indicators.facts import Asked, facts
from backend.indicators.index import NOBODY, names_of
from backend.indicators.periods import period_before
from backend.indicators.scope import Reach, reach, scope
from backend.indicators.scoring import COLUMNS, Scores
from backend.law import nine_indicators as law
from backend.law.search_text import vi_sort_key
from backend.platform.database import fetch
from backend.reports.periods import Period, period
from backend.settings import settings
from shared.contracts.common import Choice
from shared.contracts.indicators import NineLine, NineReport
from shared.vocabulary.channels import AgencyLevel
from shared.vocabulary.nine_indicators import (
    AGENCY_CLASS_LABELS,
    OF_OFFICER,
    OFFICER_CLASS_LABELS,
    PER_DOSSIER,
    NineGrouping,
    NineIndicator,
)

N = NineIndicator
_OFFERED = """
select a.resolving_agency_id as agency_id, count(distinct a.procedure_code) as procedures,
    count(distinct a.procedure_code) filter (
        where v.content ->> 'online_level' in ('full', 'partial')) as offered
from agency_procedure a join lateral (select x.content from procedure_version x
    where x.tenant_id = $1 and x.procedure_code = a.procedure_code and x.effective_from < $3
    order by x.version desc limit 1) v on true
where a.tenant_id = $1 and a.resolving_agency_id = any($2::uuid[]) group by 1
"""
NOTES = [
    "Chỉ số 4: hệ thống biết các lần liên hệ qua Bộ phận Một cửa; liên hệ ở nơi khác không được "
    "ghi nhận.",
    "Chỉ số 6: hệ thống biết việc công khai điện tử (1 điểm); niêm yết tại trụ sở (1 điểm) theo "
    "bản khai của cơ quan có tệp chứng minh, kỳ chưa khai thì chưa có điểm này.",
    "Chỉ tính hồ sơ đã có quyết định giải quyết trong kỳ; hồ sơ rút, dừng do người nộp không tính.",
]


@dataclass(frozen=True, slots=True)
class _Line:
    id: UUID
    name: str
    place: str
    scores: Scores
    marks: list[float | None]
    total: float | None


async def nine(
    actor: Actor, when: Period, grouping: NineGrouping, agency_id: UUID | None = None
) -> NineReport:
    """The report with ranks; beside each total that of the period before.

    Raises NotFound for an agency out of reach.
    """
    within = await reach(actor)
    of = await scope(actor, within, agency_id)
    if not within.agencies:
        grouping = NineGrouping.OFFICER
    definition = await definition_on(when.day_to)
    lines = await _lines(within, of.agency_ids, when, grouping, definition.nine)
    then = period(*period_before(when.day_from, when.day_to))
    rules = (await definition_on(then.day_to)).nine
    earlier = {
        one.id: one.total for one in await _lines(within, of.agency_ids, then, grouping, rules)
    }  # fmt: skip
    lines.sort(key=lambda one: (one.total is None, -(one.total or 0), vi_sort_key(one.name)))
    placed = law.ranks(one.total for one in lines)
    return NineReport(
        day_from=when.day_from.isoformat(),
        day_to=when.day_to.isoformat(),
        as_of=iso(when.end),
        definition=definition.version,
        grouping=grouping,
        agency=Choice(str(of.id), of.name) if agency_id is not None else None,
        agencies=[Choice(str(one.id), one.name) for one in within.agencies.values()],
        lines=[
            _shown(one, rank, grouping, earlier.get(one.id), definition.nine)
            for one, rank in zip(lines, placed, strict=True)
        ],
        notes=NOTES,
    )


async def _lines(
    within: Reach,
    agency_ids: list[UUID],
    when: Period,
    grouping: NineGrouping,
    rules: law.Thresholds,
) -> list[_Line]:
    asked = Asked(agency_ids, when.start, when.end)
    found: dict[UUID, Scores] = defaultdict(Scores)
    units: dict[UUID, UUID] = {}
    for row in await fetch(facts(asked, COLUMNS, "group by 1, 2, 3, 4"), *asked.arguments()):
        agency, unit, officer = row["agency_id"], row["unit_id"], row["officer_id"]
        if grouping is NineGrouping.AGENCY:
            key = agency
        elif grouping is NineGrouping.UNIT:
            key = unit
        else:
            key = officer if within.tells_apart(agency, unit, officer) else None
            if key is not None and unit is not None:
                units[key] = unit
        if key is not None:
            found[key].take(row)
    if grouping is NineGrouping.AGENCY:
        return await _agencies(within, asked, found, rules)
    if grouping is NineGrouping.UNIT:
        names = await _unit_names(set(found), when.end)
    else:
        places = await _unit_names(set(units.values()), when.end)
        people = await names_of(set(found))
        names = {
            id_: (people.get(id_, NOBODY), places.get(units.get(id_, id_), ("", ""))[0])
            for id_ in found
        }
    return [
        _of_dossiers(id_, *names.get(id_, ("", "")), scores)
        for id_, scores in found.items()
        if scores.dossiers
    ]


def _of_dossiers(id_: UUID, name: str, place: str, scores: Scores) -> _Line:
    marks = [
        law.score(scores.points[one], scores.dossiers) if one in PER_DOSSIER else None for one in N
    ]
    total = law.total(mark for one, mark in zip(N, marks, strict=True) if one in OF_OFFICER)
    return _Line(id_, name, place, scores, marks, total)


async def _agencies(
    within: Reach, asked: Asked, found: dict[UUID, Scores], rules: law.Thresholds
) -> list[_Line]:
    offered = {
        row["agency_id"]: row
        for row in await fetch(_OFFERED, settings().tenant, asked.agency_ids, asked.end)
    }
    told: dict[UUID, petitions.Heard] = defaultdict(petitions.Heard)
    for place, one in (await petitions.heard(asked)).items():
        told[place[0]].add(one)
    lines = []
    for id_, scores in found.items():
        if not scores.dossiers:
            continue
        agency, known = within.agencies[id_], offered.get(id_)
        heard = told[id_]
        of_agency = {
            N.WHOLLY_AT_DESK: law.wholly_points(
                AgencyLevel(agency.level), sum(scores.desk.values()), len(scores.desk),
                len(scores.desk), rules,
            ),
            N.FEEDBACK: law.feedback_points(heard.received - heard.late, heard.received, rules),
            N.ONLINE: law.online_points(
                known["offered"], known["procedures"], scores.online, scores.received,
                scores.online_late, rules,
            ) if known is not None else None,
        }  # fmt: skip
        marks: list[float | None] = [
            law.score(scores.points[one], scores.dossiers)
            if one in PER_DOSSIER
            else _whole(of_agency[one])
            for one in N
        ]
        lines.append(_Line(id_, agency.name, "", scores, marks, law.total(marks)))
    return lines


async def _unit_names(ids: set[UUID], end: datetime) -> dict[UUID, tuple[str, str]]:
    """Units by the name that they had when a period ended."""
    rows = await fetch(
        "select u.id, unit_name_then(u.id, $2::timestamptz - interval '1 microsecond') as name, "
        "g.name as agency_name from unit u join agency g "
        "on g.id = u.agency_id where u.id = any($1::uuid[])",
        list(ids),
        end,
    )
    return {row["id"]: (row["name"], row["agency_name"]) for row in rows}


def _whole(points: int | None) -> float | None:
    return None if points is None else float(points)


def _shown(
    one: _Line,
    rank: int | None,
    grouping: NineGrouping,
    before: float | None,
    rules: law.Thresholds,
) -> NineLine:
    grade, label = "", ""
    if one.total is not None and grouping is NineGrouping.OFFICER:
        of_officer = law.officer_class(one.total, rules)
        grade, label = of_officer.value, OFFICER_CLASS_LABELS[of_officer].vi
    elif one.total is not None and grouping is NineGrouping.AGENCY:
        of_agency = law.agency_class(one.total, rules)
        grade, label = of_agency.value, AGENCY_CLASS_LABELS[of_agency].vi
    return NineLine(
        id=str(one.id),
        name=one.name,
        place=one.place,
        dossiers=one.scores.dossiers,
        scores=one.marks,
        total=one.total,
        rank=rank,
        grade=grade,
        grade_label=label,
        before=before,
    )
