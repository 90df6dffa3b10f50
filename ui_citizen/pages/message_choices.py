"""How I am told of things: ways, quiet hours, language. The inbox is always one of the ways."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import notifications
from shared.client.base import ApiProblem
from shared.contracts.notifications import MessageChoices, SetMessageChoices
from shared.ui.session import api
from ui_citizen.layout import message, ready, shell, waiting
from ui_citizen.push_devices import Devices, push_devices

_HOURS = [f"{hour:02d}:{minute:02d}" for hour in range(24) for minute in (0, 30)]


class Choices(rx.State):
    """What is chosen."""

    loaded: bool = False
    problem: str = ""
    notice: str = ""
    errors: dict[str, str] = {}
    mail: bool = False
    sms: bool = False
    zalo: bool = False
    push: bool = False
    quiet_from: str = ""
    quiet_to: str = ""
    language: str = "vi"
    email_known: bool = False
    phone_known: bool = False
    sms_offered: bool = False
    zalo_offered: bool = False
    push_key: str = ""

    @rx.event
    async def load(self):
        """Reads them."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            self._show(await notifications.choices(api(self, "citizen")))
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect("/dang-nhap/?next=/tai-khoan/thong-bao/")
            self.problem = refused.message
        self.loaded = True
        return None

    def _show(self, found: MessageChoices) -> None:
        for name in (
            "mail", "sms", "zalo", "push", "quiet_from", "quiet_to", "language", "email_known",
            "phone_known", "sms_offered", "zalo_offered", "push_key",
        ):  # fmt: skip
            setattr(self, name, getattr(found, name))

    @rx.event
    async def save(self, form: dict[str, Any]):
        """Keeps what is ticked."""
        self.problem, self.notice, self.errors = "", "", {}
        self.quiet_from, self.quiet_to = str(form.get("from", "")), str(form.get("to", ""))
        self.language = "en" if form.get("language") == "en" else "vi"
        for name in ("mail", "sms", "zalo", "push"):
            offered = f"offers_{name}" in form
            setattr(self, name, bool(form.get(name)) if offered else getattr(self, name))
        data = SetMessageChoices(
            self.mail, self.sms, self.zalo, self.push, self.quiet_from, self.quiet_to,
            "en" if self.language == "en" else "vi",
        )  # fmt: skip
        try:
            self._show(await notifications.choose(api(self, "citizen"), data))
        except ApiProblem as refused:
            self.errors = {e.pointer.removeprefix("/"): e.message for e in refused.errors}
            self.problem = "" if self.errors else refused.message
            return
        self.notice = "Đã lưu cách nhận thông báo."


def _way(name: str, label: str, help_: str | rx.Var[str], ticked: rx.Var[bool]) -> Component:
    return rx.el.div(
        rx.el.input(type="hidden", name=f"offers_{name}", value="yes", read_only=True),
        rx.el.label(
            rx.el.input(
                type="checkbox",
                name=name,
                default_checked=ticked,
                aria_describedby=f"{name}-help",
            ),
            rx.el.span(label),
            class_name="choice",
        ),
        rx.el.p(help_, id=f"{name}-help", class_name="small muted"),
    )


def _hour(name: str, label: str, value: rx.Var[str]) -> Component:
    error = Choices.errors.get(f"quiet_{name}", "")
    return rx.el.div(
        rx.el.label(label, html_for=f"quiet-{name}"),
        rx.el.select(
            rx.el.option("Không đặt", value=""),
            *[rx.el.option(hour, value=hour) for hour in _HOURS],
            id=f"quiet-{name}",
            name=name,
            default_value=value,
            aria_invalid=(error != "").to_string(),
        ),
        rx.cond(error != "", rx.el.p(error, class_name="error", role="alert")),
        class_name="field",
    )


def _ways() -> Component:
    c = Choices
    return rx.el.fieldset(
        rx.el.legend(rx.el.h2("Kênh nhận")),
        rx.el.p(
            "Mọi thông báo luôn có trong Hộp thư trên Cổng; mục này không tắt được vì là thông "
            "báo theo luật.",
            class_name="note",
        ),
        _way(
            "mail", "Thư điện tử",
            rx.cond(c.email_known, "Gửi đến địa chỉ thư ghi trong hồ sơ.",
                    "Tài khoản chưa có địa chỉ thư; thông báo gửi đến địa chỉ ghi trong hồ sơ."),
            c.mail,
        ),
        rx.cond(
            c.sms_offered,
            _way(
                "sms", "Tin nhắn SMS",
                "Chỉ khi bạn cần làm gì, đổi hẹn, hoặc hồ sơ có kết quả. Tin không có đường dẫn.",
                c.sms,
            ),
        ),
        rx.cond(
            c.push_key != "",
            _way(
                "push", "Thông báo của trình duyệt",
                "Hiện ngay trên những thiết bị bạn bật ở cuối trang này; lời báo không có tên hay "
                "giấy tờ của bạn.",
                c.push,
            ),
        ),
        rx.cond(
            c.zalo_offered,
            _way("zalo", "Zalo", "Gửi đến số điện thoại ghi trong hồ sơ, nếu số đó dùng Zalo.",
                 c.zalo),
        ),
    )  # fmt: skip


@rx.page(
    route="/tai-khoan/thong-bao",
    title="Nhận thông báo – Cổng Dịch vụ công",
    on_load=[Choices.load, Devices.load],
)
def message_choices() -> Component:
    """The page."""
    c = Choices
    return shell(
        rx.el.p(rx.el.a("← Tài khoản", href="/tai-khoan/")),
        rx.el.h1("Nhận thông báo"),
        rx.cond(c.problem != "", message(c.problem)),
        rx.cond(c.notice != "", message(c.notice, "good")),
        rx.cond(
            c.loaded,
            rx.fragment(
                ready(),
                rx.el.form(
                    rx.el.section(_ways(), class_name="card"),
                    rx.el.section(
                        rx.el.h2("Giờ yên lặng"),
                        rx.el.p(
                            "Trong khoảng này điện thoại không reo vì tin của Cổng; tin được gửi "
                            "ngay khi hết giờ. Thư điện tử vẫn gửi.",
                            class_name="help",
                        ),
                        rx.el.div(
                            _hour("from", "Từ", c.quiet_from),
                            _hour("to", "Đến", c.quiet_to),
                            class_name="halves",
                        ),
                        class_name="card",
                    ),
                    rx.el.section(
                        rx.el.h2("Ngôn ngữ"),
                        rx.el.div(
                            rx.el.label("Thông báo viết bằng", html_for="language"),
                            rx.el.select(
                                rx.el.option("Tiếng Việt", value="vi"),
                                rx.el.option("English", value="en"),
                                id="language",
                                name="language",
                                default_value=c.language,
                            ),
                            class_name="field",
                        ),
                        class_name="card",
                    ),
                    rx.el.button("Lưu", type="submit", class_name="button wide"),
                    on_submit=c.save,
                ),
                rx.cond(c.push_key != "", push_devices(c.push_key)),
            ),
            waiting(),
        ),
    )
