"""How somebody wants to hear from us: reading the choice, and changing it."""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.notifications.offered import offered
from backend.notifications.rules import Choice
from backend.platform import clock
from backend.platform.database import fetch_row, transaction
from backend.platform.problems import RuleBroken, field
from backend.settings import settings
from shared.contracts.notifications import MessageChoices, SetMessageChoices
from shared.vocabulary.messages import Language

USUAL = Choice()
_COLUMNS = "mail, sms, zalo, push, quiet_from, quiet_to, language, digest"
_SAVE = """
insert into message_choice (account_id, tenant_id, mail, sms, zalo, push, quiet_from, quiet_to,
    language, digest, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
on conflict (account_id) do update set mail = $3, sms = $4, zalo = $5, push = $6,
    quiet_from = $7, quiet_to = $8, language = $9, digest = $10, changed_at = $11
"""


async def choice_of(account_id: UUID | None) -> Choice:
    """What an account chose, or the usual."""
    if account_id is None:
        return USUAL
    row = await fetch_row(
        f"select {_COLUMNS} from message_choice where account_id = $1", account_id
    )
    return _choice(row) if row is not None else USUAL


async def my_choices(actor: Actor) -> MessageChoices:
    """The caller's own, with what this installation offers and where they can be reached."""
    found = await choice_of(actor.account_id)
    here = offered()
    return MessageChoices(
        mail=found.mail,
        sms=found.sms,
        zalo=found.zalo,
        push=found.push,
        quiet_from=_clock(found.quiet_from),
        quiet_to=_clock(found.quiet_to),
        language=found.language,
        digest=found.digest,
        email_known=bool(actor.email),
        phone_known=bool(actor.phone),
        sms_offered=here.sms,
        zalo_offered=here.zalo,
        push_key=here.push_key,
        officer=actor.is_officer,
    )


async def choose(actor: Actor, data: SetMessageChoices) -> MessageChoices:
    """Keeps a choice. Raises RuleBroken for quiet hours of which one end is missing."""
    begin, end = _minutes(data.quiet_from), _minutes(data.quiet_to)
    if (begin is None) != (end is None):
        missing = "/quiet_from" if begin is None else "/quiet_to"
        sentence = "Chọn cả giờ bắt đầu và giờ kết thúc, hoặc để trống cả hai."
        raise RuleBroken(
            sentence, en="Quiet hours need both ends.", errors=[field(missing, sentence)]
        )
    async with transaction() as connection:
        await connection.execute(
            _SAVE, actor.account_id, settings().tenant, data.mail, data.sms, data.zalo, data.push,
            begin, end, Language(data.language), data.digest and actor.is_officer, clock.now(),
        )  # fmt: skip
        await record(connection, actor, "messages.chosen", subject_id=actor.account_id)
    return await my_choices(actor)


def _choice(row: asyncpg.Record) -> Choice:
    return Choice(**dict(row) | {"language": Language(row["language"])})


def _minutes(text: str) -> int | None:
    return int(text[:2]) * 60 + int(text[3:]) if text else None


def _clock(minutes: int | None) -> str:
    return "" if minutes is None else f"{minutes // 60:02d}:{minutes % 60:02d}"
