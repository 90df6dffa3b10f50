"""Choosing files: our own words on the button, because a browser writes in its own language."""

import reflex as rx
from reflex.components.component import Component

ACCEPTED = "image/jpeg,image/png,image/tiff,application/pdf,.docx,.xlsx,.odt,.ods"
_DONE = "files-changed"


def picker(
    upload_to: str | rx.Var[str],
    hint: str | rx.Var[str],
    *,
    name: str | rx.Var[str],
    component: str | rx.Var[str] = "",
    purpose: str = "component",
    fill: str | rx.Var[str] | None = None,
    camera: bool = False,
    done: str = _DONE,
    several: bool = False,
) -> Component:
    """Sends what is picked straight to the API, shows progress, then presses `files_changed`.

    With `fill`, one file is taken and its id is written into the input of that name instead; with
    `several` beside it, the claims of as many files as are picked, one after another. With
    `camera`, a second button opens the camera of a phone at once. `done` names the button of
    `files_changed` where a page has several.
    """
    sending = {
        "data-upload": upload_to,
        "data-component": component,
        "data-purpose": purpose,
        "data-fill": "" if fill is None else fill,
        "data-done": done if fill is None else "",
    }
    return rx.el.div(
        rx.el.div(
            _camera(name, sending) if camera else rx.fragment(),
            rx.el.label(
                rx.el.input(
                    type="file",
                    accept=ACCEPTED,
                    multiple=several or fill is None,
                    aria_label=rx.Var.create("Chọn tệp: ") + name,
                    custom_attrs=sending,
                ),
                rx.el.span("Chọn tệp", class_name=_PLAIN),
            ),
            class_name="pick-buttons",
        ),
        rx.el.p(hint, class_name="muted small"),
        rx.el.progress(max=100, hidden=True, aria_label=rx.Var.create("Đã gửi: ") + name),
        rx.el.p(custom_attrs={"data-status": ""}, role="status", class_name="small"),
        rx.el.button(
            "Dừng gửi",
            type="button",
            hidden=True,
            custom_attrs={"data-stop": ""},
            class_name="link",
        ),
        class_name="picker",
    )


_PLAIN = "button plain"


def _camera(name: str | rx.Var[str], sending: dict[str, object]) -> Component:
    return rx.el.label(
        rx.el.input(
            type="file",
            accept="image/jpeg,image/png",
            custom_attrs={**sending, "capture": "environment"},
        ),
        rx.el.span("Chụp ảnh", rx.el.span(": ", name, class_name="sr"), class_name=_PLAIN),
    )


def files_changed(on_click: rx.event.EventType, done: str = _DONE) -> Component:
    """What a finished upload presses, so that the page reads its list again."""
    return rx.el.button(
        "Tải lại danh sách tệp",
        id=done,
        on_click=on_click,
        class_name="sr",
        tab_index=-1,
        custom_attrs={"aria-hidden": "true"},
    )
