"""The ways to a person's mailbox, telephone and browser, each an adapter of its own."""

from backend.connections.adapter import Adapter
from backend.notifications.adapters.mail import Mail
from backend.notifications.adapters.push import Push
from backend.notifications.adapters.sms import Sms
from backend.notifications.adapters.zalo import Zalo


def adapters() -> list[Adapter]:
    """All of them; one that is not configured refuses with a sentence that says so."""
    return [Mail(), Sms(), Zalo(), Push()]
