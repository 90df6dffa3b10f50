"""Whose words somebody reads: the agency's, those for all agencies, or the system's."""

from dataclasses import dataclass
from uuid import UUID

from backend.notifications.alerts import alert
from backend.notifications.rules import filled, shortened
from backend.notifications.wordings import EVENTS, Wording
from backend.platform.database import fetch
from backend.settings import settings
from shared.vocabulary.messages import Language

_IN_FORCE = """
select distinct on (agency_id) agency_id, subject, body, short, retired from message_template
where tenant_id = $1 and event = $2 and language = $3 and (agency_id = $4 or agency_id is null)
order by agency_id nulls last, version desc
"""
_GREETING = {Language.VI: "Kính gửi Ông/Bà {name},", Language.EN: "Dear {name},"}
_FACTS = {
    Language.VI: (
        ("procedure", "Thủ tục"), ("code", "Mã hồ sơ"), ("agency", "Cơ quan"), ("link", "Xem tại"),
    ),
    Language.EN: (
        ("procedure", "Procedure"), ("code", "Dossier"), ("agency", "Agency"), ("link", "See"),
    ),
}  # fmt: skip
_END = {
    Language.VI: "Thư này được gửi tự động, vui lòng không trả lời.",
    Language.EN: "This message was sent automatically; please do not reply.",
}


@dataclass(frozen=True, slots=True)
class Written:
    """A message as it is read: the letter is the body with greeting, facts and close.

    `alert` is what a locked screen may show, empty where that is only that there is news.
    """

    subject: str
    body: str
    letter: str
    short: str
    alert: str = ""


async def wording_of(event: str, agency_id: UUID | None, language: Language) -> Wording:
    """The words in force."""
    rows = await fetch(_IN_FORCE, settings().tenant, event, language, agency_id)
    for row in rows:  # the agency's own first
        if not row["retired"]:
            return Wording(row["subject"], row["body"], row["short"])
    return EVENTS[event].texts[language]


def written(wording: Wording, facts: dict[str, str], language: Language) -> Written:
    """Words with the facts in them."""
    body = filled(wording.body, facts).strip()
    known = [f"{label}: {facts[key]}" for key, label in _FACTS[language] if facts.get(key)]
    parts = [filled(_GREETING[language], facts), body, "\n".join(known), _END[language]]
    return Written(
        subject=" ".join(filled(wording.subject, facts).split()),
        body=body,
        letter="\n\n".join(part for part in parts if part),
        short=shortened(filled(wording.short, facts)),
        alert=alert(wording.subject, facts, language),
    )
