"""The session ended while somebody was filling in: signing in again in place, nothing lost."""

import reflex as rx
from reflex.components.component import Component

from shared.client.base import ApiProblem
from shared.ui.elements import native_form


class SigningAgain(rx.State, mixin=True):
    """Whether the person has to sign in again to go on."""

    signed_out: bool = False

    def _ended(self, refused: ApiProblem) -> bool:
        """Asks to sign in again when that is why the API refused."""
        self.signed_out = refused.status == 401
        return self.signed_out

    @rx.event
    def not_now(self):
        """Closes the dialog; what was typed stays on the page and in the browser."""
        self.signed_out = False


def sign_in_again(page: type[SigningAgain], back: rx.Var[str]) -> Component:
    """The dialog; `back` is where the page goes on (sign-again.js, without it the API's redirect).

    The session cookie is set by the API's answer and read when the page connects anew.
    """
    return rx.cond(
        page.signed_out,
        rx.el.div(
            native_form(
                rx.el.h2("Mời bạn đăng nhập lại", id="again-title"),
                rx.el.p(
                    "Phiên làm việc đã hết hạn. Điều bạn vừa nhập vẫn còn; đăng nhập xong bạn làm "
                    "tiếp ngay tại đây."
                ),
                rx.el.p(class_name="error", role="alert", custom_attrs={"data-says": ""}),
                _field("Số định danh cá nhân", "username", "text", "username"),
                _field("Mật khẩu", "password", "password", "current-password"),
                rx.el.div(
                    _field("Mã xác thực 6 số", "code", "text", "one-time-code"),
                    hidden=True,
                    custom_attrs={"data-code": ""},
                ),
                rx.el.input(type="hidden", name="face", value="citizen", read_only=True),
                rx.el.input(type="hidden", name="next", value=back, read_only=True),
                rx.el.div(
                    rx.el.button("Đăng nhập, làm tiếp", type="submit", class_name="button"),
                    rx.el.button(
                        "Để sau", type="button", on_click=page.not_now, class_name="button plain"
                    ),
                    class_name="actions",
                ),
                rx.el.p(rx.el.a("Cách đăng nhập khác", href="/dang-nhap/?next=" + back)),
                action="/api/v1/session",
                method="post",
                class_name="sheet",
                custom_attrs={"data-sign-again": ""},
            ),
            class_name="veil",
            role="dialog",
            custom_attrs={"aria-modal": "true", "aria-labelledby": "again-title"},
        ),
    )


def _field(label: str, name: str, kind: str, complete: str) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=f"again-{name}"),
        rx.el.input(
            id=f"again-{name}",
            name=name,
            type=kind,
            auto_complete=complete,
            max_length=128,
            auto_focus=name == "username",
        ),
        class_name="field",
    )
