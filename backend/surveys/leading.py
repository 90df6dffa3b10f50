"""Surveys as those see them who write and lead them."""

from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.content.markdown import html
from backend.dossiers.queries import iso
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import decode_cursor, page
from backend.platform.problems import NotFound
from backend.proposals.queries import next_version, proposal
from backend.proposals.rules import holds_there
from backend.settings import settings
from backend.surveys.queries import SURVEY, kind_of, of, state_words, text_of
from backend.surveys.rules import faults
from backend.surveys.standing import state
from shared.contracts.common import Page
from shared.contracts.surveys import SurveyDesign, SurveyRow
from shared.vocabulary.surveys import SurveyKind


async def rows_for_officers(cursor: str = "", limit: int = 50) -> Page[SurveyRow]:
    """All surveys, the newest first."""
    before = decode_cursor(cursor, tuple[UUID])[0] if cursor else None
    rows = await fetch(
        "select x.*, d.state as next_state from "
        f"({SURVEY} where s.tenant_id = $1 and ($2::uuid is null or s.id < $2) "
        "order by s.id desc limit $3) x left join proposal d on d.tenant_id = x.tenant_id "
        "and d.subject = 'survey' and d.key = x.id::text order by x.id desc",
        settings().tenant,
        before,
        limit + 1,
    )
    return page(rows, limit, _row, lambda row: (row["id"],))


async def design(actor: Actor, survey_id: UUID) -> SurveyDesign:
    """A survey as it is being written, or as published. Raises NotFound."""
    row = await any_survey(survey_id)
    about = of(survey_id, row["agency_id"])
    next_ = await proposal(about)
    text = text_of(next_, "definition") if next_ is not None else text_of(row)
    standing = next_version(actor, next_, about)
    kind = SurveyKind(row["kind"])
    return SurveyDesign(
        id=str(survey_id),
        kind=kind_of(kind),
        text=text,
        html=html(text.intro),
        state=state_words(state(row)),
        next=msgspec.structs.replace(
            standing, may_edit=standing.may_edit and row["published_at"] is None
        ),
        faults=faults(kind, text, clock.now()) if standing.state else [],
        answers=row["votes"],
        links_issued=row["links_issued"],
        results_published_at=iso(row["results_at"]) if row["results_at"] else "",
        conclusion=row["conclusion"],
        may_lead=holds_there(actor, row["agency_id"]),
    )


async def any_survey(survey_id: UUID) -> asyncpg.Record:
    """A survey, published or not. Raises NotFound."""
    row = await fetch_row(
        f"{SURVEY} where s.tenant_id = $1 and s.id = $2", settings().tenant, survey_id
    )
    if row is None:
        raise NotFound("Không có cuộc khảo sát này.", en="There is no such survey.")
    return row


def _row(row: Any) -> SurveyRow:
    return SurveyRow(
        id=str(row["id"]),
        kind=kind_of(SurveyKind(row["kind"])),
        title=row["title"],
        state=state_words(state(row)),
        next_state=row["next_state"] or "",
        opens_at=iso(row["opens_at"]) if row["opens_at"] else "",
        closes_at=iso(row["closes_at"]) if row["closes_at"] else "",
        answers=row["votes"],
        results_published=row["results_at"] is not None,
    )
