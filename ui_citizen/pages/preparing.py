"""Before applying: a few questions, then whether one may apply and what to bring."""

import dataclasses
from collections.abc import Callable
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import catalogue
from shared.client.base import ApiProblem
from shared.contracts.forms import Question
from shared.contracts.guide import Guide
from shared.contracts.needs import NeededPaper
from shared.ui.field_views import field_view
from shared.ui.fields import Field, as_typed, field, is_empty, typed
from shared.ui.places import Places
from shared.ui.session import api
from ui_citizen.layout import message, ready, shell, trouble, waiting
from ui_citizen.pages.apply.question import choice
from ui_citizen.pages.apply.shapes import Choice
from ui_citizen.pages.beginning import begin

_VERDICTS = {
    "yes": "✓ Theo câu trả lời, bạn đủ điều kiện nộp.",
    "no": "✗ Theo câu trả lời, bạn chưa đủ điều kiện.",
    "open": "Trả lời đủ các câu hỏi để biết bạn có đủ điều kiện không.",
    "unchecked": "",
}


@dataclasses.dataclass
class Needed:
    """One paper to bring."""

    name: str
    quantity: str
    need: str
    reason: str
    instead: str


class Preparing(Places, rx.State):
    """The guide of the procedure in the address; what is answered stays in this page."""

    name: str = ""
    procedure_code: str = ""
    loaded: bool = False
    problem: str = ""
    fields: list[Field] = []
    channels: list[Choice] = []
    channel: str = ""
    unanswered: int = 0
    answered: bool = False
    verdict: str = ""
    verdict_words: str = ""
    obstacles: list[str] = []
    conditions: str = ""
    must: list[Needed] = []
    may: list[Needed] = []
    duration: str = ""
    fee: str = ""
    note: str = ""
    places: list[str] = []
    can_apply: bool = False
    _questions: list[Question] = []

    @rx.event
    async def load(self):
        """The questions, and what is needed as long as none is answered."""
        self.reset()
        try:
            found = await catalogue.procedure(api(self, "citizen"), self.code)
            self.name, self.procedure_code = found.name, found.code
            await self._ask({}, "")
        except ApiProblem as refused:
            self.problem = refused.message
        self.loaded = True

    async def _ask(self, answers: dict[str, Any], channel: str) -> None:
        found = await catalogue.guide(api(self, "citizen"), self.procedure_code, answers, channel)
        self._questions = found.questions
        self.fields = [
            field(q, found.answers.get(q.key, ""), f"answer-{q.key}") for q in found.questions
        ]
        await self._read_places(self.fields)
        self._show(found)

    def _change_fields(self, change: Callable[[Field], Field]) -> None:
        self.fields = [change(f) for f in self.fields]

    def _show(self, found: Guide) -> None:
        self.channels = [Choice(c.code, c.label) for c in found.channels]
        self.channel = found.channel.code
        self.unanswered = len(found.left)
        self.verdict, self.verdict_words = found.verdict, _VERDICTS[found.verdict]
        self.obstacles, self.conditions = found.obstacles, found.conditions
        self.must = [_needed(p) for p in found.papers if p.need == "required"]
        self.may = [_needed(p) for p in found.papers if p.need != "required"]
        self.duration, self.fee, self.note = found.duration, found.fee, found.note
        self.places = [place.name for place in found.places]
        self.can_apply = found.can_apply

    @rx.event
    async def answer(self, form: dict[str, Any]):
        """What follows from the answers; a wrong one stays with its sentence."""
        self._change_fields(lambda f: as_typed(f, form))
        given = {q.key: typed(q, form) for q in self._questions}
        answers = {key: value for key, value in given.items() if not is_empty(value)}
        self.error = ""
        try:
            await self._ask(answers, str(form.get("channel", self.channel)))
        except ApiProblem as refused:
            wrong = {e.pointer.removeprefix("/answers/"): e.message for e in refused.errors}
            self._change_fields(lambda f: dataclasses.replace(f, error=wrong.get(f.key, "")))
            self.error = refused.message
            return
        self.answered = True

    @rx.event
    async def apply(self):
        """Begins or continues the draft."""
        code = self.procedure_code
        try:
            return await begin(self, code, f"/chuan-bi/{code}")
        except ApiProblem as refused:
            self.error = refused.message
            return None


def _needed(paper: NeededPaper) -> Needed:
    counts = (
        (paper.originals, "bản chính"),
        (paper.certified, "bản chứng thực"),
        (paper.copies, "bản sao"),
    )
    quantity = ", ".join(f"{count} {name}" for count, name in counts if count)
    needless = f"Không cần nếu đã có: {paper.replaced_by_data}" if paper.replaced_by_data else ""
    need = paper.need_label if paper.need == "required" else (paper.condition or paper.need_label)
    reason = f"Vì bạn trả lời “{paper.reason}”" if paper.reason else ""
    return Needed(paper.name, quantity, need, reason, needless)


