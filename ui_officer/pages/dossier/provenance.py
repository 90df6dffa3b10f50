"""The declaration with the source of each answer beside it; what nobody vouched for stands out."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import prefill
from shared.client.base import ApiProblem
from shared.contracts.prefill import AnswerSource, ComponentSource, DossierSources, Verify
from shared.ui.session import api
from shared.ui.words import day
from ui_officer.layout import message
from ui_officer.pages.dossier.answers import Line as Answered
from ui_officer.pages.dossier.answers import answers_list
from ui_officer.pages.dossier.desk import Desk
from ui_officer.pages.dossier.shapes import Paper

_USUAL = "Bản chính giấy tờ người nộp xuất trình"


@dataclasses.dataclass
class Line:
    """Where one answer or paper came from."""

    words: str
    verified: bool


class Provenance(rx.State):
    """Sources of the dossier in the address."""

    answers: dict[str, Line] = {}
    papers: dict[str, Line] = {}
    may_verify: bool = False
    unverified: int = 0
    compared_with: str = _USUAL
    error: str = ""

    @rx.event
    async def load(self):
        """Reads the sources."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            self._show(await prefill.sources(api(self, "officer"), self.dossier_id))
        except ApiProblem:
            return  # the page of the dossier says what is wrong

    @rx.event
    def compare(self, words: str):
        """What the officer holds in hand to compare with."""
        self.compared_with = words

    @rx.event
    async def vouch(self, kind: str, key: str):
        """Vouches for one answer or paper."""
        if len(self.compared_with.strip()) < 3:
            self.error = "Ghi đã đối chiếu với giấy tờ nào, ở ô trên cùng của bảng."
            return
        data = Verify("component" if kind == "component" else "answer", key, self.compared_with)
        try:
            self._show(await prefill.verify(api(self, "officer"), self.dossier_id, data))
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.error = ""

    def _show(self, found: DossierSources) -> None:
        self.answers = {a.key: _line(a) for a in found.answers}
        self.papers = {c.key: _line(c) for c in found.components}
        self.may_verify = found.may_verify
        self.unverified = sum(not a.verified for a in found.answers)


def _line(found: AnswerSource | ComponentSource) -> Line:
    since: Any = getattr(found, "known_at", None)
    words = found.source_label + (f", ngày {day(since)}" if since else "")
    if found.verified_by and found.verified_by != found.source_label:
        words += f". {found.verified_by}"
    if found.verified_at:
        words += f", {day(found.verified_at)}"
    return Line(words, found.verified)


def _mark(kind: str, key: rx.Var[str], name: rx.Var[str], line: rx.Var[Line]) -> Component:
    return rx.el.span(
        rx.cond(
            line.verified,
            rx.el.span("✓ Đã xác thực", class_name="chip ok"),
            rx.el.span("Chưa xác thực", class_name="chip warn"),
        ),
        " ",
        rx.el.span(line.words, class_name="muted small"),
        rx.cond(
            Provenance.may_verify & ~line.verified,
            rx.el.button(
                "Đã đối chiếu",
                on_click=Provenance.vouch(kind, key),
                class_name="link small",
                aria_label="Đã đối chiếu: " + name,
            ),
        ),
        class_name="origin",
    )


def _beside(line: rx.Var[Answered]) -> Component:
    return rx.cond(
        Provenance.answers.contains(line.key),
        _mark("answer", line.key, line.label, Provenance.answers[line.key]),
    )


def _paper(paper: Paper) -> Component:
    return rx.cond(
        Provenance.papers.contains(paper.key),
        rx.el.li(
            rx.el.b(paper.name),
            _mark("component", paper.key, paper.name, Provenance.papers[paper.key]),
        ),
    )


def _comparing() -> Component:
    return rx.cond(
        Provenance.may_verify,
        rx.el.div(
            rx.el.label("Đối chiếu với", html_for="compared-with"),
            rx.el.input(
                id="compared-with",
                type="text",
                default_value=Provenance.compared_with,
                on_blur=Provenance.compare,
                max_length=300,
            ),
            class_name="field",
        ),
    )


def declaration() -> Component:
    """The answers, each with its source."""
    return rx.fragment(
        rx.cond(
            Desk.answers.length() > 0,
            rx.el.section(
                rx.el.h2("Tờ khai"),
                rx.cond(
                    Provenance.unverified > 0,
                    rx.el.p(
                        rx.el.b(Provenance.unverified.to_string() + " mục chưa xác thực"),
                        " – cần đối chiếu trước khi quyết định.",
                        class_name="small",
                    ),
                ),
                _comparing(),
                rx.cond(Provenance.error != "", message(Provenance.error)),
                answers_list(_beside),
                class_name="card",
            ),
        ),
        rx.cond(
            Provenance.papers.length() > 0,
            rx.el.section(
                rx.el.h2("Nguồn của giấy tờ"),
                rx.el.ul(rx.foreach(Desk.papers, _paper), class_name="origins"),
                class_name="card",
            ),
        ),
    )
