"""Telling the applicant: one notice a message, one letter a notice."""

from email.message import EmailMessage
from uuid import UUID

import aiosmtplib

from backend.law.deadlines import moment_words
from backend.law.on_time import on_time_class
from backend.notifications.texts import Facts, letter
from backend.platform import clock
from backend.platform.database import execute, fetch_row, transaction, uuid7
from backend.platform.outbox import Message
from backend.settings import settings
from shared.vocabulary.acts import Act
from shared.vocabulary.time_units import DeadlineClass

_DOSSIER = """
select d.applicant_id, d.applicant_name, d.applicant_email, d.procedure_name, d.due_at,
    d.finished_at, coalesce(d.code, d.reference) as code, g.name as agency
from dossier d join agency g on g.id = d.receiving_agency_id where d.id = $1
"""


async def tell_applicant(message: Message) -> None:
    """Makes the notice of an act once and mails it; a repeat finds it and only mails what is due.

    Raises aiosmtplib's errors, so that the queue tries the letter again.
    """
    row = await fetch_row(_DOSSIER, message.subject_id)
    if row is None:
        return
    facts = Facts(
        name=row["applicant_name"],
        code=row["code"],
        procedure=row["procedure_name"],
        agency=row["agency"],
        due_words=moment_words(row["due_at"]) if row["due_at"] else "theo giấy hẹn",
        note=str(message.payload.get("note", "")),
        early=on_time_class(row["due_at"], row["finished_at"], clock.now())
        is DeadlineClass.DONE_EARLY,
        link=f"{settings().citizen_url}/ho-so/{message.subject_id}",
    )
    found = letter(Act(message.payload["act"]), facts)
    if found is None:
        return
    async with transaction() as connection:
        await connection.execute(
            "insert into notice (id, tenant_id, outbox_id, account_id, dossier_id, address, "
            "subject, body, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
            "on conflict do nothing",
            uuid7(),
            message.tenant_id,
            message.id,
            row["applicant_id"],
            message.subject_id,
            row["applicant_email"],
            found.subject,
            found.body,
            clock.now(),
        )
    await _mail(message.id)


async def _mail(outbox_id: UUID) -> None:
    notice = await fetch_row(
        "select id, address, subject, body from notice where outbox_id = $1 and mailed_at is null",
        outbox_id,
    )
    if notice is None or not notice["address"]:
        return
    mail = EmailMessage()
    mail["From"] = settings().mail_from
    mail["To"] = notice["address"]
    mail["Subject"] = notice["subject"]
    # The same id on every try lets the receiving server drop a repeat.
    mail["Message-ID"] = f"<{notice['id']}@motcua.example>"
    mail.set_content(notice["body"])
    await aiosmtplib.send(
        mail, hostname=settings().smtp_host, port=settings().smtp_port, timeout=15
    )
    await execute("update notice set mailed_at = $2 where id = $1", notice["id"], clock.now())
