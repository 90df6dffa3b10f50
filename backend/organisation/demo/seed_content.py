"""What the demonstration's portal tells people: written, proposed and approved like any other."""

import io
import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.content import designs, questions
from backend.content.actions import answering, editing, files
from backend.identity.queries import actor_of_username
from backend.organisation.demo import names
from backend.organisation.demo.papers import photograph
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.database import fetch_value
from backend.proposals.queries import proposal
from backend.settings import settings
from backend.surveys import actions as surveys
from backend.surveys import answering as survey_answers
from backend.surveys import queries as survey_queries
from shared.contracts.content import ContentText
from shared.contracts.forms import Option, Question
from shared.contracts.public_questions import AskQuestion, WriteAnswer
from shared.contracts.surveys import AnswerSurvey, SurveyText

_FILE = Path(__file__).parent / "content.toml"
_ANSWERS = 24


async def seed_content() -> None:
    """Guides, questions, a notice, samples and a survey, once."""
    there = await fetch_value(
        "select true from content_item where tenant_id = $1 limit 1", settings().tenant
    )
    if not there:
        await write_content()


async def write_content() -> None:
    """All of it, by the people of the province."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    writer, second = [
        await actor_of_username(f"{name}.ubndtinh") for name in ("danhmuc", "quantri")
    ]
    for item in raw["item"]:
        await _publish(writer, second, item)
    desk, head = [
        await actor_of_username(f"{name}.ttpvhcc") for name in ("tiepnhan1", "truongbophan")
    ]
    for question in raw["question"]:
        await _answer(desk, head, question)
    await _survey(writer, second, raw["survey"])


async def _publish(writer: Actor, second: Actor, item: dict[str, Any]) -> None:
    begins = await _evening(writer, item["in_days"]) if "in_days" in item else None
    ends = begins + timedelta(hours=item["hours"]) if begins is not None else None
    text = ContentText(
        title=item["title"],
        summary=item.get("summary", ""),
        body=item["body"],
        procedure_code=item.get("procedure", ""),
        title_en=item.get("title_en", ""),
        summary_en=item.get("summary_en", ""),
        body_en=item.get("body_en", ""),
        starts_at=begins.isoformat() if begins else "",
        ends_at=ends.isoformat() if ends else "",
        weight=item.get("weight", 0),
    )
    id_ = await editing.start(writer, item["kind"], text)
    for number, name in enumerate(item.get("papers", [])):
        await files.add_sample(writer, id_, io.BytesIO(photograph(number).content), name)
    revision = await _revision(await designs.subject_of(id_))
    await editing.propose(writer, id_, revision)
    await editing.publish(second, id_, revision)


async def _evening(writer: Actor, days: int) -> datetime:
    """Ten in the evening of a working day that many days from now, or the next one."""
    calendar = await working_calendar(writer.agencies()[0])
    day = calendar.same_or_next_working_day(clock.today() + timedelta(days=days))
    return datetime.combine(day, time(22), clock.VIETNAM)


async def _answer(desk: Actor, head: Actor, raw: dict[str, str]) -> None:
    asked = await answering.ask(
        AskQuestion(raw["asked"], raw["procedure"], name=names.full_name(0))
    )
    id_: UUID = await fetch_value(
        "select id from public_question where code = $1", asked.code.replace("-", "")
    )
    await answering.write(desk, id_, WriteAnswer(raw["answer"], 0, True, raw["edited"]))
    now = await questions.question(head, id_)
    await answering.approve(head, id_, now.revision)


async def _survey(writer: Actor, second: Actor, raw: dict[str, Any]) -> None:
    text = SurveyText(
        raw["title"],
        intro=raw["intro"],
        questions=[_question(each) for each in raw["question"]],
        closes_at=(clock.now() + timedelta(days=30)).isoformat(),
    )
    id_ = await surveys.start(writer, "survey", text)
    revision = await _revision(survey_queries.of(id_, writer.agencies()[0]))
    await surveys.propose(writer, id_, revision)
    await surveys.publish(second, id_, revision)
    chance = Random(7)  # noqa: S311  # nosec B311
    for number in range(_ANSWERS):
        citizen = await actor_of_username(names.personal_id(number))
        chosen = chance.choices(text.questions[0].options, weights=[9, 3, 5, 4])[0].value
        why = [option.value for option in chance.sample(text.questions[1].options, 2)]
        given = {"gio": chosen, "viec": sorted(why)}
        await survey_answers.answer(citizen, id_, AnswerSurvey(given))


def _question(raw: dict[str, Any]) -> Question:
    return Question(
        raw["key"], raw["kind"], raw["label"], "", "", "", required=raw.get("required", False),
        options=[Option(value, label) for value, label in raw.get("options", [])], min_length=0,
        max_length=0, minimum=None, maximum=None, not_after_today=False, show_if=None,
        computed=None, checks=[], prefill="", questions=[], min_items=0, max_items=0,
    )  # fmt: skip


async def _revision(of: Any) -> int:
    row = await proposal(of)
    assert row is not None
    return int(row["revision"])
