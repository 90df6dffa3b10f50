"""Asking other agencies, several at once, and gathering their answers (NĐ 61/2018 Điều 19.5)."""

from uuid import UUID

from backend.dossiers.actions.drafts import as_uuid
from backend.dossiers.actions.journal import Change
from backend.dossiers.actions.situation import Situation, closing_after, let_see
from backend.law.deadlines import moment_words
from backend.notifications.reminders import REMINDER_TOPIC, Reminder
from backend.organisation.queries import agency
from backend.platform import clock, outbox
from backend.platform.database import uuid7
from backend.platform.problems import RuleBroken, field
from shared.contracts import acts as inputs
from shared.vocabulary.acts import Act


async def consult(here: Situation, change: Change) -> None:
    """Asks agencies side by side, each with the same content and time limit.

    Raises RuleBroken for the holding agency itself and for one that has not answered yet.
    """
    data: inputs.Consult = here.data
    until = await closing_after(here.row["holding_agency_id"], data.answer_within_days)
    open_now = await _open(here)
    names = []
    for number, text in enumerate(dict.fromkeys(data.agency_ids)):
        asked = await agency(as_uuid(text, f"/agency_ids/{number}"))
        id_ = UUID(asked.id)
        if id_ == here.row["holding_agency_id"]:
            raise _wrong(number, "Cơ quan đang giải quyết không tự lấy ý kiến của mình.")
        if id_ in open_now:
            raise _wrong(number, f"{asked.name} chưa trả lời lần hỏi trước.")
        await here.connection.execute(
            "insert into consultation (id, tenant_id, dossier_id, agency_id, content, asked_at, "
            "answer_by) values ($1, $2, $3, $4, $5, $6, $7)",
            uuid7(),
            here.row["tenant_id"],
            here.row["id"],
            id_,
            data.content.strip(),
            clock.now(),
            until,
        )
        await let_see(here, id_, "consulted")
        told = {"reminder": Reminder.CONSULTED, "agency_id": str(id_)}
        await outbox.publish(here.connection, REMINDER_TOPIC, here.row["id"], told)
        names.append(asked.name)
    change.note = f"{', '.join(names)}: {data.content.strip()}"
    change.payload = {"agency_ids": data.agency_ids, "until": until.isoformat()}
    waited = [*open_now.values(), *names]
    change.columns["waiting_for"] = f"Ý kiến của {', '.join(waited)}, hạn {moment_words(until)}."


async def answer_consultation(here: Situation, change: Change) -> None:
    """One agency has answered; with the last answer processing goes on.

    The executor may enter an answer that came on paper. Raises RuleBroken when it is not clear
    whose answer it is.
    """
    data: inputs.AnswerConsultation = here.data
    assert here.actor is not None
    open_now = await _open(here)
    own = set(here.actor.agencies()) & set(open_now)
    if data.agency_id:
        agency_id = as_uuid(data.agency_id, "/agency_id")
    elif len(own or open_now) == 1:
        agency_id = next(iter(own or open_now))
    else:
        raise RuleBroken(
            "Hồ sơ đang hỏi nhiều cơ quan; hãy chọn cơ quan trả lời.",
            en="Several agencies were asked; say which one answers.",
            errors=[field("/agency_id", "Chọn cơ quan trả lời.")],
        )
    executes = here.row["executor_id"] in here.actor.persons()
    if agency_id not in open_now or not (executes or agency_id in own):
        raise RuleBroken(
            "Cơ quan này không có câu hỏi đang chờ trả lời.",
            en="No question to this agency is open.",
            errors=[field("/agency_id", "Chọn cơ quan đang được lấy ý kiến.")],
        )
    change.note = f"{open_now[agency_id]}: {data.answer.strip()}"
    await here.connection.execute(
        "update consultation set closed_at = $3, answer = $4, answered_by = $5 "
        "where dossier_id = $1 and agency_id = $2 and closed_at is null",
        here.row["id"],
        agency_id,
        clock.now(),
        data.answer.strip(),
        here.actor.account_id,
    )
    await here.connection.execute(
        "delete from dossier_reach where dossier_id = $1 and subject_id = $2 "
        "and ground = 'consulted'",
        here.row["id"],
        agency_id,
    )
    left = [name for id_, name in open_now.items() if id_ != agency_id]
    change.columns["waiting_for"] = f"Ý kiến của {', '.join(left)}." if left else ""
    change.payload = {"agency_id": str(agency_id)}
    if not left:
        change.then = Act.CLOSE_CONSULTATION


async def close_consultation(here: Situation, change: Change) -> None:
    """Goes on, without the answers that have not come."""
    open_now = await _open(here)
    if open_now:
        change.note = f"Không chờ thêm ý kiến của {', '.join(open_now.values())}. {change.note}"
    change.columns["waiting_for"] = ""
    await here.connection.execute(
        "update consultation set closed_at = $2 where dossier_id = $1 and closed_at is null",
        here.row["id"],
        clock.now(),
    )
    await here.connection.execute(
        "delete from dossier_reach where dossier_id = $1 and ground = 'consulted'",
        here.row["id"],
    )


async def _open(here: Situation) -> dict[UUID, str]:
    rows = await here.connection.fetch(
        "select c.agency_id, g.name from consultation c join agency g on g.id = c.agency_id "
        "where c.dossier_id = $1 and c.closed_at is null order by c.asked_at, c.id limit 50",
        here.row["id"],
    )
    return {row["agency_id"]: row["name"] for row in rows}


def _wrong(number: int, sentence: str) -> RuleBroken:
    return RuleBroken(sentence, errors=[field(f"/agency_ids/{number}", sentence)])
