"""Whether an officer wants the daily letter."""

import reflex as rx
from reflex.components.component import Component

from shared.client import notifications
from shared.client.base import ApiProblem
from shared.contracts.notifications import MessageChoices, SetMessageChoices
from shared.ui.session import api
from ui_officer.layout import message


class Digest(rx.State):
    """The choice."""

    shown: bool = False
    wanted: bool = False
    problem: str = ""
    notice: str = ""

    @rx.event
    async def load(self):
        """Reads it; before the first steps are done there is nothing to choose."""
        self.reset()
        try:
            found = await notifications.choices(api(self, "officer"))
        except ApiProblem:
            return
        self.wanted, self.shown = found.digest, True

    @rx.event
    async def choose(self, wanted: bool):
        """Keeps it at once."""
        self.problem = self.notice = ""
        client = api(self, "officer")
        try:
            now = await notifications.choices(client)
            self.wanted = (await notifications.choose(client, _with(now, wanted))).digest
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.notice = "Đã bật thư tóm tắt." if self.wanted else "Đã tắt thư tóm tắt."


def _with(now: MessageChoices, digest: bool) -> SetMessageChoices:
    given = {name: getattr(now, name) for name in SetMessageChoices.__struct_fields__}
    return SetMessageChoices(**given | {"digest": digest})


def digest_card() -> Component:
    """One box to tick."""
    return rx.cond(
        Digest.shown,
        rx.el.section(
            rx.el.h2("Thư tóm tắt hằng ngày"),
            rx.cond(Digest.problem != "", message(Digest.problem)),
            rx.cond(Digest.notice != "", message(Digest.notice, "good")),
            rx.el.label(
                rx.el.input(type="checkbox", checked=Digest.wanted, on_change=Digest.choose),
                "Gửi cho tôi lúc 7 giờ 30 mỗi ngày làm việc",
                class_name="tick",
            ),
            rx.el.p(
                "Số hồ sơ đang thụ lý, quá hạn, đến hạn trong ngày; câu hỏi chờ trả lời; nhắc việc "
                "chưa đọc.",
                class_name="muted small",
            ),
            class_name="card",
        ),
    )
