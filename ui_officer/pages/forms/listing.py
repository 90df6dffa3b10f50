"""The list of forms, by procedure."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import forms
from shared.client.base import ApiProblem
from shared.ui.session import api, query
from shared.ui.words import moment
from ui_officer.layout import Person, message, shell

_STATES = {"draft": "Đang soạn", "proposed": "Chờ phê duyệt"}


@dataclasses.dataclass
class Row:
    """One procedure and its form."""

    code: str
    name: str
    version: str
    questions: str
    published: str
    draft: str


class Forms(rx.State):
    """The list."""

    loaded: bool = False
    problem: str = ""
    q: str = ""
    rows: list[Row] = []
    cursor: str = ""

    @rx.event
    async def load(self):
        """The first page."""
        self.reset()
        self.q = query(self, "q")
        try:
            await self._more("")
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect("/dang-nhap/?next=/bieu-mau/")
            self.problem = refused.message
        self.loaded = True
        return None

    async def _more(self, cursor: str) -> None:
        page = await forms.forms(api(self, "officer"), self.q, cursor)
        self.cursor = page.next_cursor or ""
        fresh = [
            Row(
                row.procedure_code,
                row.procedure_name,
                f"Bản {row.version}" if row.version else "Chưa có",
                str(row.questions) if row.version else "",
                f"{moment(row.published_at)} {row.published_by}".strip(),
                f"{_STATES[row.state]}, sửa lúc {moment(row.changed_at)}" if row.state else "",
            )
            for row in page.items
        ]
        self.rows = [*self.rows, *fresh] if cursor else fresh

    @rx.event
    async def more(self):
        """The next page."""
        try:
            await self._more(self.cursor)
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    async def search(self, form: dict[str, Any]):
        """By code or words of the name."""
        self.q, self.problem = str(form.get("q", "")).strip()[:100], ""
        try:
            await self._more("")
        except ApiProblem as refused:
            self.problem = refused.message


def _row(row: Row) -> Component:
    return rx.el.tr(
        rx.el.td(rx.el.a(row.code, href="/bieu-mau/" + row.code), class_name="mono"),
        rx.el.td(rx.el.span(row.name, class_name="clamp")),
        rx.el.td(row.version, class_name="mono"),
        rx.el.td(row.questions),
        rx.el.td(row.published),
        rx.el.td(rx.cond(row.draft != "", rx.el.span(row.draft, class_name="chip warn"))),
    )


@rx.page(
    route="/bieu-mau",
    title="Biểu mẫu điện tử – Một cửa điện tử",
    on_load=[Person.enter, Forms.load],
)
def listing() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Biểu mẫu điện tử"),
        rx.cond(Forms.problem != "", message(Forms.problem)),
        rx.el.form(
            rx.el.label("Thủ tục", html_for="q", class_name="sr"),
            rx.el.input(
                id="q",
                name="q",
                type="search",
                default_value=Forms.q,
                placeholder="Tên hoặc mã thủ tục",
            ),
            rx.el.button("Tìm", type="submit", class_name="button plain"),
            on_submit=Forms.search,
            class_name="bar",
        ),
        rx.cond(
            Forms.rows.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th("Mã", scope="col"),
                        rx.el.th("Thủ tục", scope="col"),
                        rx.el.th("Đang dùng", scope="col"),
                        rx.el.th("Số câu", scope="col"),
                        rx.el.th("Công bố", scope="col"),
                        rx.el.th("Bản soạn", scope="col"),
                    )
                ),
                rx.el.tbody(rx.foreach(Forms.rows, _row)),
            ),
            rx.cond(
                Forms.loaded & (Forms.problem == ""),
                rx.el.p(
                    "Không có thủ tục nào như vậy nhận hồ sơ trực tuyến. Hãy thử tên khác, "
                    "ngắn hơn.",
                    class_name="card",
                ),
                rx.cond(~Forms.loaded, rx.el.p("Đang tải …", role="status", class_name="card")),
            ),
        ),
        rx.cond(
            Forms.cursor != "",
            rx.el.button("Xem thêm", on_click=Forms.more, class_name="button plain"),
        ),
    )
