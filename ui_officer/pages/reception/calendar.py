"""Lịch hẹn: the appointments of a day, arrivals noted."""

import datetime as dt
from zoneinfo import ZoneInfo

import reflex as rx
from reflex.components.component import Component

from shared.client import appointments
from shared.client.base import ApiProblem
from shared.ui.elements import native_form
from shared.ui.session import api, query
from shared.ui.words import day, iso_day
from ui_officer.layout import Person, message, shell
from ui_officer.pages.reception.shapes import Meeting, meeting
from ui_officer.pages.reception.tabs import AT_DESK, desk_of, tabs


class DeskDay(rx.State):
    """The day of the address, or today."""

    loaded: bool = False
    day: str = ""
    before: str = ""
    after: str = ""
    closed: str = ""
    items: list[Meeting] = []
    problem: str = ""
    notice: str = ""
    _agency_id: str = ""
    _iso: str = ""

    @rx.event
    async def load(self):
        """Reads it."""
        self.reset()
        asked = iso_day(query(self, "ngay").strip()[:10])
        try:
            wanted = dt.date.fromisoformat(asked)
        except ValueError:
            wanted = dt.datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
            if asked:
                self.problem = "Ngày ghi chưa đúng nên đang hiện hôm nay."
        self._iso, self.day = wanted.isoformat(), day(wanted.isoformat())
        one = dt.timedelta(days=1)
        self.before = f"/quay/lich-hen/?ngay={day((wanted - one).isoformat())}"
        self.after = f"/quay/lich-hen/?ngay={day((wanted + one).isoformat())}"
        try:
            self._agency_id = await desk_of(self, AT_DESK)
        except ApiProblem as refused:
            self.problem = refused.message
        if self._agency_id:
            await self._read()
        self.loaded = True

    @rx.event
    async def arrived(self, appointment_id: str):
        """The person has come."""
        self.problem, self.notice = "", ""
        try:
            ticket = await appointments.note_arrival(api(self, "officer"), appointment_id)
            self.notice = f"Đã ghi nhận. Số thứ tự: {ticket.number}."
        except ApiProblem as refused:
            self.problem = refused.message
        await self._read()

    async def _read(self) -> None:
        try:
            found = await appointments.day_of_desk(api(self, "officer"), self._agency_id, self._iso)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.closed = found.closed_because
        self.items = [meeting(one) for one in found.items]


def _row(one: rx.Var[Meeting]) -> Component:
    return rx.el.tr(
        rx.el.td(one.time, class_name="mono"),
        rx.el.td(
            rx.el.b(one.person), rx.cond(one.claims != "", rx.el.span(one.claims, class_name="sub"))
        ),
        rx.el.td(
            one.kind, rx.cond(one.procedure != "", rx.el.span(one.procedure, class_name="sub"))
        ),
        rx.el.td(one.answers),
        rx.el.td(
            rx.el.span(one.state, class_name="chip " + one.tone),
            rx.cond(one.number != "", rx.el.span("Số " + one.number, class_name="sub")),
        ),
        rx.el.td(
            rx.cond(
                one.can_arrive,
                rx.el.button(
                    "Đã đến",
                    on_click=DeskDay.arrived(one.id),
                    class_name="button plain",
                    aria_label="Đã đến: " + one.person + ", " + one.time,
                ),
            ),
            rx.cond(one.dossier != "", rx.el.a("Mở hồ sơ", href=one.dossier)),
        ),
    )


@rx.page(
    route="/quay/lich-hen",
    title="Lịch hẹn trong ngày – Một cửa điện tử",
    on_load=[Person.enter, DeskDay.load],
)
def page() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Lịch hẹn ngày ", DeskDay.day),
        tabs("lich"),
        rx.el.div(
            rx.el.a("← Ngày trước", href=DeskDay.before),
            rx.el.a("Hôm nay", href="/quay/lich-hen/"),
            rx.el.a("Ngày sau →", href=DeskDay.after),
            native_form(
                rx.el.input(
                    id="ngay", name="ngay", type="text", placeholder="ngày/tháng/năm",
                    default_value=DeskDay.day, key=DeskDay.day, max_length=10,
                    aria_label="Ngày", auto_complete="off",
                ),
                rx.el.button("Xem", type="submit", class_name="button plain"),
                action="/quay/lich-hen/",
                method="get",
                class_name="bar",
            ),
            class_name="bar",
        ),
        rx.cond(DeskDay.problem != "", message(DeskDay.problem)),
        rx.cond(DeskDay.notice != "", message(DeskDay.notice, "good")),
        rx.cond(DeskDay.closed != "", message("Ngày không nhận hẹn: " + DeskDay.closed, "warn")),
        rx.cond(~DeskDay.loaded, rx.el.p("Đang tải …", class_name="card", role="status")),
        rx.cond(
            DeskDay.items.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        *[
                            rx.el.th(words, scope="col")
                            for words in (
                                "Giờ", "Người hẹn", "Loại việc", "Đã trả lời", "Trạng thái", "Việc",
                            )
                        ]
                    )
                ),
                rx.el.tbody(rx.foreach(DeskDay.items, _row)),
            ),
            rx.cond(
                DeskDay.loaded & (DeskDay.problem == ""),
                rx.el.p("Không có lịch hẹn nào trong ngày.", class_name="card empty"),
            ),
        ),
    )  # fmt: skip
