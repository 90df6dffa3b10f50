"""Questions and answers with the national portal (TT 01/2018 Điều 16.2.đ, i): what people ask
there is answered here and told back; our published set is told there.

Services `LayDanhSachHoiDapGuiTuDVCQG`, `DongBoKetQuaHoiDapGuiTuDVCQG`, `DongBoHoiDap` of the
messages of 2019. The names are published, the members of their records are not: those below are
to be confirmed with the portal.
"""

from typing import Any
from uuid import UUID

import structlog

from backend.catalogue.queries import known_procedures
from backend.connections.adapter import Refused, Sent, Unreachable
from backend.connections.queueing import enqueue
from backend.content.actions.elsewhere import Elsewhere, keep
from backend.content.questions import ForElsewhere, for_elsewhere
from backend.law.calendar import VIETNAM
from backend.national.codes import ADAPTER_ID
from backend.national.portal import Portal
from backend.organisation.queries import agencies, help_desk
from backend.platform import clock
from backend.platform.database import execute, fetch_value, transaction
from backend.platform.outbox import Message
from backend.settings import settings
from shared.vocabulary.content import QuestionState

QUESTION, SET = "question", "question_set"
_MOST_PAGES = 20  # a minute
_ANSWERED, _REFUSED = "1", "2"
_READ = """
insert into national_question_cursor (tenant_id, after, read_at) values ($1, $2, $3)
on conflict (tenant_id) do update set after = $2, read_at = $3, trouble = ''
"""
_STOPPED = """
insert into national_question_cursor (tenant_id, read_at, trouble) values ($1, $2, $3)
on conflict (tenant_id) do update set read_at = $2, trouble = $3
"""
log = structlog.get_logger("national")


def exchanged() -> bool:
    """Whether a portal is set whose messages of questions are known."""
    return bool(settings().national_url) and settings().national_version == "2019"


async def read_questions() -> int:
    """Every minute: keeps what was asked on the portal since; returns how many were new.

    A page and the cursor past it commit together; a portal that is away is asked in a minute.
    """
    if not exchanged():
        return 0
    try:
        return await _read_on()
    except (Unreachable, Refused) as trouble:
        await execute(_STOPPED, settings().tenant, clock.now(), str(trouble)[:300])
        return 0


async def _read_on() -> int:
    after = await fetch_value(
        "select after from national_question_cursor where tenant_id = $1", settings().tenant
    )
    new, after = 0, str(after or "")
    async with Portal() as portal:
        for _page in range(_MOST_PAGES):
            reply = await portal.ask("LayDanhSachHoiDapGuiTuDVCQG", sau=after)
            asked = await _understood(reply.result)
            after = reply.next or after
            async with transaction() as connection:
                for one in asked:
                    new += await keep(connection, one)
                await connection.execute(_READ, settings().tenant, after, clock.now())
            if not reply.next or not reply.result:
                break
    return new


async def _understood(rows: list[dict[str, Any]]) -> list[Elsewhere]:
    """An agency or a procedure that is not ours goes to who sorts questions, never nowhere."""
    ours = {one.code: UUID(one.id) for one in await agencies()}
    desk = await help_desk()
    procedures = await known_procedures({_text(row, "MaTTHC") for row in rows} - {""})
    found = []
    for row in rows:
        code, body = _text(row, "MaHoiDap"), _text(row, "NoiDung")
        if not code or len(code) > 60 or not body:
            log.warning("question of the portal not readable", has_code=bool(code))
            continue
        title, procedure = _text(row, "TieuDe"), _text(row, "MaTTHC")
        found.append(
            Elsewhere(
                code=code,
                body=f"{title}\n{body}" if title else body,
                name=_text(row, "HoTen"),
                agency_id=ours.get(_text(row, "MaDonVi"), desk),
                procedure_code=procedure if procedure in procedures else "",
            )
        )
    return found


async def question_moved(message: Message) -> None:
    """An answer, or a change of the published set, goes to the portal; once a message."""
    if not exchanged():
        return
    kind = QUESTION if message.payload["what"] == "answer" else SET
    async with transaction() as connection:
        await enqueue(connection, ADAPTER_ID, message.subject_id, kind, {}, str(message.id))


async def tell_question(question_id: UUID, kind: str) -> Sent:
    """Tells of a question as it stands now. Raises Unreachable, Refused."""
    found = await for_elsewhere(question_id)
    if found is None:
        raise Refused("Câu hỏi không còn ở đây.")
    service, said = (
        ("DongBoKetQuaHoiDapGuiTuDVCQG", _answer(found))
        if kind == QUESTION
        else ("DongBoHoiDap", _pair(found))
    )
    async with Portal() as portal:
        await portal.send(service, [said], updating=kind == SET and found.pair is None)
    return Sent(found.code)


def _answer(found: ForElsewhere) -> dict[str, str]:
    refused = found.state is QuestionState.REFUSED
    at = found.answered_at
    return {
        "MaHoiDap": found.code,
        "TraLoi": found.reason if refused else found.answer,
        "TrangThai": _REFUSED if refused else _ANSWERED,
        "NgayTraLoi": at.astimezone(VIETNAM).strftime("%Y%m%d%H%M%S") if at else "",
        "DonViTraLoi": found.agency,
    }


def _pair(found: ForElsewhere) -> dict[str, str]:
    question, answer = found.pair or ("", "")
    return {
        "MaHoiDap": found.code,
        "CauHoi": question,
        "TraLoi": answer,
        "MaTTHC": found.procedure_code,
        "MaDonVi": found.agency_code,
        "SuDung": "1" if found.pair else "0",
    }


def _text(row: dict[str, Any], name: str) -> str:
    return str(row.get(name) or "").replace("\x00", "").strip()
