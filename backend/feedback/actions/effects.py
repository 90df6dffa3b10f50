"""What each act does to a petition besides moving its state."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.feedback.actions.together import note_merged, take_in, who_answers
from backend.feedback.codes import plain
from backend.feedback.petition_queries import may_handle, sender_of
from backend.feedback.petition_scope import takes
from backend.feedback.rules import personal_in
from backend.law import petitions as law
from backend.law.search_text import search_text
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.problems import RuleBroken
from backend.platform.problems import field as wrong
from backend.platform.sealing import sealed
from shared.contracts.petitions import PerformPetitionAct
from shared.vocabulary.petitions import PetitionKind, PetitionState


@dataclass
class Doing:
    """An act under way: the locked row, what came with it, the columns it changes."""

    connection: asyncpg.Connection
    actor: Actor
    row: asyncpg.Record
    data: PerformPetitionAct
    columns: dict[str, Any] = field(default_factory=dict)
    words: str = ""


async def take(doing: Doing) -> None:
    """Classified and given to somebody."""
    _classify(doing)
    await _give(doing)
    doing.columns |= {"taken_at": clock.now(), "reminded": 0}


async def assign(doing: Doing) -> None:
    """Given to somebody else, or classified anew."""
    _classify(doing)
    await _give(doing)


async def refuse(doing: Doing) -> None:
    """Not taken, with the reason the sender reads."""
    doing.words = _words(doing, "Ghi lý do từ chối để người gửi biết.")
    now, row = clock.now(), doing.row
    doing.columns["closed_at"] = now
    if row["state"] == PetitionState.SUPPLEMENT:  # what was waited for does not count
        calendar = await working_calendar(row["agency_id"])
        doing.columns["due_at"] = law.resumed(
            calendar, row["due_at"], row["supplement_asked_at"], now
        )


async def ask(doing: Doing) -> None:
    """The clock rests until the sender has given more."""
    doing.words = _words(doing, "Ghi rõ cần bổ sung thông tin gì.")
    doing.columns["supplement_asked_at"] = clock.now()


async def transfer(doing: Doing) -> None:
    """To another agency of this system; the time for the answer runs on."""
    doing.words = _words(doing, "Ghi lý do chuyển.")
    wanted = await doing.connection.fetchrow(
        f"select g.id, g.name, {takes('g.id', '$3')} as takes from agency g where g.id = $1 "
        "and g.tenant_id = $2 and not g.demonstration",
        _uuid(doing.data.agency_id, "/agency_id", "Chọn cơ quan nhận."),
        doing.row["tenant_id"],
        doing.row["about"],
    )
    if wanted is None or wanted["id"] == doing.row["agency_id"]:
        raise _refused("/agency_id", "Chọn một cơ quan khác để chuyển.")
    if not wanted["takes"]:
        raise _refused(
            "/agency_id",
            "Ở cơ quan này không ai tiếp nhận được: chưa có lãnh đạo, trưởng Bộ phận Một cửa, hoặc "
            "chính họ bị phản ánh. Hãy chuyển cơ quan cấp trên; lãnh đạo ở đó xử lý.",
        )
    calendar = await working_calendar(wanted["id"])
    doing.words = f"Chuyển {wanted['name']}. {doing.words}"
    doing.columns |= {
        "agency_id": wanted["id"],
        "unit_id": None,
        "officer_id": None,
        "taken_at": None,
        "reminded": 0,
        "take_by": law.take_again_by(calendar, clock.now(), doing.row["due_at"]),
    }


async def pass_on(doing: Doing) -> None:
    """To an agency outside, or where its own law says."""
    doing.words = _words(doing, "Ghi cơ quan có thẩm quyền và căn cứ chuyển.")
    doing.columns["closed_at"] = clock.now()


async def merge(doing: Doing) -> None:
    """Answered together with another one of the same agency."""
    row = doing.row
    other = await doing.connection.fetchrow(
        "select * from petition where code = $1 and tenant_id = $2 and agency_id = $3 "
        "and state not in ('merged', 'refused', 'passed_on') and $4 <> all(about) for update",
        plain(doing.data.into), row["tenant_id"], row["agency_id"], doing.actor.account_id,
    )  # fmt: skip
    if other is None or other["id"] == row["id"]:
        raise _refused("/into", "Ghi mã một phản ánh khác, chưa gộp, của cơ quan này.")
    if who_answers(other) & set(row["about"]):
        raise _refused(
            "/into",
            "Người xử lý, soạn hoặc duyệt trả lời phản ánh đó là người bị phản ánh ở đây. Hãy giao "
            "phản ánh đó cho người khác rồi gộp, hoặc trả lời riêng.",
        )
    await take_in(doing.connection, row, other)
    into, note = other["code"], doing.data.note.strip()
    doing.words = f"Gộp vào {into}, trả lời chung. {note}".strip()
    if other["answered_at"] is not None:
        doing.words = f"Gộp vào {into}, đã có trả lời chung. {note}".strip()
    doing.columns |= {"merged_into": other["id"], "closed_at": clock.now()}


async def draft(doing: Doing) -> None:
    """The answer as its handler would give it."""
    text = doing.data.answer.strip()
    if len(text) < 10:
        raise _refused("/answer", "Soạn nội dung trả lời.")
    doing.words = doing.data.note.strip()
    doing.columns |= {
        "answer": sealed("petition.answer", doing.row["id"], text),
        "drafted_by": doing.actor.account_id,
    }


async def send_back(doing: Doing) -> None:
    """Not like this."""
    doing.words = _words(doing, "Ghi điều cần sửa.")


async def approve(doing: Doing) -> None:
    """The answer goes to the sender, by another person than wrote it."""
    now = clock.now()
    doing.words = doing.data.note.strip()
    doing.columns |= {
        "approved_by": doing.actor.account_id,
        "answered_at": now,
        "closed_at": now,
        "reminded": 0,
    }
    if doing.row["wishes_publication"]:
        calendar = await working_calendar(doing.row["agency_id"])
        doing.columns["publish_by"] = law.publish_by(calendar, now)
    await note_merged(doing.connection, doing.actor, doing.row["id"])


async def publish(doing: Doing) -> None:
    """Shown to everybody, in words without personal data."""
    data = doing.data
    shown = {
        "public_subject": data.public_subject.strip(),
        "public_body": data.public_body.strip(),
        "public_answer": data.public_answer.strip(),
    }
    person = await sender_of(doing.row)
    for name, text in shown.items():
        if len(text) < 5:
            raise _refused(f"/{name}", "Ghi nội dung sẽ công khai.")
        found = personal_in(text, person)
        if found:
            raise _refused(
                f"/{name}", f"Còn thông tin cá nhân “{found}”. Hãy bỏ hoặc thay bằng dấu ba chấm."
            )
    doing.columns |= shown
    doing.columns |= {
        "published_at": clock.now(),
        "search_text": search_text(" ".join(shown.values())),
    }


def _classify(doing: Doing) -> None:
    kind, topic = doing.data.kind, doing.data.topic
    if kind is not None:
        if doing.row["anonymous"] and kind is not PetitionKind.REPORT:
            raise _refused("/kind", "Phản ánh ẩn danh không đổi loại được.")
        doing.columns["kind"] = kind
    if topic is not None:
        doing.columns["topic"] = topic
    doing.words = doing.data.note.strip()


async def _give(doing: Doing) -> None:
    officer_id = _uuid(doing.data.officer_id, "/officer_id", "Chọn người xử lý.")
    if officer_id in doing.row["about"]:
        raise _refused("/officer_id", "Người bị phản ánh không xử lý phản ánh này.")
    found = await may_handle(doing.connection, doing.row["agency_id"], officer_id)
    if found is None:
        raise _refused("/officer_id", "Người này không làm việc ở cơ quan đang giữ phản ánh.")
    doing.columns |= {"officer_id": officer_id, "unit_id": found["unit_id"]}


def _words(doing: Doing, sentence: str) -> str:
    text = doing.data.note.strip()
    if len(text) < 5:
        raise _refused("/note", sentence)
    return text


def _uuid(text: str, pointer: str, sentence: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise _refused(pointer, sentence) from None


def _refused(pointer: str, sentence: str) -> RuleBroken:
    return RuleBroken(sentence, errors=[wrong(pointer, sentence)])
