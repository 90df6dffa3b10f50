"""Telling the applicant that their question was answered."""

from backend.notifications.actions import DOSSIER, about_dossier
from backend.notifications.telling import tell
from backend.notifications.wordings import ANSWERED
from backend.platform.database import fetch_row
from backend.platform.outbox import Message


async def tell_of_answer(message: Message) -> None:
    """One notice."""
    row = await fetch_row(DOSSIER, message.subject_id)
    if row is not None:
        await tell(message, about_dossier(row, ANSWERED, {}))
