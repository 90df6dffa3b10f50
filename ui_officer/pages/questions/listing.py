"""Questions of citizens: what waits, for whom."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import public_questions
from shared.client.base import ApiProblem
from shared.ui.session import api, query
from shared.ui.words import moment
from shared.vocabulary.content import QUESTION_STATE_LABELS
from ui_officer.layout import message, shell
from ui_officer.person import Person

TONES = {"waiting": "warn", "proposed": "waiting", "answered": "ok", "refused": ""}


@dataclasses.dataclass
class Row:
    """One question."""

    id: str
    code: str
    beginning: str
    procedure: str
    agency: str
    at: str
    state: str
    tone: str


class Work(rx.State):
    """The list."""

    rows: list[Row] = []
    only: str = ""
    more: str = ""
    loaded: bool = False
    problem: str = ""

    @rx.event
    async def load(self):
        """The first page of the state in the address."""
        self.reset()
        self.only = query(self, "trang-thai")[:20]
        await self._fetch("")
        self.loaded = True

    @rx.event
    async def fetch_more(self):
        """The next page."""
        await self._fetch(self.more)

    async def _fetch(self, cursor: str) -> None:
        try:
            page = await public_questions.work(api(self, "officer"), self.only, cursor)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.more = page.next_cursor or ""
        fresh = [
            Row(
                row.id, row.code, row.beginning, row.procedure_code, row.agency,
                moment(row.asked_at),
                "Chờ bạn duyệt" if row.mine_to_approve
                else row.state.label + (" · đã đăng" if row.published else ""),
                TONES[row.state.code],
            )
            for row in page.items
        ]  # fmt: skip
        self.rows = [*self.rows, *fresh] if cursor else fresh


def _row(row: Row) -> Component:
    return rx.el.tr(
        rx.el.td(rx.el.a(row.code, href="/hoi-dap/" + row.id), class_name="mono"),
        rx.el.td(row.beginning),
        rx.el.td(row.procedure, class_name="mono"),
        rx.el.td(row.agency),
        rx.el.td(row.at),
        rx.el.td(rx.el.span(row.state, class_name="chip " + row.tone)),
    )


@rx.page(route="/hoi-dap", title="Hỏi đáp – Một cửa điện tử", on_load=[Person.enter, Work.load])
def work() -> Component:
    """The list."""
    heads = ("Mã", "Câu hỏi", "Thủ tục", "Cơ quan", "Gửi lúc", "Trạng thái")
    return shell(
        rx.el.h1("Hỏi đáp với người dân"),
        rx.el.p(
            rx.el.a("Tất cả", href="/hoi-dap/"),
            *[
                rx.fragment(" · ", rx.el.a(label.vi, href=f"/hoi-dap/?trang-thai={state.value}"))
                for state, label in QUESTION_STATE_LABELS.items()
            ],
        ),
        rx.cond(Work.problem != "", message(Work.problem)),
        rx.cond(
            Work.loaded,
            rx.cond(
                Work.rows.length() > 0,
                rx.el.table(
                    rx.el.thead(rx.el.tr(*[rx.el.th(words, scope="col") for words in heads])),
                    rx.el.tbody(rx.foreach(Work.rows, _row)),
                ),
                rx.el.p("Không có câu hỏi nào.", class_name="card"),
            ),
            rx.el.p("Đang tải …", role="status", class_name="card"),
        ),
        rx.cond(
            Work.more != "",
            rx.el.button("Xem thêm", on_click=Work.fetch_more, class_name="button plain"),
        ),
    )
