"""Lịch hẹn của tôi: what is to come, moved or cancelled here."""

import reflex as rx
from reflex.components.component import Component

from shared.client import appointments
from shared.client.base import ApiProblem
from shared.ui.session import api
from ui_citizen.layout import message, ready, shell, waiting
from ui_citizen.pages.desk.shapes import Booked, booked_of


class MyAppointments(rx.State):
    """Mine, the latest first."""

    loaded: bool = False
    items: list[Booked] = []
    asking: str = ""
    problem: str = ""
    notice: str = ""

    @rx.event
    async def load(self):
        """Reads them."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        if await self._read() == 401:
            return rx.redirect("/dang-nhap/?next=/lich-hen/")
        self.loaded = True
        return None

    @rx.event
    async def ask(self, appointment_id: str):
        """Really cancel? An empty id asks no more."""
        self.asking = appointment_id

    @rx.event
    async def cancel(self, appointment_id: str):
        """I no longer come."""
        self.problem, self.notice, self.asking = "", "", ""
        try:
            done = await appointments.cancel(api(self, "citizen"), appointment_id)
            self.notice = f"Đã hủy lịch hẹn “{done.kind_name}”."
        except ApiProblem as refused:
            self.problem = refused.message
        await self._read()

    async def _read(self) -> int:
        try:
            found = await appointments.mine(api(self, "citizen"))
        except ApiProblem as refused:
            self.problem = refused.message
            return refused.status
        self.items = [booked_of(one) for one in found]
        return 200


def _card(one: rx.Var[Booked]) -> Component:
    return rx.el.article(
        rx.el.p(rx.el.span(one.state, class_name="tag " + one.tone)),
        rx.el.h2(one.when),
        rx.el.p(rx.el.b(one.kind)),
        rx.cond(one.procedure != "", rx.el.p(one.procedure)),
        rx.el.p(one.agency + rx.cond(one.address != "", ", " + one.address, "")),
        rx.cond(one.reason != "", rx.el.p("Lý do: " + one.reason)),
        rx.cond(
            one.booked,
            rx.el.p("Mã lịch hẹn ", rx.el.b(one.code, class_name="code")),
        ),
        rx.cond(
            one.answers.length() > 0,
            rx.el.dl(
                rx.foreach(one.answers, lambda a: rx.el.div(rx.el.dt(a.label), rx.el.dd(a.note))),
                class_name="rows",
            ),
        ),
        rx.cond(
            one.number_href != "",
            rx.el.p(rx.el.a("Xem số thứ tự", href=one.number_href)),
        ),
        rx.cond(
            one.can_change,
            rx.cond(
                MyAppointments.asking == one.id,
                rx.el.div(
                    rx.el.p("Hủy lịch hẹn này? Chỗ của bạn sẽ dành cho người khác."),
                    rx.el.div(
                        rx.el.button(
                            "Hủy lịch hẹn",
                            on_click=MyAppointments.cancel(one.id),
                            class_name="button",
                        ),
                        rx.el.button(
                            "Giữ lại",
                            on_click=MyAppointments.ask(""),
                            class_name="button plain",
                        ),
                        class_name="actions",
                    ),
                    class_name="note warn",
                ),
                rx.el.div(
                    rx.el.a("Đổi giờ", href=one.move_href, class_name="button plain"),
                    rx.el.button(
                        "Hủy",
                        on_click=MyAppointments.ask(one.id),
                        class_name="link",
                        aria_label="Hủy lịch hẹn " + one.when,
                    ),
                    class_name="acts",
                ),
            ),
        ),
        class_name="card",
    )


@rx.page(
    route="/lich-hen", title="Lịch hẹn của tôi – Cổng Dịch vụ công", on_load=MyAppointments.load
)
def booked() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Lịch hẹn của tôi"),
        rx.cond(
            MyAppointments.loaded,
            rx.fragment(
                ready(),
                rx.cond(MyAppointments.problem != "", message(MyAppointments.problem)),
                rx.cond(MyAppointments.notice != "", message(MyAppointments.notice, "good")),
                rx.cond(
                    MyAppointments.items.length() > 0,
                    rx.foreach(MyAppointments.items, _card),
                    rx.el.p("Bạn chưa có lịch hẹn nào.", class_name="card"),
                ),
                rx.el.p(
                    rx.el.a("Đặt lịch hẹn", href="/dat-lich/", class_name="button wide"),
                ),
            ),
            waiting(),
        ),
    )
