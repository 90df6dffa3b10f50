"""What the sender of a petition is told, and who in the agency learns that there is one."""

from typing import Any
from uuid import UUID

from backend.law.deadlines import moment_words
from backend.notifications.leaving import leave
from backend.notifications.telling import Told, tell
from backend.notifications.wordings_petitions import key_of_petition
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.outbox import Message
from backend.platform.sealing import opened
from shared.vocabulary.petitions import PetitionAct, PetitionState

REMINDER_TOPIC = "petition.reminder"
PUBLISHING = "publish"  # what a reminder is of, where it is not of taking or answering
_PETITION = """
select p.*, g.name as agency, g.parent_id as above_id, e.note as said, e.open as told,
    coalesce(m.code, '') as main_code from petition p
join agency g on g.id = p.agency_id left join petition m on m.id = p.merged_into
left join petition_event e on e.id = $2 where p.id = $1
"""
_COORDINATORS = """
select distinct a.id from account a join role_grant g on g.account_id = a.id
where a.disabled_at is null and g.valid_from <= $3 and (g.valid_to is null or g.valid_to > $3)
    and g.agency_id = $1 and g.role = any($4::text[]) and a.id <> all($2::uuid[]) limit 50
"""
_TOLD = {
    PetitionAct.RECEIVE: "received",
    PetitionAct.REFUSE: "refused",
    PetitionAct.ASK_SUPPLEMENT: "asked",
    PetitionAct.TRANSFER: "transferred",
    PetitionAct.PASS_ON: "passed_on",
    PetitionAct.MERGE: "merged",
    PetitionAct.APPROVE_ANSWER: "answered",
}
_WAITING = {
    PetitionAct.RECEIVE: ("Phản ánh mới {code}", "Tiếp nhận hoặc từ chối trước {take}."),
    PetitionAct.TRANSFER: ("Phản ánh {code} chuyển đến", "Tiếp nhận hoặc từ chối trước {take}."),
    PetitionAct.DRAFT_ANSWER: ("Phản ánh {code}: dự thảo chờ duyệt", "Hạn trả lời: {due}."),
    PetitionAct.TAKE: ("Bạn được giao phản ánh {code}", "Hạn trả lời: {due}."),
    PetitionAct.ASSIGN: ("Bạn được giao phản ánh {code}", "Hạn trả lời: {due}."),
    PetitionAct.SEND_BACK: ("Phản ánh {code}: dự thảo được trả lại", "Hạn trả lời: {due}."),
    PetitionAct.SUPPLEMENT: ("Phản ánh {code}: người gửi đã bổ sung", "Hạn trả lời: {due}."),
}
_TO_HANDLER = frozenset(
    {PetitionAct.TAKE, PetitionAct.ASSIGN, PetitionAct.SEND_BACK, PetitionAct.SUPPLEMENT}
)
REMINDERS = {
    1: ("Phản ánh {code} sắp đến hạn", "Hạn: {due}."),
    2: ("Phản ánh {code} đến hạn hôm nay", "Hạn: {due}. Hãy xử lý ngay trong hôm nay."),
    3: ("Phản ánh {code} đã quá hạn", "Hạn là {due}. Hãy trả lời ngay và giải trình lý do chậm."),
}

REMINDERS_TO_PUBLISH = {
    1: ("Phản ánh {code} sắp hết hạn công khai", "Đã trả lời. Hạn công khai trên Cổng: {due}."),
    2: ("Phản ánh {code} hết hạn công khai hôm nay", "Hạn: {due}. Hãy công khai trong hôm nay."),
    3: (
        "Phản ánh {code} quá hạn công khai",
        "Hạn công khai là {due}. Hãy công khai ngay và giải trình lý do chậm.",
    ),
}


async def tell_of_petition(message: Message) -> None:
    """Tells the sender what concerns them, and the officers who must act next."""
    row = await fetch_row(_PETITION, message.subject_id, UUID(message.payload["event_id"]))
    if row is None:
        return
    act = PetitionAct(message.payload["act"])
    if act in _WAITING:
        await _officers(message, row, _WAITING[act], to_handler=act in _TO_HANDLER)
    if act in _TOLD and not row["anonymous"]:
        await tell(message, _told(row, _TOLD[act]))


async def remind(message: Message) -> None:
    """Leaves the reminder of a step with whoever must act; when it is late, with the heads too.

    One that was done in the meantime is not reminded of.
    """
    row = await fetch_row(_PETITION, message.subject_id, None)
    step = int(message.payload["step"])
    if row is None:
        return
    if message.payload.get("what") == PUBLISHING:
        if row["state"] == PetitionState.ANSWERED:
            words = REMINDERS_TO_PUBLISH[step]
            await _officers(message, row, words, to_handler=False, by=message.payload["by"])
    elif row["closed_at"] is None:
        words = REMINDERS[step]
        await _officers(message, row, words, to_handler=True, by=message.payload["by"])
        if step > 2 and row["officer_id"] is not None:
            await _officers(message, row, words, to_handler=False, by=message.payload["by"])


async def _officers(
    message: Message, row: Any, words: tuple[str, str], *, to_handler: bool, by: str = ""
) -> None:
    if to_handler and row["officer_id"] is not None:
        people = [row["officer_id"]]
    else:
        people = await _coordinators(row["agency_id"], row["about"], ["leader", "desk_head"])
        if not people:  # it is about them all: whoever acts is above
            people = await _coordinators(row["above_id"], row["about"], ["leader"])
    facts = {
        "code": row["code"],
        "take": moment_words(row["take_by"]),
        "due": by or moment_words(row["due_at"]),
    }
    subject, body = words
    await leave(
        message, people, subject.format(**facts), body.format(**facts), f"/phan-anh/{row['id']}"
    )


async def _coordinators(agency_id: UUID | None, about: list[UUID], roles: list[str]) -> list[UUID]:
    found = await fetch(_COORDINATORS, agency_id, about, clock.now(), roles)
    return [one["id"] for one in found]


def _told(row: Any, what: str) -> Told:
    return Told(
        event=key_of_petition(what),
        facts={
            "name": opened(row, "petition.sender_name"),
            "petition": row["code"],
            "agency": row["agency"],
            "due": moment_words(row["due_at"]),
            "note": row["said"] or "",
        },
        account_id=row["sender_id"],
        dossier_id=None,
        agency_id=row["agency_id"],
        email=opened(row, "petition.sender_email"),
        phone=opened(row, "petition.sender_phone"),
        path=f"/phan-anh/{row['code']}" if row["sender_id"] else "/phan-anh/tra-cuu",
    )
