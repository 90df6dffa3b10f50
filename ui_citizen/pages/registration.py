"""Opening an account: what is typed, then the code of a letter or a text message."""

import msgspec
import reflex as rx
from reflex.components.component import Component

from shared.client import registration
from shared.client.base import ApiProblem
from shared.contracts.registration import RegisterOrganisation, RegisterPerson
from shared.ui.purpose import purpose_note
from shared.ui.session import api
from shared.vocabulary.purposes import Collection
from ui_citizen.layout import message, ready, shell
from ui_citizen.pages.account_fields import HINTS, code_field, field, passwords


class Register(rx.State):
    """Opening an account."""

    organisation: bool = False
    by_phone: bool = False
    may_phone: bool = False
    problem: str = ""
    notice: str = ""
    errors: dict[str, str] = {}
    values: dict[str, str] = {}
    mailbox: str = ""
    busy: bool = False
    _registration: str = ""

    @rx.event
    async def load(self):
        """Begins afresh; asks how codes can be sent here."""
        self.reset()
        try:
            self.may_phone = (await registration.channels(api(self, "citizen"))).phone
        except ApiProblem:
            self.may_phone = False

    @rx.event
    def send_by(self, value: str):
        """By e-mail or text message; what was typed stays."""
        self.by_phone = value == "phone"
        self.errors, self.problem = {}, ""

    @rx.event
    def for_whom(self, value: str):
        """A person or an organisation; what was typed stays."""
        self.organisation = value == "organisation"
        self.errors, self.problem = {}, ""

    @rx.event
    async def send(self, form: dict):
        """Sends what was typed; nothing typed is lost when it is refused."""
        shape = RegisterOrganisation if self.organisation else RegisterPerson
        number = "tax_code" if self.organisation else "personal_id"
        mailbox = () if self.by_phone else ("email",)
        names = ("full_name", number, "phone", *mailbox, "password")
        typed = {name: str(form.get(name, "")).strip() for name in names}
        self.values = self.values | {k: v for k, v in typed.items() if k != "password"}
        self.problem, self.errors = "", {}
        if typed["password"] != str(form.get("again", "")).strip():
            self.errors = {"again": "Hai lần nhập mật khẩu chưa giống nhau."}
            return
        for name in names:
            try:
                msgspec.convert(
                    typed[name],
                    next(f.type for f in msgspec.structs.fields(shape) if f.name == name),
                )
            except msgspec.ValidationError:
                self.errors = self.errors | {name: HINTS[name]}
        if mailbox and not typed["email"]:
            self.errors = self.errors | {"email": HINTS["email"]}
        if self.errors:
            return
        self.busy = True
        yield
        self.busy = False
        call = (
            registration.register_organisation
            if self.organisation
            else registration.register_person
        )
        try:
            by = "phone" if self.by_phone else "email"
            begun = await call(api(self, "citizen"), shape(**typed, by=by))
        except ApiProblem as refused:
            self.problem = refused.message
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            return
        self._registration = begun.id
        self.mailbox = typed["phone"] if self.by_phone else typed["email"]

    @rx.event
    async def again(self):
        """Another letter."""
        self.problem, self.notice = "", ""
        try:
            await registration.send_again(api(self, "citizen"), self._registration)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.notice = "Đã gửi mã mới. Mã cũ không còn dùng được."

    @rx.event
    async def confirm(self, form: dict):
        """Opens the account with the code."""
        self.problem, self.notice, self.errors = "", "", {}
        code = str(form.get("code", "")).replace(" ", "")
        if len(code) != 6 or not code.isdecimal():
            self.errors = {"code": "Nhập đủ 6 số của mã."}
            return None
        try:
            await registration.confirm(api(self, "citizen"), self._registration, code)
        except ApiProblem as refused:
            self.errors = {"code": refused.message}
            return None
        return rx.redirect("/dang-nhap/?moi=1")


