"""Reads of who receives and who resolves a procedure, what is proposed, what was before."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.catalogue.queries import version_in_force
from backend.competences.places import in_reach, place_of
from backend.competences.rules import WRITERS
from backend.organisation.queries import CLOSED_STATES
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import decode_cursor, page
from backend.platform.problems import NotFound
from backend.proposals.queries import next_version
from backend.proposals.rules import APPROVERS, Subject
from backend.settings import settings
from shared.contracts.common import Named, Page
from shared.contracts.competences import (
    CompetenceChange,
    CompetenceDesign,
    CompetenceRow,
    PlannedCompetence,
    ProposedCompetence,
    SaveCompetence,
)
from shared.vocabulary.competences import COMPETENCE_WAY_LABELS, CompetenceWay
from shared.vocabulary.proposals import ProposalSubject

# Agencies drive the list, in their order; each is looked up by the keys of the other two tables.
_ROWS = """
select a.id, a.code, a.name, a.sort_key, p.resolving_unit_id, u.name as unit_name,
    p.resolving_agency_id, r.name as resolving_name, to_jsonb(d.*) as proposed,
    to_jsonb(w.*) as planned
from agency a
left join agency_procedure p on p.procedure_code = $2 and p.receiving_agency_id = a.id
left join unit u on u.id = p.resolving_unit_id
left join agency r on r.id = p.resolving_agency_id
left join proposal d on d.tenant_id = $1 and d.subject = 'competence'
    and d.key = $2 || '/' || a.code
left join competence_plan w on w.tenant_id = $1 and w.procedure_code = $2
    and w.receiving_agency_id = a.id and w.state = 'waiting'
where a.tenant_id = $1 and not a.demonstration
"""
_LISTED = f"""{_ROWS}
    and (p.id is not null or d.id is not null or w.id is not null)
    and ($3 = '' or position($3 in lower(a.name || ' ' || a.code)) > 0)
    and ($4::text is null or (a.sort_key, a.id) > ($4, $5::uuid))
