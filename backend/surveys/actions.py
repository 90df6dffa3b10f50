"""Writing a survey, opening it by two persons, answering once, publishing results."""

from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.catalogue.queries import known_procedures
from backend.content.markdown import cleaned, one_line
from backend.dossiers.queries import iso
from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.platform.problems import (
    Conflict,
    Malformed,
    NotFound,
    RuleBroken,
    field,
)
from backend.proposals import actions as two_persons
from backend.proposals.rules import EDITORS, Subject, holds_there
from backend.settings import settings
from backend.surveys.links import link
from backend.surveys.queries import not_leading, of, text_of
from backend.surveys.rules import faults, moment
from backend.surveys.standing import state
from shared.contracts.surveys import SurveyText
from shared.vocabulary.surveys import Audience, SurveyKind, SurveyState

_MOST_LINKS = 100_000


async def start(actor: Actor, kind: str, text: SurveyText) -> UUID:
    """A new survey, as a draft. Raises Malformed, RuleBroken."""
    if kind not in set(SurveyKind):
        raise Malformed(
            "Không có loại này.", en="No such kind.", errors=[field("/kind", "Chọn lại loại.")]
        )
    kept = await _kept(text)
    async with transaction() as connection:
        id_, home = uuid7(), actor.agencies(*EDITORS)[0]
        await connection.execute(
            "insert into survey (id, tenant_id, agency_id, kind, title, text, audience, "
            "created_by, created_at) values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9)",
            id_, settings().tenant, home, kind, kept.title,
            msgspec.json.encode(kept).decode(), kept.audience, actor.account_id, clock.now(),
        )  # fmt: skip
        await _keep(connection, actor, of(id_, home), kept, 0)
        await record(connection, actor, "survey.started", subject_id=id_, detail={"kind": kind})
    return id_


async def save(actor: Actor, survey_id: UUID, text: SurveyText, revision: int) -> None:
    """Keeps the draft, sound or not. Raises NotFound, Forbidden, PreconditionFailed, Conflict once
    it is published or proposed, Malformed, RuleBroken."""
    kept = await _kept(text)
    async with transaction() as connection:
        about = of(survey_id, (await _draft(connection, survey_id))["agency_id"])
        await _keep(connection, actor, about, kept, revision)
        await connection.execute(
            "update survey set title = $2, text = $3::jsonb, audience = $4 where id = $1",
            survey_id, kept.title, msgspec.json.encode(kept).decode(), kept.audience,
        )  # fmt: skip


async def propose(actor: Actor, survey_id: UUID, revision: int) -> None:
    """Hands a sound survey to a second person. Raises NotFound, Forbidden, Conflict,
    PreconditionFailed, RuleBroken naming every fault."""
    async with transaction() as connection:
        row = await _draft(connection, survey_id)
        about = of(survey_id, row["agency_id"])
        next_ = await two_persons.written(connection, actor, about, revision)
        _must_be_sound(row, text_of(next_, "definition"))
        await two_persons.propose(connection, actor, about, next_)


async def give_back(actor: Actor, survey_id: UUID, note: str) -> None:
    """Gives a proposal back. Raises NotFound, Forbidden, Conflict."""
    async with transaction() as connection:
        about = of(survey_id, (await _locked(connection, survey_id))["agency_id"])
        await two_persons.give_back(connection, actor, about, note)


async def publish(actor: Actor, survey_id: UUID, revision: int) -> None:
    """Opens the survey of somebody else for its period. Raises NotFound, Forbidden for its author,
    Conflict, PreconditionFailed, RuleBroken."""
    async with transaction() as connection:
        row = await _draft(connection, survey_id)
        next_ = await two_persons.approving(
            connection, actor, of(survey_id, row["agency_id"]), revision
        )
        text = text_of(next_, "definition")
        _must_be_sound(row, text)
        now = clock.now()
        await connection.execute(
            "update survey set text = $2::jsonb, title = $3, audience = $4, procedure_codes = $5, "
            "opens_at = $6, closes_at = $7, published_at = $8, written_by_name = $9, "
            "approved_by_name = $10 where id = $1",
            survey_id, msgspec.json.encode(text).decode(), text.title, text.audience,
            text.procedure_codes, moment(text.opens_at) or now, moment(text.closes_at), now,
            next_["proposed_by_name"], actor.full_name,
        )  # fmt: skip


async def move_closing(actor: Actor, survey_id: UUID, closes_at: str) -> None:
    """Ends a survey earlier or later. Raises NotFound, Forbidden, Conflict, Malformed."""
    try:
        until = moment(closes_at)
    except ValueError:
        until = None
    if until is None:
        sentence = "Thời điểm chưa đúng; viết như 08:00 05/12/2026."
        raise Malformed(sentence, errors=[field("/closes_at", sentence)])
    async with transaction() as connection:
        row = await _led(connection, actor, survey_id)
        if row["results_at"] is not None:
            raise Conflict("Kết quả đã công bố nên không mở lại.", en="Results are published.")
        until = max(until, row["opens_at"], clock.now())
        await connection.execute("update survey set closes_at = $2 where id = $1", survey_id, until)
        detail = {"closes_at": iso(until)}
        await record(connection, actor, "survey.closing_moved", subject_id=survey_id, detail=detail)


