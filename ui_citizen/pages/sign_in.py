"""Signing in: a plain form to the API, so that the session stays in an HttpOnly cookie."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import identity
from shared.client.base import ApiProblem
from shared.contracts.identity import RegisterCitizen
from shared.ui.elements import native_form
from shared.ui.session import api, query
from ui_citizen.layout import message, ready, shell

_ERRORS = {
    "sai-thong-tin": "Số định danh hoặc mật khẩu chưa đúng. Vui lòng kiểm tra lại.",
    "can-ma": "Vui lòng nhập mã xác thực 6 số.",
    "sai-ma": "Mã xác thực chưa đúng hoặc đã dùng. Vui lòng chờ mã mới.",
    "khoa-tam": "Đăng nhập sai nhiều lần nên tài khoản tạm khóa 15 phút.",
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
    demo: list[Demo] = []

    @rx.event
    async def load(self):
        """Reads the address."""
        self.target = query(self, "next")  # the API refuses an address of another site
        self.problem = _ERRORS.get(query(self, "loi"), "")
        self.notice = "Đã mở tài khoản. Mời bạn đăng nhập." if query(self, "moi") else ""
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


@rx.page(route="/dang-nhap", title="Đăng nhập – Cổng Dịch vụ công", on_load=SignIn.load)
def sign_in() -> Component:
    """The page."""
    return shell(
        ready(),
        rx.el.h1("Đăng nhập"),
        rx.cond(SignIn.problem != "", message(SignIn.problem)),
        rx.cond(SignIn.notice != "", message(SignIn.notice, "good")),
        native_form(
            rx.el.div(
                rx.el.label("Số định danh cá nhân", html_for="username"),
                rx.el.p(
                    "12 chữ số trên thẻ căn cước.", class_name="help small", id="username-help"
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
            rx.el.input(type="hidden", name="face", value="citizen", read_only=True),
            rx.el.input(type="hidden", name="next", value=SignIn.target, read_only=True),
            rx.el.button("Đăng nhập", type="submit", class_name="button wide"),
            action="/api/v1/session",
            method="post",
            class_name="card",
        ),
        rx.el.p("Chưa có tài khoản? ", rx.el.a("Đăng ký tài khoản", href="/dang-ky/")),
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


class Register(rx.State):
    """Opening an account."""

    problem: str = ""
    errors: dict[str, str] = {}
    values: dict[str, str] = {}

    @rx.event
    async def send(self, form: dict):
        """Sends what was typed; nothing typed is lost when it is refused."""
        fields = ("full_name", "personal_id", "email", "phone", "password")
        values = {name: str(form.get(name, "")).strip() for name in fields}
        self.values = {k: v for k, v in values.items() if k != "password"}
        self.problem, self.errors = "", {}
        if values["password"] != str(form.get("again", "")):
            self.errors = {"again": "Hai lần nhập mật khẩu chưa giống nhau."}
            return None
        try:
            await identity.register_citizen(api(self, "citizen"), RegisterCitizen(**values))
        except ApiProblem as refused:
            self.problem = refused.message
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            return None
        return rx.redirect("/dang-nhap/?moi=1")


def _field(name: str, label: str, kind: str, hint: str, complete: str) -> Component:
    has_error = Register.errors.contains(name)
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.p(hint, class_name="help small", id=f"{name}-help"),
        rx.el.input(
            id=name,
            name=name,
            type=kind,
            required=True,
            auto_complete=complete,
            default_value=Register.values[name] if kind != "password" else "",
            aria_invalid=has_error.to_string(),
            custom_attrs={"aria-describedby": f"{name}-help"},
        ),
        rx.cond(has_error, rx.el.p(Register.errors[name], class_name="error", role="alert")),
        class_name="field",
    )


@rx.page(route="/dang-ky", title="Đăng ký tài khoản – Cổng Dịch vụ công")
def register() -> Component:
    """The page."""
    return shell(
        ready(),
        rx.el.h1("Đăng ký tài khoản"),
        rx.cond(Register.problem != "", message(Register.problem)),
        rx.el.form(
            _field("full_name", "Họ, chữ đệm, tên", "text", "Như trên thẻ căn cước.", "name"),
            _field("personal_id", "Số định danh cá nhân", "text", "12 chữ số.", "off"),
            _field("phone", "Số điện thoại", "tel", "10 chữ số, bắt đầu bằng 0.", "tel"),
            _field("email", "Thư điện tử", "email", "Nhận thông báo về hồ sơ.", "email"),
            _field(
                "password",
                "Mật khẩu",
                "password",
                "Ít nhất 10 ký tự; một câu dễ nhớ là tốt nhất.",
                "new-password",
            ),
            _field(
                "again", "Nhập lại mật khẩu", "password", "Để chắc không gõ nhầm.", "new-password"
            ),
            rx.el.button("Mở tài khoản", type="submit", class_name="button wide"),
            on_submit=Register.send,
            class_name="card",
        ),
    )
