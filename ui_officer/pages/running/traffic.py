"""Visits of the portal: days, hours, pages, devices, searches, forms."""

import dataclasses
from datetime import datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import reflex as rx
from reflex.components.component import Component

from shared.client import traffic
from shared.client.base import ApiProblem
from shared.contracts.traffic import Count, TrafficReport
from shared.ui.charts import BarChart, LineChart, Series, Tone, bars, lines
from shared.ui.drawing import bar_chart, line_chart
from shared.ui.elements import native_form
from shared.ui.session import api, query
from shared.ui.words import day, iso_day, written
from shared.vocabulary.exports import TABLE_KIND_LABELS
from ui_officer.layout import Person, message, shell
from ui_officer.pages.analyses.shapes import Link


@dataclasses.dataclass
class FormPages:
    """The pages of one form."""

    title: str
    rows: list[list[str]]


class Traffic(rx.State):
    """The visits of the period in the address."""

    loaded: bool = False
    problem: str = ""
    errors: dict[str, str] = {}
    day_from: str = ""
    day_to: str = ""
    views: str = ""
    visitors: str = ""
    searches: str = ""
    missed: str = ""
    files: list[Link] = []
    days: LineChart = LineChart()
    hours: BarChart = BarChart()
    pages: BarChart = BarChart()
    devices: BarChart = BarChart()
    procedures: BarChart = BarChart()
    misses: list[list[str]] = []
    forms: list[FormPages] = []

    @rx.event
    async def load(self):
        """Reads the address and the numbers; without days the last thirty."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
        self.day_from = query(self, "tu").strip()[:10] or f"{today - timedelta(days=29):%d/%m/%Y}"
        self.day_to = query(self, "den").strip()[:10] or f"{today:%d/%m/%Y}"
        wanted = {"day_from": iso_day(self.day_from), "day_to": iso_day(self.day_to)}
        try:
            found = await traffic.report(api(self, "officer"), **wanted)
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            return
        self._show(found)
        self.files = [
            Link(label.vi, f"/api/v1/traffic/file?{urlencode(wanted | {'kind': kind.value})}")
            for kind, label in TABLE_KIND_LABELS.items()
        ]
        self.loaded = True

    def _show(self, found: TrafficReport) -> None:
        self.views, self.visitors = written(found.views), written(found.visitors)
        self.searches, self.missed = written(found.searches), written(found.missed)
        self.days = lines(
            "Theo ngày",
            [day(one.day)[:5] for one in found.days],
            [
                Series("Lượt xem trang", [one.views for one in found.days]),
                Series("Khách trong ngày", [one.visitors for one in found.days], Tone.SOON),
            ],
        )
        self.hours = bars(
            "Theo giờ trong ngày",
            [(f"{hour:02d}:00", count, "") for hour, count in enumerate(found.hours) if count],
            what="Lượt xem", first_head="Giờ",
        )  # fmt: skip
        self.pages = _bars("Theo trang", found.pages, "Trang")
        self.devices = _bars("Theo thiết bị", found.devices, "Thiết bị")
        self.procedures = _bars("Thủ tục được xem nhiều nhất", found.procedures, "Thủ tục")
        self.misses = [[one.label, written(one.count)] for one in found.misses]
        self.forms = [
            FormPages(
                f"{form.procedure_code} · {form.procedure_name}",
                [
                    [
                        page.label,
                        written(page.reached),
                        "" if page.lost_percent is None else f"{written(page.lost_percent)}%",
                    ]
                    for page in form.pages
                ],
            )
            for form in found.forms
        ]


def _bars(title: str, counts: list[Count], head: str) -> BarChart:
    values = [(one.label, one.count, "") for one in counts if one.count]
    return bars(title, values, what="Lượt xem", first_head=head)


def _field(name: str, label: str, value: rx.Var[str], wrong: str) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name, name=name, type="text", default_value=value, key=value,
            placeholder="ngày/tháng/năm", auto_complete="off", max_length=10,
            aria_invalid=Traffic.errors.contains(wrong).to_string(),
        ),
        rx.cond(Traffic.errors.contains(wrong), rx.el.p(Traffic.errors[wrong], class_name="bad")),
        class_name="field",
    )  # fmt: skip


def _sums() -> Component:
    pairs = (
        ("Lượt xem trang", Traffic.views), ("Khách (cộng theo ngày)", Traffic.visitors),
        ("Lượt tìm kiếm", Traffic.searches), ("Tìm không thấy", Traffic.missed),
    )  # fmt: skip
    return rx.el.dl(
        *[rx.el.div(rx.el.dt(words), rx.el.dd(rx.el.b(value))) for words, value in pairs],
        class_name="in-short",
    )


def _rows(heads: tuple[str, ...], rows: rx.Var[list[list[str]]]) -> Component:
    return rx.el.table(
        rx.el.thead(rx.el.tr(*[rx.el.th(words, scope="col") for words in heads])),
        rx.el.tbody(rx.foreach(rows, lambda row: rx.el.tr(rx.foreach(row, rx.el.td)))),
    )


def _body() -> Component:
    return rx.fragment(
        _sums(),
        rx.el.section(line_chart(Traffic.days), class_name="card"),
        rx.el.section(bar_chart(Traffic.devices), bar_chart(Traffic.pages), class_name="card"),
        rx.el.section(bar_chart(Traffic.hours), class_name="card"),
        rx.el.section(bar_chart(Traffic.procedures), class_name="card"),
        rx.el.section(
            rx.el.h2("Tìm kiếm không có kết quả"),
            rx.el.p(
                "Chỉ hiện từ được tìm từ ba lần trở lên; từ có dãy số hay địa chỉ thư không được "
                "lưu.",
                class_name="muted small",
            ),
            rx.cond(
                Traffic.misses.length() > 0,
                _rows(("Từ tìm kiếm", "Lượt"), Traffic.misses),
                rx.el.p("Chưa có từ nào.", class_name="muted"),
            ),
            class_name="card",
        ),
        rx.el.section(
            rx.el.h2("Dừng lại ở trang nào khi khai hồ sơ"),
            rx.cond(
                Traffic.forms.length() > 0,
                rx.foreach(
                    Traffic.forms,
                    lambda form: rx.fragment(
                        rx.el.h3(form.title),
                        _rows(("Trang", "Lượt đến", "Dừng lại ở đây"), form.rows),
                    ),
                ),
                rx.el.p("Chưa có ai khai hồ sơ trong kỳ này.", class_name="muted"),
            ),
            class_name="card",
        ),
    )


@rx.page(
    route="/truy-cap",
    title="Truy cập Cổng – Một cửa điện tử",
    on_load=[Person.enter, Traffic.load],
)
def page() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Truy cập Cổng dịch vụ công"),
        rx.el.p(
            "Đếm tại hệ thống này, không qua bên thứ ba, không dùng cookie, không lưu địa chỉ "
            "mạng hay trình duyệt của ai.",
            class_name="muted",
        ),
        native_form(
            rx.el.div(
                _field("tu", "Từ ngày", Traffic.day_from, "day_from"),
                _field("den", "Đến ngày", Traffic.day_to, "day_to"),
                rx.el.button("Xem", type="submit", class_name="button"),
                rx.foreach(
                    Traffic.files,
                    lambda one: rx.el.a(
                        one.words, href=one.href, download=True, target="_blank",
                        class_name="button plain",
                    ),
                ),
                class_name="choosing",
            ),
            action="/truy-cap/",
            method="get",
            class_name="card no-print",
        ),
        rx.cond(Traffic.problem != "", message(Traffic.problem)),
        rx.cond(~Traffic.loaded, rx.el.p("Đang tải …", class_name="card", role="status")),
        rx.cond(Traffic.loaded & (Traffic.problem == ""), _body()),
    )  # fmt: skip
