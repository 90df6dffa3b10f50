"""Proving again that it is you, in place: a page asks, and then repeats the act by itself.

A page's state takes the mixin, names its face, and in the handler of an act says
`if needs_step_up(refused): return await self.ask_again("handler", arguments)`. What was typed stays
in the server's memory and on the page; after a right answer the handler runs again with it.
"""

from urllib.parse import quote

import reflex as rx
from reflex.components.component import Component

from shared.client import factors
from shared.client.base import ApiProblem
from shared.ui.session import api

_TYPE = "urn:motcua:problem:step-up-needed"
_LABELS = {
    "code": ("Mã xác thực", "6 số đang hiện trên ứng dụng, hoặc một mã dự phòng."),
    "password": ("Mật khẩu", "Mật khẩu bạn dùng để đăng nhập."),
    "national": ("", ""),
}


def needs_step_up(refused: ApiProblem) -> bool:
    """Whether the API wants a fresh proof of who is there."""
    return refused.problem.type == _TYPE


class StepUpMixin(rx.State, mixin=True):
    """What the dialog shows, and the act that waits for it."""

    asking: bool = False
    asked_method: str = ""
    asked_way: str = ""
    asked_label: str = ""
    asked_help: str = ""
    asked_problem: str = ""
    asked_busy: bool = False
    _again: str = ""
    _arguments: list = []

    @classmethod
    def face(cls) -> str:
        """`citizen` or `officer`."""
        raise NotImplementedError

    async def ask_again(self, handler: str, *arguments: object) -> None:
        """Opens the dialog; `handler` of this state is repeated with `arguments` after it."""
        try:
            method = (await factors.step_up_method(api(self, self.face()))).method
        except ApiProblem:
            method = "code"
        self._again, self._arguments = handler, list(arguments)
        self.asked_method = method
        here = quote(str(self.router.url.path or "/"), safe="")
        self.asked_way = f"/api/v1/session/national?next={here}"
        self.asked_label, self.asked_help = _LABELS[method]
        self.asking, self.asked_problem, self.asked_busy = True, "", False

    @rx.event
    async def prove(self, form: dict):
        """Sends the answer; when it is right the act goes on."""
        if self.asked_busy:
            return
        self.asked_busy, self.asked_problem = True, ""
        yield
        try:
            await factors.step_up(api(self, self.face()), str(form.get("proof", "")).strip())
        except ApiProblem as refused:
            self.asked_problem, self.asked_busy = refused.message, False
            return
        again, arguments = self._again, self._arguments
        self.asking, self.asked_busy, self._again, self._arguments = False, False, "", []
        if again:
            yield getattr(type(self), again)(*arguments)

    @rx.event
    def let_be(self):
        """Closes the dialog; the act is not done, what was typed stays."""
        self.asking, self._again, self._arguments = False, "", []


def step_up_dialog(state: type[StepUpMixin]) -> Component:
    """The dialog; put once on a page."""
    return rx.cond(
        state.asking,
        rx.el.div(
            rx.el.form(
                rx.el.h2("Xác nhận là bạn", id="proof-title"),
                rx.el.p("Việc này cần xác nhận lại. Nội dung bạn đã nhập vẫn được giữ."),
                rx.cond(
                    state.asked_problem != "",
                    rx.el.div(state.asked_problem, class_name="note bad", role="alert"),
                ),
                rx.cond(
                    state.asked_method == "national",
                    rx.el.p(
                        "Tài khoản này đăng nhập bằng VNeID. Bạn sẽ sang VNeID rồi quay lại trang "
                        "này để làm tiếp."
                    ),
                    rx.el.div(
                        rx.el.label(state.asked_label, html_for="proof"),
                        rx.el.p(state.asked_help, class_name="help small", id="proof-help"),
                        rx.el.input(
                            id="proof",
                            name="proof",
                            type=rx.cond(state.asked_method == "code", "text", "password"),
                            auto_complete=rx.cond(
                                state.asked_method == "code", "one-time-code", "current-password"
                            ),
                            auto_focus=True,
                            required=True,
                            max_length=128,
                            custom_attrs={"aria-describedby": "proof-help"},
                        ),
                        class_name="field",
                    ),
                ),
                rx.el.div(
                    rx.cond(
                        state.asked_method == "national",
                        rx.el.a(
                            "Xác nhận bằng VNeID",
                            href=state.asked_way,
                            reload_document=True,
                            class_name="button",
                        ),
                        rx.el.button(
                            rx.cond(state.asked_busy, "Đang kiểm tra …", "Xác nhận"),
                            type="submit",
                            class_name="button",
                            disabled=state.asked_busy,
                        ),
                    ),
                    rx.el.button(
                        "Thôi", type="button", on_click=state.let_be, class_name="button plain"
                    ),
                    class_name="acts actions",
                ),
                on_submit=state.prove,
                class_name="sheet",
            ),
            class_name="veil",
            role="dialog",
            custom_attrs={"aria-modal": "true", "aria-labelledby": "proof-title"},
        ),
    )
