"""Telling the national portal of the dossier anew, by hand."""

import reflex as rx
from reflex.components.component import Component

from shared.client import national_lists
from shared.client.base import ApiProblem
from shared.ui.session import api
from ui_officer.layout import Person


class NationalAgain(rx.State):
    """What came of it."""

    said: str = ""

    @rx.event
    async def load(self):
        """Nothing was asked yet."""
        self.reset()

    @rx.event
    async def resend(self):
        """Puts the dossier of the address into the queue."""
        dossier_id = str(self.router.url.path).rstrip("/").rsplit("/", 1)[-1]
        try:
            await national_lists.resend(api(self, "officer"), dossier_id)
        except ApiProblem as refused:
            self.said = refused.message
            return
        self.said = "Đang gửi lại hồ sơ sang Cổng quốc gia."


def resending() -> Component:
    """A button for the desk, and what came of it."""
    return rx.cond(
        Person.is_desk,
        rx.el.p(
            rx.el.button(
                "Đồng bộ lại với Cổng quốc gia",
                type="button",
                on_click=NationalAgain.resend,
                class_name="link",
            ),
            " ",
            rx.el.span(NationalAgain.said, role="status"),
            class_name="small",
        ),
    )
