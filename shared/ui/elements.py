"""Elements Reflex does not offer: forms the browser sends itself, and the banner for lost lines."""

from uuid import uuid4

import reflex as rx
from reflex.components.component import Component
from reflex_components_core.core.banner import has_connection_errors
from reflex_components_core.el.elements.base import BaseHTML


class NativeForm(BaseHTML):
    """A form without handlers: the browser sends it, so that an HttpOnly cookie can be set."""

    tag = "form"
    action: rx.Var[str]
    method: rx.Var[str]


def native_form(*children: object, **props: object) -> Component:
    """A plain HTML form."""
    return NativeForm.create(*children, **props)


def file_form(*children: object, action: str, after: str) -> Component:
    """A form with a file, sent without leaving the page, so that a refusal costs nobody the file
    chosen (`in_place.js`). `after` is the page it leads to, the id of what was made at its end."""
    return native_form(
        *children,
        rx.el.p(
            class_name="note bad",
            role="alert",
            tab_index=-1,
            hidden=True,
            custom_attrs={"data-told": ""},
        ),
        action=action,
        method="post",
        custom_attrs={"encType": "multipart/form-data", "data-in-place": after},
    )


def offline_banner(stateful: bool) -> Component | None:
    """Says in Vietnamese that the line is lost, and that nothing typed is."""
    if not stateful:
        return None
    return rx.fragment(
        rx.cond(
            has_connection_errors,
            rx.el.div(
                "Mất kết nối. Nội dung bạn nhập vẫn được giữ; trang sẽ tự kết nối lại.",
                role="alert",
                class_name="offline",
            ),
        )
    )


def on_unexpected(exception: Exception) -> rx.event.EventSpec:
    """A fault of a screen: told in Vietnamese, logged by the server."""
    import logging

    logging.getLogger("motcua.ui").exception("handler failed", exc_info=exception)
    return rx.set_focus("fault")


def fault_notice() -> Component:
    """Shown by `on_unexpected`."""
    return rx.fragment(
        rx.el.span(id="fault", tab_index=-1),
        rx.el.div(
            "Trang gặp lỗi. Vui lòng tải lại trang; nội dung đã lưu không bị mất.",
            id="fault-notice",
            role="alert",
            class_name="offline",
            hidden=True,
        ),
    )


def wish(name: str, argument: str = "") -> str:
    """What `wishes.js` grants once: "focus" on an id, "top" of the page, "print" it, "fetch" a
    file, or "forget" what was typed.

    A page keeps it in its state and shows it with `wishing`.
    """
    return f"{name}:{argument}#{uuid4().hex[:8]}"


def wishing(granted: rx.Var[str]) -> Component:
    """Where a page writes its wish; one a page."""
    return rx.el.span(custom_attrs={"data-wish": granted}, hidden=True)
