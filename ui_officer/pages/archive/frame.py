"""The parts every page of the archive shares: its tabs, fields, a form with a reason."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.layout import Person, shell

_TABS = (
    ("/luu-tru/", "Tìm hồ sơ"),
    ("/luu-tru/goi/", "Gói nộp lưu"),
    ("/luu-tru/huy/", "Hủy tài liệu"),
    ("/luu-tru/thoi-han/", "Thời hạn lưu trữ"),
)


def _tab(path: str, label: str, here: str) -> Component:
    return rx.el.a(label, href=path, aria_current="page" if path == here else "false")


def archive_page(here: str, title: str, lead: str, *content: Component) -> Component:
    """A page of the archive under its tabs."""
    return shell(
        rx.el.nav(
            *[_tab(path, label, here) for path, label in _TABS],
            # Clerks and specialists have no business with the store as a whole.
            rx.cond(Person.is_head, _tab("/luu-tru/toan-ven/", "Toàn vẹn kho", here)),
            class_name="tabs",
            custom_attrs={"aria-label": "Lưu trữ"},
        ),
        rx.el.h1(title),
        rx.el.p(lead, class_name="muted lead"),
        *content,
    )


def text_field(name: str, label: str, error: rx.Var[str] | str = "", **props: object) -> Component:
    """One labelled field of a form."""
    given = {"type": "text", "auto_complete": "off", "max_length": 200} | props
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name,
            name=name,
            aria_invalid=(error != "").to_string() if isinstance(error, rx.Var) else "false",
            **given,
        ),
        rx.cond(error != "", rx.el.p(error, class_name="error", role="alert")),
        class_name="field",
    )


def empty(text: str) -> Component:
    """Where a list would stand."""
    return rx.el.p(text, class_name="card empty")


def waiting() -> Component:
    """Until the first answer."""
    return rx.el.p("Đang tải …", role="status", class_name="muted")


def ticking(state_check: object, active: rx.Var[bool]) -> Component:
    """Asks how far the queue is while something is on its way."""
    return rx.cond(
        active,
        rx.moment(
            interval=1500,
            on_change=state_check,
            class_name="sr",
            custom_attrs={"aria-hidden": "true"},
        ),
    )


__all__ = ["Person", "archive_page", "empty", "text_field", "ticking", "waiting"]
