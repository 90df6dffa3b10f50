"""Chỉ đạo đơn vị: what leaders ask of whole units, how far each unit is, and its answer."""

import reflex as rx
from reflex.components.component import Component

from shared.vocabulary.directives import DIRECTIVES_SHOWN_LABELS
from ui_officer.layout import message, shell
from ui_officer.pages.overview.frame import tabs
from ui_officer.pages.overview.units_state import HERE, Entry, UnitDirecting
from ui_officer.person import Person


def _text(label: str) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for="said"),
        rx.el.textarea(
            id="said", value=UnitDirecting.typed, on_change=UnitDirecting.set_typed, rows="4",
            max_length=2000,
        ),
        class_name="field",
    )  # fmt: skip


def _buttons(words: str, send: rx.event.EventType) -> Component:
    return rx.fragment(
        rx.cond(UnitDirecting.error != "", message(UnitDirecting.error)),
        rx.el.div(
            rx.el.button(words, type="button", on_click=send, class_name="button"),
            rx.el.button(
                "Thôi", type="button", on_click=UnitDirecting.close, class_name="button plain"
            ),
            class_name="directing-buttons",
        ),
    )


def _form() -> Component:
    return rx.el.section(
        rx.el.h2("Chỉ đạo, đôn đốc đơn vị"),
        rx.el.fieldset(
            rx.el.legend("Đơn vị"),
            rx.el.ul(
                rx.foreach(
                    UnitDirecting.units,
                    lambda one, place: rx.el.li(
                        rx.el.label(
                            rx.el.input(
                                type="checkbox", checked=one.chosen,
                                on_change=lambda _: UnitDirecting.choose(place),
                            ),
                            rx.el.span(one.name, rx.el.span(one.agency, class_name="sub")),
                        )
                    ),
                ),
                class_name="unit-choices",
            ),
            class_name="unit-choice",
        ),
        rx.el.div(
            rx.el.label("Loại", html_for="directive-kind"),
            rx.el.select(
                rx.el.option("Chỉ đạo", value="direction"),
                rx.el.option("Đôn đốc", value="urge"),
                id="directive-kind", value=UnitDirecting.kind, on_change=UnitDirecting.set_kind,
            ),
            class_name="field",
        ),
        _text("Nội dung"),
        rx.el.div(
            rx.el.label("Trả lời trong (ngày làm việc)", html_for="answer-days"),
            rx.el.input(
                id="answer-days", value=UnitDirecting.days, on_change=UnitDirecting.set_days,
                type="text", input_mode="numeric", max_length=2, class_name="short",
            ),
            class_name="field",
        ),
        _buttons("Gửi", UnitDirecting.give),
        class_name="card",
    )  # fmt: skip


def _shown(one: rx.Var[Entry]) -> Component:
    return rx.el.li(
        rx.el.div(
            rx.el.h2(one.unit, rx.el.span(one.agency, class_name="sub")),
            rx.el.span(one.state, class_name="chip " + one.tone),
            class_name="head",
        ),
        rx.el.p(rx.el.b(one.kind, ": "), one.content),
        rx.el.p(one.given, ". Trả lời trước ", one.until, ".", class_name="muted small"),
        rx.cond(
            one.answer != "",
            rx.el.div(
                rx.el.p(rx.el.b("Trả lời: "), one.answer),
                rx.el.p(one.answered, class_name="muted small"),
                class_name="answered",
            ),
        ),
        rx.cond(
            one.may_answer,
            rx.cond(
                UnitDirecting.answering == one.id,
                rx.fragment(
                    _text("Đơn vị đã làm gì"), _buttons("Gửi trả lời", UnitDirecting.answer)
                ),
                rx.el.button(
                    "Trả lời",
                    type="button",
                    on_click=UnitDirecting.begin_answer(one.id),
                    class_name="button plain",
                    aria_label="Trả lời: " + one.content,
                ),
            ),
        ),
        class_name="card",
    )


@rx.page(
    route="/chi-dao",
    title="Chỉ đạo đơn vị – Một cửa điện tử",
    on_load=[Person.enter, UnitDirecting.load],
)
def page() -> Component:
    """The page."""
    return shell(
        rx.el.div(
            rx.el.h1("Chỉ đạo, đôn đốc đơn vị"),
            rx.cond(
                (UnitDirecting.units.length() > 0) & ~UnitDirecting.writing,
                rx.el.button(
                    "Chỉ đạo, đôn đốc đơn vị",
                    type="button",
                    on_click=UnitDirecting.begin,
                    class_name="button",
                ),
            ),
            class_name="head",
        ),
        rx.cond(Person.reads_reports, tabs(HERE, rx.Var.create(""))),
        rx.cond(UnitDirecting.done != "", message(UnitDirecting.done, "ok")),
        rx.cond(UnitDirecting.problem != "", message(UnitDirecting.problem)),
        rx.cond(UnitDirecting.writing, _form()),
        rx.cond(
            UnitDirecting.loaded,
            rx.fragment(
                rx.el.nav(
                    rx.el.ul(
                        *[
                            rx.el.li(
                                rx.el.a(
                                    label.vi,
                                    href=f"{HERE}?xem={code.value}",
                                    class_name=rx.cond(
                                        UnitDirecting.which == code.value, "chip shown", "chip"
                                    ),
                                )
                            )
                            for code, label in DIRECTIVES_SHOWN_LABELS.items()
                        ],
                        class_name="seen-which",
                    ),
                    custom_attrs={"aria-label": "Xem"},
                ),
                rx.el.p(UnitDirecting.summary, class_name="muted"),
                rx.cond(
                    UnitDirecting.entries.length() > 0,
                    rx.el.ul(rx.foreach(UnitDirecting.entries, _shown), class_name="told-list"),
                    rx.el.p("Không có chỉ đạo, đôn đốc nào.", class_name="empty"),
                ),
                rx.cond(
                    UnitDirecting.next_link != "",
                    rx.el.a("Trang sau", href=UnitDirecting.next_link, class_name="button plain"),
                ),
            ),
            rx.el.p("Đang tải …", class_name="card", role="status"),
        ),
    )
