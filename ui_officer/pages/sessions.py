"""Where I am signed in."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.my_sessions import SessionsMixin, session_list
from ui_officer.layout import Person, message, shell


class Sessions(SessionsMixin, rx.State):
    """The officer's sessions."""

    @classmethod
    def face(cls) -> str:
        """Of the officers' screens."""
        return "officer"


@rx.page(
    route="/phien",
    title="Phiên đăng nhập – Một cửa điện tử",
    on_load=[Person.enter, Sessions.load],
)
def sessions() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Phiên đăng nhập"),
        rx.el.p(
            "Những nơi đang đăng nhập bằng tài khoản của bạn. Thấy nơi lạ, hãy kết thúc phiên đó, "
            "đổi mật khẩu và báo quản trị hệ thống.",
            class_name="muted",
        ),
        rx.cond(Sessions.problem != "", message(Sessions.problem)),
        rx.cond(Sessions.notice != "", message(Sessions.notice, "good")),
        rx.cond(Sessions.loaded, session_list(Sessions), rx.el.p("Đang tải …", class_name="card")),
    )
