"""My notices and who I am here."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import documents, identity
from shared.client.base import ApiProblem
from shared.ui.elements import native_form
from shared.ui.session import api
from shared.ui.words import moment
from ui_citizen.layout import ready, shell, waiting


@dataclasses.dataclass
class Item:
    """One notice."""

    subject: str
    body: str
    at: str
    link: str


class Notices(rx.State):
    """My notices."""

    items: list[Item] = []
    loaded: bool = False

    @rx.event
    async def load(self):
        """Reads the newest."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            page = await documents.notices(api(self, "citizen"))
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect("/dang-nhap/?next=/thong-bao/")
            return None
        self.items = [
            Item(
                n.subject,
                n.body.split("\n\n")[1] if "\n\n" in n.body else n.body,
                moment(n.at),
                f"/ho-so/{n.dossier_id}",
            )
            for n in page.items
        ]
        self.loaded = True
        return None


@rx.page(route="/thong-bao", title="Thông báo – Cổng Dịch vụ công", on_load=Notices.load)
def notices() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Thông báo"),
        rx.cond(
            Notices.loaded,
            rx.fragment(
                ready(),
                rx.cond(
                    Notices.items.length() > 0,
                    rx.foreach(
                        Notices.items,
                        lambda n: rx.el.article(
                            rx.el.h2(rx.el.a(n.subject, href=n.link)),
                            rx.el.p(n.body),
                            rx.el.p(n.at, class_name="muted small"),
                            class_name="card",
                        ),
                    ),
                    rx.el.p("Chưa có thông báo nào.", class_name="card"),
                ),
            ),
            waiting(),
        ),
    )


class Account(rx.State):
    """Who is signed in."""

    name: str = ""
    personal_id: str = ""
    email: str = ""
    phone: str = ""
    loaded: bool = False

    @rx.event
    async def load(self):
        """Reads the person."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            me = await identity.me(api(self, "citizen"))
        except ApiProblem:
            return rx.redirect("/dang-nhap/?next=/tai-khoan/")
        self.name, self.email, self.phone = me.full_name, me.email or "", me.phone or ""
        self.personal_id = f"•••• •••• {(me.personal_id or '')[-4:]}"
        self.loaded = True
        return None


@rx.page(route="/tai-khoan", title="Tài khoản – Cổng Dịch vụ công", on_load=Account.load)
def account() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Tài khoản"),
        rx.cond(
            Account.loaded,
            rx.fragment(
                ready(),
                rx.el.dl(
                    rx.el.div(rx.el.dt("Họ tên"), rx.el.dd(Account.name)),
                    rx.el.div(rx.el.dt("Số định danh"), rx.el.dd(Account.personal_id)),
                    rx.el.div(rx.el.dt("Thư điện tử"), rx.el.dd(Account.email)),
                    rx.el.div(rx.el.dt("Điện thoại"), rx.el.dd(Account.phone)),
                    class_name="rows card",
                ),
                native_form(
                    rx.el.input(type="hidden", name="face", value="citizen", read_only=True),
                    rx.el.input(type="hidden", name="next", value="/", read_only=True),
                    rx.el.button("Đăng xuất", type="submit", class_name="button plain wide"),
                    action="/api/v1/session/end",
                    method="post",
                ),
            ),
            waiting(),
        ),
    )
