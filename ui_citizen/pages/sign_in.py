"""Signing in: a plain form to the API, so that the session stays in an HttpOnly cookie."""

import dataclasses
from urllib.parse import quote

import reflex as rx
from reflex.components.component import Component

from shared.client import identity, national
from shared.client.base import ApiProblem
from shared.ui.elements import native_form
from shared.ui.session import api, query
from ui_citizen.layout import message, ready, shell

_ERRORS = {
    "sai-thong-tin": "Số định danh hoặc mật khẩu chưa đúng. Vui lòng kiểm tra lại.",
    "can-ma": "Vui lòng nhập mã xác thực 6 số.",
    "sai-ma": "Mã xác thực chưa đúng hoặc đã dùng. Vui lòng chờ mã mới.",
    "khoa-tam": "Đăng nhập sai nhiều lần. Vui lòng thử lại sau 15 phút hoặc lấy lại mật khẩu.",
    "bi-khoa": "Tài khoản đang bị khóa. Vui lòng liên hệ tổng đài hỗ trợ.",
    "vneid-ban": "VNeID chưa trả lời. Hãy đăng nhập bằng mật khẩu hoặc thử lại sau ít phút.",
    "vneid-thoi": "Bạn chưa hoàn tất đăng nhập bằng VNeID.",
    "vneid-sai": "Chưa đăng nhập được bằng VNeID. Vui lòng bấm “Đăng nhập bằng VNeID” để làm lại.",
    "vneid-het": "Lượt liên kết đã hết hạn. Vui lòng đăng nhập lại bằng VNeID.",
}


_NOTICES = {
    "1": "Đã mở tài khoản. Mời bạn đăng nhập.",
    "2": "Đã đặt mật khẩu mới. Mời bạn đăng nhập.",
    "3": "Đã đóng tài khoản.",
}


@dataclasses.dataclass
class Demo:
    """One account to try."""

    username: str
    password: str
    name: str


class SignIn(rx.State):
    """What the address says, and the accounts of the demonstration."""

    target: str = ""
    problem: str = ""
    notice: str = ""
    national: str = ""
    needs_code: bool = False
    demo: list[Demo] = []

    @rx.event
    async def load(self):
        """Reads the address."""
        self.target = query(self, "next")  # the API refuses an address of another site
        wrong = query(self, "loi")
        self.problem = _ERRORS.get(wrong, "")
        self.needs_code = wrong in ("can-ma", "sai-ma")
        self.notice = _NOTICES.get(query(self, "moi"), "")
        self.national = ""
        try:
            if (await national.offer(api(self, "citizen"))).offered:
                target = quote(self.target, safe="")
                self.national = f"/api/v1/session/national?next={target}"
        except ApiProblem:
            pass  # the password still works
        try:
            found = await identity.demo_accounts(api(self, "citizen"))
        except ApiProblem:
            found = []
        self.demo = [
            Demo(a.username, a.password, a.full_name) for a in found if a.role == "citizen"
        ][:5]


def _demo(account: Demo) -> Component:
    return native_form(
        rx.el.input(type="hidden", name="username", value=account.username, read_only=True),
        rx.el.input(type="hidden", name="password", value=account.password, read_only=True),
        rx.el.input(type="hidden", name="face", value="citizen", read_only=True),
        rx.el.input(type="hidden", name="next", value=SignIn.target, read_only=True),
        rx.el.button("Đăng nhập thử: " + account.name, type="submit", class_name="link"),
        action="/api/v1/session",
        method="post",
    )


def _code() -> Component:
    return rx.el.div(
        rx.el.label("Mã xác thực", html_for="code"),
        rx.el.p(
            "6 số trên ứng dụng, hoặc một mã dự phòng.", class_name="help small", id="code-help"
        ),
        rx.el.input(
            id="code",
            name="code",
            type="text",
            auto_complete="one-time-code",
            max_length=20,
            custom_attrs={"aria-describedby": "code-help"},
        ),
        class_name="field",
    )


def _code_folded() -> Component:
    """Most people have no code; who has one opens this."""
    return rx.el.details(
        rx.el.summary("Tôi có bật mã xác thực"), rx.el.div(_code()), class_name="plain"
    )


@rx.page(route="/dang-nhap", title="Đăng nhập – Cổng Dịch vụ công", on_load=SignIn.load)
def sign_in() -> Component:
    """The page."""
    return shell(
        ready(),
        rx.el.h1("Đăng nhập"),
        rx.cond(SignIn.problem != "", message(SignIn.problem)),
        rx.cond(SignIn.notice != "", message(SignIn.notice, "good")),
        rx.cond(
            SignIn.national != "",
            rx.fragment(
                rx.el.a(
                    "Đăng nhập bằng VNeID",
                    href=SignIn.national,
                    reload_document=True,  # an address of the API, not a page of ours
                    class_name="button wide",
                ),
                rx.el.p("hoặc bằng mật khẩu của Cổng", class_name="or"),
            ),
        ),
        native_form(
            rx.el.div(
                rx.el.label("Số định danh cá nhân hoặc mã số thuế", html_for="username"),
                rx.el.p(
                    "12 chữ số trên thẻ căn cước; tổ chức dùng mã số thuế.",
                    class_name="help small",
                    id="username-help",
                ),
                rx.el.input(
                    id="username",
                    name="username",
                    type="text",
                    input_mode="numeric",
                    required=True,
                    auto_complete="username",
                    max_length=120,
                    custom_attrs={"aria-describedby": "username-help"},
                ),
                class_name="field",
            ),
            rx.el.div(
                rx.el.label("Mật khẩu", html_for="password"),
                rx.el.input(
                    id="password",
                    name="password",
                    type="password",
                    required=True,
                    auto_complete="current-password",
                    max_length=128,
                ),
                class_name="field",
            ),
            rx.cond(SignIn.needs_code, _code(), _code_folded()),
            rx.el.input(type="hidden", name="face", value="citizen", read_only=True),
            rx.el.input(type="hidden", name="next", value=SignIn.target, read_only=True),
            rx.el.button(
                "Đăng nhập",
                type="submit",
                class_name=rx.cond(SignIn.national != "", "button plain wide", "button wide"),
            ),
            action="/api/v1/session",
            method="post",
            class_name="card",
        ),
        rx.el.p(
            "Chưa có tài khoản? ",
            rx.el.a("Đăng ký tài khoản", href="/dang-ky/"),
            " · ",
            rx.el.a("Quên mật khẩu", href="/quen-mat-khau/"),
        ),
        rx.cond(
            SignIn.demo.length() > 0,
            rx.el.section(
                rx.el.h2("Bản trình diễn"),
                rx.el.p("Những người này không có thật.", class_name="muted"),
                rx.foreach(SignIn.demo, _demo),
                class_name="card",
            ),
        ),
    )
