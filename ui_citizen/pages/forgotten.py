"""Setting a forgotten password anew with the code of a letter."""

import reflex as rx
from reflex.components.component import Component

from shared.client import registration
from shared.client.base import ApiProblem
from shared.contracts.registration import SetPassword
from shared.ui.session import api
from ui_citizen.layout import message, ready, shell
from ui_citizen.pages.account_fields import HINTS, code_field, field, passwords


class Forgotten(rx.State):
    """Setting a password anew."""

    username: str = ""
    sent: bool = False
    problem: str = ""
    errors: dict[str, str] = {}
    values: dict[str, str] = {}

    @rx.event
    def load(self):
        """Begins afresh."""
        self.reset()

    @rx.event
    async def ask(self, form: dict):
        """Asks for a letter."""
        self.problem = ""
        self.username = str(form.get("username", "")).strip()
        if not self.username:
            self.problem = "Nhập số định danh hoặc mã số thuế của tài khoản."
            return
        try:
            await registration.ask_reset(api(self, "citizen"), self.username)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.sent = True

    @rx.event
    async def set_new(self, form: dict):
        """Sets the new password."""
        self.problem, self.errors = "", {}
        code, new = str(form.get("code", "")).replace(" ", ""), str(form.get("password", ""))
        if len(code) != 6 or not code.isdecimal():
            self.errors = {"code": "Nhập đủ 6 số của mã."}
        elif len(new) < 10:
            self.errors = {"password": HINTS["password"]}
        elif new != str(form.get("again", "")):
            self.errors = {"again": "Hai lần nhập mật khẩu chưa giống nhau."}
        if self.errors:
            return None
        try:
            await registration.reset(api(self, "citizen"), SetPassword(self.username, code, new))
        except ApiProblem as refused:
            self.problem = refused.message
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            return None
        return rx.redirect("/dang-nhap/?moi=2")


@rx.page(route="/quen-mat-khau", title="Quên mật khẩu – Cổng Dịch vụ công", on_load=Forgotten.load)
def forgotten() -> Component:
    """The page."""
    return shell(
        ready(),
        rx.el.h1("Đặt lại mật khẩu"),
        rx.cond(Forgotten.problem != "", message(Forgotten.problem)),
        rx.cond(
            Forgotten.sent,
            rx.el.form(
                rx.el.p(
                    "Nếu có tài khoản này, mã 6 số đã được gửi đến thư điện tử của tài khoản, hoặc "
                    "số điện thoại đã xác nhận. Mã dùng trong 10 phút."
                ),
                code_field(Forgotten),
                passwords(Forgotten),
                rx.el.button("Đặt mật khẩu mới", type="submit", class_name="button wide"),
                on_submit=Forgotten.set_new,
                class_name="card",
            ),
            rx.el.form(
                field(Forgotten, "username", "Số định danh hoặc mã số thuế", "text",
                       "Tên đăng nhập của bạn.", "username"),
                rx.el.button("Gửi mã", type="submit", class_name="button wide"),
                on_submit=Forgotten.ask,
                class_name="card",
            ),
        ),
        rx.el.p(rx.el.a("← Đăng nhập", href="/dang-nhap/")),
    )  # fmt: skip
