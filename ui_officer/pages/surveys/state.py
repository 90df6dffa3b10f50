"""One survey being written, then led: questions, period, links, results."""

import dataclasses
from typing import Any

import msgspec
import reflex as rx

from shared.client import surveys
from shared.client.base import ApiProblem
from shared.contracts.forms import Option, Question
from shared.contracts.surveys import SurveyDesign, SurveySection, SurveyText
from shared.ui.session import api
from shared.ui.survey_results import Shown, how_many, shown
from shared.ui.words import moment, typed_moment
from ui_officer.pages.surveys.listing import TONES
from ui_officer.pages.two_persons import TwoPersons

_MOMENTS = ("opens_at", "closes_at")


@dataclasses.dataclass
class Asked:
    """One question as text in the boxes; options one a line."""

    key: str
    kind: str
    label: str
    required: bool
    options: str


@dataclasses.dataclass
class Section:
    """One section of a draft."""

    title: str
    text: str


class Survey(TwoPersons, rx.State):
    """The survey in the address."""

    here: str = ""
    kind: str = ""
    kind_words: str = ""
    state_words: str = ""
    tone: str = ""
    is_open: bool = False
    is_closed: bool = False
    published: bool = False
    may_lead: bool = False
    values: dict[str, str] = {}
    questions: list[Asked] = []
    sections: list[Section] = []
    html: str = ""
    answers: int = 0
    total: str = ""
    results: list[Shown] = []
    links: list[str] = []
    results_at: str = ""
    conclusion: str = ""
    _text_read: SurveyText | None = None

    @rx.event
    async def load(self):
        """Reads it."""
        self.reset()
        self.here = self.survey_id
        try:
            self._show(await surveys.design(api(self, "officer"), self.here))
            await self._read_results()
        except ApiProblem as refused:
            self.problem = refused.message
        self.loaded = True

    def _show(self, found: SurveyDesign) -> None:
        text = found.text
        self.kind, self.kind_words = found.kind.code, found.kind.label
        self.state_words, self.tone = found.state.label, TONES[found.state.code]
        self.is_open, self.is_closed = found.state.code == "open", found.state.code == "closed"
        self.published, self.may_lead = found.state.code != "draft", found.may_lead
        self.values = {
            "title": text.title, "intro": text.intro, "title_en": text.title_en,
            "intro_en": text.intro_en, "audience": text.audience,
            "procedure_codes": ", ".join(text.procedure_codes),
            "opens_at": moment(text.opens_at), "closes_at": moment(text.closes_at),
        }  # fmt: skip
        self.questions = [
            Asked(q.key, q.kind, q.label, q.required, "\n".join(o.label for o in q.options))
            for q in text.questions
        ]
        self.sections = [Section(s.title, s.text) for s in text.sections]
        self.html, self.answers = found.html, found.answers
        self.results_at, self.conclusion = moment(found.results_published_at), found.conclusion
        self._text_read = text
        self._stands(found.next, found.faults)

    async def _read_results(self) -> None:
        """As they stand for who leads it; once they are published, for everybody."""
        if self.published and (self.may_lead or self.results_at):
            read = surveys.results_so_far if self.may_lead else surveys.results
            found = await read(api(self, "officer"), self.here)
            self.results, self.total = shown(found), how_many(found)

    async def _do(self, what: str, note: str = "") -> SurveyDesign:
        client, id_ = api(self, "officer"), self.here
        match what:
            case "save":
                return await surveys.save(client, id_, self._text(), self._revision)
            case "propose":
                return await surveys.propose(client, id_, self._revision)
            case "give_back":
                return await surveys.give_back(client, id_, note)
            case "publish":
                return await surveys.publish(client, id_, self._revision)
            case "close":
                return await surveys.move_closing(client, id_, note)
            case "results":
                return await surveys.publish_results(client, id_, note)
            case _:
                return await surveys.design(client, id_)

    def _text(self) -> SurveyText:
        values: dict[str, Any] = dict(self.values)
        for name in _MOMENTS:
            typed = typed_moment(values[name])
            values[name] = typed.isoformat() if typed is not None else values[name]
        codes = [c.strip() for c in values["procedure_codes"].split(",") if c.strip()]
        sections = [SurveySection(s.title, s.text) for s in self.sections]
        return SurveyText(
            **(values | {"procedure_codes": codes}),
            questions=[self._question(n, q) for n, q in enumerate(self.questions, start=1)],
            sections=sections,
        )

    def _question(self, number: int, asked: Asked) -> Question:
        before = {q.key: q for q in (self._text_read.questions if self._text_read else [])}
        lines = [line.strip() for line in asked.options.splitlines() if line.strip()]
        known = {o.label: o.value for o in before[asked.key].options} if asked.key in before else {}
        options = [Option(known.get(line, f"o{n}"), line) for n, line in enumerate(lines, start=1)]
        if len({o.value for o in options}) < len(options):  # one was put between known ones
            options = [Option(f"o{n}", line) for n, line in enumerate(lines, start=1)]
        chosen = options if asked.kind in ("choice", "choices") else []
        blank = Question(
            asked.key or f"c{number}", asked.kind, asked.label, "", "", "",
            required=asked.required, options=chosen, min_length=0, max_length=0, minimum=None,
            maximum=None, not_after_today=False, show_if=None, computed=None, checks=[],
            prefill="", questions=[], min_items=0, max_items=0,
        )  # fmt: skip
        if asked.key not in before:
            return blank
        return msgspec.structs.replace(
            before[asked.key], kind=asked.kind, label=asked.label, required=asked.required,
            options=chosen,
        )  # fmt: skip

    @rx.event
    def put(self, name: str, value: str):
        """One box of the survey."""
        if self.values.get(name) != value:
            self.values, self.changed = self.values | {name: value}, True

    @rx.event
    def put_question(self, number: int, name: str, value: str):
        """One box of a question."""
        if name in ("kind", "label", "options") and 0 <= number < len(self.questions):
            setattr(self.questions[number], name, value)
            self.changed = True

    @rx.event
    def turn_required(self, number: int):
        """Whether a question must be answered."""
        if 0 <= number < len(self.questions):
            self.questions[number].required = not self.questions[number].required
            self.changed = True

    @rx.event
    def add_question(self):
        """A question at the end."""
        taken = {q.key for q in self.questions}
        number = next(n for n in range(1, 500) if f"c{n}" not in taken)
        self.questions = [*self.questions, Asked(f"c{number}", "choice", "", False, "")]
        self.changed, self.drawn = True, self.drawn + 1

    @rx.event
    def put_section(self, number: int, name: str, value: str):
        """One box of a section."""
        if name in ("title", "text") and 0 <= number < len(self.sections):
            setattr(self.sections[number], name, value)
            self.changed = True

    @rx.event
    def add_section(self):
        """A section at the end."""
        self.sections = [*self.sections, Section(f"Điều {len(self.sections) + 1}", "")]
        self.changed, self.drawn = True, self.drawn + 1

    @rx.event
    def drop(self, number: int):
        """Takes a question or section out."""
        name = "questions" if self.kind == "survey" else "sections"
        kept = [one for at, one in enumerate(getattr(self, name)) if at != number]
        setattr(self, name, kept)
        self.changed, self.drawn = True, self.drawn + 1

    @rx.event
    def raise_(self, number: int):
        """Moves a question or section one place up."""
        name = "questions" if self.kind == "survey" else "sections"
        found = list(getattr(self, name))
        if 0 < number < len(found):
            found[number - 1], found[number] = found[number], found[number - 1]
            setattr(self, name, found)
            self.changed, self.drawn = True, self.drawn + 1

    @rx.event
    async def publish(self):
        """Opens the survey of somebody else."""
        if await self._act("publish", "Đã phê duyệt; mở lấy ý kiến theo thời gian đã đặt."):
            await self._read_results()

    @rx.event
    async def close(self, form: dict[str, Any]):
        """Ends it at another moment."""
        typed = typed_moment(str(form.get("until", "")))
        words = typed.isoformat() if typed is not None else str(form.get("until", ""))
        if len(words) < 10:
            self.problem = "Nhập giờ:phút ngày/tháng/năm, ví dụ 17:00 30/11/2026."
            return
        await self._act("close", "Đã đổi thời điểm kết thúc.", words)

    @rx.event
    async def publish_results(self, form: dict[str, Any]):
        """Shows everybody the results."""
        words = str(form.get("conclusion", "")).strip()
        self.conclusion = words
        if len(words) < 10:
            self.problem = "Hãy viết kết luận: cơ quan tiếp thu gì, vì sao."
            return
        await self._act("results", "Đã công bố kết quả trên Cổng.", words)

    @rx.event
    async def issue_links(self, form: dict[str, Any]):
        """Links to hand out, shown once."""
        self.problem = ""
        typed = str(form.get("count", "")).strip()
        count = int(typed) if typed.isdecimal() and len(typed) < 4 else 0
        if not 1 <= count <= 500:
            self.problem = "Nhập số đường dẫn từ 1 đến 500."
            return
        try:
            found = await surveys.issue_links(api(self, "officer"), self.here, count)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.links = found.links
