"""Where I am signed in."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.my_sessions import SessionsMixin, session_list
from ui_citizen.layout import message, ready, shell, waiting


class Sessions(SessionsMixin, rx.State):
    """The citizen's sessions."""

    @classmethod
    def face(cls) -> str:
        """Of the portal."""
        return "citizen"


@rx.page(
    route="/tai-khoan/phien",
    title="Phiên đăng nhập – Cổng Dịch vụ công",
    on_load=Sessions.load,
)
def sessions() -> Component:
    """The page."""
    return shell(
        rx.el.p(rx.el.a("← Tài khoản", href="/tai-khoan/")),
        rx.el.h1("Phiên đăng nhập"),
        rx.el.p(
            "Những nơi đang đăng nhập bằng tài khoản của bạn. Thấy nơi lạ, hãy kết thúc phiên đó "
            "và đổi mật khẩu.",
            class_name="muted",
        ),
        rx.cond(Sessions.problem != "", message(Sessions.problem)),
        rx.cond(Sessions.notice != "", message(Sessions.notice, "good")),
        rx.cond(Sessions.loaded, rx.fragment(ready(), session_list(Sessions)), waiting()),
    )
