"""Findings, cards and files ready to print."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.contracts.content import ContentCard, HelpFound, SampleFile
from shared.ui.words import day, size


@dataclasses.dataclass
class Card:
    """One line that leads somewhere."""

    title: str
    note: str
    kind: str
    href: str


def of_help(found: HelpFound) -> Card:
    """A finding of the search."""
    return Card(found.title, found.summary, found.kind.label, found.path)


def of_content(found: ContentCard, *, dated: bool = False) -> Card:
    """A line of a list; news say their day."""
    kind = day(found.shown_from) if dated else ""
    return Card(found.title, found.summary, kind, found.path)


def of_file(found: SampleFile) -> Card:
    """A stamped sample paper."""
    return Card(found.name, f"{found.pages} trang, {size(found.size)}", "MẪU", found.path)


def card_list(cards: rx.Var[list[Card]], heading: type[Component] = rx.el.H3) -> Component:
    """Cards below each other, each with a heading of the level that its page has reached."""
    return rx.el.ul(
        rx.foreach(cards, lambda card: _card(card, heading)),
        class_name="plain-list",
        style={"listStyle": "none", "padding": 0},
    )


def _card(card: Card, heading: type[Component]) -> Component:
    return rx.el.li(
        heading.create(rx.el.a(card.title, href=card.href)),
        rx.cond(card.note != "", rx.el.p(card.note, class_name="small")),
        rx.cond(card.kind != "", rx.el.p(card.kind, class_name="muted small")),
        class_name="card",
    )


def links(cards: rx.Var[list[Card]], *, away: bool = False) -> Component:
    """A short list of links; files of the API open beside the page."""
    more = {"target": "_blank"} if away else {}
    return rx.el.ul(
        rx.foreach(
            cards,
            lambda card: rx.el.li(
                rx.el.a(card.title, href=card.href, **more),
                rx.cond(card.note != "", rx.el.span(" " + card.note, class_name="muted small")),
            ),
        ),
        class_name="list",
    )
