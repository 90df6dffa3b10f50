"""Surveys and consultations: all of them, what officers are asked, the beginning of a new one."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import surveys
from shared.client.base import ApiProblem
from shared.contracts.surveys import SurveyText
from shared.ui.session import api
from shared.ui.words import day
from shared.vocabulary.surveys import SURVEY_KIND_LABELS
from ui_officer.layout import message, shell
from ui_officer.person import Person

STATES = {"": "", "draft": "Đang soạn", "proposed": "Chờ phê duyệt"}
TONES = {"draft": "", "planned": "warn", "open": "ok", "closed": ""}

_KINDS = [(kind.value, label.vi) for kind, label in SURVEY_KIND_LABELS.items()]


@dataclasses.dataclass
class Row:
    """One survey."""

    href: str
    title: str
    kind: str
    state: str
    tone: str
    next: str
    period: str
    answers: int


class Surveys(rx.State):
    """The list."""

    rows: list[Row] = []
    asked: list[Row] = []
    more: str = ""
    loaded: bool = False
    problem: str = ""

    @rx.event
    async def load(self):
        """What I am asked; for who leads surveys, all of them."""
        self.reset()
        try:
            found = await surveys.for_officers(api(self, "officer"))
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.asked = [
            Row(f"/y-kien/{c.id}", c.title, c.kind.label, c.state.label, "ok", "",
                f"đến {day(c.closes_at)}", 0)
            for c in found
        ]  # fmt: skip
        await self._fetch("")
        self.loaded = True

    @rx.event
    async def fetch_more(self):
        """The next page."""
        await self._fetch(self.more)

    async def _fetch(self, cursor: str) -> None:
        try:
            page = await surveys.designs(api(self, "officer"), cursor)
        except ApiProblem as refused:
            if refused.status != 403:  # who leads none sees what they are asked
                self.problem = refused.message
            return
        self.more = page.next_cursor or ""
        fresh = [
            Row(
                f"/khao-sat/{row.id}", row.title, row.kind.label, row.state.label,
                TONES[row.state.code], STATES[row.next_state],
                f"{day(row.opens_at)} – {day(row.closes_at)}" if row.closes_at else "",
                row.answers,
            )
            for row in page.items
        ]  # fmt: skip
        self.rows = [*self.rows, *fresh] if cursor else fresh

    @rx.event
    async def begin(self, form: dict[str, Any]):
        """Something new; its page opens."""
        self.problem = ""
        text = SurveyText(str(form.get("title", "")).strip()[:200])
        try:
            made = await surveys.start(api(self, "officer"), str(form.get("kind", "")), text)
        except ApiProblem as refused:
            self.problem = refused.message
            return None
        return rx.redirect(f"/khao-sat/{made.id}")


def _row(row: Row) -> Component:
    return rx.el.tr(
        rx.el.td(rx.el.a(row.title, href=row.href)),
        rx.el.td(row.kind),
        rx.el.td(rx.el.span(row.state, class_name="chip " + row.tone)),
        rx.el.td(row.period),
        rx.el.td(row.answers, class_name="number"),
        rx.el.td(rx.cond(row.next != "", rx.el.span(row.next, class_name="chip warn"))),
    )


def _begin() -> Component:
    return rx.el.details(
        rx.el.summary("Soạn cuộc mới"),
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
                    rx.el.label("Tên cuộc khảo sát hoặc dự thảo", html_for="title"),
                    rx.el.input(id="title", name="title", type="text", max_length=200),
                    class_name="field",
                ),
                class_name="columns",
            ),
            rx.el.button("Bắt đầu soạn", type="submit", class_name="button plain"),
            on_submit=Surveys.begin,
        ),
        class_name="card",
    )


def _table(rows: rx.Var[list[Row]]) -> Component:
    heads = ("Tên", "Loại", "Trạng thái", "Thời gian", "Số phiếu", "Bản soạn")
    return rx.el.table(
        rx.el.thead(rx.el.tr(*[rx.el.th(words, scope="col") for words in heads])),
        rx.el.tbody(rx.foreach(rows, _row)),
    )


@rx.page(
    route="/khao-sat",
    title="Khảo sát, lấy ý kiến – Một cửa điện tử",
    on_load=[Person.enter, Surveys.load],
)
def listing() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Khảo sát, lấy ý kiến"),
        rx.cond(Surveys.problem != "", message(Surveys.problem)),
        rx.cond(
            Surveys.asked.length() > 0,
            rx.el.section(rx.el.h2("Đang hỏi ý kiến bạn"), _table(Surveys.asked)),
        ),
        rx.cond(Person.designs_forms, _begin()),
        rx.cond(
            Surveys.loaded,
            rx.cond(
                Surveys.rows.length() > 0,
                _table(Surveys.rows),
                rx.el.p("Chưa có cuộc nào.", class_name="card"),
            ),
            rx.el.p("Đang tải …", role="status", class_name="card"),
        ),
        rx.cond(
            Surveys.more != "",
            rx.el.button("Xem thêm", on_click=Surveys.fetch_more, class_name="button plain"),
        ),
    )
