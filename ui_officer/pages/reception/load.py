"""Tải của quầy: waiting and serving by counter and hour, on charts and in a table, as a file."""

import dataclasses
from urllib.parse import urlencode

import reflex as rx
from reflex.components.component import Component

from shared.client import reception
from shared.client.base import ApiProblem
from shared.contracts.desk_load import DeskLoad
from shared.ui.charts import BarChart, LineChart, Series, bars, lines
from shared.ui.drawing import bar_chart, line_chart
from shared.ui.elements import native_form
from shared.ui.session import api, query
from shared.ui.words import day, iso_day, moment
from ui_officer.layout import Person, message, shell
from ui_officer.pages.reception.shapes import minutes
from ui_officer.pages.reception.tabs import READERS, desk_of, tabs


@dataclasses.dataclass
class Row:
    """A counter."""

    name: str
    waiting: str
    called: str
    finished: str
    missed: str
    transferred: str
    wait: str
    serve: str


class Load(rx.State):
    """The load of the days in the address."""

    loaded: bool = False
    day_from: str = ""
    day_to: str = ""
    as_of: str = ""
    waiting: str = "0"
    rows: list[Row] = []
    by_counter: BarChart = BarChart()
    by_hour: LineChart = LineChart()
    files: list[list[str]] = []
    problem: str = ""
    errors: dict[str, str] = {}

    @rx.event
    async def load(self):
        """Reads it."""
        self.reset()
        self.day_from = query(self, "tu").strip()[:10]
        self.day_to = query(self, "den").strip()[:10]
        named = {"day_from": iso_day(self.day_from), "day_to": iso_day(self.day_to)}
        days = {name: value for name, value in named.items() if value}
        try:
            agency_id = await desk_of(self, READERS)
            found = await reception.load(api(self, "officer"), agency_id, **days)
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            return
        self._show(found)
        self.files = [
            [label, f"/api/v1/desks/{agency_id}/load/file?{urlencode({'kind': kind, **days})}"]
            for kind, label in (("xlsx", "Bảng tính XLSX"), ("csv", "CSV"))
        ]
        self.loaded = True

    def _show(self, found: DeskLoad) -> None:
        self.day_from, self.day_to = day(found.day_from), day(found.day_to)
        self.as_of, self.waiting = moment(found.as_of), str(found.waiting_now)
        self.rows = [
            Row(
                one.name, str(one.waiting_now), str(one.called), str(one.finished),
                str(one.missed), str(one.transferred), minutes(one.wait_seconds),
                minutes(one.serve_seconds),
            )
            for one in found.counters
        ]  # fmt: skip
        self.by_counter = bars(
            "Số lượt gọi theo quầy",
            [(one.name, float(one.called), "") for one in found.counters],
            what="Số lượt gọi",
            first_head="Quầy",
        )
        hours = sorted({one.hour for one in found.hours})
        known = {(one.counter, one.hour): one for one in found.hours}
        self.by_hour = lines(
            "Số lượt gọi theo giờ",
            [f"{hour:02d}:00" for hour in hours],
            [
                Series(
                    one.name,
                    [
                        float(known[one.counter, hour].called)
                        if (one.counter, hour) in known
                        else 0.0
                        for hour in hours
                    ],
                )
                for one in found.counters
                if one.called
            ][:6],
        )


def _table() -> Component:
    return rx.el.table(
        rx.el.thead(
            rx.el.tr(
                *[
                    rx.el.th(words, scope="col")
                    for words in (
                        "Quầy", "Đang chờ", "Lượt gọi", "Xong", "Vắng mặt", "Chuyển quầy",
                        "Chờ trung bình", "Phục vụ trung bình",
                    )
                ]
            )
        ),
        rx.el.tbody(
            rx.foreach(
                Load.rows,
                lambda r: rx.el.tr(
                    rx.el.th(r.name, scope="row"),
                    *[
                        rx.el.td(value, class_name="mono")
                        for value in (
                            r.waiting, r.called, r.finished, r.missed, r.transferred, r.wait,
                            r.serve,
                        )
                    ],
                ),
            )
        ),
    )  # fmt: skip


def _day(name: str, label: str, value: rx.Var[str], problem: str) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name, name=name, type="text", default_value=value, key=value, max_length=10,
            placeholder="ngày/tháng/năm", auto_complete="off",
            aria_invalid=Load.errors.contains(problem).to_string(),
        ),
        class_name="field",
    )  # fmt: skip


@rx.page(
    route="/quay/tai", title="Tải của quầy – Một cửa điện tử", on_load=[Person.enter, Load.load]
)
def page() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Tải của quầy"),
        tabs("tai"),
        native_form(
            _day("tu", "Từ ngày", Load.day_from, "day_from"),
            _day("den", "Đến ngày", Load.day_to, "day_to"),
            rx.el.button("Xem", type="submit", class_name="button"),
            action="/quay/tai/",
            method="get",
            class_name="card choosing no-print",
        ),
        rx.cond(Load.problem != "", message(Load.problem)),
        rx.cond(~Load.loaded, rx.el.p("Đang tính …", class_name="card", role="status")),
        rx.cond(
            Load.loaded & (Load.problem == ""),
            rx.fragment(
                rx.el.section(
                    rx.el.div(
                        rx.el.h2("Đang chờ: " + Load.waiting + " người"),
                        rx.el.div(
                            rx.foreach(
                                Load.files,
                                lambda f: rx.el.a(
                                    f[0], href=f[1], download=True, target="_blank",
                                    class_name="button plain",
                                ),
                            ),
                            class_name="acts no-print",
                        ),
                        class_name="head",
                    ),
                    rx.el.p(
                        "Số liệu đến " + Load.as_of + ". Chờ: từ lúc lấy số đến lúc được gọi. Phục "
                        "vụ: từ lúc gọi đến lúc xong, chỉ tính số đã xong.",
                        class_name="muted small",
                    ),
                    _table(),
                    class_name="card",
                ),
                rx.el.div(
                    rx.el.section(bar_chart(Load.by_counter), class_name="card"),
                    rx.el.section(line_chart(Load.by_hour), class_name="card"),
                    class_name="split",
                ),
            ),
        ),
    )  # fmt: skip
