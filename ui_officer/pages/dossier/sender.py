"""Who sent the dossier, how surely it was they, and for whom they acted."""

import reflex as rx
from reflex.components.component import Component

from shared.client import mandates
from shared.client.base import ApiProblem
from shared.ui.session import api


class SenderOf(rx.State):
    """Of the dossier in the address."""

    known: str = ""
    principal: str = ""
    ground: str = ""
    over: bool = False

    @rx.event
    async def load(self):
        """Reads it; a dossier from the desk has no sender of its own."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            found = await mandates.sender(
                api(self, "officer"), str(self.router.url.path).rstrip("/").rsplit("/", 1)[-1]
            )
        except ApiProblem:
            return
        self.known = found.assurance_label or ""
        self.principal, self.ground = found.principal or "", found.ground or ""
        self.over = found.in_force_now is False


def sender_note() -> Component:
    """One line below the applicant's data; nothing for a dossier from the desk."""
    return rx.fragment(
        rx.cond(
            SenderOf.principal != "",
            rx.el.div(
                rx.el.b("Nộp thay: "),
                SenderOf.principal,
                " (",
                SenderOf.ground,
                ")",
                rx.cond(SenderOf.over, rx.el.b(". Ủy quyền nay đã hết hiệu lực.")),
                class_name=rx.cond(SenderOf.over, "note warn", "note"),
            ),
        ),
        rx.cond(
            SenderOf.known != "",
            rx.el.p("Người nộp được xác thực bằng: ", SenderOf.known, class_name="muted small"),
        ),
    )
