"""A number by the code on its paper: where it stands, for whoever holds the paper."""

import reflex as rx
from reflex.components.component import Component

from shared.client import reception
from shared.client.base import ApiProblem
from shared.ui.session import api
from ui_citizen.layout import ready, shell, trouble, waiting
from ui_citizen.pages.desk.shapes import Number, number_of
from ui_citizen.pages.desk.taking import number_card

_EMPTY = Number("", "", "", "", "", "", "", "", False, False, "", "")


class OneNumber(rx.State):
    """The number of the address."""

    number: Number = _EMPTY
    problem: str = ""

    @rx.event
    async def load(self):
        """Reads it."""
        self.reset()
        await self._read()

    @rx.event
    async def check(self, _at: str):
        """Where it stands now."""
        if self.number.waiting or self.number.called:
            await self._read()

    async def _read(self) -> None:
        try:
            ticket = await reception.number(api(self, "citizen"), self.ticket_id)  # type: ignore[attr-defined]
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.number = number_of(ticket)


@rx.page(route="/so/[ticket_id]", title="Số thứ tự – Cổng Dịch vụ công", on_load=OneNumber.load)
def following() -> Component:
    """The page."""
    return shell(
        rx.cond(OneNumber.problem != "", trouble(OneNumber.problem)),
        rx.cond(
            OneNumber.number.id != "",
            rx.fragment(
                ready(),
                rx.el.h1("Số thứ tự của bạn"),
                number_card(OneNumber.number),
                rx.el.p(
                    "Trang này tự cập nhật. Lấy lúc " + OneNumber.number.taken + ".",
                    class_name="muted small",
                ),
                rx.moment(
                    interval=10000,
                    on_change=OneNumber.check,
                    class_name="sr",
                    custom_attrs={"aria-hidden": "true"},
                ),
            ),
            rx.cond(OneNumber.problem == "", waiting()),
        ),
    )
