"""The answer to one's own question, found by its code."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import public_questions
from shared.client.base import ApiProblem
from shared.ui.session import api, query
from shared.ui.words import moment
from ui_citizen.layout import message, ready, shell


class MyAnswer(rx.State):
    """The answer to the question of a code."""

    typed: str = ""
    body: str = ""
    state: str = ""
    answer: str = ""
    by: str = ""
    problem: str = ""

    @rx.event
    async def load(self):
        """Reads the code in the address, if there is one."""
        self.reset()
        self.typed = query(self, "ma")[:40]
        if self.typed:
            await self._find()

    @rx.event
    async def find(self, form: dict[str, Any]):
        """Looks the code up."""
        self.reset()
        self.typed = str(form.get("ma", "")).strip()[:40]
        if len(self.typed) < 6:
            self.problem = "Nhập đủ mã đã nhận, dạng HD-XXXXX-XXXXX."
            return
        await self._find()

    async def _find(self) -> None:
        try:
            found = await public_questions.status(api(self, "citizen"), self.typed)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.body, self.state = found.body, found.state.label
        self.answer = found.answer or found.reason
        when = f", trả lời {moment(found.answered_at)}" if found.answered_at else ""
        self.by = f"{found.agency}. Hỏi {moment(found.asked_at)}{when}."


@rx.page(
    route="/hoi-dap/tra-loi",
    title="Xem câu trả lời – Cổng Dịch vụ công",
    on_load=MyAnswer.load,
)
def my_answer() -> Component:
    """The page."""
    page = MyAnswer
    return shell(
        ready(),
        rx.el.h1("Xem câu trả lời"),
        rx.el.form(
            rx.el.label("Mã câu hỏi", html_for="ma"),
            rx.el.div(
                rx.el.input(id="ma", name="ma", type="text", default_value=page.typed,
                            key=page.typed, max_length=40, auto_complete="off",
                            placeholder="HD-XXXXX-XXXXX"),
                rx.el.button("Xem", type="submit", class_name="button"),
                class_name="search",
            ),
            on_submit=page.find,
            class_name="field",
        ),
        rx.cond(page.problem != "", message(page.problem)),
        rx.cond(
            page.body != "",
            rx.el.section(
                rx.el.p(rx.el.span(page.state, class_name="tag")),
                rx.el.h2("Câu hỏi"),
                rx.el.p(page.body, class_name="lines"),
                rx.cond(
                    page.answer != "",
                    rx.fragment(rx.el.h2("Trả lời"), rx.el.p(page.answer, class_name="lines")),
                    rx.el.p("Cơ quan chưa trả lời. Hãy giữ mã và xem lại sau."),
                ),
                rx.el.p(page.by, class_name="muted small"),
                class_name="card",
            ),
        ),
    )  # fmt: skip
