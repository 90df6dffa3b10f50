"""What the portal tells people: everything there is, and the beginning of something new."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import content
from shared.client.base import ApiProblem
from shared.contracts.content import ContentText
from shared.ui.session import api, query
from shared.ui.words import moment
from shared.vocabulary.content import CONTENT_KIND_LABELS
from ui_officer.layout import message, shell
from ui_officer.person import Person

STATES = {"": "", "draft": "Đang soạn", "proposed": "Chờ phê duyệt"}
TONES = {"shown": "ok", "planned": "warn", "over": "", "withdrawn": "bad", "none": ""}
_KINDS = [(kind.value, label.vi) for kind, label in CONTENT_KIND_LABELS.items()]


@dataclasses.dataclass
class Row:
    """One piece of content."""

    id: str
    title: str
    kind: str
    procedure: str
    version: str
    showing: str
    tone: str
    state: str
    at: str


class Contents(rx.State):
    """The list."""

    kind: str = ""
    rows: list[Row] = []
    more: str = ""
    loaded: bool = False
    problem: str = ""

    @rx.event
    async def load(self):
        """The first page of the kind in the address."""
        self.reset()
        self.kind = query(self, "loai")[:20]
        await self._fetch("")
        self.loaded = True

    @rx.event
    async def fetch_more(self):
        """The next page."""
        await self._fetch(self.more)

    async def _fetch(self, cursor: str) -> None:
        try:
            page = await content.items(api(self, "officer"), self.kind, cursor)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.more = page.next_cursor or ""
        fresh = [
            Row(
                row.id, row.title, row.kind.label, row.procedure_code,
                f"Bản {row.version}" if row.version else "", row.showing.label,
                TONES[row.showing.code], STATES[row.state], moment(row.published_at),
            )
            for row in page.items
        ]  # fmt: skip
        self.rows = [*self.rows, *fresh] if cursor else fresh

    @rx.event
    async def begin(self, form: dict[str, Any]):
        """Something new; its page opens."""
        self.problem = ""
        text = ContentText(str(form.get("title", "")).strip()[:200])
        try:
            made = await content.start(api(self, "officer"), str(form.get("kind", "")), text)
        except ApiProblem as refused:
            self.problem = refused.message
            return None
        return rx.redirect(f"/noi-dung/{made.id}")


def _row(row: Row) -> Component:
    return rx.el.tr(
        rx.el.td(rx.el.a(row.title, href="/noi-dung/" + row.id)),
        rx.el.td(row.kind),
        rx.el.td(row.procedure, class_name="mono"),
        rx.el.td(rx.el.span(row.showing, class_name="chip " + row.tone)),
        rx.el.td(row.version),
        rx.el.td(row.at),
        rx.el.td(rx.cond(row.state != "", rx.el.span(row.state, class_name="chip warn"))),
    )


def _begin() -> Component:
    return rx.el.details(
        rx.el.summary("Soạn nội dung mới"),
        rx.el.form(
            rx.el.div(
                rx.el.div(
                    rx.el.label("Loại", html_for="kind"),
                    rx.el.select(
                        *[rx.el.option(label, value=code) for code, label in _KINDS],
                        id="kind",
                        name="kind",
                    ),
                    class_name="field",
                ),
                rx.el.div(
                    rx.el.label("Tiêu đề", html_for="title"),
                    rx.el.input(id="title", name="title", type="text", max_length=200),
                    class_name="field",
                ),
                class_name="columns",
            ),
            rx.el.button("Bắt đầu soạn", type="submit", class_name="button plain"),
            on_submit=Contents.begin,
        ),
        class_name="card",
    )


@rx.page(
    route="/noi-dung",
    title="Nội dung trên Cổng – Một cửa điện tử",
    on_load=[Person.enter, Contents.load],
)
def listing() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Nội dung trên Cổng"),
        rx.el.p(
            "Hướng dẫn, câu hỏi thường gặp, tin tức, hồ sơ mẫu, thông báo. Nội dung chỉ hiện khi "
            "người thứ hai phê duyệt.",
            class_name="muted lead",
        ),
        rx.cond(Contents.problem != "", message(Contents.problem)),
        rx.cond(Person.approves_content, _begin()),
        rx.el.p(
            rx.el.a("Tất cả", href="/noi-dung/"),
            *[rx.fragment(" · ", rx.el.a(label, href=f"/noi-dung/?loai={code}"))
              for code, label in _KINDS],
        ),
        rx.cond(
            Contents.loaded,
            rx.cond(
                Contents.rows.length() > 0,
                rx.el.table(
                    rx.el.thead(
                        rx.el.tr(
                            *[rx.el.th(words, scope="col") for words in (
                                "Tiêu đề", "Loại", "Thủ tục", "Trên Cổng", "Bản", "Xuất bản",
                                "Bản soạn",
                            )]
                        )
                    ),
                    rx.el.tbody(rx.foreach(Contents.rows, _row)),
                ),
                rx.el.p("Chưa có nội dung nào.", class_name="card"),
            ),
            rx.el.p("Đang tải …", role="status", class_name="card"),
        ),
        rx.cond(
            Contents.more != "",
            rx.el.button("Xem thêm", on_click=Contents.fetch_more, class_name="button plain"),
        ),
    )  # fmt: skip
