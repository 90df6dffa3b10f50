"""One question of a citizen: answering, approving, publishing."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import public_questions
from shared.client.base import ApiProblem
from shared.contracts.public_questions import OfficerQuestion, WriteAnswer
from shared.ui.session import api
from shared.ui.words import moment
from ui_officer.layout import message, shell
from ui_officer.pages.questions.earlier import Pair, earlier, pair_of, pair_shown
from ui_officer.pages.questions.listing import TONES
from ui_officer.person import Person


class Answer(rx.State):
    """One question and the answer being written."""

    here: str = ""
    code: str = ""
    body: str = ""
    about: str = ""
    state: str = ""
    tone: str = ""
    note: str = ""
    reason: str = ""
    written_by: str = ""
    values: dict[str, str] = {}
    publish: bool = False
    traces: str = ""
    may_write: bool = False
    may_approve: bool = False
    why_not_approve: str = ""
    may_give_back: bool = False
    may_refuse: bool = False
    may_withdraw: bool = False
    pairs: list[Pair] = []
    problem: str = ""
    notice: str = ""
    errors: list[str] = []
    loaded: bool = False
    drawn: int = 0
    _revision: int = 0

    @rx.event
    async def load(self):
        """Reads it."""
        self.reset()
        self.here = self.question_id
        try:
            self._show(await public_questions.question(api(self, "officer"), self.here))
            await self._list_pairs()
        except ApiProblem as refused:
            self.problem = refused.message
        self.loaded = True

    def _show(self, found: OfficerQuestion) -> None:
        self.code, self.body = found.code, found.body
        who = found.name or "Không ghi tên"
        mail = "trả lời qua thư điện tử" if found.by_mail else "không để lại thư điện tử"
        if found.origin_code:
            mail = f"hỏi trên Cổng quốc gia (mã {found.origin_code}), trả lời về đó"
        procedure = (
            f" Thủ tục {found.procedure_code} {found.procedure_name}."
            if (found.procedure_code)
            else ""
        )
        self.about = f"{who}, {mail}. Hỏi {found.agency} lúc {moment(found.asked_at)}.{procedure}"
        self.state, self.tone = found.state.label, TONES[found.state.code]
        self.note, self.reason, self.written_by = found.note, found.reason, found.written_by
        self.values = {
            "answer": found.answer, "public_question": found.public_question,
            "public_answer": found.public_answer,
        }  # fmt: skip
        self.publish, self._revision = found.publish, found.revision
        self.traces = ", ".join(found.traces)
        self.may_write, self.may_approve = found.may_write, found.may_approve
        self.why_not_approve, self.may_withdraw = found.why_not_approve, found.may_withdraw
        self.may_refuse = found.may_refuse
        self.may_give_back = found.state.code == "proposed"
        self.drawn += 1

    async def _act(self, work: Any, done: str) -> None:
        self.problem = self.notice = ""
        self.errors = []
        try:
            self._show(await work)
            await self._list_pairs()
        except ApiProblem as refused:
            self.problem = refused.message
            self.errors = [e.message for e in refused.errors]
            return
        self.notice = done

    async def _list_pairs(self) -> None:
        found = await public_questions.versions(api(self, "officer"), self.here)
        self.pairs = [pair_of(one) for one in found]

    @rx.event
    def put(self, name: str, value: str):
        """One box, for the preview."""
        self.values = self.values | {name: value}

    @rx.event
    def turn_publish(self):
        """Whether the answer goes into the published set too."""
        self.publish = not self.publish

    @rx.event
    async def write(self, form: dict[str, Any]):
        """Hands the answer to a second person; what was typed stays when something is wrong."""
        for name in self.values:
            self.values = self.values | {name: str(form.get(name, self.values[name])).strip()}
        data = WriteAnswer(
            self.values["answer"], self._revision, self.publish,
            self.values["public_question"], self.values["public_answer"],
        )  # fmt: skip
        if len(data.answer) < 10:
            self.problem = "Hãy viết câu trả lời đủ ý."
            return
        work = public_questions.write(api(self, "officer"), self.here, data)
        await self._act(work, "Đã chuyển người thứ hai duyệt.")

    @rx.event
    async def approve(self):
        """Sends the answer of somebody else."""
        work = public_questions.approve(api(self, "officer"), self.here, self._revision)
        await self._act(work, "Đã duyệt; người hỏi xem được câu trả lời.")

    @rx.event
    async def give_back(self, form: dict[str, Any]):
        """Gives the answer back with what is to be mended."""
        note = str(form.get("note", "")).strip() or "Người soạn rút lại để sửa"
        work = public_questions.give_back(api(self, "officer"), self.here, note)
        await self._act(work, "Đã trả lại để sửa.")

    @rx.event
    async def refuse(self, form: dict[str, Any]):
        """Does not answer, and says why."""
        reason = str(form.get("reason", "")).strip()
        work = public_questions.refuse(api(self, "officer"), self.here, reason)
        await self._act(work, "Đã ghi không trả lời; người hỏi đọc được lý do.")

    @rx.event
    async def withdraw(self):
        """Takes the pair out of the published set."""
        work = public_questions.withdraw(api(self, "officer"), self.here)
        await self._act(work, "Đã gỡ khỏi bộ hỏi đáp.")


def _area(name: str, label: str, rows: str, hint: str = "") -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.p(hint, class_name="help small") if hint else rx.fragment(),
        rx.el.textarea(
            id=name, name=name, rows=rows, default_value=Answer.values[name], max_length=3000,
            key=name + Answer.drawn.to_string(), disabled=~Answer.may_write,
            on_blur=lambda value: Answer.put(name, value),
        ),
        class_name="field",
    )  # fmt: skip


def _writing() -> Component:
    return rx.el.form(
        _area("answer", "Câu trả lời gửi người hỏi", "7"),
        rx.el.label(
            rx.el.input(type="checkbox", checked=Answer.publish, on_change=Answer.turn_publish,
                        disabled=~Answer.may_write, id="publish", name="publish"),
            "Đăng vào bộ hỏi đáp cho mọi người",
            class_name="tick",
        ),
        rx.cond(
            Answer.publish,
            rx.fragment(
                rx.cond(
                    Answer.traces != "",
                    message("Câu hỏi còn " + Answer.traces + ": bỏ đi trước khi đăng.", "warn"),
                ),
                _area("public_question", "Câu hỏi đã biên tập", "3",
                      "Không để lại tên, số giấy tờ, địa chỉ, mã hồ sơ."),
                _area("public_answer", "Câu trả lời đã biên tập", "4",
                      "Trống thì dùng câu trả lời ở trên."),
                rx.el.h2("Người dân sẽ thấy"),
                pair_shown(
                    Answer.values["public_question"],
                    rx.cond(
                        Answer.values["public_answer"] != "",
                        Answer.values["public_answer"],
                        Answer.values["answer"],
                    ),
                ),
            ),
        ),
        rx.cond(
            Answer.may_write,
            rx.el.button("Chuyển duyệt", type="submit", class_name="button"),
        ),
        on_submit=Answer.write,
        class_name="card",
    )  # fmt: skip


def _deciding() -> Component:
    page = Answer
    return rx.el.section(
        rx.cond(page.may_approve, rx.el.button("Duyệt, gửi người hỏi", type="button",
                                               on_click=page.approve, class_name="button")),
        rx.cond(page.why_not_approve != "", rx.el.p(page.why_not_approve, class_name="muted")),
        rx.cond(
            page.may_give_back,
            rx.el.form(
                rx.el.div(
                    rx.el.label("Trả lại để sửa, ghi điều cần sửa", html_for="note"),
                    rx.el.input(id="note", name="note", type="text", max_length=1000),
                    class_name="field",
                ),
                rx.el.button("Trả lại", type="submit", class_name="button plain"),
                on_submit=page.give_back,
            ),
        ),
        rx.cond(
            page.may_withdraw,
            rx.el.button("Gỡ khỏi bộ hỏi đáp", type="button", on_click=page.withdraw,
                         class_name="link"),
        ),
        rx.cond(
            page.may_refuse,
            rx.el.details(
                rx.el.summary("Không trả lời được?"),
                rx.el.form(
                    rx.el.div(
                        rx.el.label("Lý do, người hỏi đọc được", html_for="reason"),
                        rx.el.input(id="reason", name="reason", type="text", max_length=500),
                        class_name="field",
                    ),
                    rx.el.button("Không trả lời", type="submit", class_name="button plain"),
                    on_submit=page.refuse,
                ),
            ),
        ),
        class_name="card",
    )  # fmt: skip


@rx.page(
    route="/hoi-dap/[question_id]",
    title="Trả lời câu hỏi – Một cửa điện tử",
    on_load=[Person.enter, Answer.load],
)
def answer() -> Component:
    """One question."""
    page = Answer
    return shell(
        rx.el.p(rx.el.a("← Hỏi đáp", href="/hoi-dap/")),
        rx.el.h1("Câu hỏi ", page.code),
        rx.cond(page.problem != "", message(page.problem)),
        rx.cond(page.errors.length() > 0, rx.el.ul(rx.foreach(page.errors, rx.el.li))),
        rx.cond(page.notice != "", message(page.notice, "good")),
        rx.cond(page.note != "", message("Bị trả lại để sửa: " + page.note, "warn")),
        rx.cond(
            page.code != "",
            rx.fragment(
                rx.el.section(
                    rx.el.p(rx.el.span(page.state, class_name="chip " + page.tone), " ",
                            rx.cond(page.written_by != "", "Soạn: " + page.written_by, "")),
                    rx.el.p(page.body, class_name="lines"),
                    rx.el.p(page.about, class_name="muted small"),
                    rx.cond(page.reason != "", rx.el.p("Lý do không trả lời: " + page.reason)),
                    class_name="card",
                ),
                _writing(),
                _deciding(),
                earlier(page.pairs),
            ),
        ),
    )  # fmt: skip
