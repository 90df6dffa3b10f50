"""One page of questions, or the list of a group's entries."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.field_views import field_view
from ui_citizen.pages.apply.choosing import other_answers
from ui_citizen.pages.apply.draft import Apply
from ui_citizen.pages.apply.shapes import Choice, Entry


def choice(option: Choice, name: str, current: rx.Var[str], **props: object) -> Component:
    """One radio button in a frame of its own, large enough for a thumb."""
    return rx.el.label(
        rx.el.input(
            type="radio",
            name=name,
            value=option.value,
            default_checked=option.value == current,
            **props,
        ),
        rx.el.span(option.label),
        class_name="choice",
    )


def question_page() -> Component:
    """The page."""
    state = Apply
    alone = state.fields.length() == 1
    return rx.el.form(
        rx.el.input(type="hidden", name="asked", value=state.asked_as, read_only=True),
        rx.el.p(state.section, class_name="muted"),
        rx.cond(alone, None, rx.el.h1(state.heading)),
        rx.cond(state.lead != "", rx.el.p(state.lead, class_name="help")),
        rx.cond(
            state.error != "", rx.el.p(state.error, class_name="error", id="error", role="alert")
        ),
        rx.cond(state.is_group & (state.entry < 0), _entries()),
        rx.cond(
            state.register_done != "",
            rx.el.p(state.register_done, class_name="note good", role="status"),
        ),
        rx.foreach(
            state.fields,
            lambda f: field_view(
                f,
                state.provinces,
                state.choose_province,
                keep=Apply.draft_id + ":" + state.asked_as + ":",
                only=alone,
            ),
        ),
        rx.cond(
            state.is_group,
            rx.cond((state.entry < 0) & state.can_add, _known_entries()),
            other_answers(state),
        ),
        rx.el.div(
            rx.el.button(
                rx.cond(state.entry >= 0, "Lưu mục này", "Tiếp tục"),
                type="submit",
                class_name="button",
            ),
            rx.cond(
                (state.step > 0) | (state.entry >= 0),
                rx.el.button(
                    "Quay lại", type="button", on_click=state.back, class_name="button plain"
                ),
            ),
            class_name="actions",
        ),
        on_submit=state.next_question,
        key=state.asked_as,
        class_name="filling",
        no_validate=True,
    )


def _entries() -> Component:
    return rx.el.div(
        rx.cond(
            Apply.entries.length() == 0,
            rx.el.p("Chưa có mục nào.", class_name="muted"),
            rx.el.ul(rx.foreach(Apply.entries, _entry), class_name="files"),
        ),
        rx.cond(
            Apply.can_add,
            rx.el.button(
                "+ Thêm",
                type="button",
                on_click=Apply.edit_entry(Apply.entries.length()),
                class_name="button plain",
            ),
        ),
        class_name="question",
    )


def _known_entries() -> Component:
    """Whom or what a register or an earlier dossier knows, each added with one press."""
    return rx.cond(
        Apply.others.length() > 0,
        rx.el.div(
            rx.el.p("Hoặc chọn, không phải gõ lại:", class_name="muted small"),
            rx.foreach(
                Apply.others,
                lambda o: rx.el.button(
                    o.words, type="button", on_click=Apply.add_known(o.id), class_name="offer"
                ),
            ),
            class_name="offers",
        ),
    )


def _entry(entry: Entry) -> Component:
    return rx.el.li(
        rx.el.span(entry.text),
        rx.el.button(
            "Sửa",
            type="button",
            on_click=Apply.edit_entry(entry.position),
            class_name="link",
            aria_label="Sửa: " + entry.text,
        ),
        rx.el.button(
            "Xóa",
            type="button",
            on_click=Apply.remove_entry(entry.position),
            class_name="link",
            aria_label="Xóa: " + entry.text,
        ),
    )
