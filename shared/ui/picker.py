"""Choosing files: our own words on the button, because a browser writes in its own language."""

import reflex as rx
from reflex.components.component import Component

ACCEPTED = "image/jpeg,image/png,application/pdf"
_DONE = "files-changed"


def picker(
    upload_to: str | rx.Var[str],
    hint: str | rx.Var[str],
    *,
    name: str | rx.Var[str],
    component: str | rx.Var[str] = "",
    purpose: str = "component",
    fill: str | rx.Var[str] | None = None,
) -> Component:
    """Sends what is picked straight to the API, shows progress, then presses `files_changed`.

    With `fill`, one file is taken and its id is written into the input of that name instead.
    """
    sending = {
        "data-upload": upload_to,
        "data-component": component,
        "data-purpose": purpose,
        "data-fill": "" if fill is None else fill,
        "data-done": _DONE if fill is None else "",
    }
    return rx.el.div(
        rx.el.label(
            rx.el.input(
                type="file",
                accept=ACCEPTED,
                multiple=fill is None,
                aria_label=rx.Var.create("Chọn tệp: ") + name,
                custom_attrs=sending,
            ),
            rx.el.span("Chụp ảnh hoặc chọn tệp", class_name="button plain"),
        ),
        rx.el.p(hint, class_name="muted small"),
        rx.el.p(custom_attrs={"data-status": ""}, role="status", class_name="small"),
        class_name="picker",
    )


def files_changed(on_click: rx.event.EventType) -> Component:
    """What a finished upload presses, so that the page reads its list again."""
    return rx.el.button(
        "Tải lại danh sách tệp",
        id=_DONE,
        on_click=on_click,
        class_name="sr",
        tab_index=-1,
        custom_attrs={"aria-hidden": "true"},
    )
