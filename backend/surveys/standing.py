"""Whether somebody may answer a survey now, and how we know that they do so once."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.dossiers.queries import was_served
from backend.platform import clock
from backend.platform.database import fetch_value
from backend.surveys.links import number_of, person
from backend.surveys.rules import state_of
from shared.vocabulary.surveys import AnswerWay, Audience, SurveyState


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody would answer, and why they may not; `key` is empty for anonymous ones."""

    way: AnswerWay
    key: str
    why_not: str


def state(row: Any) -> SurveyState:
    """How a survey stands now."""
    is_out = row["published_at"] is not None
    return state_of(is_out, row["opens_at"], row["closes_at"], clock.now())


async def standing_of(actor: Actor | None, row: Any, link: str) -> Standing:
    """Whether somebody may answer a survey now, and how we know that they do so once."""
    way, key, why_not = await _who(actor, row, link)
    if not why_not and (closed := _closed(state(row))):
        why_not = closed
    if not why_not and key and await _took_part(row["id"], key):
        why_not = ALREADY
    return Standing(way, key, why_not)


ALREADY = "Ông/Bà đã trả lời cuộc khảo sát này. Mỗi người trả lời một lần; xin cảm ơn."


async def _who(actor: Actor | None, row: Any, link: str) -> tuple[AnswerWay, str, str]:
    survey_id, audience = row["id"], Audience(row["audience"])
    if link:
        number = number_of(survey_id, link)
        if number is None or number > row["links_issued"]:
            return AnswerWay.LINK, "", "Đường dẫn không đúng. Hãy mở lại từ thư hoặc mã đã nhận."
        return AnswerWay.LINK, person(survey_id, "link", number), ""
    if actor is None:
        if audience is Audience.EVERYBODY:
            return AnswerWay.ANONYMOUS, "", ""
        return AnswerWay.ACCOUNT, "", "Hãy đăng nhập để trả lời."
    key = person(survey_id, "account", actor.account_id)
    if audience is Audience.OFFICERS and not actor.is_officer:
        return AnswerWay.ACCOUNT, key, "Cuộc khảo sát này hỏi cán bộ, công chức."
    if audience in (Audience.ACCOUNTS, Audience.SERVED) and actor.is_officer:
        return AnswerWay.ACCOUNT, key, "Cuộc khảo sát này hỏi người dân, tổ chức."
    if audience is Audience.SERVED and not await was_served(
        actor.account_id, list(row["procedure_codes"])
    ):
        return (
            AnswerWay.ACCOUNT,
            key,
            "Cuộc khảo sát này hỏi người đã nộp hồ sơ trong 12 tháng qua.",
        )
    return AnswerWay.ACCOUNT, key, ""


def _closed(now: SurveyState) -> str:
    return {
        SurveyState.OPEN: "",
        SurveyState.PLANNED: "Cuộc khảo sát này chưa mở.",
    }.get(now, "Cuộc khảo sát này đã kết thúc.")


async def _took_part(survey_id: UUID, key: str) -> bool:
    return bool(
        await fetch_value(
            "select true from survey_participation where survey_id = $1 and person = $2",
            survey_id,
            key,
        )
    )
