"""Surveys and consultations: looking, answering, leading."""

from typing import Any

from shared.client.base import ApiClient
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
    SurveyText,
)


async def surveys(api: ApiClient, cursor: str = "") -> Page[SurveyCard]:
    """What is asked of people now, and results."""
    return await api.get("/surveys", Page[SurveyCard], params={"cursor": cursor})


async def for_officers(api: ApiClient) -> list[SurveyCard]:
    """What officers are asked now."""
    return await api.get("/surveys/for-officers", list[SurveyCard])


async def survey(api: ApiClient, survey_id: str, link: str = "") -> SurveyPage:
    """A survey, and whether I may answer it."""
    return await api.get(f"/surveys/{survey_id}", SurveyPage, params={"link": link})


async def answer(
    api: ApiClient, survey_id: str, answers: dict[str, Any], link: str = "", key: str = ""
) -> SurveyAnswered:
    """My answer; the same key counts once."""
    return await api.post(
        f"/surveys/{survey_id}/answers",
        AnswerSurvey(answers, link),
        SurveyAnswered,
        idempotency_key=key,
    )


async def results(api: ApiClient, survey_id: str) -> SurveyResults:
    """Published results."""
    return await api.get(f"/surveys/{survey_id}/results", SurveyResults)


async def designs(api: ApiClient, cursor: str = "") -> Page[SurveyRow]:
    """All surveys, the newest first."""
    return await api.get("/survey-designs", Page[SurveyRow], params={"cursor": cursor})


async def start(api: ApiClient, kind: str, text: SurveyText) -> SurveyDesign:
    """Begin a survey or consultation."""
    return await api.post("/survey-designs", StartSurvey(kind, text), SurveyDesign)


async def design(api: ApiClient, survey_id: str) -> SurveyDesign:
    """A survey as it is being written, or as published."""
    return await api.get(f"/survey-designs/{survey_id}", SurveyDesign)


async def save(api: ApiClient, survey_id: str, text: SurveyText, revision: int) -> SurveyDesign:
    """Keep the draft."""
    data = SaveSurvey(text, revision)
    return await api.post(f"/survey-designs/{survey_id}/draft", data, SurveyDesign)


async def propose(api: ApiClient, survey_id: str, revision: int) -> SurveyDesign:
    """Hand a sound survey to a second person."""
    data = AtRevision(revision)
    return await api.post(f"/survey-designs/{survey_id}/proposal", data, SurveyDesign)


async def give_back(api: ApiClient, survey_id: str, note: str = "") -> SurveyDesign:
    """Give a proposal back, or take my own back."""
    return await api.post(f"/survey-designs/{survey_id}/return", GiveBack(note), SurveyDesign)


async def publish(api: ApiClient, survey_id: str, revision: int) -> SurveyDesign:
    """Open the survey of somebody else."""
    data = AtRevision(revision)
    return await api.post(f"/survey-designs/{survey_id}/publication", data, SurveyDesign)


async def move_closing(api: ApiClient, survey_id: str, closes_at: str) -> SurveyDesign:
    """End a survey earlier or later."""
    data = MoveClosing(closes_at)
    return await api.post(f"/survey-designs/{survey_id}/closing", data, SurveyDesign)


async def issue_links(api: ApiClient, survey_id: str, count: int) -> IssuedLinks:
    """Links that are good for one answer each."""
    return await api.post(f"/survey-designs/{survey_id}/links", IssueLinks(count), IssuedLinks)


async def results_so_far(api: ApiClient, survey_id: str) -> SurveyResults:
    """Results as they stand."""
    return await api.get(f"/survey-designs/{survey_id}/results", SurveyResults)


async def publish_results(api: ApiClient, survey_id: str, conclusion: str) -> SurveyDesign:
    """Show everybody the results."""
    data = PublishResults(conclusion)
    return await api.post(f"/survey-designs/{survey_id}/results", data, SurveyDesign)


async def answers_csv(api: ApiClient, survey_id: str) -> bytes:
    """Every answer as CSV."""
    return await api.content(f"/survey-designs/{survey_id}/answers.csv")


async def answers_xlsx(api: ApiClient, survey_id: str) -> bytes:
    """Every answer as a spreadsheet."""
    return await api.content(f"/survey-designs/{survey_id}/answers.xlsx")