order by a.sort_key, a.id limit $6
"""


_SUBJECT = Subject(ProposalSubject.COMPETENCE, "", WRITERS)  # whichever pair it is


async def competences(
    actor: Actor, code: str, q: str = "", cursor: str = "", limit: int = 50
) -> Page[CompetenceRow]:
    """Agencies that receive a procedure or are proposed to, in Vietnamese order. Raises
    NotFound."""
    await version_in_force(code, online=False)
    after = decode_cursor(cursor, tuple[str, UUID]) if cursor else (None, None)
    words = q.strip().lower().replace("\x00", "")
    rows = await fetch(_LISTED, settings().tenant, code, words, *after, limit + 1)
    units, reach = await _units_named(rows), await in_reach(actor, APPROVERS)
    return page(
        rows, limit, lambda r: _row(actor, r, units, reach), lambda r: (r["sort_key"], r["id"])
    )


async def design(actor: Actor, code: str, agency_id: UUID) -> CompetenceDesign:
    """One agency: what holds, what is proposed, whom it meets. Raises NotFound."""
    place = await place_of(code, agency_id)
    rows = await fetch(f"{_ROWS} and a.id = $3", settings().tenant, place.code, agency_id)
    if not rows:
        raise NotFound("Không tìm thấy cơ quan này.", en="There is no such agency.")
    met = await fetch_row(
        "select (select count(*) from (select from dossier where tenant_id = $1 and "
        "procedure_code = $2 and receiving_agency_id = $3 "
        f"and state not in {CLOSED_STATES} limit 10000) known) as dossiers, "
        "(select count(*) from (select from draft where tenant_id = $1 and procedure_code = $2 "
        "and agency_id = $3 and dossier_id is null and expires_at > $4 limit 10000) known) "
        "as drafts",
        settings().tenant,
        place.code,
        agency_id,
        clock.now(),
    )
    assert met is not None
    reach = await in_reach(actor, APPROVERS)
    row = _row(actor, rows[0], await _units_named(rows), reach)
    return CompetenceDesign(place.code, place.procedure_name, row, met["dossiers"], met["drafts"])


async def changes(code: str, cursor: str = "", limit: int = 20) -> Page[CompetenceChange]:
    """What was changed for a procedure, the newest first."""
    before = decode_cursor(cursor, tuple[datetime, UUID]) if cursor else (None, None)
    rows = await fetch(
        "select * from competence_change where tenant_id = $1 and procedure_code = $2 "
        "and ($3::timestamptz is null or (changed_at, id) < ($3, $4::uuid)) "
        "order by changed_at desc, id desc limit $5",
        settings().tenant,
        code.replace("\x00", ""),
        *before,
        limit + 1,
    )
    return page(rows, limit, _change, lambda r: (r["changed_at"], r["id"]))


def _place_in_list(row: asyncpg.Record) -> tuple[str, UUID]:
    return row["sort_key"], row["id"]


def may_call_off(reach: Collection[UUID], agency_id: UUID, effective_on: date) -> bool:
    """Whether somebody who approves for these agencies may call a planned change off still."""
    return effective_on > clock.today() and agency_id in reach


def definition_of(proposed: Any) -> SaveCompetence:
    """What a proposal says."""
    return msgspec.convert(proposed, SaveCompetence)


async def _units_named(rows: Sequence[asyncpg.Record]) -> dict[str, asyncpg.Record]:
    """Units that proposals and planned changes name."""
    said = [found for row in rows for found in (_proposal(row), _plan(row)) if found is not None]
    wanted = [definition_of(found["definition"]).unit_id for found in said]
    known = await fetch(
        "select u.id, u.name, g.id as agency_id, g.name as agency_name from unit u "
        "join agency g on g.id = u.agency_id where u.id = any($1::uuid[])",
        [unit_id for unit_id in wanted if unit_id is not None],
    )
    return {str(row["id"]): row for row in known}


def _proposal(row: asyncpg.Record) -> dict[str, Any] | None:
    if row["proposed"] is None:
        return None
    found: dict[str, Any] = msgspec.json.decode(row["proposed"])
    for name in ("agency_id", "changed_by", "proposed_by"):
        found[name] = UUID(found[name]) if found[name] else None
    found["changed_at"] = datetime.fromisoformat(found["changed_at"])
    return found


def _plan(row: asyncpg.Record) -> dict[str, Any] | None:
    return None if row["planned"] is None else msgspec.json.decode(row["planned"])


def _said(definition: Any, units: dict[str, asyncpg.Record]) -> ProposedCompetence:
    said = definition_of(definition)
    unit = units.get(said.unit_id or "")
    return ProposedCompetence(
        ends=said.unit_id is None,
        unit=Named(str(unit["id"]), unit["name"]) if unit else None,
        resolving_agency=Named(str(unit["agency_id"]), unit["agency_name"]) if unit else None,
        reason=said.reason,
        effective_on=said.effective_on,
    )


def _row(
    actor: Actor,
    row: asyncpg.Record,
    units: dict[str, asyncpg.Record],
    reach: Collection[UUID],
) -> CompetenceRow:
    proposal, plan, planned = _proposal(row), _plan(row), None
    if plan is not None:
        day = date.fromisoformat(plan["effective_on"])
        planned = PlannedCompetence(
            _said(plan["definition"], units), plan["proposed_by_name"], plan["approved_by_name"],
            may_call_off(reach, row["id"], day),
        )  # fmt: skip
    holds = row["resolving_unit_id"] is not None
    return CompetenceRow(
        agency=Named(str(row["id"]), row["name"]),
        agency_code=row["code"],
        unit=Named(str(row["resolving_unit_id"]), row["unit_name"]) if holds else None,
        resolving_agency=Named(str(row["resolving_agency_id"]), row["resolving_name"])
        if holds
        else None,
        proposed=_said(proposal["definition"], units) if proposal is not None else None,
        planned=planned,
        next=next_version(actor, proposal, _SUBJECT),
    )


def _change(row: asyncpg.Record) -> CompetenceChange:
    way = CompetenceWay(row["way"])
    at: datetime = row["changed_at"]
    return CompetenceChange(
        agency=row["receiver"],
        before=row["old_place"],
        after=row["new_place"],
        way=way,
        way_label=COMPETENCE_WAY_LABELS[way].vi,
        reason=row["reason"],
        proposed_by=row["proposed_by_name"],
        approved_by=row["approved_by_name"],
        at=at.astimezone(clock.VIETNAM).isoformat(timespec="seconds"),
    )
