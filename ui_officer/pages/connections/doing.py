"""The form that asks why, beside what it is about."""

import reflex as rx
from reflex.components.component import Component

from ui_officer.pages.connections.state import Partner

_TITLES = (
    ("pause", "Tạm dừng kết nối"),
    ("resume", "Gửi tiếp"),
    ("replay_all", "Gửi lại mọi tin không gửi được"),
    ("replay", "Gửi lại tin này"),
    ("edit", "Sửa nội dung và gửi lại"),
    ("drop", "Bỏ tin này"),
    ("confirm", "Xác nhận tin đã đến nơi"),
    ("map", "Ghi mã của đối tác"),
    ("end_mapping", "Thôi dùng mã này"),
    ("settle", "Ghi kết quả xử lý"),
)
_HINTS = (
    ("pause", "Tin mới vẫn được giữ theo thứ tự và được gửi khi bạn cho gửi tiếp."),
    ("replay", "Nếu tin có thể đã đến nơi, hãy hỏi đối tác trước để không gửi hai lần."),
    ("drop", "Tin này không bao giờ được gửi nữa; các tin sau của cùng hồ sơ được gửi tiếp."),
    ("confirm", "Chỉ xác nhận khi đã thấy tin ở phía đối tác."),
    ("map", "Áp dụng từ hôm nay. Các tin đang chờ mã này được gửi ngay."),
)


def reason_form() -> Component:
    """What is being done, why, and what is typed for it.

    The fields have no id of the framework's: it reads such a field through one reference a page,
    and this form stands in several places, of which one is shown.
    """
    return rx.el.form(
        rx.el.h2(rx.match(Partner.doing, *_TITLES, "")),
        rx.match(
            Partner.doing,
            *[(doing, rx.el.p(hint, class_name="muted small")) for doing, hint in _HINTS],
            rx.fragment(),
        ),
        rx.cond(
            Partner.doing == "edit",
            rx.el.div(
                rx.el.label("Nội dung (JSON)", html_for="content"),
                rx.el.p(
                    "Có dữ liệu cá nhân: việc mở nội dung được ghi vào nhật ký.",
                    class_name="help small",
                ),
                rx.el.textarea(
                    custom_attrs={"id": "content"},
                    name="content",
                    rows="12",
                    spell_check=False,
                    default_value=Partner.content,
                    class_name="code",
                ),
                class_name="field whole",
            ),
        ),
        rx.cond(
            Partner.doing == "map",
            rx.el.div(
                _text("kind", "Loại mã", Partner.kind),
                _text("code", "Mã của hệ thống", Partner.code),
                _text("their_code", "Mã của đối tác", ""),
                class_name="three",
            ),
        ),
        rx.el.div(
            rx.el.label("Lý do", html_for="reason"),
            rx.el.input(name="reason", type="text", max_length=500, custom_attrs={"id": "reason"}),
            rx.cond(Partner.error != "", rx.el.p(Partner.error, class_name="error", role="alert")),
            class_name="field",
        ),
        rx.el.div(
            rx.el.button("Thực hiện", type="submit", class_name="button"),
            rx.el.button("Thôi", type="button", on_click=Partner.leave, class_name="button plain"),
            class_name="acts",
        ),
        on_submit=Partner.do,
        key=Partner.doing + Partner.subject + Partner.code,
        class_name="panel",
    )


def _text(name: str, label: str, value: rx.Var[str] | str) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            name=name, type="text", default_value=value, max_length=120, custom_attrs={"id": name}
        ),
        class_name="field",
    )


def link(label: str, event: rx.event.EventType, about: rx.Var[str] | str = "") -> Component:
    """A small button of a row; `about` tells it apart for who does not see the row."""
    return rx.el.button(
        label, type="button", on_click=event, class_name="link", aria_label=label + " " + about
    )
