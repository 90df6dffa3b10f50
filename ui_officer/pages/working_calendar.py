"""The working calendar: special dates by year, and counting open due dates anew."""

import dataclasses
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import reflex as rx
from reflex.components.component import Component

from shared.client import calendar, identity
from shared.client.base import ApiProblem
from shared.contracts.calendar import CalendarYearView, Recalculation, SetDay, StartRecalculation
from shared.ui.session import api
from shared.ui.words import day, moment
from shared.vocabulary.day_kinds import DAY_KIND_LABELS
from ui_officer.layout import Person, message, shell

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclasses.dataclass
class Date:
    """One special date."""

    id: str
    day: str
    kind: str
    note: str
    agency: str
    can_remove: bool


@dataclasses.dataclass
class Moving:
    """A dossier whose due date would move."""

    id: str
    code: str
    name: str
    old: str
    new: str


class WorkingDays(rx.State):
    """One year on screen."""

    year: int = 0
    is_open: bool = True
    dates: list[Date] = []
    may_write: bool = False
    everybody: bool = False
    problem: str = ""
    notice: str = ""
    moving: list[Moving] = []
    looked: bool = False
    cursor: str = ""
    run_id: str = ""
    run_words: str = ""
    running: bool = False
    _agency_id: str = ""

    @rx.event
    async def load(self):
        """This year."""
        self.reset()
        try:
            me = await identity.me(api(self, "officer"))
            self.everybody = any(r.role == "system_admin" for r in me.roles)
            own = [r.agency_id for r in me.roles if r.role in ("leader", "system_admin")]
            self.may_write, self._agency_id = bool(own), own[0] if own else ""
            self._show(await calendar.year(api(self, "officer"), datetime.now(_VIETNAM).year))
        except ApiProblem as refused:
            self.problem = refused.message

    def _show(self, view: CalendarYearView) -> None:
        self.year, self.is_open = view.year, view.is_open
        self.dates = [
            Date(
                d.id,
                day(d.day),
                d.kind_label + (f", {d.hours}" if d.hours else ""),
                d.note,
                d.agency or "Toàn tỉnh",
                d.can_remove and self.may_write,
            )
            for d in view.days
        ]

    @rx.event
    async def turn(self, years: int):
        """Another year."""
        try:
            self._show(await calendar.year(api(self, "officer"), self.year + years))
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    async def add(self, form: dict[str, Any]):
        """One more special date."""
        self.problem, self.notice = "", ""
        values = {k: str(form.get(k, "")).strip() for k in ("day", "kind", "note")}
        values |= {k: str(form.get(k, "")) for k in ("opens", "closes") if form.get(k)}
        values["agency_id"] = "" if self.everybody else self._agency_id
        try:
            view = await calendar.set_day(api(self, "officer"), msgspec.convert(values, SetDay))
        except msgspec.ValidationError:
            self.problem = "Chọn ngày, loại ngày và ghi lý do (từ 3 ký tự)."
            return
        except ApiProblem as refused:
            self.problem = " ".join([refused.message, *(e.message for e in refused.errors)])
            return
        self._show(view)
        self.notice = "Đã ghi. Hạn trả của hồ sơ đang mở chưa đổi; xem trước rồi tính lại bên dưới."

    @rx.event
    async def remove(self, id_: str):
        """One special date less."""
        self.problem, self.notice = "", ""
        try:
            await calendar.remove_day(api(self, "officer"), id_)
            self._show(await calendar.year(api(self, "officer"), self.year))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.notice = "Đã bỏ. Hạn trả của hồ sơ đang mở chưa đổi."

    @rx.event
    async def look(self):
        """Which due dates would move."""
        self.moving, self.cursor, self.problem = [], "", ""
        await self._more()
        self.looked = True

    @rx.event
    async def more(self):
        """The next 200 dossiers."""
        await self._more()

    async def _more(self) -> None:
        try:
            page = await calendar.preview(api(self, "officer"), self.cursor)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.cursor = page.next_cursor or ""
        self.moving = self.moving + [
            Moving(m.dossier_id, m.code, m.procedure_name, moment(m.due_at), moment(m.new_due_at))
            for m in page.items
        ]

    @rx.event
    async def recalculate(self, form: dict[str, Any]):
        """Has the queue do it."""
        self.problem = ""
        reason = str(form.get("reason", "")).strip()
        if len(reason) < 10:
            self.problem = "Ghi lý do tính lại, ít nhất 10 ký tự; người nộp đọc được lý do này."
            return
        try:
            run = await calendar.recalculate(api(self, "officer"), StartRecalculation(reason))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self._told(run)

    @rx.event
    async def check(self, _at: str):
        """How far it is."""
        if not self.running:
            return
        try:
            self._told(await calendar.progress(api(self, "officer"), self.run_id))
        except ApiProblem as refused:
            self.problem = refused.message

    def _told(self, run: Recalculation) -> None:
        self.run_id, self.running = run.id, run.finished_at is None
        self.run_words = (
            f"{'Đang tính lại' if self.running else 'Đã tính lại xong'}: {run.percent}%, đã xem "
            f"{run.looked_at} trên {run.total} hồ sơ, đổi hạn {run.moved} hồ sơ."
        )
        if not self.running:
            self.looked, self.moving = False, []


