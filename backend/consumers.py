"""Who works on which message: every topic of the outbox has exactly one consumer."""

from backend.documents.actions import RENDER_TOPIC
from backend.dossiers.actions.journal import NATIONAL_TOPIC
from backend.dossiers.actions.journal import TOPIC as DOSSIER_TOPIC
from backend.dossiers.recalculation import TOPIC as RECALCULATE_TOPIC
from backend.dossiers.recalculation import recalculate
from backend.dossiers.sweeps import sweep
from backend.national.actions import tell_again, tell_national_portal
from backend.notifications.actions import tell_applicant
from backend.notifications.reminders import REMINDER_TOPIC, remind_officers
from backend.platform.outbox import Message
from backend.platform.worker import Handler, Sweep
from backend.registers.actions import CLOSED_TOPIC
from backend.registers.actions import PRINT_TOPIC as REGISTER_TOPIC
from backend.registers.printing import print_register
from backend.results.rendering import rendered_form
from backend.succession.actions import TOPIC as SUCCESSION_TOPIC
from backend.succession.actions import move


async def _render(message: Message) -> None:
    await rendered_form(message.subject_id)


async def _print_register(message: Message) -> None:
    await print_register(message.subject_id)


CONSUMERS: dict[str, Handler] = {
    DOSSIER_TOPIC: tell_applicant,
    NATIONAL_TOPIC: tell_national_portal,
    RENDER_TOPIC: _render,
    RECALCULATE_TOPIC: recalculate,
    REMINDER_TOPIC: remind_officers,
    REGISTER_TOPIC: _print_register,
    CLOSED_TOPIC: _print_register,
    SUCCESSION_TOPIC: move,
}

# Every minute, by one worker at a time.
SWEEPS: dict[str, Sweep] = {"dossiers": sweep, "national": tell_again}
