"""Surveys and consultations over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.params import Parameter
from litestar.response import Stream

from backend.access.actor import Actor
from backend.access.asker import asker
from backend.access.guards import officer, public
from backend.platform.file_headers import file_headers
from backend.platform.rate import Rate
from backend.proposals.rules import APPROVERS, EDITORS
from backend.surveys import actions, answering, files, leading, queries
from backend.surveys.queries import READERS
from shared.contracts.common import Page
from shared.contracts.proposals import AtRevision, GiveBack
from shared.contracts.surveys import (
    AnswerSurvey,
    IssuedLinks,
    IssueLinks,
    MoveClosing,
    PublishResults,
    SaveSurvey,
    StartSurvey,
    SurveyAnswered,
    SurveyCard,
    SurveyDesign,
    SurveyPage,
    SurveyResults,
    SurveyRow,
)

AnyRequest = Request[Any, Any, Any]
Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
Link = Annotated[str, Parameter(max_length=100)]
_answers = Rate(30, 3600)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@get("/surveys", **public())
async def surveys(cursor: Cursor = "", limit: Limit = 20) -> Page[SurveyCard]:
    """What is asked of people now, and results."""
    return await queries.cards(cursor, limit)


@get("/surveys/for-officers", **officer())
async def surveys_for_officers() -> list[SurveyCard]:
    """What officers are asked now."""
    return await queries.for_officers()


@get("/surveys/{survey_id:uuid}", **public())
async def survey(request: AnyRequest, survey_id: UUID, link: Link = "") -> SurveyPage:
    """A survey, and whether I may answer it."""
    return await queries.survey_page(request.scope.get("user"), survey_id, link)


@post("/surveys/{survey_id:uuid}/answers", **public())
async def answer_survey(request: AnyRequest, survey_id: UUID, data: AnswerSurvey) -> SurveyAnswered:
    """My answer, once."""
    _answers.take(asker(request))
    return SurveyAnswered(await answering.answer(request.scope.get("user"), survey_id, data))


@get("/surveys/{survey_id:uuid}/results", **public())
async def survey_results(survey_id: UUID) -> SurveyResults:
    """Published results."""
    return await queries.public_results(survey_id)


@get("/survey-designs", **officer(*READERS))
async def survey_designs(cursor: Cursor = "", limit: Limit = 50) -> Page[SurveyRow]:
    """All surveys, the newest first."""
    return await leading.rows_for_officers(cursor, limit)


@post("/survey-designs", **officer(*EDITORS))
async def start_survey(actor: Actor, data: StartSurvey) -> SurveyDesign:
    """Begins a survey or consultation."""
    return await leading.design(actor, await actions.start(actor, data.kind, data.text))


@get("/survey-designs/{survey_id:uuid}", **officer(*READERS))
async def survey_design(actor: Actor, survey_id: UUID) -> SurveyDesign:
    """A survey as it is being written, or as published."""
    return await leading.design(actor, survey_id)


@post("/survey-designs/{survey_id:uuid}/draft", status_code=200, **officer(*EDITORS))
async def save_survey(actor: Actor, survey_id: UUID, data: SaveSurvey) -> SurveyDesign:
    """Keeps the draft."""
    await actions.save(actor, survey_id, data.text, data.revision)
    return await leading.design(actor, survey_id)


@post("/survey-designs/{survey_id:uuid}/proposal", status_code=200, **officer(*EDITORS))
async def propose_survey(actor: Actor, survey_id: UUID, data: AtRevision) -> SurveyDesign:
    """Hands a sound survey to a second person."""
    await actions.propose(actor, survey_id, data.revision)
    return await leading.design(actor, survey_id)


@post("/survey-designs/{survey_id:uuid}/return", status_code=200, **officer(*APPROVERS))
async def return_survey(actor: Actor, survey_id: UUID, data: GiveBack) -> SurveyDesign:
    """Gives a proposal back, or takes my own back."""
    await actions.give_back(actor, survey_id, data.note)
    return await leading.design(actor, survey_id)


@post("/survey-designs/{survey_id:uuid}/publication", status_code=200, **officer(*APPROVERS))
async def publish_survey(actor: Actor, survey_id: UUID, data: AtRevision) -> SurveyDesign:
    """Opens the survey of somebody else for its period."""
    await actions.publish(actor, survey_id, data.revision)
    return await leading.design(actor, survey_id)


@post("/survey-designs/{survey_id:uuid}/closing", status_code=200, **officer(*APPROVERS))
async def move_survey_closing(actor: Actor, survey_id: UUID, data: MoveClosing) -> SurveyDesign:
    """Ends a survey earlier or later."""
    await actions.move_closing(actor, survey_id, data.closes_at)
    return await leading.design(actor, survey_id)


@post("/survey-designs/{survey_id:uuid}/links", **officer(*APPROVERS))
async def issue_survey_links(actor: Actor, survey_id: UUID, data: IssueLinks) -> IssuedLinks:
    """Links that are good for one answer each; shown once."""
    return IssuedLinks(await actions.issue_links(actor, survey_id, data.count))


@get("/survey-designs/{survey_id:uuid}/results", **officer(*READERS))
async def survey_results_so_far(actor: Actor, survey_id: UUID) -> SurveyResults:
    """Results as they stand, for who leads the survey."""
    return await queries.survey_results(await queries.led(actor, survey_id))


@post("/survey-designs/{survey_id:uuid}/results", status_code=200, **officer(*APPROVERS))
async def publish_survey_results(
    actor: Actor, survey_id: UUID, data: PublishResults
) -> SurveyDesign:
    """Shows everybody the results."""
    await actions.publish_results(actor, survey_id, data.conclusion)
    return await leading.design(actor, survey_id)


@get("/survey-designs/{survey_id:uuid}/answers.csv", **officer(*READERS))
async def survey_answers_csv(actor: Actor, survey_id: UUID) -> Stream:
    """Every answer as CSV, for who leads the survey; that it was taken is kept."""
    row = await files.exportable(actor, survey_id)
    await actions.note_export(actor, survey_id, "csv")
    headers = file_headers(f"khao-sat-{survey_id}.csv", "attachment")
    return Stream(files.as_csv(row), media_type="text/csv; charset=utf-8", headers=headers)


@get("/survey-designs/{survey_id:uuid}/answers.xlsx", **officer(*READERS))
async def survey_answers_xlsx(actor: Actor, survey_id: UUID) -> Response[bytes]:
    """Every answer as a spreadsheet, for who leads the survey; that it was taken is kept."""
    content = await files.as_xlsx(await files.exportable(actor, survey_id))
    await actions.note_export(actor, survey_id, "xlsx")
    headers = file_headers(f"khao-sat-{survey_id}.xlsx", "attachment")
    return Response(content, media_type=_XLSX, headers=headers)


ROUTES = [
    surveys,
    surveys_for_officers,
    survey,
    answer_survey,
    survey_results,
    survey_designs,
    start_survey,
    survey_design,
    save_survey,
    propose_survey,
    return_survey,
    publish_survey,
    move_survey_closing,
    issue_survey_links,
    survey_results_so_far,
    publish_survey_results,
    survey_answers_csv,
    survey_answers_xlsx,
]
