"""The declaration in a dense view: by sections, two columns, what is empty marked."""

import dataclasses
from collections.abc import Callable

import reflex as rx
from reflex.components.component import Component

from shared.client import dossiers
from shared.client.base import ApiProblem
from shared.contracts.declared import DeclaredSection
from shared.ui.session import api


@dataclasses.dataclass
class Line:
    """One question with what was answered."""

    key: str
    label: str
    value: str
    state: str
    wide: bool
    columns: list[str]
    rows: list[list[str]]


@dataclasses.dataclass
class Section:
    """Questions that stand together."""

    title: str
    lines: list[Line]


class Declared(rx.State):
    """What was declared in the dossier in the address."""

    sections: list[Section] = []
    title: str = ""
    empty: int = 0
    problem: str = ""

    @rx.event
    async def load(self):
        """Reads the declaration."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            found = await dossiers.declared(api(self, "officer"), self.dossier_id)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.title, self.empty = f"{found.title}, bản {found.version}", found.empty
        self.sections = [_section(s) for s in found.sections]


def _section(found: DeclaredSection) -> Section:
    return Section(
        found.title,
        [Line(x.key, x.label, x.value, x.state, x.wide, x.columns, x.rows) for x in found.lines],
    )


Beside = Callable[[rx.Var[Line]], Component]


def answers_list(beside: Beside) -> Component:
    """Every question that applied; `beside` draws what stands under each answer, such as where it
    comes from."""
    return rx.fragment(
        rx.cond(Declared.problem != "", rx.el.p(Declared.problem, class_name="error")),
        rx.el.p(
            Declared.title,
            " · ",
            rx.el.a(
                "Tải bản in (PDF)",
                href="/api/v1/dossiers/" + Declared.dossier_id + "/declaration",
                download=True,
                target="_blank",  # else the router of the app looks for a page there
            ),
            class_name="muted small",
        ),
        rx.cond(
            Declared.empty > 0,
            rx.el.p(
                rx.el.span(Declared.empty, " câu để trống", class_name="chip warn"),
                class_name="small",
            ),
        ),
        rx.foreach(
            Declared.sections,
            lambda section: rx.fragment(
                rx.cond(section.title != "", rx.el.h3(section.title)),
                rx.el.dl(
                    rx.foreach(section.lines, lambda line: _line(line, beside)),
                    class_name="dense",
                ),
            ),
        ),
    )


def _line(line: rx.Var[Line], beside: Beside) -> Component:
    return rx.el.div(
        rx.el.dt(line.label),
        rx.el.dd(
            rx.match(
                line.state,
                ("empty", rx.el.span("○ Để trống", class_name="blank")),
                (
                    "computed",
                    rx.fragment(line.value, rx.el.span(" tự tính", class_name="muted small")),
                ),
                rx.cond(line.rows.length() > 0, _entries(line), line.value),
            ),
            beside(line),
        ),
        class_name=rx.cond(line.wide, "wide", ""),
    )


def _entries(line: rx.Var[Line]) -> Component:
    return rx.el.table(
        rx.el.thead(rx.el.tr(rx.foreach(line.columns, rx.el.th))),
        rx.el.tbody(rx.foreach(line.rows, lambda row: rx.el.tr(rx.foreach(row, rx.el.td)))),
        class_name="small",
    )
