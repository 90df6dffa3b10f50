"""Who works on which message: every topic of the outbox has exactly one consumer."""

from backend.documents.actions import RENDER_TOPIC
from backend.dossiers.actions.journal import TOPIC as DOSSIER_TOPIC
from backend.notifications.actions import tell_applicant
from backend.platform.outbox import Message
from backend.platform.worker import Handler
from backend.results.rendering import rendered_form


async def _render(message: Message) -> None:
    await rendered_form(message.subject_id)


CONSUMERS: dict[str, Handler] = {
    DOSSIER_TOPIC: tell_applicant,
    RENDER_TOPIC: _render,
}
