"""What differs between two versions, line by line, and what people see, in the frame of a phone."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.contracts.content import ContentChange


@dataclasses.dataclass
class Line:
    """One line of a comparison."""

    kind: str
    text: str


@dataclasses.dataclass
class Change:
    """One field that differs."""

    label: str
    lines: list[Line]


def changes_of(found: list[ContentChange]) -> list[Change]:
    """The fields that differ, for the screen."""
    return [Change(c.label, [Line(x.kind, x.text) for x in c.lines]) for c in found]


def _line(line: Line) -> Component:
    return rx.match(
        line.kind,
        ("added", rx.el.ins(line.text)),
        ("removed", rx.el.del_(line.text)),
        rx.el.span(line.text),
    )


def change_shown(change: Change) -> Component:
    """One field that differs."""
    return rx.el.div(
        rx.el.b(change.label),
        rx.el.div(rx.foreach(change.lines, lambda one: rx.el.div(_line(one))), class_name="diff"),
    )


def as_people_see(*children: Component) -> Component:
    """In the frame of a phone, with the portal's own look."""
    return rx.el.div(rx.el.div(*children, class_name="citizen"), class_name="device phone")
