"""Surveys for who is asked, for who leads them, and for everybody once results are published."""

from collections.abc import AsyncIterator
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
from backend.platform.problems import Forbidden, NotFound
from backend.platform.sealing import opened_json
from backend.proposals.rules import APPROVERS, EDITORS, Subject, holds_there
from backend.settings import settings
from backend.surveys.rules import form_of, results, ways
from backend.surveys.standing import standing_of, state
from shared.contracts.common import Choice, Page
from shared.contracts.forms import Form
from shared.contracts.surveys import (
    SectionShown,
    SurveyCard,
    SurveyPage,
    SurveyResults,
    SurveyText,
)
from shared.vocabulary.proposals import ProposalSubject
from shared.vocabulary.surveys import (
    AUDIENCE_LABELS,
    SURVEY_KIND_LABELS,
    SURVEY_STATE_LABELS,
    AnswerWay,
    Audience,
    SurveyKind,
    SurveyState,
)

READERS = tuple(dict.fromkeys((*EDITORS, *APPROVERS)))
SURVEY = """
select s.*, g.name as agency, coalesce((select sum(t.votes) from survey_tally t
    where t.survey_id = s.id and t.question = '_way'), 0)::int as votes
from survey s join agency g on g.id = s.agency_id
"""
_PAGE_ROWS = 500


def of(survey_id: UUID, agency_id: UUID) -> Subject:
    """A survey of an agency as what a proposal is about."""
    return Subject(ProposalSubject.SURVEY, str(survey_id), agency_id=agency_id)


def text_of(row: Any, name: str = "text") -> SurveyText:
    """What was written."""
    return msgspec.json.decode(row[name], type=SurveyText)


def form(row: Any) -> Form:
    """The questions of a published survey."""
    return form_of(SurveyKind(row["kind"]), str(row["id"]), text_of(row))


async def published(survey_id: UUID) -> asyncpg.Record:
    """A survey that was published. Raises NotFound."""
    row = await fetch_row(
        f"{SURVEY} where s.tenant_id = $1 and s.id = $2 and s.published_at is not null",
        settings().tenant,
        survey_id,
    )
    if row is None:
        raise NotFound("Không có cuộc khảo sát này.", en="There is no such survey.")
    return row


def not_leading() -> Forbidden:
    """The refusal for those of another agency than asks."""
    return Forbidden(
        "Việc này do lãnh đạo hoặc người quản trị của cơ quan lấy ý kiến làm.",
        en="Those who approve for its agency do this.",
    )


async def led(actor: Actor, survey_id: UUID) -> asyncpg.Record:
    """A published survey of the caller's own agency: its answers before they are published, and
    every single one, are for who leads it. Raises NotFound, Forbidden."""
    row = await published(survey_id)
    if not holds_there(actor, row["agency_id"]):
        raise not_leading()
    return row


async def cards(cursor: str = "", limit: int = 20) -> Page[SurveyCard]:
    """What anybody may look at: open to everybody or citizens, and results; the newest first."""
    before = decode_cursor(cursor, tuple[UUID])[0] if cursor else None
    rows = await fetch(
        f"{SURVEY} where s.tenant_id = $1 and s.published_at is not null and s.opens_at <= $2 "
        "and (s.audience <> 'officers' or s.results_at is not null) "
        "and ($3::uuid is null or s.id < $3) order by s.id desc limit $4",
        settings().tenant,
        clock.now(),
        before,
        limit + 1,
    )
    return page(rows, limit, _card, lambda row: (row["id"],))


async def for_officers() -> list[SurveyCard]:
    """What officers are asked now; at most fifty."""
    rows = await fetch(
        f"{SURVEY} where s.tenant_id = $1 and s.published_at is not null and s.opens_at <= $2 "
        "and s.closes_at > $2 and s.audience = 'officers' order by s.closes_at limit 50",
        settings().tenant,
        clock.now(),
    )
    return [_card(row) for row in rows]


async def survey_page(actor: Actor | None, survey_id: UUID, link: str = "") -> SurveyPage:
    """A survey as the caller sees it. Raises NotFound."""
    row = await published(survey_id)
    standing = await standing_of(actor, row, link)
    text, kind = text_of(row), SurveyKind(row["kind"])
    return SurveyPage(
        id=str(survey_id),
        kind=kind_of(kind),
        title=text.title,
        html=html(text.intro),
        title_en=text.title_en,
        html_en=html(text.intro_en),
        agency=row["agency"],
        audience=Choice(row["audience"], AUDIENCE_LABELS[Audience(row["audience"])].vi),
        state=state_words(state(row)),
        opens_at=iso(row["opens_at"]),
        closes_at=iso(row["closes_at"]),
        form=form(row),
        sections=[
            SectionShown(f"s{number}", section.title, html(section.text))
            for number, section in enumerate(text.sections, start=1)
        ],
        way=standing.way,
        may_answer=not standing.why_not,
        why_not=standing.why_not,
        has_results=row["results_at"] is not None,
    )


async def survey_results(row: Any) -> SurveyResults:
    """What was answered, with small numbers left out."""
    rows = await fetch(
        "select question, value, votes from survey_tally where survey_id = $1", row["id"]
    )
    tally = {(r["question"], r["value"]): r["votes"] for r in rows}
    by_way = ways(tally)
    return SurveyResults(
        id=str(row["id"]),
        kind=kind_of(SurveyKind(row["kind"])),
        title=row["title"],
        answers=sum(by_way.values()),
        by_account=by_way[AnswerWay.ACCOUNT],
        by_link=by_way[AnswerWay.LINK],
        anonymous=by_way[AnswerWay.ANONYMOUS],
        questions=results(form(row), tally),
        conclusion_html=html(row["conclusion"]),
        published_at=iso(row["results_at"]) if row["results_at"] else "",
    )


async def public_results(survey_id: UUID) -> SurveyResults:
    """Published results. Raises NotFound."""
    row = await published(survey_id)
    if row["results_at"] is None:
        raise NotFound("Kết quả chưa được công bố.", en="The results are not published yet.")
    return await survey_results(row)


async def answers_of(survey_id: UUID) -> AsyncIterator[tuple[str, dict[str, Any]]]:
    """Way and answers of everybody, in an order that says nothing."""
    last = UUID(int=0)
    while rows := await fetch(
        "select id, way, answers from survey_answer where survey_id = $1 and id > $2 "
        f"order by id limit {_PAGE_ROWS}",
        survey_id,
        last,
    ):
        for row in rows:
            yield row["way"], opened_json(row, "survey_answer.answers")
        last = rows[-1]["id"]


def _card(row: Any) -> SurveyCard:
    return SurveyCard(
        id=str(row["id"]),
        kind=kind_of(SurveyKind(row["kind"])),
        title=row["title"],
        agency=row["agency"],
        state=state_words(state(row)),
        closes_at=iso(row["closes_at"]),
        has_results=row["results_at"] is not None,
        path=f"/khao-sat/{row['id']}",
    )


def kind_of(kind: SurveyKind) -> Choice:
    return Choice(kind, SURVEY_KIND_LABELS[kind].vi)


def state_words(now: SurveyState) -> Choice:
    return Choice(now, SURVEY_STATE_LABELS[now].vi)
