"""The pair as people will read it, and the pairs that were published before."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.contracts.public_questions import QuestionVersion
from shared.ui.words import moment
from ui_officer.pages.compared import Change, as_people_see, change_shown, changes_of


@dataclasses.dataclass
class Pair:
    """A published question and answer."""

    number: int
    question: str
    answer: str
    about: str
    changes: list[Change]


def pair_of(found: QuestionVersion) -> Pair:
    """One of them, for the screen."""
    until = moment(found.shown_until)
    shown = f"{moment(found.shown_from)} – {until}" if until else moment(found.shown_from)
    about = f"Đăng {shown}. Soạn: {found.written_by}; duyệt: {found.approved_by}."
    return Pair(found.version, found.question, found.answer, about, changes_of(found.changes))


def pair_shown(question: rx.Var[str] | str, answer: rx.Var[str] | str) -> Component:
    """As the page of the portal shows it."""
    return as_people_see(
        rx.el.p(question, class_name="heading"), rx.el.p(answer, class_name="lines")
    )


def _pair(pair: Pair) -> Component:
    return rx.el.details(
        rx.el.summary("Bản ", pair.number, ": ", pair.question),
        rx.el.p(pair.about, class_name="muted small"),
        pair_shown(pair.question, pair.answer),
        rx.cond(
            pair.changes.length() > 0,
            rx.fragment(
                rx.el.p("So với bản chờ duyệt hoặc bản mới nhất:"),
                rx.foreach(pair.changes, change_shown),
            ),
        ),
    )


def earlier(pairs: rx.Var[list[Pair]]) -> Component:
    """Every published pair, the newest first."""
    return rx.cond(
        pairs.length() > 0,
        rx.el.section(rx.el.h2("Các bản đã đăng"), rx.foreach(pairs, _pair), class_name="card"),
    )
