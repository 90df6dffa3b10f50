"""Hỏi đáp: the published set, and asking without an account."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import public_questions
from shared.client.base import ApiProblem
from shared.contracts.public_questions import AskQuestion
from shared.ui.session import api, query
from shared.ui.words import day
from ui_citizen.layout import message, ready, shell, trouble, waiting
from ui_citizen.pages.helping.shapes import Card, card_list

_FIELDS = ("body", "procedure_code", "name", "email")


@dataclasses.dataclass
class Asked:
    """What came of a question that was sent."""

    code: str = ""
    note: str = ""


class Questions(rx.State):
    """The published set, and a question being asked."""

    cards: list[Card] = []
    more: str = ""
    loaded: bool = False
    problem: str = ""
    values: dict[str, str] = {}
    errors: dict[str, str] = {}
    asked: Asked = Asked()
    drawn: int = 0

    @rx.event
    async def load(self):
        """The first page, and the procedure that the question is about, if any."""
        self.reset()
        self.values = dict.fromkeys(_FIELDS, "")
        self.values["procedure_code"] = query(self, "thu-tuc")[:40]
        await self._fetch()
        self.loaded = True

    @rx.event
    async def fetch_more(self):
        """The next page, below the one shown."""
        await self._fetch()

    async def _fetch(self) -> None:
        try:
            page = await public_questions.published(
                api(self, "citizen"), self.values["procedure_code"], self.more
            )
        except ApiProblem as refused:
            self.problem = refused.message
            return
        fresh = [
            Card(q.question, q.procedure_name, f"{q.agency}, {day(q.published_at)}",
                 f"/hoi-dap/{q.id}")
            for q in page.items
        ]  # fmt: skip
        self.cards, self.more = [*self.cards, *fresh], page.next_cursor or ""

    @rx.event
    async def ask(self, form: dict[str, Any]):
        """Sends the question; what was typed stays when something is wrong."""
        self.values = {name: str(form.get(name, "")).strip() for name in _FIELDS}
        self.errors, self.problem, self.asked = {}, "", Asked()
        if len(self.values["body"]) < 10:
            self.errors = {"body": "Hãy viết câu hỏi đủ ý, ít nhất 10 chữ."}
            return
        try:
            done = await public_questions.ask(api(self, "citizen"), AskQuestion(**self.values))
        except ApiProblem as refused:
            self.problem = refused.message
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            return
        note = "Câu trả lời cũng được gửi tới hộp thư bạn đã ghi." if done.by_mail else ""
        self.asked = Asked(done.code, note)
        self.values = dict.fromkeys(_FIELDS, "")
        self.drawn += 1


def _field(name: str, label: str, *, kind: str = "text", hint: str = "") -> Component:
    error = Questions.errors.contains(name)
    described = {"aria-describedby": f"{name}-hint {name}-error"}
    shared_ = {
        "id": name, "name": name, "default_value": Questions.values[name],
        "key": name + Questions.drawn.to_string(), "aria_invalid": error.to_string(),
        "custom_attrs": described,
    }  # fmt: skip
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.cond(hint != "", rx.el.p(hint, class_name="help", id=f"{name}-hint")),
        rx.cond(
            error,
            rx.el.p(Questions.errors[name], class_name="error", id=f"{name}-error", role="alert"),
        ),
        rx.el.textarea(max_length=3000, rows="5", **shared_)
        if kind == "long"
        else rx.el.input(type=kind, max_length=254, auto_complete="off", **shared_),
        class_name="field",
    )


def _asking() -> Component:
    done = Questions.asked
    return rx.el.section(
        rx.el.h2("Đặt câu hỏi", id="dat-cau-hoi"),
        rx.el.p("Không cần tài khoản. Cơ quan trả lời trong giờ làm việc.", class_name="muted"),
        rx.cond(
            done.code != "",
            rx.el.div(
                rx.el.p("Đã nhận câu hỏi. Mã để xem câu trả lời:"),
                rx.el.p(rx.el.b(done.code, class_name="code")),
                rx.cond(done.note != "", rx.el.p(done.note)),
                rx.el.p(rx.el.a("Xem câu trả lời", href="/hoi-dap/tra-loi/?ma=" + done.code)),
                class_name="note good",
                role="status",
            ),
        ),
        rx.cond(Questions.problem != "", message(Questions.problem)),
        rx.el.form(
            _field("body", "Câu hỏi", kind="long",
                   hint="Đừng ghi số định danh hay thông tin riêng của bạn vào đây."),
            _field("procedure_code", "Mã thủ tục, nếu biết"),
            _field("name", "Tên của bạn, không bắt buộc"),
            _field("email", "Thư điện tử để nhận trả lời, không bắt buộc", kind="email"),
            rx.el.button("Gửi câu hỏi", type="submit", class_name="button wide"),
            on_submit=Questions.ask,
            custom_attrs={"noValidate": True},
        ),
        class_name="card",
    )  # fmt: skip


@rx.page(
    route="/hoi-dap",
    title="Hỏi đáp – Cổng Dịch vụ công",
    description="Câu hỏi của người dân về thủ tục hành chính và trả lời của cơ quan.",
    on_load=Questions.load,
)
def questions_page() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Hỏi đáp"),
        rx.cond(
            Questions.loaded,
            rx.fragment(
                ready(),
                rx.el.p(
                    rx.el.a("Đặt câu hỏi", href="#dat-cau-hoi", class_name="button"), " ",
                    rx.el.a("Tôi đã có mã", href="/hoi-dap/tra-loi/", class_name="button plain"),
                    class_name="acts",
                ),
                rx.cond(
                    Questions.cards.length() > 0,
                    card_list(Questions.cards, rx.el.H2),
                    rx.el.p("Chưa có câu hỏi nào được đăng ở đây.", class_name="card"),
                ),
                rx.cond(
                    Questions.more != "",
                    rx.el.button("Xem thêm", on_click=Questions.fetch_more,
                                 class_name="button plain wide"),
                ),
                _asking(),
            ),
            waiting(),
        ),
    )  # fmt: skip


class OneQuestion(rx.State):
    """One published question."""

    question: str = ""
    answer: str = ""
    by: str = ""
    procedure: str = ""
    code_of_procedure: str = ""
    loaded: bool = False
    problem: str = ""

    @rx.event
    async def load(self):
        """Reads it."""
        self.reset()
        try:
            found = await public_questions.one_published(api(self, "citizen"), self.question_id)
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.question, self.answer = found.question, found.answer
        self.by = f"{found.agency} trả lời, {day(found.published_at)}"
        self.procedure, self.code_of_procedure = found.procedure_name, found.procedure_code
        self.loaded = True


@rx.page(
    route="/hoi-dap/[question_id]", title="Hỏi đáp – Cổng Dịch vụ công", on_load=OneQuestion.load
)
def one_question() -> Component:
    """The page."""
    page = OneQuestion
    return shell(
        rx.cond(page.problem != "", trouble(page.problem)),
        rx.cond(
            page.loaded & (page.question != ""),
            rx.el.article(
                ready(),
                rx.el.h1(page.question),
                rx.el.p(page.answer, class_name="lines"),
                rx.el.p(page.by, class_name="muted small"),
                rx.cond(
                    page.procedure != "",
                    rx.el.p(
                        "Thủ tục: ",
                        rx.el.a(page.procedure, href="/thu-tuc/" + page.code_of_procedure),
                    ),
                ),
                rx.el.p(rx.el.a("Các câu hỏi khác", href="/hoi-dap/")),
            ),
            rx.cond(page.problem == "", waiting()),
        ),
    )
