"""Petitions to be worked on, what is due first on top."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import petitions
from shared.client.base import ApiProblem
from shared.contracts.petitions import PetitionRow
from shared.ui.session import api, query
from shared.ui.words import day, short_moment
from shared.vocabulary.time_units import DEADLINE_LABELS, DeadlineClass
from ui_officer.layout import Person, message, shell

FOLDERS = {
    "open": "Đang mở",
    "received": "Chờ tiếp nhận",
    "processing": "Đang xử lý",
    "drafted": "Chờ duyệt trả lời",
    "publish": "Chờ công khai",
    "late": "Quá hạn",
    "ended": "Đã kết thúc",
}


@dataclasses.dataclass
class Row:
    """One line."""

    id: str
    code: str
    subject: str
    kind: str
    source: str
    agency: str
    officer: str
    received: str
    by: str
    tone: str
    deadline: str
    state: str


class Petitions(rx.State):
    """The folder in the address."""

    loaded: bool = False
    problem: str = ""
    folder: str = "open"
    mine: bool = False
    rows: list[Row] = []
    more: str = ""

    @rx.event
    async def load(self):
        """The first page."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        wanted = query(self, "xem", "open")
        self.folder = wanted if wanted in FOLDERS else "open"
        self.mine = query(self, "cua-toi") == "1"
        await self._fetch()
        self.loaded = True

    @rx.event
    async def fetch_more(self):
        """The next page."""
        await self._fetch()

    async def _fetch(self) -> None:
        try:
            page = await petitions.petitions(
                api(self, "officer"), self.folder, self.more, mine=self.mine
            )
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.rows = self.rows + [_row(one) for one in page.items]
        self.more = page.next_cursor or ""


def _row(one: PetitionRow) -> Row:
    return Row(
        one.id,
        one.code,
        one.subject,
        f"{one.kind_label} · {one.topic_label}",
        one.source_label,
        one.agency_name,
        one.officer_name or "Chưa giao",
        day(one.received_at),
        short_moment(one.next_by),
        one.deadline,
        DEADLINE_LABELS[DeadlineClass(one.deadline)].vi,
        one.state_label,
    )


def _line(row: Row) -> Component:
    return rx.el.tr(
        rx.el.td(
            rx.el.a(row.subject, href="/phan-anh/" + row.id),
            rx.el.span(row.code + " · " + row.source, class_name="sub"),
        ),
        rx.el.td(row.kind),
        rx.el.td(row.agency, rx.el.span(row.officer, class_name="sub")),
        rx.el.td(row.received, class_name="mono"),
        rx.el.td(row.state),
        rx.el.td(
            rx.el.span(row.deadline, class_name="chip " + row.tone),
            rx.el.span("trước " + row.by, class_name="sub mono"),
        ),
    )


def _tabs() -> Component:
    return rx.el.nav(
        *[
            rx.el.a(
                label,
                href=f"/phan-anh/?xem={code}",
                class_name=rx.cond(
                    (Petitions.folder == code) & ~Petitions.mine, "chip shown", "chip"
                ),
                aria_current=rx.cond((Petitions.folder == code) & ~Petitions.mine, "page", "false"),
            )
            for code, label in FOLDERS.items()
        ],
        rx.el.a(
            "Giao cho tôi",
            href="/phan-anh/?xem=open&cua-toi=1",
            class_name=rx.cond(Petitions.mine, "chip shown", "chip"),
            aria_current=rx.cond(Petitions.mine, "page", "false"),
        ),
        class_name="bar views",
        custom_attrs={"aria-label": "Danh sách phản ánh"},
    )


@rx.page(
    route="/phan-anh",
    title="Phản ánh, kiến nghị – Một cửa điện tử",
    on_load=[Person.enter, Petitions.load],
)
def listing() -> Component:
    """The page."""
    page = Petitions
    heads = ("Phản ánh, kiến nghị", "Loại", "Nơi xử lý", "Nhận", "Tình trạng", "Hạn")
    return shell(
        rx.el.div(
            rx.el.h1("Phản ánh, kiến nghị"),
            rx.cond(
                Person.is_desk,
                rx.el.a("Nhận phản ánh tại quầy", href="/phan-anh/nhan/", class_name="button"),
            ),
            class_name="head",
        ),
        _tabs(),
        rx.cond(page.problem != "", message(page.problem)),
        rx.cond(
            page.loaded,
            rx.cond(
                page.rows.length() > 0,
                rx.el.table(
                    rx.el.thead(rx.el.tr(*[rx.el.th(head, scope="col") for head in heads])),
                    rx.el.tbody(rx.foreach(page.rows, _line)),
                ),
                rx.el.p("Không có phản ánh nào trong danh sách này.", class_name="empty"),
            ),
            rx.el.p("Đang tải …", class_name="card"),
        ),
        rx.cond(
            page.more != "",
            rx.el.button("Xem thêm", on_click=page.fetch_more, class_name="button plain"),
        ),
    )
