"""Papers asked for although they were held: how often by whom, and why."""

import dataclasses
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import reflex as rx
from reflex.components.component import Component

from shared.client import vault
from shared.client.base import ApiProblem
from shared.ui.session import api
from shared.ui.words import day, iso_day, moment
from ui_officer.layout import Person, message, shell


@dataclasses.dataclass
class Figure:
    """One officer's count."""

    agency: str
    officer: str
    times: str


@dataclasses.dataclass
class Line:
    """One request."""

    at: str
    code: str
    paper: str
    officer: str
    reason: str


class AskedAgain(rx.State):
    """The figures between two days."""

    figures: list[Figure] = []
    lines: list[Line] = []
    since: str = ""
    until: str = ""
    more: str = ""
    loaded: bool = False
    problem: str = ""

    @rx.event
    async def load(self):
        """The last thirty days."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
        self.since, self.until = day((today - timedelta(days=30)).isoformat()), day(str(today))
        await self._read()

    @rx.event
    async def show(self, form: dict[str, Any]):
        """Other days."""
        self.since, self.until = str(form.get("since", "")), str(form.get("until", ""))
        await self._read()

    @rx.event
    async def fetch_more(self):
        """Older requests."""
        await self._read_lines()

    async def _read(self) -> None:
        self.problem, self.lines, self.more = "", [], ""
        try:
            found = await vault.asked_again(
                api(self, "officer"), iso_day(self.since), iso_day(self.until)
            )
        except ApiProblem as refused:
            wrong = refused.status == 400
            self.problem = "Nhập ngày dạng ngày/tháng/năm." if wrong else refused.message
            self.loaded = True
            return
        self.figures = [Figure(f.agency_name, f.officer_name, str(f.times)) for f in found]
        await self._read_lines()
        self.loaded = True

    async def _read_lines(self) -> None:
        try:
            page = await vault.asked_again_lines(
                api(self, "officer"), iso_day(self.since), iso_day(self.until), self.more
            )
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.lines = self.lines + [
            Line(moment(x.at), x.dossier_code, x.component, x.officer_name, x.reason)
            for x in page.items
        ]
        self.more = page.next_cursor or ""


def _days() -> Component:
    def field(name: str, label: str, value: rx.Var[str]) -> Component:
        return rx.el.div(
            rx.el.label(label, html_for=name),
            rx.el.input(id=name, name=name, type="text", default_value=value, key=value),
            class_name="field",
        )

    return rx.el.form(
        rx.el.div(
            field("since", "Từ ngày", AskedAgain.since),
            field("until", "Đến ngày", AskedAgain.until),
            class_name="columns",
        ),
        rx.el.button("Xem", type="submit", class_name="button"),
        on_submit=AskedAgain.show,
        class_name="card",
    )


def _figures() -> Component:
    return rx.el.table(
        rx.el.thead(
            rx.el.tr(
                rx.el.th("Cán bộ", scope="col"),
                rx.el.th("Cơ quan", scope="col"),
                rx.el.th("Số lần yêu cầu lại", scope="col"),
            )
        ),
        rx.el.tbody(
            rx.foreach(
                AskedAgain.figures,
                lambda f: rx.el.tr(
                    rx.el.td(f.officer), rx.el.td(f.agency), rx.el.td(rx.el.b(f.times))
                ),
            )
        ),
        class_name="papers",
    )


def _lines() -> Component:
    return rx.el.table(
        rx.el.thead(
            rx.el.tr(
                rx.el.th("Lúc", scope="col"),
                rx.el.th("Hồ sơ", scope="col"),
                rx.el.th("Giấy tờ đã có", scope="col"),
                rx.el.th("Cán bộ", scope="col"),
                rx.el.th("Lý do", scope="col"),
            )
        ),
        rx.el.tbody(
            rx.foreach(
                AskedAgain.lines,
                lambda x: rx.el.tr(
                    rx.el.td(x.at),
                    rx.el.td(x.code),
                    rx.el.td(x.paper),
                    rx.el.td(x.officer),
                    rx.el.td(x.reason),
                ),
            )
        ),
        class_name="papers",
    )


@rx.page(
    route="/yeu-cau-lai",
    title="Yêu cầu lại giấy tờ đã có – Một cửa điện tử",
    on_load=[Person.enter, AskedAgain.load],
)
def asked_again() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Yêu cầu lại giấy tờ đã có"),
        rx.el.p(
            "Mỗi lần cán bộ yêu cầu nộp giấy tờ mà kho đã giữ phải có lý do và được đếm ở đây.",
            class_name="muted",
        ),
        _days(),
        rx.cond(AskedAgain.problem != "", message(AskedAgain.problem)),
        rx.cond(
            AskedAgain.loaded,
            rx.cond(
                AskedAgain.figures.length() > 0,
                rx.fragment(
                    rx.el.section(rx.el.h2("Theo cán bộ"), _figures(), class_name="card"),
                    rx.el.section(
                        rx.el.h2("Từng lần"),
                        _lines(),
                        rx.cond(
                            AskedAgain.more != "",
                            rx.el.button(
                                "Xem thêm",
                                on_click=AskedAgain.fetch_more,
                                class_name="button plain",
                            ),
                        ),
                        class_name="card",
                    ),
                ),
                rx.cond(
                    AskedAgain.problem == "",
                    rx.el.p("Không có lần nào trong những ngày này.", class_name="card"),
                ),
            ),
            rx.el.p("Đang tải …", role="status", class_name="muted"),
        ),
    )
