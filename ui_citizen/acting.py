"""On every page: that this session acts for somebody else, so that nobody forgets it; and that
letters to one's mailbox come back."""

import reflex as rx
from reflex.components.component import Component

from shared.client import mandates
from shared.client.base import ApiProblem
from shared.ui.session import api, cookie_of


class Acting(rx.State):
    """For whom."""

    principal: str = ""
    mail_returned: str = ""

    @rx.event
    async def look(self):
        """Asks once a page, and only for somebody who is signed in."""
        if not cookie_of(self, "citizen"):
            self.principal, self.mail_returned = "", ""
            return
        try:
            found = await mandates.acting(api(self, "citizen"))
            self.principal, self.mail_returned = found.principal or "", found.mail_returned
        except ApiProblem:
            self.principal, self.mail_returned = "", ""


def acting_banner() -> Component:
    """Nothing for whoever acts for themselves."""
    return rx.el.div(
        rx.cond(
            Acting.principal != "",
            rx.el.div(
                "Bạn đang làm thay ",
                rx.el.b(Acting.principal),
                ". ",
                rx.el.a("Đổi", href="/uy-quyen/"),
                class_name="acting",
                role="status",
            ),
        ),
        rx.cond(
            Acting.mail_returned != "",
            rx.el.div(
                Acting.mail_returned,
                " ",
                rx.el.a("Sửa địa chỉ thư", href="/tai-khoan/lien-he/"),
                class_name="acting",
                role="status",
            ),
        ),
        on_mount=Acting.look,
    )
