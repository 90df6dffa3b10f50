"""Telling the applicant of an act: one notice a message."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from backend.law.deadlines import moment_words
from backend.law.on_time import on_time_class
from backend.notifications.rules import shortened
from backend.notifications.telling import Told, tell
from backend.notifications.wording import Written
from backend.notifications.wordings import EARLY, EVENTS, key_of
from backend.platform import clock
from backend.platform.database import fetch_row
from backend.platform.outbox import Message
from backend.platform.sealing import opened
from backend.settings import settings
from shared.vocabulary.acts import Act
from shared.vocabulary.time_units import DeadlineClass

DOSSIER = """
select d.id, d.applicant_id, d.applicant_name, d.applicant_email, d.applicant_phone,
    d.procedure_name, d.due_at, d.finished_at, coalesce(d.code, d.reference) as code,
    d.receiving_agency_id, g.name as agency
from dossier d join agency g on g.id = d.receiving_agency_id where d.id = $1
"""


Invite = Callable[[UUID], Awaitable[str]]


async def tell_applicant(message: Message, invite: Invite | None = None) -> None:
    """The notice of an act, once; acts that concern officers alone say nothing.

    `invite` gives the address at which a dossier that was handed over is rated, or nothing.
    """
    row = await fetch_row(DOSSIER, message.subject_id)
    event = key_of(Act(message.payload["act"]))
    if row is None or event not in EVENTS:
        return
    early = on_time_class(row["due_at"], row["finished_at"], clock.now())
    if event == key_of(Act.FINISH) and early is DeadlineClass.DONE_EARLY:
        event = EARLY
    more = {"note": str(message.payload.get("note", ""))}
    if event == key_of(Act.HAND_OVER):
        link = await invite(row["id"]) if invite is not None else ""
        more["rating"] = link or f"{settings().citizen_url}/ho-so/{row['id']}"
    await tell(message, about_dossier(row, event, more))


async def notice_and_letter(
    message: Message,
    *,
    account_id: UUID | None,
    dossier_id: UUID,
    address: str,
    subject: str,
    body: str,
) -> None:
    """Tells with words made by who calls: into the inbox, by letter, to browsers."""
    await tell(
        message,
        Told(
            event=message.topic,
            facts={},
            account_id=account_id,
            dossier_id=dossier_id,
            email=address,
            path=f"/ho-so/{dossier_id}",
            own=Written(subject, body, body, shortened(subject)),
        ),
    )


def about_dossier(row: Any, event: str, more: dict[str, str]) -> Told:
    """Something to tell the applicant of a dossier read with `DOSSIER`."""
    facts = {
        "name": row["applicant_name"],
        "code": row["code"],
        "procedure": row["procedure_name"],
        "agency": row["agency"],
        "due": moment_words(row["due_at"]) if row["due_at"] else "theo giấy hẹn",
        "note": "",
    }
    return Told(
        event=event,
        facts=facts | more,
        account_id=row["applicant_id"],
        dossier_id=row["id"],
        agency_id=row["receiving_agency_id"],
        email=opened(row, "dossier.applicant_email"),
        phone=opened(row, "dossier.applicant_phone"),
        path=f"/ho-so/{row['id']}",
    )