def _choice(value: str, label: str, chosen: rx.Var[bool]) -> Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="whom",
            value=value,
            checked=chosen,
            on_change=Register.for_whom(value),
        ),
        label,
        class_name="choice",
    )


def _way(value: str, label: str, chosen: rx.Var[bool]) -> Component:
    return rx.el.label(
        rx.el.input(
            type="radio", name="by", value=value, checked=chosen,
            on_change=Register.send_by(value),
        ),
        label,
        class_name="choice",
    )  # fmt: skip


def _form() -> Component:
    return rx.el.form(
        rx.el.fieldset(
            rx.el.legend("Mở tài khoản cho", class_name="sr"),
            _choice("person", "Cá nhân", ~Register.organisation),
            _choice("organisation", "Tổ chức, doanh nghiệp", Register.organisation),
        ),
        rx.cond(
            Register.organisation,
            rx.fragment(
                field(Register, "full_name", "Tên tổ chức", "text",
                       "Như trên giấy đăng ký.", "organization"),
                field(Register, "tax_code", "Mã số thuế", "text",
                       "Dùng làm tên đăng nhập.", "off"),
            ),
            rx.fragment(
                field(Register, "full_name", "Họ, chữ đệm, tên", "text",
                       "Như trên thẻ căn cước.", "name"),
                field(Register, "personal_id", "Số định danh cá nhân", "text",
                       "12 chữ số, dùng làm tên đăng nhập.", "off"),
            ),
        ),
        rx.cond(
            Register.may_phone,
            rx.el.fieldset(
                rx.el.legend("Nhận mã xác nhận qua"),
                _way("email", "Thư điện tử", ~Register.by_phone),
                _way("phone", "Tin nhắn điện thoại", Register.by_phone),
            ),
        ),
        field(Register, "phone", "Số điện thoại", "tel", "10 chữ số, bắt đầu bằng 0.", "tel"),
        rx.cond(
            ~Register.by_phone,
            field(Register, "email", "Thư điện tử", "email",
                   "Chúng tôi gửi mã xác nhận đến đây.", "email"),
        ),
        passwords(Register),
        purpose_note(Collection.REGISTRATION),
        rx.el.button(
            rx.cond(Register.busy, "Đang gửi …", "Tiếp tục"),
            type="submit",
            class_name="button wide",
            disabled=Register.busy,
        ),
        on_submit=Register.send,
        class_name="card",
        no_validate=True,
    )  # fmt: skip


def _proving() -> Component:
    return rx.fragment(
        rx.el.p(
            rx.cond(Register.by_phone, "Đã gửi tin nhắn đến ", "Đã gửi thư đến "),
            rx.el.b(Register.mailbox),
            rx.cond(
                Register.by_phone,
                ". Tin nhắn có mã 6 số, dùng trong 10 phút.",
                ". Thư có mã 6 số, dùng trong 10 phút. Không thấy thư? Hãy xem mục thư rác.",
            ),
        ),
        rx.cond(Register.notice != "", message(Register.notice, "good")),
        rx.el.form(
            code_field(Register),
            rx.el.button("Mở tài khoản", type="submit", class_name="button wide"),
            on_submit=Register.confirm,
            class_name="card",
        ),
        rx.el.div(
            rx.el.button("Gửi lại mã", on_click=Register.again, class_name="link"),
            rx.el.button("Sửa thông tin", on_click=Register.load, class_name="link"),
            class_name="acts",
        ),
    )


@rx.page(route="/dang-ky", title="Đăng ký tài khoản – Cổng Dịch vụ công", on_load=Register.load)
def register() -> Component:
    """The page."""
    return shell(
        ready(),
        rx.el.h1("Đăng ký tài khoản"),
        rx.cond(Register.problem != "", message(Register.problem)),
        rx.cond(Register.mailbox != "", _proving(), _form()),
        rx.el.p("Đã có tài khoản? ", rx.el.a("Đăng nhập", href="/dang-nhap/")),
    )
