"""Giải trình trễ hạn: late dossiers of a period, and what their units say about them."""

import dataclasses
from datetime import date

import reflex as rx
from reflex.components.component import Component

from shared.client import directives
from shared.client.base import ApiProblem
from shared.contracts.directives import ExportLateness, LateDossier, Lateness
from shared.ui.charts import BarChart, bars
from shared.ui.drawing import bar_chart
from shared.ui.session import api, query
from shared.ui.words import day, iso_day, moment, written
from shared.vocabulary.directives import EXPLAINED_LABELS, Explained
from shared.vocabulary.exports import TABLE_KIND_LABELS, TableKind
from ui_officer.layout import message, shell
from ui_officer.pages.overview.frame import Link, address, choosing, chosen_agency, tabs
from ui_officer.person import Person

HERE = "/dieu-hanh/giai-trinh/"


@dataclasses.dataclass
class Late:
    """One late dossier."""

    code: str
    href: str
    procedure: str
    holder: str
    person: str
    due: str
    finished: str
    cause: str
    content: str
    remedy: str
    explained: str


class Explanations(rx.State):
    """The period in the address."""

    loaded: bool = False
    problem: str = ""
    errors: dict[str, str] = {}
    agency: str = ""
    agencies: list[Link] = []
    day_from: str = ""
    day_to: str = ""
    which: str = Explained.ALL.value
    summary: str = ""
    causes: BarChart = BarChart()
    lines: list[Late] = []
    next_link: str = ""

    @rx.event
    async def load(self):
        """Reads the address and the page it names."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        self.agency = chosen_agency(self)
        self.day_from, self.day_to = query(self, "tu").strip()[:10], query(self, "den").strip()[:10]
        which = query(self, "xem")
        self.which = which if which in set(Explained) else Explained.ALL.value
        named = {
            "day_from": iso_day(self.day_from), "day_to": iso_day(self.day_to),
            "agency_id": self.agency, "explained": self.which, "cursor": query(self, "trang"),
        }  # fmt: skip
        wanted = {name: value for name, value in named.items() if value}
        try:
            found = await directives.lateness(api(self, "officer"), **wanted)
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            return
        self._show(found)
        self.loaded = True

    @rx.event
    async def make_file(self, kind: str):
        """Has the queue make a file of the whole list."""
        first, last = iso_day(self.day_from), iso_day(self.day_to)
        data = ExportLateness(
            TableKind.CSV if kind == TableKind.CSV else TableKind.XLSX,
            date.fromisoformat(first) if first else None,
            date.fromisoformat(last) if last else None,
            self.agency,
            Explained(self.which),
        )
        try:
            await directives.export_lateness(api(self, "officer"), data)
        except ApiProblem as refused:
            self.problem = refused.message
            return None
        return rx.redirect("/tep-xuat/")

    def _show(self, found: Lateness) -> None:
        self.day_from, self.day_to = day(found.day_from), day(found.day_to)
        self.agencies = [Link(one.label, one.code) for one in found.agencies]
        self.summary = (
            f"{written(found.late)} hồ sơ trễ hạn, {written(found.explained)} đã giải trình"
        )
        self.causes = bars(
            "Nguyên nhân đã giải trình",
            [(one.label, one.count, "") for one in found.causes],
            first_head="Nguyên nhân",
        )
        self.lines = [_late(item) for item in found.items]
        if found.next_cursor:
            self.next_link = address(
                HERE, co_quan=self.agency, tu=self.day_from, den=self.day_to, xem=self.which,
                trang=found.next_cursor,
            )  # fmt: skip


def _late(item: LateDossier) -> Late:
    return Late(
        item.code,
        f"/ho-so/{item.id}#giai-trinh" if item.visible else "",
        item.procedure_name,
        item.unit_name or f"Bộ phận Một cửa, {item.agency_name}",
        item.holder_name,
        moment(item.due_at),
        f"xong {moment(item.finished_at)}" if item.finished_at else "chưa xong",
        item.cause_label or ("Giải trình" if item.explained_at else ""),
        item.content,
        item.remedy,
        f"{item.explained_by}, {moment(item.explained_at)}" if item.explained_at else "",
    )


def _field(name: str, label: str, value: rx.Var[str], problem: str) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name, name=name, type="text", default_value=value, key=value, max_length=10,
            placeholder="ngày/tháng/năm", auto_complete="off",
            aria_invalid=Explanations.errors.contains(problem).to_string(),
        ),
        class_name="field",
    )  # fmt: skip


def _choices() -> Component:
    return rx.fragment(
        _field("tu", "Đến hạn từ ngày", Explanations.day_from, "day_from"),
        _field("den", "Đến ngày", Explanations.day_to, "day_to"),
        rx.el.div(
            rx.el.label("Xem", html_for="xem"),
            rx.el.select(
                *[
                    rx.el.option(
                        label.vi, value=code.value, selected=Explanations.which == code.value
                    )
                    for code, label in EXPLAINED_LABELS.items()
                ],
                id="xem",
                name="xem",
            ),
            class_name="field",
        ),
    )


def _row(one: Late) -> Component:
    return rx.el.tr(
        rx.el.td(
            rx.cond(one.href != "", rx.el.a(one.code, href=one.href), one.code),
            rx.el.span(one.procedure, class_name="sub"),
        ),
        rx.el.td(one.holder, rx.el.span(one.person, class_name="sub")),
        rx.el.td(one.due, rx.el.span(one.finished, class_name="sub"), class_name="mono"),
        rx.el.td(
            rx.cond(
                one.explained != "",
                rx.fragment(
                    rx.el.b(one.cause),
                    rx.el.p(one.content),
                    rx.cond(one.remedy != "", rx.el.p(rx.el.b("Khắc phục: "), one.remedy)),
                    rx.el.span(one.explained, class_name="muted small"),
                ),
                rx.el.span("Chưa giải trình", class_name="chip warn"),
            )
        ),
    )


@rx.page(
    route="/dieu-hanh/giai-trinh",
    title="Giải trình trễ hạn – Một cửa điện tử",
    on_load=[Person.enter, Explanations.load],
)
def page() -> Component:
    """The page."""
    heads = ("Hồ sơ", "Đang ở", "Hẹn trả", "Giải trình của đơn vị")
    return shell(
        rx.el.h1("Giải trình trễ hạn"),
        tabs(HERE, Explanations.agency),
        choosing(HERE, Explanations.agencies, Explanations.agency, _choices(), always=True),
        rx.cond(Explanations.problem != "", message(Explanations.problem)),
        rx.cond(~Explanations.loaded, rx.el.p("Đang tải …", class_name="card", role="status")),
        rx.cond(
            Explanations.loaded & (Explanations.problem == ""),
            rx.fragment(
                rx.cond(
                    Explanations.causes.bars.length() > 0,
                    rx.el.section(bar_chart(Explanations.causes), class_name="card"),
                ),
                rx.el.section(
                    rx.el.div(
                        rx.el.h2(Explanations.summary),
                        rx.cond(
                            Explanations.lines.length() > 0,
                            rx.el.div(
                                *[
                                    rx.el.button(
                                        label.vi,
                                        type="button",
                                        on_click=Explanations.make_file(kind.value),
                                        class_name="button plain",
                                    )
                                    for kind, label in TABLE_KIND_LABELS.items()
                                ],
                                class_name="actions no-print",
                            ),
                        ),
                        class_name="head",
                    ),
                    rx.cond(
                        Explanations.lines.length() > 0,
                        rx.el.div(
                            rx.el.table(
                                rx.el.thead(
                                    rx.el.tr(*[rx.el.th(words, scope="col") for words in heads])
                                ),
                                rx.el.tbody(rx.foreach(Explanations.lines, _row)),
                                class_name="explained",
                            ),
                            class_name="wide",
                            tab_index=0,
                            role="region",
                            aria_label="Hồ sơ trễ hạn",
                        ),
                        rx.el.p("Không có hồ sơ nào.", class_name="empty"),
                    ),
                    rx.cond(
                        Explanations.next_link != "",
                        rx.el.a(
                            "Trang sau", href=Explanations.next_link, class_name="button plain"
                        ),
                    ),
                    class_name="card",
                ),
            ),
        ),
    )
