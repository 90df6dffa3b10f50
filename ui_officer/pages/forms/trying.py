"""The form as people will meet it: the page being written, and a trial with sample answers."""

import dataclasses
from collections.abc import Callable
from typing import Any

import reflex as rx

from shared.client import forms
from shared.client.base import ApiProblem
from shared.contracts.common import FieldProblem
from shared.contracts.forms import CheckAnswers, FormChange, Question, TriedForm, TryForm
from shared.ui.fields import Field, field, fields_of, is_empty, typed
from shared.ui.places import Places
from shared.ui.session import api
from ui_officer.pages.forms import shapes
from ui_officer.pages.forms.shapes import Row

_CHANGES = {"added": "Thêm", "removed": "Bỏ", "changed": "Sửa", "moved": "Đổi chỗ"}


@dataclasses.dataclass
class Pair:
    """A label and a value."""

    label: str
    value: str


@dataclasses.dataclass
class Fault:
    """One thing wrong with the form: where, and why."""

    place: str
    where: str
    message: str


@dataclasses.dataclass
class Change:
    """One difference between two versions."""

    kind: str
    label: str
    details: list[str]


class Trying(Places, rx.State, mixin=True):
    """Part of the designer's state: outline, preview and trial of what is on the screen."""

    rows: list[Row] = []
    faults: list[Fault] = []
    preview_heading: str = ""
    preview_section: str = ""
    phone: list[Field] = []
    wide: list[Field] = []
    sample: list[Field] = []
    sampled: int = 0
    tried: bool = False
    verdict: str = ""
    fits: bool = False
    problems: list[Pair] = []
    printed: list[Pair] = []
    papers: list[Pair] = []
    changes: list[Change] = []
    _code: str = ""
    _sample: CheckAnswers = CheckAnswers({})
    _face: str = "officer"

    def _change_fields(self, change: Callable[[Field], Field]) -> None:
        self.sample = [change(f) for f in self.sample]
        self.phone = [change(f) for f in self.phone]
        self.wide = [change(f) for f in self.wide]

    async def _after_edit(self) -> None:
        """Faults, preview and trial of what is on the screen now."""
        data = TryForm(self.title[:200], list(self._questions), self._sample.answers)
        try:
            seen = await forms.try_out(api(self, "officer"), self._code, data)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self._show_faults(seen.faults)
        self._preview()
        self.changes = shown_changes(seen.changes)
        if not seen.faults:
            self._show_trial(seen)
        await self._read_places([*self.phone, *self.sample])

    def _show_faults(self, found: list[FieldProblem]) -> None:
        by_place: dict[str, str] = {}
        self.faults = []
        for fault in found:
            place = shapes.place_of(fault.pointer)
            by_place.setdefault(place, fault.message)
            question = shapes.at(self._questions, place) if place else None
            number = ".".join(str(int(part) + 1) for part in place.split(".")) if place else ""
            where = f"Câu {number} “{question.label}”" if question else "Cả biểu mẫu"
            self.faults.append(Fault(place, where, fault.message))
        self.rows = shapes.rows(self._questions, by_place)

    def _preview(self) -> None:
        page = self._page()
        alone = len(page) == 1
        first = page[0] if page else None
        self.preview_section = first.section if first else ""
        self.preview_heading = "" if first is None else first.label if alone else first.page
        self.phone = [f for q in page for f in _shown(q, "phone", self._sample.answers)]
        self.wide = [f for q in page for f in _shown(q, "wide", self._sample.answers)]

    def _page(self) -> list[Question]:
        """The chosen question with its neighbours on the same page; of a group its questions."""
        outer = self.edited.place.partition(".")[0]
        chosen = shapes.at(self._questions, outer) if outer else None
        if chosen is None:
            return []
        if chosen.kind == "group":
            return chosen.questions or [chosen]
        if not chosen.page:
            return [chosen]
        number = int(outer)
        first = last = number
        while first > 0 and self._questions[first - 1].page == chosen.page:
            first -= 1
        while last + 1 < len(self._questions) and self._questions[last + 1].page == chosen.page:
            last += 1
        page = [q for q in self._questions[first : last + 1] if q.computed is None]
        return page or [chosen]

    def _show_trial(self, seen: TriedForm) -> None:
        asked = set(seen.asked)
        by_key = {q.key: q for q in self._questions}
        self.sample = [
            dataclasses.replace(f, id=f"sample-{f.id}", error="")
            for q in self._questions
            if q.key in asked
            for f in fields_of(q, self._sample.answers.get(q.key))
        ]
        labels = {f"/answers/{key}": q.label for key, q in by_key.items()}
        self.problems = [
            Pair(labels.get("/".join(p.pointer.split("/")[:3]), ""), p.message)
            for p in seen.problems
        ]
        self.fits = not seen.problems
        self.verdict = (
            "Nộp được: các câu trả lời mẫu hợp lệ."
            if self.fits
            else f"Chưa nộp được: {len(seen.problems)} chỗ cần sửa."
        )
        self.printed = [Pair(a.label, a.value) for a in seen.answered if a.value]
        self.papers = [Pair(p.name, p.need_label) for p in seen.papers]
        wrong = {p.pointer.split("/")[2]: p.message for p in seen.problems}
        self.sample = [
            dataclasses.replace(f, error=wrong.get(f.key.partition(".")[0], ""))
            if self.tried
            else f
            for f in self.sample
        ]

    @rx.event
    async def try_sample(self, form: dict[str, Any]):
        """What the sample answers come to; questions they call for appear, others go."""
        asked = {f.key.partition(".")[0] for f in self.sample}
        given = {q.key: typed(q, form) for q in self._questions if q.key in asked}
        kept = {key: value for key, value in self._sample.answers.items() if key not in asked}
        fresh = {key: value for key, value in given.items() if not is_empty(value)}
        self._sample = CheckAnswers(kept | fresh)
        self.tried, self.problem = True, ""
        await self._after_edit()
        self.sampled += 1

    @rx.event
    async def clear_sample(self):
        """No sample answers."""
        self._sample, self.tried = CheckAnswers({}), False
        await self._after_edit()
        self.sampled += 1


def _shown(question: Question, prefix: str, sample: dict[str, Any]) -> list[Field]:
    if question.kind == "group":
        return []
    return [field(question, sample.get(question.key, ""), f"{prefix}-{question.key}")]


def shown_changes(found: list[FormChange]) -> list[Change]:
    """Differences in words."""
    return [Change(_CHANGES[c.kind], c.label, c.details) for c in found]
