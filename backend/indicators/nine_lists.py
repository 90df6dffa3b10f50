"""What is behind a score of the nine indicators: dossiers, procedures (5, 9), petitions (8).

A line of the report counts an agency alone, not what is below it, and so does each list; a unit or
an officer is counted within the agencies of the report.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.indicators import petitions
from backend.indicators.behind import place_of, rows_of
from backend.indicators.facts import facts
from backend.indicators.gathering import asked_of
from backend.indicators.scope import Scope, reach, scope
from backend.indicators.scoring import COLUMNS, DECIDED, POINTS
from backend.platform.database import fetch
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import RuleBroken, field
from backend.reports.periods import Period
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.indicators import CountedPetition, CountedProcedure, ScoredDossier
from shared.vocabulary.channels import ONLINE_LEVEL_LABELS, OnlineLevel
from shared.vocabulary.indicators import IndexComponent, Side
from shared.vocabulary.nine_indicators import NineIndicator as N

# $3 is the end of the period; the version in force then says how a procedure is offered.
_COMPETENCE = """
select distinct a.procedure_code as code from agency_procedure a
where a.tenant_id = $1 and a.resolving_agency_id = any($2::uuid[])
    and exists (select from procedure_version x where x.tenant_id = $1
        and x.procedure_code = a.procedure_code and x.effective_from < $3)
"""
_NAMES = """
select p.code, coalesce(v.content ->> 'name', p.name) as name,
    coalesce(v.content ->> 'online_level', '') as level
from procedure p left join lateral (select x.content from procedure_version x
    where x.tenant_id = $1 and x.procedure_code = p.code and x.effective_from < $3
    order by x.version desc limit 1) v on true
