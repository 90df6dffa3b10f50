"""Signing in with password and one-time code."""

import dataclasses
from collections import Counter
from urllib.parse import urlencode

import reflex as rx
from reflex.components.component import Component

from shared.client import agency_providers, identity
from shared.client.base import ApiProblem
from shared.ui.elements import native_form
from shared.ui.language import language_switch
from shared.ui.session import api, query
from shared.vocabulary.roles import Role
from ui_officer.layout import message

_ERRORS = {
    "sai-thong-tin": "Tên đăng nhập hoặc mật khẩu chưa đúng. Vui lòng kiểm tra lại.",
    "can-ma": "Vui lòng nhập mã xác thực 6 số trên ứng dụng xác thực.",
    "sai-ma": "Mã xác thực chưa đúng hoặc đã dùng. Vui lòng chờ mã mới (30 giây).",
    "khoa-tam": "Đăng nhập sai nhiều lần từ máy này. Vui lòng thử lại sau 15 phút.",
    "co-quan-ban": "Trang đăng nhập của cơ quan chưa trả lời. Vui lòng thử lại hoặc dùng mật khẩu.",
    "co-quan-sai": "Tài khoản cơ quan này chưa được liên kết, hoặc lượt đăng nhập đã hết hạn.",
    "co-quan-thoi": "Bạn đã thôi đăng nhập bằng tài khoản cơ quan.",
    "co-quan-het": "Lượt đăng nhập đã hết hạn. Vui lòng đăng nhập lại.",
    "bi-khoa": "Tài khoản đang bị khóa. Vui lòng liên hệ quản trị hệ thống của cơ quan.",
}


@dataclasses.dataclass
class Demo:
    """One account to try."""

    username: str
    password: str
    code: str
    role: str
    agency: str


class SignIn(rx.State):
    """What the address says, and the accounts of the demonstration."""

    target: str = ""
    problem: str = ""
    demo: list[Demo] = []
    offers: dict[str, str] = {}

    @rx.event
    async def load(self):
        """Reads the address."""
        self.target = query(self, "next")  # the API refuses an address of another site
        self.problem = _ERRORS.get(query(self, "loi"), "")
        try:
            offered = await agency_providers.offers(api(self, "officer"))
        except ApiProblem:
            offered = []
        next_page = f"?{urlencode({'next': self.target})}" if self.target else ""
        self.offers = {f"/api/v1/session/agency/{o.id}{next_page}": o.name for o in offered}
        try:
            found = await identity.demo_accounts(api(self, "officer"))
        except ApiProblem:
            found = []
        officers = [a for a in found if a.role != "citizen"]
        # The agency with the most people first, each agency in the order a dossier travels.
        size, order = Counter(a.agency for a in officers), list(Role)
        officers.sort(key=lambda a: (-size[a.agency], a.agency, order.index(Role(a.role))))
        self.demo = [
            Demo(a.username, a.password, a.code_now or "", a.role_label, a.agency) for a in officers
        ]


def _demo(account: Demo) -> Component:
    return rx.el.tr(
        rx.el.td(account.role, rx.el.span(account.agency, class_name="sub")),
        rx.el.td(account.username),
        rx.el.td(
            native_form(
                rx.el.input(type="hidden", name="username", value=account.username, read_only=True),
                rx.el.input(type="hidden", name="password", value=account.password, read_only=True),
                rx.el.input(type="hidden", name="code", value=account.code, read_only=True),
                rx.el.input(type="hidden", name="face", value="officer", read_only=True),
                rx.el.input(type="hidden", name="next", value=SignIn.target, read_only=True),
                rx.el.button(
                    "Đăng nhập",
                    type="submit",
                    class_name="link",
                    aria_label="Đăng nhập bằng tài khoản " + account.username,
                ),
                action="/api/v1/session",
                method="post",
            )
        ),
    )


def _field(name: str, label: str, kind: str, complete: str, required: bool = True) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name, name=name, type=kind, auto_complete=complete, required=required, max_length=128
        ),
        class_name="field",
    )


@rx.page(route="/dang-nhap", title="Đăng nhập – Một cửa điện tử", on_load=SignIn.load)
def sign_in() -> Component:
    """The page."""
    return rx.el.main(
        language_switch(),
        rx.el.h1("Một cửa điện tử"),
        rx.cond(SignIn.problem != "", message(SignIn.problem)),
        native_form(
            rx.el.h2("Đăng nhập dành cho cán bộ, công chức"),
            _field("username", "Tên đăng nhập", "text", "username"),
            _field("password", "Mật khẩu", "password", "current-password"),
            _field("code", "Mã xác thực 6 số", "text", "one-time-code", required=False),
            rx.el.input(type="hidden", name="face", value="officer", read_only=True),
            rx.el.input(type="hidden", name="next", value=SignIn.target, read_only=True),
            rx.el.button("Đăng nhập", type="submit", class_name="button"),
            action="/api/v1/session",
            method="post",
            class_name="card",
        ),
        rx.cond(
            SignIn.offers.length() > 0,
            rx.el.section(
                rx.el.h2("Bằng tài khoản cơ quan"),
                rx.foreach(
                    SignIn.offers.items(),
                    lambda o: rx.el.p(
                        rx.el.a(
                            "Đăng nhập bằng " + o[1],
                            href=o[0],
                            reload_document=True,
                            class_name="button plain",
                        )
                    ),
                ),
                class_name="card",
            ),
        ),
        rx.cond(
            SignIn.demo.length() > 0,
            rx.el.section(
                rx.el.h2("Tài khoản trình diễn"),
                rx.el.p("Mỗi mã dùng một lần; tải lại trang để có mã mới.", class_name="muted"),
                rx.el.div(
                    rx.el.table(
                        rx.el.thead(
                            rx.el.tr(
                                rx.el.th("Vai trò, cơ quan", scope="col"),
                                rx.el.th("Tên đăng nhập", scope="col"),
                                rx.el.th(rx.el.span("Thao tác", class_name="sr"), scope="col"),
                            )
                        ),
                        rx.el.tbody(rx.foreach(SignIn.demo, _demo)),
                    ),
                    class_name="demo",
                    tab_index=0,
                    role="region",
                    custom_attrs={"aria-label": "Danh sách tài khoản trình diễn"},
                ),
                class_name="card",
            ),
        ),
        class_name="center",
        style={"maxWidth": "46rem"},
    )
