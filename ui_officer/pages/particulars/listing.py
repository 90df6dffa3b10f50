"""What is named and reached how: the portal, agencies, units, positions, each with what waits."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import particulars
from shared.client.base import ApiProblem
from shared.ui.session import api, query
from shared.ui.words import day
from shared.vocabulary.particulars import PARTICULARS_KIND_LABELS, ParticularsKind
from ui_officer.layout import Person, message, shell

_STATES = {"": "", "draft": "Đang soạn", "proposed": "Chờ phê duyệt"}
_HOME = "/thong-tin-co-quan/"


@dataclasses.dataclass
class NamedRow:
    """One line."""

    href: str
    title: str
    place: str
    summary: str
    state: str
    coming: str


class NamedThings(rx.State):
    """The list of one kind."""

    loaded: bool = False
    problem: str = ""
    sort: str = "portal"
    q: str = ""
    rows: list[NamedRow] = []
    more: str = ""

    @rx.event
    async def load(self):
        """The kind in the address, else the portal."""
        self.reset()
        wanted = query(self, "loai")
        self.sort = wanted if wanted in set(ParticularsKind) else "portal"
        await self._fetch("")
        self.loaded = True

    @rx.event
    async def find(self, form: dict[str, Any]):
        """By name, agency or what is said of it."""
        self.q = str(form.get("q", "")).strip()[:200]
        await self._fetch("")

    @rx.event
    async def fetch_more(self):
        """The next page."""
        await self._fetch(self.more)

    async def _fetch(self, cursor: str) -> None:
        self.problem = ""
        try:
            page = await particulars.listed(api(self, "officer"), self.sort, self.q, cursor)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        rows = [
            NamedRow(
                f"{_HOME}{r.kind.code}/{r.key}", r.title, r.place, r.summary, _STATES[r.state],
                f"Đổi từ {day(r.coming)}" if r.coming else "",
            )
            for r in page.items
        ]  # fmt: skip
        self.rows = [*self.rows, *rows] if cursor else rows
        self.more = page.next_cursor or ""


T = NamedThings


def _row(row: rx.Var[NamedRow]) -> Component:
    return rx.el.tr(
        rx.el.td(rx.el.a(row.title, href=row.href)),
        rx.el.td(row.place),
        rx.el.td(row.summary),
        rx.el.td(
            rx.cond(row.state != "", rx.el.span(row.state, class_name="chip warn")),
            rx.cond(row.coming != "", rx.el.span(row.coming, class_name="chip")),
        ),
    )


def _search() -> Component:
    return rx.el.form(
        rx.el.input(
            name="q", type="text", placeholder="Tên, cơ quan, chức vụ",
            aria_label="Tìm trong danh sách", auto_complete="off", max_length=200,
        ),
        rx.el.button("Tìm", type="submit", class_name="button plain"),
        on_submit=T.find,
        class_name="bar finding",
    )  # fmt: skip


@rx.page(
    route="/thong-tin-co-quan",
    title="Tên, liên hệ, chức vụ – Một cửa điện tử",
    on_load=[Person.enter, NamedThings.load],
)
def listing() -> Component:
    """The page."""
    heads = ("Tên", "Thuộc", "Đang ghi", "Thay đổi")
    return shell(
        rx.el.p(rx.el.a("← Quản trị", href="/quan-tri/"), class_name="small"),
        rx.el.h1("Tên, liên hệ, chức vụ"),
        rx.el.p(
            "Một người soạn, người thứ hai phê duyệt, có ngày áp dụng. Giấy tờ đã phát hành, nhật "
            "ký và số liệu của ngày trước giữ nội dung cũ.",
            class_name="muted lead",
        ),
        rx.el.nav(
            *[
                rx.el.a(
                    label.vi,
                    href=f"{_HOME}?loai={kind}",
                    aria_current=rx.cond(T.sort == kind.value, "page", "false"),
                )
                for kind, label in PARTICULARS_KIND_LABELS.items()
            ],
            class_name="tabs",
            custom_attrs={"aria-label": "Loại thông tin"},
        ),
        rx.cond(T.problem != "", message(T.problem)),
        rx.cond(T.sort != "portal", _search()),
        rx.cond(
            T.rows.length() > 0,
            rx.el.table(
                rx.el.thead(rx.el.tr(*[rx.el.th(h, scope="col") for h in heads])),
                rx.el.tbody(rx.foreach(T.rows, _row)),
                class_name="spaced",
            ),
            rx.cond(
                T.loaded & (T.problem == ""),
                rx.el.p("Không có mục nào khớp trong phạm vi bạn quản trị.", class_name="card"),
                rx.cond(~T.loaded, rx.el.p("Đang tải …", role="status", class_name="card")),
            ),
        ),
        rx.cond(
            T.more != "",
            rx.el.button("Xem thêm", on_click=T.fetch_more, class_name="button plain"),
        ),
    )
