"""Writing down what other agencies do within a step."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import organisation
from shared.client.base import ApiProblem
from shared.ui.session import api
from ui_officer.pages.processes import shapes
from ui_officer.pages.processes.shapes import PartRow, StepRow, Target


class PartEditing(rx.State, mixin=True):
    """The parts of the steps on the screen."""

    agencies: list[Target] = []

    async def _list_agencies(self) -> None:
        try:
            found = await organisation.agencies(api(self, "officer"))
        except ApiProblem:
            return  # the rest of the process can still be written
        self.agencies = [Target(a.code, a.name) for a in found if a.id != self._agency_id]

    @rx.event
    async def add_part(self, number: int):
        """One more agency; the act that asks it is offered in the step."""
        row = self.rows[number]
        agency = self.agencies[0].id if self.agencies else ""
        fresh = PartRow("consult", agency, "Cho ý kiến về hồ sơ", "3")
        acts = list(dict.fromkeys([*row.acts, "consult"]))
        self.rows[number] = dataclasses.replace(row, parts=[*row.parts, fresh], acts=acts)
        await self._after_edit()

    @rx.event
    async def set_part(self, number: int, part: int, column: str, value: str):
        """One cell of a part: kind, agency, content or days."""
        row = self.rows[number]
        parts = list(row.parts)
        parts[part] = dataclasses.replace(parts[part], **{column: value})
        acts = list(dict.fromkeys([*row.acts, *(p.kind for p in parts)]))
        self.rows[number] = dataclasses.replace(row, parts=parts, acts=acts)
        await self._after_edit()

    @rx.event
    async def drop_part(self, number: int, part: int):
        """One agency less."""
        row = self.rows[number]
        parts = [p for i, p in enumerate(row.parts) if i != part]
        self.rows[number] = dataclasses.replace(row, parts=parts)
        await self._after_edit()

    @rx.event
    async def set_in_turn(self, number: int, on: bool):
        """Whether tasks begin one after the other."""
        self.rows[number] = dataclasses.replace(self.rows[number], in_turn=on)
        await self._after_edit()


def parts_of(state: type[PartEditing], row: StepRow, number: rx.Var[int]) -> Component:
    """The agencies of a step, each with what it does and in how many working days."""
    return rx.el.details(
        rx.el.summary(row.parts.length().to_string(), " cơ quan khác cùng làm"),
        rx.foreach(row.parts, lambda part, place: _part(state, part, number, place)),
        rx.cond(
            row.parts.length() > 1,
            rx.el.label(
                rx.el.input(
                    type="checkbox",
                    checked=row.in_turn,
                    on_change=lambda on: state.set_in_turn(number, on),
                    disabled=~state.can_edit,
                ),
                "Việc giao làm lần lượt",
                class_name="tick",
            ),
        ),
        rx.cond(
            state.can_edit,
            rx.el.button(
                "+ cơ quan", type="button", on_click=state.add_part(number), class_name="link"
            ),
        ),
        open=row.parts.length() > 0,
    )


def _part(
    state: type[PartEditing], part: PartRow, number: rx.Var[int], place: rx.Var[int]
) -> Component:
    def cell(column: str) -> rx.event.EventType:
        return lambda value: state.set_part(number, place, column, value)

    return rx.el.div(
        rx.el.select(
            *[rx.el.option(text, value=code) for code, text in shapes.PART_KINDS],
            value=part.kind,
            on_change=cell("kind"),
            disabled=~state.can_edit,
            aria_label="Việc của cơ quan",
        ),
        rx.el.select(
            rx.foreach(state.agencies, lambda a: rx.el.option(a.name, value=a.id)),
            value=part.agency,
            on_change=cell("agency"),
            disabled=~state.can_edit,
            aria_label="Cơ quan",
        ),
        rx.el.input(
            type="text",
            default_value=part.content,
            key=part.content,
            on_blur=cell("content"),
            disabled=~state.can_edit,
            aria_label="Nội dung",
            auto_complete="off",
        ),
        rx.el.div(
            rx.el.input(
                type="text",
                default_value=part.days,
                key=part.days,
                on_blur=cell("days"),
                disabled=~state.can_edit,
                aria_label="Số ngày làm việc",
                input_mode="numeric",
                class_name="hours",
            ),
            rx.el.span("ngày làm việc", class_name="muted"),
            rx.cond(
                state.can_edit,
                rx.el.button(
                    "Bỏ",
                    type="button",
                    on_click=state.drop_part(number, place),
                    class_name="link",
                    aria_label="Bỏ cơ quan này",
                ),
            ),
            class_name="whose",
        ),
        class_name="part",
    )
