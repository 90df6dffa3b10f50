"""Second factor, recovery codes and password: one state and its cards for both screens."""

import reflex as rx
from reflex.components.component import Component

from shared.client import factors
from shared.client.base import ApiProblem
from shared.contracts.factors import ChangePassword
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up

_FIELDS = ("old", "new", "again")


class SecurityMixin(StepUpMixin, mixin=True):
    """What is on, what is being turned on, and what went wrong."""

    loaded: bool = False
    enabled: bool = False
    required: bool = False
    must_change_password: bool = False
    codes_left: int = 0
    problem: str = ""
    notice: str = ""
    qr: str = ""
    uri: str = ""
    secret: str = ""
    code_problem: str = ""
    codes: list[str] = []
    errors: dict[str, str] = {}

    @rx.event
    async def load(self):
        """Reads what is on."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            await self._read()
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next={self.router.url.path or '/'}")
            self.problem = refused.message
        return None

    @rx.event
    async def begin(self):
        """Shows the picture for the app."""
        self._clear()
        try:
            offered = await factors.start_enrolment(api(self, self.face()))
        except ApiProblem as refused:
            return await self._refused(refused, "begin")
        self.qr, self.uri = offered.qr, offered.uri
        self.secret = " ".join(offered.secret[i : i + 4] for i in range(0, len(offered.secret), 4))
        return None

    @rx.event
    async def confirm(self, form: dict):
        """Turns it on with a code of the app."""
        self.code_problem = ""
        code = str(form.get("code", "")).replace(" ", "")
        if len(code) != 6:
            self.code_problem = "Nhập đủ 6 số đang hiện trên ứng dụng."
            return
        try:
            found = await factors.confirm_enrolment(api(self, self.face()), code)
            await self._read()
        except ApiProblem as refused:
            self.code_problem = refused.message
            return
        self.qr, self.uri, self.secret, self.codes = "", "", "", found.codes
        self.notice = "Đã bật mã xác thực. Từ lần sau, đăng nhập cần thêm mã 6 số."

    @rx.event
    async def renew_codes(self):
        """New recovery codes in place of the old."""
        self._clear()
        try:
            self.codes = (await factors.fresh_recovery_codes(api(self, self.face()))).codes
            await self._read()
        except ApiProblem as refused:
            return await self._refused(refused, "renew_codes")
        self.notice = "Mã dự phòng cũ không còn dùng được."
        return None

    @rx.event
    async def turn_off(self):
        """Only the password from then on."""
        self._clear()
        try:
            await factors.end_second_factor(api(self, self.face()))
            await self._read()
        except ApiProblem as refused:
            return await self._refused(refused, "turn_off")
        self.notice = "Đã tắt mã xác thực."
        return None

    @rx.event
    def noted(self):
        """The codes are written down; they are not shown again."""
        self.codes = []

    @rx.event
    async def change_password(self, form: dict):
        """Changes the password."""
        self._clear()
        values = {name: str(form.get(name, "")) for name in _FIELDS}
        if values["new"] != values["again"]:
            self.errors = {"again": "Hai lần nhập mật khẩu mới chưa giống nhau."}
            return
        if len(values["new"]) < 10:
            self.errors = {"new": "Cần ít nhất 10 ký tự; một câu dễ nhớ là tốt nhất."}
            return
        try:
            await factors.change_password(
                api(self, self.face()), ChangePassword(values["old"], values["new"])
            )
        except ApiProblem as refused:
            self.problem = refused.message
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            return
        self.notice = "Đã đổi mật khẩu. Các phiên khác đã kết thúc."
        await self._read()

    async def _read(self):
        found = await factors.second_factor(api(self, self.face()))
        self.enabled, self.required = found.enabled, found.required
        self.must_change_password = found.must_change_password
        self.codes_left = found.recovery_codes_left
        self.loaded = True

    async def _refused(self, refused: ApiProblem, handler: str):
        if needs_step_up(refused):
            await self.ask_again(handler)
        else:
            self.problem = refused.message

    def _clear(self):
        self.problem, self.notice, self.code_problem = "", "", ""
        self.errors, self.codes = {}, []


def factor_card(state: type[SecurityMixin]) -> Component:
    """The second factor."""
    return rx.el.section(
        rx.el.h2("Mã xác thực (lớp bảo vệ thứ hai)"),
        rx.cond(state.codes.length() > 0, _codes(state)),
        rx.cond(
            state.enabled,
            rx.fragment(
                rx.el.p(
                    rx.el.span("Đang bật", class_name="tag ok chip"),
                    " Còn ",
                    rx.el.b(state.codes_left.to_string()),
                    " mã dự phòng.",
                ),
                rx.el.div(
                    rx.el.button(
                        "Cấp mã dự phòng mới", on_click=state.renew_codes, class_name="button plain"
                    ),
                    rx.cond(
                        state.required,
                        rx.fragment(),
                        rx.el.button("Tắt", on_click=state.turn_off, class_name="link"),
                    ),
                    class_name="acts",
                ),
            ),
            rx.cond(
                state.qr != "",
                _enrolment(state),
                rx.fragment(
                    rx.el.p(
                        "Khi đăng nhập, ngoài mật khẩu còn cần mã 6 số trên điện thoại của bạn. "
                        "Người khác biết mật khẩu cũng không vào được."
                    ),
                    rx.el.button("Bật mã xác thực", on_click=state.begin, class_name="button"),
                ),
            ),
        ),
        class_name="card",
    )


def _enrolment(state: type[SecurityMixin]) -> Component:
    return rx.el.form(
        rx.el.ol(
            rx.el.li("Mở ứng dụng xác thực trên điện thoại (chọn thêm tài khoản, quét mã)."),
            rx.el.li(
                "Quét hình này:",
                rx.el.img(
                    src=state.qr, alt="Mã QR cho ứng dụng xác thực", width="220", height="220"
                ),
                rx.el.span(
                    "Không quét được (ứng dụng ở ngay máy này)? ",
                    rx.el.a("Mở ứng dụng xác thực", href=state.uri),
                    " hoặc nhập khóa ",
                    rx.el.code(state.secret, class_name="secret"),
                    ".",
                ),
            ),
            rx.el.li("Nhập mã 6 số đang hiện trên ứng dụng."),
            class_name="list",
        ),
        rx.el.div(
            rx.el.label("Mã 6 số", html_for="app-code"),
            rx.el.input(
                id="app-code",
                name="code",
                type="text",
                input_mode="numeric",
                auto_complete="one-time-code",
                max_length=7,
                aria_invalid=(state.code_problem != "").to_string(),
            ),
            rx.cond(
                state.code_problem != "",
                rx.el.p(state.code_problem, class_name="error", role="alert"),
            ),
            class_name="field",
        ),
        rx.el.button("Bật", type="submit", class_name="button"),
        on_submit=state.confirm,
    )


def _codes(state: type[SecurityMixin]) -> Component:
    return rx.el.div(
        rx.el.p(
            rx.el.b("Ghi lại các mã dự phòng này."),
            " Mỗi mã dùng một lần khi mất điện thoại. Trang này không hiện lại chúng.",
        ),
        rx.el.ul(
            rx.foreach(state.codes, lambda code: rx.el.li(rx.el.code(code))),
            class_name="codes",
        ),
        rx.el.button("Tôi đã ghi lại", on_click=state.noted, class_name="button plain"),
        class_name="note warn",
        role="status",
    )


def password_card(state: type[SecurityMixin]) -> Component:
    """Changing the password."""
    return rx.el.section(
        rx.el.h2("Đổi mật khẩu"),
        rx.el.form(
            _password(state, "old", "Mật khẩu hiện tại", "current-password"),
            _password(state, "new", "Mật khẩu mới (ít nhất 10 ký tự)", "new-password"),
            _password(state, "again", "Nhập lại mật khẩu mới", "new-password"),
            rx.el.button("Đổi mật khẩu", type="submit", class_name="button plain"),
            on_submit=state.change_password,
        ),
        class_name="card",
    )


def _password(state: type[SecurityMixin], name: str, label: str, complete: str) -> Component:
    wrong = state.errors.contains(name)
    return rx.el.div(
        rx.el.label(label, html_for=f"password-{name}"),
        rx.el.input(
            id=f"password-{name}",
            name=name,
            type="password",
            auto_complete=complete,
            required=True,
            max_length=128,
            aria_invalid=wrong.to_string(),
        ),
        rx.cond(wrong, rx.el.p(state.errors[name], class_name="error", role="alert")),
        class_name="field",
    )