where p.tenant_id = $1 and p.code = any($2::text[])
"""
_OFFERED = (OnlineLevel.FULL, OnlineLevel.PARTIAL)


@dataclass(slots=True)
class _Handled:
    """What a period brought of one procedure."""

    decided: int = 0
    at_desk: bool = True
    received: int = 0
    online: int = 0
    online_late: int = 0


async def scored(
    actor: Actor,
    when: Period,
    indicator: N,
    *,
    agency_id: UUID | None = None,
    unit_id: UUID | None = None,
    officer_id: UUID | None = None,
    points: int | None = None,
    cursor: str = "",
    limit: int = 50,
) -> Page[ScoredDossier]:
    """The dossiers behind a score, or those of them with so many points.

    Raises NotFound out of reach, RuleBroken for an indicator that counts something else.
    """
    of = await _place(actor, agency_id, unit_id, officer_id)
    if indicator not in POINTS:
        raise _other_kind()
    sql = POINTS[indicator]
    where = DECIDED if points is None else f"{DECIDED} and ({sql}) = {points}"
    rows, limit = await rows_of(actor, of, when, where, cursor, limit, f", ({sql}) as points")
    return page(rows, limit, _scored, place_of)


async def procedures(
    actor: Actor,
    when: Period,
    indicator: N,
    side: Side,
    *,
    agency_id: UUID,
    cursor: str = "",
    limit: int = 50,
) -> Page[CountedProcedure]:
    """The procedures that 5 or 9 counts of an agency, by code, with what each contributes.

    Raises NotFound out of reach, RuleBroken for an indicator or a side that has no such list.
    """
    of = await _place(actor, agency_id, None, None)
    if indicator not in (N.WHOLLY_AT_DESK, N.ONLINE) or side not in _SIDES:
        raise _other_kind()
    handled = await _handled(of, when)
    tenant = settings().tenant
    if indicator is N.ONLINE:
        known = await fetch(_COMPETENCE, tenant, of.agency_ids, when.end)
        counted = {row["code"] for row in known}
        others = {c for c, one in handled.items() if one.received or one.online_late} - counted
    else:
        counted, others = {code for code, one in handled.items() if one.decided}, set()
    rows = await fetch(_NAMES, tenant, sorted(counted | others), when.end)
    named = {row["code"]: row for row in rows}
    met = {
        code
        for code in counted & named.keys()
        if (named[code]["level"] in _OFFERED if indicator is N.ONLINE else handled[code].at_desk)
    }
    codes = {Side.ALL: counted | others, Side.MET: met, Side.MISSED: counted - met}[side]
    limit = max(1, min(limit, MAX_LIMIT))
    after = decode_cursor(cursor, tuple[str])[0] if cursor else ""
    shown = sorted(code for code in codes & named.keys() if code > after)[: limit + 1]

    def line(code: str) -> CountedProcedure:
        one = handled.get(code, _Handled())
        if indicator is N.WHOLLY_AT_DESK:
            return CountedProcedure(code, named[code]["name"], _at_desk(one))
        said = _online(one, named[code]["level"], own=code in counted)
        return CountedProcedure(code, named[code]["name"], said)

    return page(shown, limit, line, lambda code: (code,))


async def heard(
    actor: Actor,
    when: Period,
    side: Side,
    *,
    agency_id: UUID,
    cursor: str = "",
    limit: int = 50,
) -> Page[CountedPetition]:
    """The petitions that 8 counts of an agency, in order of receipt.

    Raises NotFound out of reach, RuleBroken for a side that has no such list.
    """
    of = await _place(actor, agency_id, None, None)
    if side not in _SIDES:
        raise _other_kind()
    asked = asked_of(of, when)
    return await petitions.listed(asked, IndexComponent.PETITIONS_IN_TIME, side, cursor, limit)


_SIDES = (Side.ALL, Side.MET, Side.MISSED)


async def _place(
    actor: Actor, agency_id: UUID | None, unit_id: UUID | None, officer_id: UUID | None
) -> Scope:
    within = await reach(actor)
    of = await scope(actor, within, agency_id, unit_id, officer_id)
    if agency_id is None:
        return of
    if unit_id is None and officer_id is None:
        return replace(of, agency_ids=[agency_id])
    report = await scope(actor, within, agency_id)
    counted = set(report.agency_ids)
    return replace(of, agency_ids=[one for one in of.agency_ids if one in counted])


async def _handled(of: Scope, when: Period) -> dict[str, _Handled]:
    found: dict[str, _Handled] = defaultdict(_Handled)
    asked = asked_of(of, when)
    for row in await fetch(facts(asked, COLUMNS, "group by 1, 2, 3, 4"), *asked.arguments()):
        one = found[row["procedure_code"]]
        one.decided += row["dossiers"]
        one.at_desk = one.at_desk and (row["at_desk"] or not row["dossiers"])
        one.received += row["received"]
        one.online += row["online"]
        one.online_late += row["online_late"]
    return found


def _at_desk(one: _Handled) -> str:
    if one.at_desk:
        return f"Mọi hồ sơ được giải quyết tại Bộ phận Một cửa; {one.decided} hồ sơ."
    return f"Tiếp nhận tại Bộ phận Một cửa, có hồ sơ giải quyết ở nơi khác; {one.decided} hồ sơ."


def _online(one: _Handled, level: str, *, own: bool) -> str:
    offered = ONLINE_LEVEL_LABELS[OnlineLevel(level)].vi if level in set(OnlineLevel) else "–"
    if own and not one.online_late:
        return f"{offered}; {one.online} trong {one.received} hồ sơ tiếp nhận nộp trực tuyến."
    if own:
        return (
            f"{offered}; {one.online} trong {one.received} hồ sơ tiếp nhận nộp trực tuyến; "
            f"{one.online_late} hồ sơ trực tuyến quá hạn."
        )
    if not one.online_late:
        return (
            f"{offered}; {one.online} trong {one.received} hồ sơ tiếp nhận nộp trực tuyến; "
            "không thuộc thẩm quyền."
        )
    return (
        f"{offered}; {one.online} trong {one.received} hồ sơ tiếp nhận nộp trực tuyến; "
        f"{one.online_late} hồ sơ trực tuyến quá hạn; không thuộc thẩm quyền."
    )


def _scored(row: Any) -> ScoredDossier:
    return ScoredDossier(
        id=str(row["dossier_id"]),
        code=row["code"],
        procedure_code=row["procedure_code"],
        procedure_name=row["procedure_name"],
        accepted_at=iso(row["accepted_at"]),
        due_at=iso(row["due_at"]) if row["due_at"] else None,
        ended_at=iso(row["ended_at"]),
        points=row["points"],
        visible=row["seen"],
    )


def _other_kind() -> RuleBroken:
    sentence = "Chỉ số này không có danh sách như vậy. Hãy mở lại từ bảng đánh giá."
    return RuleBroken(
        sentence, en="This indicator has no such list.",
        errors=[field("/indicator", sentence)], slug="no-such-list",
    )  # fmt: skip
