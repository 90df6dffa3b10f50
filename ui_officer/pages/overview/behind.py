"""The dossiers behind one counter."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import overview
from shared.client.base import ApiProblem
from shared.contracts.overview import OverviewDossier
from shared.ui.session import api, query
from shared.ui.words import day, moment
from shared.vocabulary.overview import (
    COUNTER_LABELS,
    COUNTERS_OF_DAYS,
    OUTCOME_LABELS,
    Counter,
    Outcome,
)
from shared.vocabulary.time_units import DEADLINE_LABELS, DeadlineClass
from ui_officer.layout import message, shell
from ui_officer.pages.overview.frame import BEHIND, HOME, address, agency_parameter, chosen_agency
from ui_officer.person import Person


@dataclasses.dataclass
class Row:
    """One dossier."""

    code: str
    href: str
    procedure: str
    holder: str
    person: str
    state: str
    submitted: str
    due: str
    deadline: str
    tone: str


class BehindCounter(rx.State):
    """What the address asks for, page by page."""

    loaded: bool = False
    problem: str = ""
    heading: str = ""
    back: str = HOME
    rows: list[Row] = []
    next_link: str = ""

    @rx.event
    async def load(self):
        """Reads the address and the page it names."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        counter, name = query(self, "so"), query(self, "ten")[:80]
        agency = chosen_agency(self)
        self.back = address(HOME, co_quan=agency)
        if counter not in set(Counter):
            self.problem, self.loaded = "Không có số liệu này. Hãy mở lại từ bảng điều hành.", True
            return
        held, unit = query(self, "giu")[:800], query(self, "don_vi")[:40]
        first, last, outcome = (query(self, part)[:10] for part in ("tu", "den", "kq"))
        self.heading = _heading(Counter(counter), first, last, outcome, name)
        more: dict[str, str | list[str]] = {
            "held_by": held.split(",") if held else [], "unit": unit, "day_from": first,
            "day_to": last, "outcome": outcome, "cursor": query(self, "trang"),
        }  # fmt: skip
        asked = {**agency_parameter(self), **{key: value for key, value in more.items() if value}}
        try:
            page = await overview.dossiers(api(self, "officer"), counter, **asked)
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.rows = [_row(item) for item in page.items]
        if page.next_cursor:
            self.next_link = address(
                BEHIND, so=counter, co_quan=agency, giu=held, don_vi=unit, ten=name,
                tu=first, den=last, kq=outcome, trang=page.next_cursor,
            )  # fmt: skip
        self.loaded = True


def _heading(counter: Counter, first: str, last: str, outcome: str, name: str) -> str:
    words, of_days = COUNTER_LABELS[counter].vi, dict(COUNTERS_OF_DAYS)
    if first and counter in of_days:
        words = of_days[counter].vi
        if outcome in set(Outcome):
            words += f" {OUTCOME_LABELS[Outcome(outcome)].vi}"
        words += f", ngày {day(first)}" if first == last else f", {day(first)} – {day(last)}"
    return words + (f", {name}" if name else "")


def _row(item: OverviewDossier) -> Row:
    deadline = DeadlineClass(item.deadline_class)
    return Row(
        item.code,
        f"/ho-so/{item.id}" if item.visible else "",
        f"{item.procedure_code} · {item.procedure_name}",
        item.unit_name or f"Bộ phận Một cửa, {item.agency_name}",
        item.holder_name,
        item.state_label,
        moment(item.submitted_at),
        moment(item.due_at),
        DEADLINE_LABELS[deadline].vi if item.due_at else "",
        deadline.value,
    )


def _line(row: rx.Var[Row]) -> Component:
    return rx.el.tr(
        rx.el.td(
            rx.cond(
                row.href != "",
                rx.el.a(row.code, href=row.href),
                rx.el.span(row.code, title="Hồ sơ ngoài phạm vi xem của bạn"),
            )
        ),
        rx.el.td(row.procedure),
        rx.el.td(row.holder, rx.el.span(row.person, class_name="sub")),
        rx.el.td(row.state),
        rx.el.td(row.submitted, class_name="mono"),
        rx.el.td(
            row.due,
            rx.cond(
                row.deadline != "",
                rx.fragment(rx.el.br(), rx.el.span(row.deadline, class_name="chip " + row.tone)),
            ),
            class_name="mono",
        ),
    )


@rx.page(
    route="/dieu-hanh/ho-so",
    title="Hồ sơ trong số liệu điều hành – Một cửa điện tử",
    on_load=[Person.enter, BehindCounter.load],
)
def page() -> Component:
    """The page."""
    heads = ("Mã hồ sơ", "Thủ tục", "Đang ở", "Trạng thái", "Nộp lúc", "Hẹn trả")
    return shell(
        rx.el.p(rx.el.a("← Điều hành", href=BehindCounter.back)),
        rx.el.h1(
            rx.cond(BehindCounter.heading != "", BehindCounter.heading, "Hồ sơ trong số liệu")
        ),
        rx.cond(BehindCounter.problem != "", message(BehindCounter.problem)),
        rx.cond(~BehindCounter.loaded, rx.el.p("Đang tải …", class_name="card", role="status")),
        rx.cond(
            BehindCounter.rows.length() > 0,
            rx.el.section(
                rx.el.table(
                    rx.el.thead(rx.el.tr(*[rx.el.th(words, scope="col") for words in heads])),
                    rx.el.tbody(rx.foreach(BehindCounter.rows, _line)),
                    class_name="behind",
                ),
                rx.cond(
                    BehindCounter.next_link != "",
                    rx.el.a("Trang sau", href=BehindCounter.next_link, class_name="button plain"),
                ),
                class_name="card",
            ),
            rx.cond(
                BehindCounter.loaded & (BehindCounter.problem == ""),
                rx.el.p("Không có hồ sơ nào.", class_name="card empty"),
            ),
        ),
    )
