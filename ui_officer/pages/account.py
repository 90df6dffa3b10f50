"""An officer's own account: who I am here, second factor, password."""

import reflex as rx
from reflex.components.component import Component

from shared.client import identity
from shared.client.base import ApiProblem
from shared.ui.my_security import SecurityMixin, factor_card, password_card
from shared.ui.session import api
from shared.ui.step_up import step_up_dialog
from ui_officer.layout import Person, message, shell
from ui_officer.pages.digest import Digest, digest_card


class Security(SecurityMixin, rx.State):
    """The officer's."""

    username: str = ""
    held: list[str] = []

    @classmethod
    def face(cls) -> str:
        """Of the officers' screens."""
        return "officer"

    @rx.event
    async def read_roles(self):
        """Reads the roles; after `load`, which clears the page."""
        try:
            me = await identity.me(api(self, "officer"))
        except ApiProblem:
            return
        self.username = me.username
        self.held = [
            f"{role.role_label}, {role.unit_name or role.agency_name}" for role in me.roles
        ]


@rx.page(
    route="/tai-khoan",
    title="Tài khoản – Một cửa điện tử",
    on_load=[Person.enter, Security.load, Security.read_roles, Digest.load],
)
def account() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Tài khoản của tôi"),
        rx.cond(
            Security.loaded & (Security.must_change_password | ~Security.enabled),
            message(
                "Trước khi làm việc: đổi mật khẩu lần đầu và bật mã xác thực. Làm xong cả hai, "
                "các mục khác sẽ mở.",
                "warn",
            ),
        ),
        rx.cond(Security.problem != "", message(Security.problem)),
        rx.cond(Security.notice != "", message(Security.notice, "good")),
        rx.cond(
            Security.loaded,
            rx.el.div(
                rx.el.div(
                    rx.el.section(
                        rx.el.h2("Thông tin"),
                        rx.el.dl(
                            rx.el.dt("Họ tên"),
                            rx.el.dd(Person.name),
                            rx.el.dt("Tên đăng nhập"),
                            rx.el.dd(Security.username),
                            rx.el.dt("Vai trò"),
                            rx.el.dd(rx.foreach(Security.held, lambda text: rx.el.div(text))),
                            class_name="rows",
                        ),
                        rx.el.p(rx.el.a("Phiên đăng nhập", href="/phien/")),
                        class_name="card",
                    ),
                    digest_card(),
                    factor_card(Security),
                ),
                password_card(Security),
                class_name="split",
            ),
            rx.el.p("Đang tải …", class_name="card"),
        ),
        step_up_dialog(Security),
    )
