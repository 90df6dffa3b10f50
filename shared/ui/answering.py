"""Answering a survey in both apps: the fields of its questions, a draft section by section."""

import dataclasses
from typing import Any
from urllib.parse import quote

import reflex as rx
from reflex.components.component import Component

from shared.client import surveys
from shared.client.base import ApiProblem
from shared.contracts.forms import Question
from shared.contracts.surveys import SurveyPage
from shared.ui.field_views import field_view
from shared.ui.fields import Field, Tick, as_typed, fields_of, is_empty, required_sentence, typed
from shared.ui.language import language_of
from shared.ui.session import api, query
from shared.ui.words import moment


@dataclasses.dataclass
class Part:
    """A section of a draft with its questions; a survey is one part without words."""

    title: str
    html: str
    fields: list[Field]


class Answering(rx.State, mixin=True):
    """The survey in the address and what is being answered; the page says `_face`."""

    title: str = ""
    kind: str = ""
    body: str = ""
    about: str = ""
    language: str = "vi"
    has_english: bool = False
    why_not: str = ""
    may_answer: bool = False
    must_sign_in: bool = False
    anonymous: bool = False
    has_results: bool = False
    here: str = ""
    parts: list[Part] = []
    no_places: list[Tick] = []
    loaded: bool = False
    done: bool = False
    problem: str = ""
    wrong: bool = False
    drawn: int = 0
    link_on: str = ""
    _face: str = "citizen"
    _link: str = ""
    _questions: tuple[Question, ...] = ()

    @rx.event
    async def load(self):
        """Reads the survey."""
        self.reset()
        self._link = query(self, "ma")[:100]
        self.link_on = f"&ma={quote(self._link, safe='')}" if self._link else ""
        self.here = self.survey_id
        try:
            found = await surveys.survey(api(self, self._face), self.survey_id, self._link)
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self._show(found)
        self.loaded = True

    def _show(self, found: SurveyPage) -> None:
        self.has_english = bool(found.title_en)
        wanted = query(self, "ngon-ngu") or language_of(self)
        english = self.has_english and wanted == "en"
        self.language = "en" if english else "vi"
        self.title = found.title_en if english else found.title
        self.body = found.html_en if english else found.html
        self.kind = found.kind.label
        self.about = f"{found.agency}. Từ {moment(found.opens_at)} đến {moment(found.closes_at)}."
        self.why_not, self.may_answer = found.why_not, found.may_answer
        self.must_sign_in = "đăng nhập" in found.why_not.lower()
        self.anonymous, self.has_results = found.way == "anonymous", found.has_results
        self._questions = tuple(found.form.questions)
        sections = [Part(s.title, s.html, self._fields(f"{s.key}_")) for s in found.sections]
        self.parts = sections or [Part("", "", self._fields(""))]

    def _fields(self, start: str) -> list[Field]:
        mine = [q for q in self._questions if q.key.startswith(start)]
        return [field for question in mine for field in fields_of(question, None)]

    @rx.event
    async def send(self, form: dict[str, Any]):
        """Sends the answers; what was typed stays when something is wrong."""
        answers = {q.key: typed(q, form) for q in self._questions}
        errors = {
            q.key: required_sentence(q)
            for q in self._questions
            if q.required and is_empty(answers[q.key])
        }
        self.problem, self.wrong = "", bool(errors)
        if not errors:
            given = {key: value for key, value in answers.items() if not is_empty(value)}
            try:
                await surveys.answer(api(self, self._face), self.here, given, self._link)
                self.done, self.may_answer = True, False
                return
            except ApiProblem as refused:
                self.problem = refused.message
                errors = {e.pointer.split("/")[2]: e.message for e in refused.errors
                          if e.pointer.count("/") >= 2}  # fmt: skip
        self.parts = [
            dataclasses.replace(
                part,
                fields=[
                    dataclasses.replace(as_typed(f, form), error=errors.get(f.key, ""))
                    for f in part.fields
                ],
            )
            for part in self.parts
        ]
        self.drawn += 1


def answering_view(page: type[Answering], results_href: rx.Var[str], sign_in: str) -> Component:
    """The survey: its words, the questions, or why it cannot be answered."""
    return rx.fragment(
        rx.el.p(page.kind, class_name="muted small"),
        rx.el.h1(page.title),
        rx.cond(
            page.has_english,
            rx.el.p(
                rx.cond(
                    page.language == "vi",
                    rx.el.a("Read in English", href="?ngon-ngu=en" + page.link_on, lang="en"),
                    rx.el.a("Đọc tiếng Việt", href="?ngon-ngu=vi" + page.link_on, lang="vi"),
                )
            ),
        ),
        # nosemgrep: raw-html-on-a-page (our own Markdown)
        rx.html(page.body, class_name="prose", lang=page.language),
        rx.el.p(page.about, class_name="muted small"),
        rx.cond(
            page.done,
            rx.el.div(
                rx.el.b("Đã nhận câu trả lời. "),
                "Xin cảm ơn. Câu trả lời không gắn với tên của bạn.",
                class_name="note good",
                role="status",
            ),
        ),
        rx.cond(page.problem != "", rx.el.div(page.problem, class_name="note bad", role="alert")),
        rx.cond(
            page.wrong,
            rx.el.div("Còn câu chưa trả lời, xem bên dưới.", class_name="note bad", role="alert"),
        ),
        rx.cond(page.may_answer, _form(page)),
        rx.cond(
            (page.why_not != "") & ~page.done,
            rx.el.div(
                page.why_not,
                rx.cond(
                    page.must_sign_in,
                    rx.el.p(rx.el.a("Đăng nhập", href=sign_in + page.here + "/")),
                ),
                class_name="note",
            ),
        ),
        rx.cond(page.has_results, rx.el.p(rx.el.a("Xem kết quả", href=results_href))),
    )


def _form(page: type[Answering]) -> Component:
    return rx.el.form(
        rx.cond(
            page.anonymous,
            rx.el.p(
                "Bạn trả lời ẩn danh: xin mỗi người một lần. Kết quả ghi rõ đây là phiếu không "
                "kiểm chứng được.",
                class_name="muted small",
            ),
        ),
        rx.el.div(
            rx.foreach(
                page.parts,
                lambda part: rx.el.section(
                    rx.cond(part.title != "", rx.el.h2(part.title)),
                    # nosemgrep: raw-html-on-a-page (our own Markdown)
                    rx.cond(part.html != "", rx.html(part.html, class_name="prose", lang="vi")),
                    rx.foreach(part.fields, lambda f: field_view(f, page.no_places, None)),
                    class_name="part",
                ),
            ),
            key=page.drawn.to_string(),
        ),
        rx.el.button("Gửi câu trả lời", type="submit", class_name="button wide"),
        on_submit=page.send,
        custom_attrs={"noValidate": True},
    )
