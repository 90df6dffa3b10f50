"""Seeing the whole of what is masked: with a reason, proved again, counted, and told to its owner.

Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 Điều 3, 4; OWASP ASVS V8.2.3, V14.2.4.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.access.masking import SENSITIVE
from backend.audit.actions import record
from backend.dossiers.opening import masks_for, opened
from backend.dossiers.personal import answers_in_words, contacts, given
from backend.forms.queries import form
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.problems import RuleBroken, TooMany, field
from backend.privacy.looks import Seen, note_look
from shared.contracts.privacy import Unmask, Unmasked, WholeValue
from shared.vocabulary.privacy import FIELD_LABELS, PersonalField
from shared.vocabulary.vault import Look

# More in a day than anybody's work needs; who comes near is seen in the audit trail.
MOST_A_DAY = 50
_COUNT = """
select count(*) from audit_entry where actor_id = $1 and action = 'personal_data.unmasked'
    and at > $2
"""


async def unmask(actor: Actor, dossier_id: UUID, data: Unmask) -> Unmasked:
    """The fields asked for, in the clear. Nothing is shown that was not noted first.

    Raises NotFound, RuleBroken when nothing is masked for the caller, TooMany.
    """
    row = await opened(actor, dossier_id)
    if not await masks_for(actor, row):
        raise RuleBroken(
            "Bạn đang làm việc với hồ sơ này nên thông tin đã hiện đầy đủ.",
            en="Nothing is masked for you here.",
            errors=[field("/fields", "Không có gì bị che, không cần mở.")],
            slug="not-masked",
        )
    asked = [name for name in PersonalField if name in data.fields]
    values = await _values(row, asked)
    words = ", ".join(FIELD_LABELS[name].vi.lower() for name in asked)
    reason = " ".join(data.reason.split())
    async with transaction() as connection:
        # One after the other for one person, so that fifty at once are not all the fiftieth.
        await connection.execute(
            "select pg_advisory_xact_lock(hashtextextended($1, 7))", str(actor.account_id)
        )
        day = clock.now() - timedelta(days=1)
        if await connection.fetchval(_COUNT, actor.account_id, day) >= MOST_A_DAY:
            raise TooMany(
                f"Trong một ngày chỉ xem đầy đủ được {MOST_A_DAY} lần. Hãy báo lãnh đạo nếu công "
                "việc cần nhiều hơn.",
                en="Too many in one day; please tell your head.",
                retry_after=24 * 3600,
            )
        await record(
            connection, actor, "personal_data.unmasked", subject_id=dossier_id,
            detail={"fields": list(asked), "count": len(values), "purpose": reason},
        )  # fmt: skip
        if row["applicant_id"] is not None:
            subject = f"Hồ sơ {row['code'] or row['reference']}: {words}"
            # The fields are part of the purpose, so that other fields are another look.
            purpose = f"{reason} (xem {words})"
            seen = Seen(Look.UNMASKED, dossier_id, subject, purpose, dossier_id)
            await note_look(connection, actor, row["applicant_id"], seen)
    return Unmasked(values)


async def _values(row: Any, asked: list[PersonalField]) -> list[WholeValue]:
    person = contacts(row, masks=False)
    found = [
        WholeValue(name, FIELD_LABELS[name].vi, person[name])
        for name in asked
        if person.get(name, "")
    ]
    if PersonalField.ANSWERS in asked and row["form_id"] is not None:
        definition = await form(row["form_id"])
        kinds = {q.key: q.kind for q in definition.questions}
        found += [
            WholeValue(a.key, a.label, a.value)
            for a in answers_in_words(given(row, definition), masks=False)
            if kinds[a.key] in SENSITIVE
        ]
    return found
