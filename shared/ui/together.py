"""Dossiers that were submitted together: links to the others, and one timeline of all of them."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import dossiers
from shared.client.base import ApiProblem
from shared.contracts.dossiers import DossierRow
from shared.ui.session import api
from shared.ui.words import moment


@dataclasses.dataclass
class Sibling:
    """Another dossier of the bundle."""

    id: str
    code: str
    name: str
    state: str


@dataclasses.dataclass
class Happening:
    """One step of any of them."""

    at: str
    label: str
    code: str
    by: str
    note: str


def _said(row: DossierRow) -> str:
    """The procedure, and whom it is about where that is not who handed it in."""
    of_owner = row.owner_name != row.applicant_name
    return f"{row.procedure_name} · {row.owner_name}" if of_owner else row.procedure_name


class Together(rx.State, mixin=True):
    """What was submitted with the dossier on the page."""

    siblings: list[Sibling] = []
    happenings: list[Happening] = []

    async def _read_bundle(self, face: str, bundle_id: str | None, own_id: str) -> None:
        self.siblings, self.happenings = [], []
        if not bundle_id:
            return
        try:
            found = await dossiers.bundle(api(self, face), bundle_id)
        except ApiProblem:
            return  # the dossier itself stays readable
        self.siblings = [
            Sibling(row.id, row.code or row.reference, _said(row), row.state_label)
            for row in found.dossiers
            if row.id != own_id
        ]
        if self.siblings:
            self.happenings = [
                Happening(
                    moment(entry.at), entry.label, entry.code, entry.by or entry.unit, entry.note
                )
                for entry in found.timeline
            ]


def together_section(state: type[Together]) -> Component:
    """Nothing where the dossier came alone."""
    return rx.cond(
        state.siblings.length() > 0,
        rx.el.section(
            rx.el.h2("Nộp cùng lúc"),
            rx.el.ul(
                rx.foreach(
                    state.siblings,
                    lambda s: rx.el.li(
                        rx.el.a(s.code, href="/ho-so/" + s.id),
                        " · ",
                        s.name,
                        " ",
                        rx.el.span(s.state, class_name="muted small"),
                    ),
                ),
                class_name="list",
            ),
            rx.el.details(
                rx.el.summary("Diễn biến chung"),
                rx.el.div(
                    rx.el.ol(
                        rx.foreach(
                            state.happenings,
                            lambda h: rx.el.li(
                                rx.el.b(h.label),
                                " ",
                                rx.el.span(h.at, class_name="muted small"),
                                rx.el.br(),
                                rx.el.span(h.code + " · " + h.by, class_name="muted small"),
                                rx.cond(h.note != "", rx.el.p(h.note, class_name="small")),
                            ),
                        ),
                        class_name="timeline",
                    )
                ),
            ),
            class_name="card",
        ),
    )
