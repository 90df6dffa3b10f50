"""Second factor and password of a citizen."""

import reflex as rx
from reflex.components.component import Component

from shared.ui.my_security import SecurityMixin, factor_card, password_card
from shared.ui.step_up import step_up_dialog
from ui_citizen.layout import message, ready, shell, waiting


class Security(SecurityMixin, rx.State):
    """The citizen's."""

    @classmethod
    def face(cls) -> str:
        """Of the portal."""
        return "citizen"


@rx.page(
    route="/tai-khoan/bao-mat",
    title="Bảo mật tài khoản – Cổng Dịch vụ công",
    on_load=Security.load,
)
def security() -> Component:
    """The page."""
    return shell(
        rx.el.p(rx.el.a("← Tài khoản", href="/tai-khoan/")),
        rx.el.h1("Bảo mật tài khoản"),
        rx.cond(Security.problem != "", message(Security.problem)),
        rx.cond(Security.notice != "", message(Security.notice, "good")),
        rx.cond(
            Security.loaded,
            rx.fragment(ready(), factor_card(Security), password_card(Security)),
            waiting(),
        ),
        step_up_dialog(Security),
    )
