"""Questions of the pages about accounts; a state with `errors` and `values` answers for them."""

import reflex as rx
from reflex.components.component import Component

HINTS = {
    "full_name": "Ghi đầy đủ, như trên giấy tờ.",
    "personal_id": "Số định danh gồm đúng 12 chữ số.",
    "tax_code": "Mã số thuế gồm 10 chữ số, hoặc 10 chữ số - 3 chữ số.",
    "phone": "Số điện thoại gồm 10 chữ số, bắt đầu bằng 0.",
    "email": "Địa chỉ thư có dạng ten@noi.vn.",
    "password": "Mật khẩu cần ít nhất 10 ký tự.",
}


def field(
    state: type[rx.State], name: str, label: str, kind: str, hint: str, complete: str
) -> Component:
    """One question with its hint and what is wrong with the answer."""
    has_error = state.errors.contains(name)
    kept = state.values[name] if kind != "password" and name != "code" else ""
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.p(hint, class_name="help small", id=f"{name}-help"),
        rx.el.input(
            id=name,
            name=name,
            type=kind,
            auto_complete=complete,
            default_value=kept,
            input_mode="numeric" if name in ("code", "personal_id") else "text",
            aria_invalid=has_error.to_string(),
            custom_attrs={"aria-describedby": f"{name}-help"},
        ),
        rx.cond(has_error, rx.el.p(state.errors[name], class_name="error", role="alert")),
        class_name="field",
    )


def passwords(state: type[rx.State]) -> Component:
    """A new password, twice."""
    hint = "Ít nhất 10 ký tự; một câu dễ nhớ là tốt nhất."
    again = "Để chắc không gõ nhầm."
    return rx.fragment(
        field(state, "password", "Mật khẩu", "password", hint, "new-password"),
        field(state, "again", "Nhập lại mật khẩu", "password", again, "new-password"),
    )


def code_field(state: type[rx.State]) -> Component:
    """The code of a letter or a text message."""
    return field(
        state, "code", "Mã 6 số", "text", "Trong thư hoặc tin nhắn vừa gửi.", "one-time-code"
    )