def _paper(paper: Needed) -> Component:
    def line(text: rx.Var[str]) -> Component:
        return rx.cond(text != "", rx.el.span(text, class_name="muted small line"))

    return rx.el.li(
        rx.el.b(paper.name),
        line(paper.quantity),
        line(paper.need),
        line(paper.reason),
        line(paper.instead),
    )


def _asking() -> Component:
    return rx.el.form(
        rx.cond(
            Preparing.channels.length() > 1,
            rx.el.fieldset(
                rx.el.legend("Bạn định nộp bằng cách nào?"),
                rx.foreach(Preparing.channels, lambda c: choice(c, "channel", Preparing.channel)),
                class_name="question",
            ),
        ),
        rx.foreach(
            Preparing.fields,
            lambda f: field_view(f, Preparing.provinces, Preparing.choose_province),
        ),
        rx.el.button("Xem tôi cần gì", type="submit", class_name="button wide"),
        on_submit=Preparing.answer,
        class_name="card",
        no_validate=True,
    )


def _result() -> Component:
    state = Preparing
    return rx.el.section(
        rx.el.h2("Bạn cần gì", id="ket-qua"),
        rx.cond(
            (state.verdict_words != "") & (state.answered | (state.verdict == "no")),
            rx.el.div(
                rx.el.b(state.verdict_words),
                rx.el.ul(rx.foreach(state.obstacles, rx.el.li), class_name="list"),
                class_name=rx.match(
                    state.verdict, ("yes", "note good"), ("no", "note bad"), "note"
                ),
            ),
        ),
        rx.cond(
            state.unanswered > 0,
            rx.el.p(
                "Còn ",
                state.unanswered,
                " câu chưa trả lời nên danh sách dưới đây có thể chưa đủ.",
                class_name="note warn",
            ),
        ),
        rx.cond(
            state.must.length() > 0,
            rx.fragment(
                rx.el.h3("Giấy tờ bắt buộc"),
                rx.el.ul(rx.foreach(state.must, _paper), class_name="list papers"),
            ),
            rx.el.p("Không phải mang giấy tờ bắt buộc nào."),
        ),
        rx.cond(
            state.may.length() > 0,
            rx.fragment(
                rx.el.h3("Nếu thuộc trường hợp"),
                rx.el.ul(rx.foreach(state.may, _paper), class_name="list papers"),
            ),
        ),
        rx.el.dl(
            rx.el.div(rx.el.dt("Thời hạn giải quyết"), rx.el.dd(state.duration)),
            rx.el.div(rx.el.dt("Phí, lệ phí"), rx.el.dd(state.fee)),
            rx.cond(state.note != "", rx.el.div(rx.el.dt("Lưu ý"), rx.el.dd(state.note))),
            rx.cond(
                state.conditions != "",
                rx.el.div(rx.el.dt("Điều kiện theo luật"), rx.el.dd(state.conditions)),
            ),
            class_name="rows",
        ),
        rx.cond(
            state.places.length() > 0,
            rx.el.details(
                rx.el.summary("Nơi tiếp nhận"),
                rx.el.ul(rx.foreach(state.places, rx.el.li), class_name="list"),
                class_name="plain",
            ),
        ),
        class_name="card",
        custom_attrs={"aria-live": "polite"},
    )


@rx.page(
    route="/chuan-bi/[code]", title="Chuẩn bị hồ sơ – Cổng Dịch vụ công", on_load=Preparing.load
)
def preparing() -> Component:
    """The page."""
    state = Preparing
    return shell(
        rx.cond(state.problem != "", trouble(state.problem)),
        rx.cond(
            state.loaded & (state.name != ""),
            rx.fragment(
                ready(),
                rx.el.p(
                    rx.el.a(state.name, href="/thu-tuc/" + state.procedure_code),
                    class_name="small",
                ),
                rx.el.h1("Chuẩn bị trước khi nộp"),
                rx.el.p(
                    "Trả lời vài câu để biết bạn có đủ điều kiện không và cần mang gì. "
                    "Câu trả lời không được lưu lại.",
                    class_name="help",
                ),
                rx.cond(state.error != "", message(state.error)),
                rx.cond((state.fields.length() > 0) | (state.channels.length() > 1), _asking()),
                _result(),
                rx.cond(
                    state.can_apply,
                    rx.fragment(
                        rx.el.button(
                            "Nộp hồ sơ trực tuyến", on_click=state.apply, class_name="button wide"
                        ),
                        rx.el.a(
                            "In tờ khai trống để điền tay (PDF)",
                            href="/api/v1/procedures/" + state.procedure_code + "/form/blank",
                            target="_blank",
                            class_name="link",
                        ),
                    ),
                    rx.el.div("Thủ tục này nộp trực tiếp tại Bộ phận Một cửa.", class_name="note"),
                ),
            ),
            rx.cond(state.problem == "", waiting()),
        ),
    )