async def issue_links(actor: Actor, survey_id: UUID, count: int) -> list[str]:
    """Links for people without an account, each good for one answer; kept nowhere.

    Raises NotFound, Forbidden, Conflict, RuleBroken for too many.
    """
    async with transaction() as connection:
        row = await _led(connection, actor, survey_id)
        if row["audience"] == Audience.OFFICERS:
            raise Conflict("Cán bộ trả lời bằng tài khoản.", en="Officers answer by account.")
        last = row["links_issued"]
        if last + count > _MOST_LINKS:
            raise RuleBroken("Cuộc khảo sát này đã có quá nhiều đường dẫn.", en="Too many links.")
        await connection.execute(
            "update survey set links_issued = $2 where id = $1", survey_id, last + count
        )
        detail = {"from": last + 1, "to": last + count}
        await record(connection, actor, "survey.links_issued", subject_id=survey_id, detail=detail)
    return [link(survey_id, number) for number in range(last + 1, last + count + 1)]


async def publish_results(actor: Actor, survey_id: UUID, conclusion: str) -> None:
    """Shows everybody the results with what the agency makes of them. Raises NotFound, Forbidden,
    Conflict while it is open."""
    async with transaction() as connection:
        row = await _led(connection, actor, survey_id)
        if state(row) is not SurveyState.CLOSED:
            raise Conflict(
                "Chỉ công bố kết quả sau khi kết thúc lấy ý kiến.",
                en="Results are published once it is closed.",
                slug="survey-open",
            )
        await connection.execute(
            "update survey set results_at = $2, conclusion = $3 where id = $1",
            survey_id,
            clock.now(),
            cleaned(conclusion),
        )
        await record(connection, actor, "survey.results_published", subject_id=survey_id)


async def _kept(text: SurveyText) -> SurveyText:
    if text.audience not in set(Audience):
        sentence = "Chọn đối tượng lấy ý kiến."
        raise Malformed(sentence, errors=[field("/text/audience", sentence)])
    codes = [code.strip() for code in text.procedure_codes if code.strip()]
    unknown = sorted(set(codes) - await known_procedures(set(codes)))
    if unknown:
        sentence = f"Không có thủ tục mang mã {', '.join(unknown)}."
        raise RuleBroken(sentence, errors=[field("/text/procedure_codes", sentence)])
    times = {}
    for name in ("opens_at", "closes_at"):
        try:
            found = moment(getattr(text, name))
        except ValueError:
            sentence = "Thời điểm chưa đúng; viết như 08:00 05/12/2026."
            raise Malformed(sentence, errors=[field(f"/text/{name}", sentence)]) from None
        times[name] = iso(found) if found is not None else ""
    return msgspec.structs.replace(
        text,
        title=one_line(text.title),
        title_en=one_line(text.title_en),
        intro=cleaned(text.intro),
        intro_en=cleaned(text.intro_en),
        sections=[
            msgspec.structs.replace(s, title=one_line(s.title), text=cleaned(s.text))
            for s in text.sections
        ],
        procedure_codes=codes,
        **times,
    )


async def _keep(
    connection: asyncpg.Connection, actor: Actor, about: Subject, text: SurveyText, revision: int
) -> None:
    body = msgspec.json.encode(text)
    await two_persons.keep(connection, actor, about, text.title, body, revision)


async def _locked(connection: asyncpg.Connection, survey_id: UUID) -> asyncpg.Record:
    row = await connection.fetchrow(
        "select * from survey where tenant_id = $1 and id = $2 for update",
        settings().tenant,
        survey_id,
    )
    if row is None:
        raise NotFound("Không có cuộc khảo sát này.", en="There is no such survey.")
    return row


async def _draft(connection: asyncpg.Connection, survey_id: UUID) -> asyncpg.Record:
    row = await _locked(connection, survey_id)
    if row["published_at"] is not None:
        raise Conflict(
            "Cuộc khảo sát đã mở nên câu hỏi không đổi được nữa.",
            en="A published survey does not change.",
            slug="survey-published",
        )
    return row


async def _led(connection: asyncpg.Connection, actor: Actor, survey_id: UUID) -> asyncpg.Record:
    row = await _locked(connection, survey_id)
    if not holds_there(actor, row["agency_id"]):
        raise not_leading()
    if row["published_at"] is None:
        raise Conflict("Cuộc khảo sát này chưa mở.", en="It is not published yet.")
    return row


async def note_export(actor: Actor, survey_id: UUID, form: str) -> None:
    """Keeps who took every single answer away, and as what."""
    async with transaction() as connection:
        await record(
            connection, actor, "survey.answers_taken", subject_id=survey_id, detail={"form": form}
        )


def _must_be_sound(row: asyncpg.Record, text: SurveyText) -> None:
    wrong = faults(SurveyKind(row["kind"]), text, clock.now())
    if wrong:
        raise RuleBroken(
            "Chưa mở lấy ý kiến được. Vui lòng sửa các mục được nêu.",
            en="The survey is not sound yet.",
            errors=wrong,
            slug="survey-unsound",
        )
