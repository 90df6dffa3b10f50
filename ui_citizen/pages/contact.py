"""Where I am reached: telephone, address, a proved mailbox; and closing the account."""

import reflex as rx
from reflex.components.component import Component

from shared.client import identity, registration
from shared.client.base import ApiProblem
from shared.contracts.registration import ChangeContact
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up, step_up_dialog
from ui_citizen.layout import message, ready, shell, waiting
from ui_citizen.pages.account_fields import HINTS, code_field, field


class Contact(StepUpMixin, rx.State):
    """What is known, what is typed, what waits for a code."""

    loaded: bool = False
    problem: str = ""
    notice: str = ""
    errors: dict[str, str] = {}
    values: dict[str, str] = {}
    mailbox: str = ""
    telephone: str = ""
    may_phone: bool = False
    closing: bool = False

    @classmethod
    def face(cls) -> str:
        """Of the portal."""
        return "citizen"

    @rx.event
    async def load(self):
        """Reads the person."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            me = await identity.me(api(self, "citizen"))
        except ApiProblem:
            return rx.redirect("/dang-nhap/?next=/tai-khoan/lien-he/")
        self.values = {
            "phone": me.phone or "", "address": me.address or "", "email": me.email or "",
        }  # fmt: skip
        self.loaded = True
        try:
            self.may_phone = (await registration.channels(api(self, "citizen"))).phone
        except ApiProblem:
            self.may_phone = False
        return None

    @rx.event
    async def ask_phone_code(self):
        """A text message with a code to the telephone that is saved."""
        self._clear()
        phone = self.values.get("phone", "")
        if len(phone) != 10:
            self.errors = {"phone": HINTS["phone"]}
            return
        try:
            await registration.ask_phone(api(self, "citizen"), phone)
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("ask_phone_code")
                return
            self._refused(refused)
            return
        self.telephone = phone

    @rx.event
    async def prove_phone(self, form: dict):
        """The code of the text message."""
        self._clear()
        code = str(form.get("code", "")).replace(" ", "")
        if len(code) != 6 or not code.isdecimal():
            self.errors = {"code": "Nhập đủ 6 số trong tin nhắn."}
            return
        try:
            await registration.confirm_phone(api(self, "citizen"), code)
        except ApiProblem as refused:
            self.errors = {"code": refused.message}
            return
        self.telephone, self.notice = "", "Đã xác nhận số điện thoại."

    @rx.event
    async def save(self, form: dict):
        """Telephone and address."""
        self._clear()
        phone, address = (str(form.get(name, "")).strip() for name in ("phone", "address"))
        self.values = self.values | {"phone": phone, "address": address}
        if len(phone) != 10 or not phone.startswith("0") or not phone.isdecimal():
            self.errors = {"phone": HINTS["phone"]}
            return
        try:
            await registration.change_contact(
                api(self, "citizen"), ChangeContact(phone, address[:300])
            )
        except ApiProblem as refused:
            self._refused(refused)
            return
        self.notice = "Đã lưu."

    @rx.event
    async def ask_code(self, form: dict):
        """A letter with a code to the mailbox."""
        self._clear()
        email = str(form.get("email", "")).strip()
        self.values = self.values | {"email": email}
        if "@" not in email or "." not in email.rsplit("@", 1)[-1]:
            self.errors = {"email": HINTS["email"]}
            return
        try:
            await registration.ask_email(api(self, "citizen"), email)
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("ask_code", form)
                return
            self._refused(refused)
            return
        self.mailbox = email

    @rx.event
    async def prove_mailbox(self, form: dict):
        """The code of the letter."""
        self._clear()
        code = str(form.get("code", "")).replace(" ", "")
        if len(code) != 6 or not code.isdecimal():
            self.errors = {"code": "Nhập đủ 6 số trong thư."}
            return
        try:
            await registration.confirm_email(api(self, "citizen"), code)
        except ApiProblem as refused:
            self.errors = {"code": refused.message}
            return
        self.mailbox, self.notice = "", "Đã xác nhận địa chỉ thư."

    @rx.event
    def think_again(self, closing: bool):
        """Shows or hides the last question before closing."""
        self.closing = closing

    @rx.event
    async def close(self):
        """Closes the account."""
        self._clear()
        try:
            await registration.close_account(api(self, "citizen"))
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("close")
                return None
            self._refused(refused)
            return None
        return rx.redirect("/dang-nhap/?moi=3")

    def _clear(self):
        self.problem, self.notice, self.errors = "", "", {}

    def _refused(self, refused: ApiProblem):
        self.problem = refused.message
        self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}


def _closing() -> Component:
    return rx.el.section(
        rx.el.h2("Đóng tài khoản"),
        rx.el.p(
            "Thông tin liên hệ bị xóa, ủy quyền chấm dứt, không đăng nhập lại được. Hồ sơ đã nộp "
            "được lưu theo quy định lưu trữ. Không đóng được khi còn hồ sơ chưa xong."
        ),
        rx.cond(
            Contact.closing,
            rx.el.div(
                rx.el.p(rx.el.b("Bạn chắc chắn muốn đóng tài khoản?")),
                rx.el.button("Đóng tài khoản", on_click=Contact.close, class_name="button"),
                rx.el.button(
                    "Thôi", on_click=Contact.think_again(False), class_name="button plain"
                ),
                class_name="acts",
            ),
            rx.el.button("Đóng tài khoản …", on_click=Contact.think_again(True), class_name="link"),
        ),
        class_name="card",
    )


def _telephone() -> Component:
    return rx.el.section(
        rx.el.h2("Xác nhận số điện thoại"),
        rx.cond(
            Contact.telephone != "",
            rx.el.form(
                rx.el.p("Đã gửi tin nhắn có mã 6 số đến ", rx.el.b(Contact.telephone), "."),
                code_field(Contact),
                rx.el.button("Xác nhận số", type="submit", class_name="button"),
                on_submit=Contact.prove_phone,
            ),
            rx.fragment(
                rx.el.p("Số đã xác nhận dùng để lấy lại mật khẩu khi bạn không có thư điện tử."),
                rx.el.button(
                    "Gửi mã qua tin nhắn",
                    on_click=Contact.ask_phone_code,
                    class_name="button plain",
                ),
            ),
        ),
        class_name="card",
    )


@rx.page(
    route="/tai-khoan/lien-he",
    title="Liên hệ, thư điện tử – Cổng Dịch vụ công",
    on_load=Contact.load,
)
def contact() -> Component:
    """The page."""
    mailbox_form = rx.cond(
        Contact.mailbox != "",
        rx.el.form(
            rx.el.p("Đã gửi mã 6 số đến ", rx.el.b(Contact.mailbox), "."),
            code_field(Contact),
            rx.el.button("Xác nhận", type="submit", class_name="button"),
            on_submit=Contact.prove_mailbox,
        ),
        rx.el.form(
            field(Contact, "email", "Thư điện tử", "email",
                  "Nhận thông báo và lấy lại mật khẩu.", "email"),
            rx.el.button("Gửi mã xác nhận", type="submit", class_name="button plain"),
            on_submit=Contact.ask_code,
        ),
    )  # fmt: skip
    return shell(
        rx.el.p(rx.el.a("← Tài khoản", href="/tai-khoan/")),
        rx.el.h1("Liên hệ, thư điện tử"),
        rx.cond(Contact.problem != "", message(Contact.problem)),
        rx.cond(Contact.notice != "", message(Contact.notice, "good")),
        rx.cond(
            Contact.loaded,
            rx.fragment(
                ready(),
                rx.el.form(
                    field(Contact, "phone", "Số điện thoại", "tel",
                          "10 chữ số, bắt đầu bằng 0.", "tel"),
                    field(Contact, "address", "Địa chỉ", "text",
                          "Dùng sẵn khi điền tờ khai.", "street-address"),
                    rx.el.button("Lưu", type="submit", class_name="button"),
                    on_submit=Contact.save,
                    class_name="card",
                ),
                rx.cond(Contact.may_phone & (Contact.mailbox == ""), _telephone()),
                rx.el.section(
                    rx.el.h2("Địa chỉ thư"), mailbox_form, class_name="card"
                ),
                _closing(),
            ),
            waiting(),
        ),
        step_up_dialog(Contact),
    )  # fmt: skip