def _date(d: Date) -> Component:
    return rx.el.tr(
        rx.el.td(d.day),
        rx.el.td(d.kind),
        rx.el.td(d.note),
        rx.el.td(d.agency),
        rx.el.td(
            rx.cond(
                d.can_remove,
                rx.el.button(
                    "Bỏ",
                    type="button",
                    on_click=WorkingDays.remove(d.id),
                    class_name="link",
                    aria_label=rx.Var.create("Bỏ ngày ") + d.day,
                ),
            )
        ),
    )


def _field(name: str, label: str, kind: str) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(id=name, name=name, type=kind, auto_complete="off"),
        class_name="field",
    )


def _add() -> Component:
    kinds = [(kind.value, label.vi) for kind, label in DAY_KIND_LABELS.items()]
    return rx.el.form(
        rx.el.h2("Thêm ngày đặc biệt"),
        rx.el.div(
            _field("day", "Ngày", "date"),
            rx.el.div(
                rx.el.label("Loại ngày", html_for="kind"),
                rx.el.select(
                    *[rx.el.option(text, value=code) for code, text in kinds],
                    id="kind",
                    name="kind",
                ),
                class_name="field",
            ),
            _field("note", "Lý do, số quyết định", "text"),
            _field("opens", "Mở cửa (ngày nửa buổi)", "time"),
            _field("closes", "Đóng cửa (ngày nửa buổi)", "time"),
            class_name="columns",
        ),
        rx.el.p(
            rx.cond(
                WorkingDays.everybody,
                "Áp dụng cho toàn tỉnh.",
                "Áp dụng cho cơ quan của bạn.",
            ),
            class_name="small muted",
        ),
        rx.el.button("Ghi vào lịch", type="submit", class_name="button"),
        on_submit=WorkingDays.add,
        class_name="card",
    )


def _recalculation() -> Component:
    return rx.el.section(
        rx.el.h2("Tính lại hạn trả của hồ sơ đang mở"),
        rx.el.p(
            "Đổi lịch không tự đổi hạn đã hẹn. Xem trước hồ sơ nào đổi hạn, ghi lý do rồi mới "
            "tính lại; người nộp được báo.",
            class_name="small",
        ),
        rx.cond(WorkingDays.run_words != "", rx.el.p(WorkingDays.run_words, role="status")),
        rx.cond(
            WorkingDays.running,
            rx.moment(interval=1500, on_change=WorkingDays.check, class_name="sr"),
        ),
        rx.el.button(
            "Xem trước", type="button", on_click=WorkingDays.look, class_name="button plain"
        ),
        rx.cond(
            WorkingDays.looked & (WorkingDays.moving.length() == 0),
            rx.el.p("Trong các hồ sơ vừa xem, không hồ sơ nào đổi hạn."),
        ),
        rx.cond(
            WorkingDays.moving.length() > 0,
            rx.fragment(
                rx.el.table(
                    rx.el.thead(
                        rx.el.tr(
                            rx.el.th("Hồ sơ"),
                            rx.el.th("Thủ tục"),
                            rx.el.th("Hạn đã hẹn"),
                            rx.el.th("Hạn mới"),
                        )
                    ),
                    rx.el.tbody(
                        rx.foreach(
                            WorkingDays.moving,
                            lambda m: rx.el.tr(
                                rx.el.td(rx.el.a(m.code, href="/ho-so/" + m.id)),
                                rx.el.td(m.name),
                                rx.el.td(m.old),
                                rx.el.td(rx.el.b(m.new)),
                            ),
                        )
                    ),
                ),
                rx.el.form(
                    rx.el.label("Lý do tính lại", html_for="reason"),
                    rx.el.textarea(id="reason", name="reason", max_length=500),
                    rx.el.button("Tính lại các hồ sơ", type="submit", class_name="button"),
                    on_submit=WorkingDays.recalculate,
                    class_name="field",
                ),
            ),
        ),
        rx.cond(
            WorkingDays.cursor != "",
            rx.el.button(
                "Xem tiếp 200 hồ sơ", on_click=WorkingDays.more, class_name="button plain"
            ),
        ),
        class_name="card",
    )


@rx.page(
    route="/lich-lam-viec",
    title="Lịch làm việc – Một cửa điện tử",
    on_load=[Person.enter, WorkingDays.load],
)
def working_calendar() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Lịch làm việc năm ", WorkingDays.year),
        rx.el.div(
            rx.el.button("Năm trước", on_click=WorkingDays.turn(-1), class_name="button plain"),
            rx.el.button("Năm sau", on_click=WorkingDays.turn(1), class_name="button plain"),
            class_name="acts",
        ),
        rx.cond(WorkingDays.problem != "", message(WorkingDays.problem)),
        rx.cond(WorkingDays.notice != "", message(WorkingDays.notice, "good")),
        rx.cond(
            ~WorkingDays.is_open,
            message(
                "Chưa nhập ngày nghỉ lễ của năm này. Hệ thống không tính hạn rơi vào năm này.",
                "warn",
            ),
        ),
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th("Ngày"),
                    rx.el.th("Loại"),
                    rx.el.th("Lý do"),
                    rx.el.th("Áp dụng cho"),
                    rx.el.th(rx.el.span("Thao tác", class_name="sr")),
                )
            ),
            rx.el.tbody(rx.foreach(WorkingDays.dates, _date)),
        ),
        rx.cond(
            WorkingDays.dates.length() == 0,
            rx.el.p("Năm này chưa có ngày đặc biệt nào.", class_name="muted"),
        ),
        rx.cond(WorkingDays.may_write, rx.fragment(_add(), _recalculation())),
    )
