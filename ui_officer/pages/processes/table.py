"""The steps of a process as a table to write in."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from ui_officer.pages.processes import shapes
from ui_officer.pages.processes.designing import Design
from ui_officer.pages.processes.part_editing import parts_of
from ui_officer.pages.processes.shapes import StepRow

Choices = list[tuple[str, str]]


def _select(
    label: str | rx.Var[str], value: rx.Var[str], choices: Choices, on_change: rx.event.EventType
) -> Component:
    return rx.el.select(
        *[rx.el.option(text, value=code) for code, text in choices],
        value=value,
        on_change=on_change,
        disabled=~Design.can_edit,
        aria_label=label,
    )


def _text(
    label: str | rx.Var[str], value: rx.Var[str], on_blur: rx.event.EventType, **more: Any
) -> Component:
    return rx.el.input(
        type="text",
        default_value=value,
        key=value,
        on_blur=on_blur,
        disabled=~Design.can_edit,
        aria_label=label,
        auto_complete="off",
        **more,
    )


def _branch(number: rx.Var[int], branch: rx.Var, place: rx.Var[int]) -> Component:
    return rx.el.li(
        rx.el.select(
            rx.foreach(Design.targets, lambda t: rx.el.option(t.name, value=t.id)),
            value=branch.target,
            on_change=lambda v: Design.set_branch(number, place, "target", v),
            disabled=~Design.can_edit,
            aria_label="Đến bước",
        ),
        rx.cond(
            branch.field != "",
            rx.fragment(
                " khi ",
                _text(
                    "Mục của hồ sơ",
                    branch.field,
                    lambda v: Design.set_branch(number, place, "field", v),
                    custom_attrs={"list": "fields"},
                ),
                _select(
                    "So sánh",
                    branch.op,
                    shapes.OPERATORS,
                    lambda v: Design.set_branch(number, place, "op", v),
                ),
                _text(
                    "Giá trị",
                    branch.words,
                    lambda v: Design.set_branch(number, place, "words", v),
                ),
                rx.cond(branch.more != "", " và điều kiện khác trong tệp", ""),
            ),
            rx.el.span(" mọi hồ sơ còn lại", class_name="muted"),
        ),
        rx.cond(
            Design.can_edit,
            rx.el.button(
                "Bỏ nhánh",
                type="button",
                on_click=Design.drop_branch(number, place),
                class_name="link",
            ),
        ),
    )


def _acts(row: StepRow, number: rx.Var[int]) -> Component:
    return rx.el.details(
        rx.el.summary(row.acts.length().to_string() + " việc khác"),
        *[
            rx.el.label(
                rx.el.input(
                    type="checkbox",
                    checked=row.acts.contains(act),
                    on_change=lambda on, act=act: Design.toggle_act(number, act, on),
                    disabled=~Design.can_edit,
                ),
                label,
                class_name="tick",
            )
            for act, label in shapes.BESIDE_CHOICES
        ],
    )


def _step(row: StepRow, number: rx.Var[int]) -> Component:
    return rx.el.tr(
        rx.el.td(
            _text("Tên bước", row.name, lambda v: Design.set_cell(number, "name", v)),
            rx.el.div(
                _select(
                    "Ai làm",
                    row.role,
                    shapes.ROLE_CHOICES,
                    lambda v: Design.set_cell(number, "role", v),
                ),
                _text(
                    "Số giờ làm việc",
                    row.hours,
                    lambda v: Design.set_cell(number, "hours", v),
                    input_mode="decimal",
                    class_name="hours",
                ),
                rx.el.span("giờ", class_name="muted"),
                class_name="whose",
            ),
            rx.cond(row.problem != "", rx.el.p(row.problem, class_name="error", role="alert")),
        ),
        rx.el.td(
            _select(
                "Xong khi",
                row.done_by,
                shapes.ENDING_CHOICES,
                lambda v: Design.set_cell(number, "done_by", v),
            ),
            _acts(row, number),
            parts_of(Design, row, number),
        ),
        rx.el.td(
            rx.cond(
                row.branches.length() > 0,
                rx.el.ul(
                    rx.foreach(row.branches, lambda b, place: _branch(number, b, place)),
                    class_name="branches",
                ),
                rx.el.span("Kết thúc ", class_name="muted"),
            ),
            rx.cond(
                Design.can_edit,
                rx.el.button(
                    "+ nhánh",
                    type="button",
                    on_click=Design.add_branch(number),
                    class_name="link",
                ),
            ),
        ),
        rx.el.td(
            rx.cond(
                Design.can_edit,
                rx.fragment(
                    rx.el.button(
                        "+ bước sau",
                        type="button",
                        on_click=Design.add_step(number),
                        class_name="link",
                    ),
                    rx.el.button(
                        "Xóa",
                        type="button",
                        on_click=Design.drop_step(number),
                        class_name="link",
                        aria_label=rx.Var.create("Xóa bước ") + row.name,
                    ),
                ),
            )
        ),
        id="step-" + row.id,
    )


def steps_table() -> Component:
    """The table."""
    return rx.el.section(
        rx.el.h2("Các bước"),
        rx.el.datalist(
            rx.el.option(value="channel"),
            rx.el.option(value="delivery"),
            rx.foreach(Design.fields_known, lambda f: rx.el.option(f.label, value=f.value)),
            id="fields",
        ),
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th("Bước, ai làm, bao lâu", scope="col"),
                    rx.el.th("Xong khi, việc khác", scope="col"),
                    rx.el.th("Sang bước", scope="col"),
                    rx.el.th(rx.el.span("Thao tác", class_name="sr"), scope="col"),
                )
            ),
            rx.el.tbody(rx.foreach(Design.rows, _step)),
            class_name="steps",
        ),
        class_name="card",
    )
