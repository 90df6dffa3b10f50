"""Dành cho nhà phát triển: what the API offers, keys for trials, and the key itself, shown once."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import programs
from shared.client.base import ApiProblem
from shared.contracts.programs import AskSandbox, SandboxProgram
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up, step_up_dialog
from shared.ui.words import day, moment
from ui_citizen.api_links import about_the_api
from ui_citizen.layout import message, ready, shell, waiting

_TYPED = ("name", "contact", "purpose")


@dataclasses.dataclass
class Mine:
    """One of my programs in words."""

    id: str
    name: str
    about: str
    dates: str
    state: str
    state_label: str
    key_label: str
    may_have_secret: bool
    may_end: bool


class Developer(StepUpMixin, rx.State):
    """My programs, the form, and a key that was just fetched."""

    mine: list[Mine] = []
    signed_in: bool = False
    loaded: bool = False
    problem: str = ""
    notice: str = ""
    errors: dict[str, str] = {}
    typed: dict[str, str] = {}
    secret_of: str = ""
    secret_id: str = ""
    secret: str = ""

    @classmethod
    def face(cls) -> str:
        """Of the portal."""
        return "citizen"

    @rx.event
    async def load(self):
        """Reads my programs; who is not signed in reads about the API all the same."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            await self._read()
        except ApiProblem as refused:
            if refused.status not in (401, 403):
                self.problem = refused.message
        self.loaded = True

    @rx.event
    async def ask(self, form: dict[str, Any]):
        """Asks for keys; nothing typed is lost when it is refused."""
        self.problem, self.notice, self.errors = "", "", {}
        self.typed = {name: str(form.get(name, "")).strip() for name in _TYPED}
        if len(self.typed["name"]) < 2:
            self.errors = self.errors | {"name": "Ghi tên chương trình."}
        if "@" not in self.typed["contact"]:
            self.errors = self.errors | {"contact": "Ghi địa chỉ thư điện tử."}
        if len(self.typed["purpose"]) < 3:
            self.errors = self.errors | {"purpose": "Ghi chương trình dùng để làm gì."}
        if not form.get("agreed"):
            self.errors = self.errors | {"agreed": "Đánh dấu để đồng ý."}
        if self.errors:
            return
        try:
            await programs.ask_for_keys(api(self, "citizen"), AskSandbox(**self.typed))
            await self._read()
        except ApiProblem as refused:
            self.problem = refused.message
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            return
        self.typed = {}
        self.notice = "Đã gửi. Khi được duyệt, bạn nhận thư và lấy khóa tại trang này."

    @rx.event
    async def fetch_key(self, id_: str, name: str):
        """A key, shown until it is put away."""
        self.problem, self.notice, self.secret = "", "", ""
        try:
            given = await programs.keys(api(self, "citizen"), id_)
            await self._read()
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("fetch_key", id_, name)
                return
            self.problem = refused.message
            return
        self.secret_of, self.secret_id, self.secret = name, given.client_id, given.client_secret

    @rx.event
    def put_away(self):
        """The key is not shown again."""
        self.secret_of, self.secret_id, self.secret = "", "", ""

    @rx.event
    async def end(self, id_: str):
        """Ends a program of mine."""
        self.problem, self.notice, self.secret = "", "", ""
        try:
            await programs.end_program(api(self, "citizen"), id_)
            await self._read()
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.notice = "Đã chấm dứt, khóa hết hiệu lực ngay."

    async def _read(self):
        self.mine = [_in_words(one) for one in await programs.my_programs(api(self, "citizen"))]
        self.signed_in = True


def _in_words(one: SandboxProgram) -> Mine:
    ended = f" {one.revoke_reason}" if one.revoke_reason else ""
    return Mine(
        id=one.id,
        name=one.name,
        about=one.purpose,
        dates=f"Gửi {moment(one.asked_at)}. Dùng đến hết {day(one.valid_until)}.{ended}",
        state=one.state,
        state_label=one.state_label,
        key_label="Đổi khóa" if one.has_secret else "Lấy khóa",
        may_have_secret=one.may_have_secret,
        may_end=one.state in ("waiting", "active"),
    )


def _card(mine: rx.Var[Mine]) -> Component:
    tag = rx.match(mine.state, ("active", "tag ok"), ("waiting", "tag warn"), "tag")
    return rx.el.article(
        rx.el.h3(mine.name),
        rx.el.p(rx.el.span(mine.state_label, class_name=tag)),
        rx.el.p(mine.about),
        rx.el.p(mine.dates, class_name="muted small"),
        rx.el.div(
            rx.cond(
                mine.may_have_secret,
                rx.el.button(
                    mine.key_label,
                    type="button",
                    on_click=Developer.fetch_key(mine.id, mine.name),
                    class_name="button",
                    aria_label=mine.key_label + ": " + mine.name,
                ),
            ),
            rx.cond(
                mine.may_end,
                rx.el.button(
                    "Chấm dứt",
                    type="button",
                    on_click=Developer.end(mine.id),
                    class_name="button plain",
                    aria_label="Chấm dứt: " + mine.name,
                ),
            ),
            class_name="acts",
        ),
        class_name="card",
    )


def _wrong(name: str) -> Component:
    return rx.cond(
        Developer.errors.contains(name),
        rx.el.p(Developer.errors[name], class_name="error", role="alert"),
    )


def _field(name: str, label: str, hint: str, kind: str = "text") -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.p(hint, class_name="help small", id=f"{name}-help"),
        rx.el.input(
            id=name,
            name=name,
            type=kind,
            auto_complete="off",
            max_length=200,
            default_value=Developer.typed[name],
            key=name + Developer.notice,
            custom_attrs={"aria-describedby": f"{name}-help"},
        ),
        _wrong(name),
        class_name="field",
    )


def _form() -> Component:
    return rx.el.form(
        _field("name", "Tên chương trình", "Người duyệt và bạn nhận ra nó bằng tên này."),
        _field("contact", "Thư điện tử liên hệ", "Nhận tin khi được duyệt.", "email"),
        _field("purpose", "Dùng để làm gì", "Ví dụ: thử nộp hồ sơ từ phần mềm kế toán."),
        rx.el.div(
            rx.el.label(
                rx.el.input(type="checkbox", name="agreed"),
                " Tôi đồng ý để chương trình này nộp hồ sơ thử dưới tên tôi vào cơ quan thử "
                "nghiệm. Hồ sơ thử không được giải quyết.",
                class_name="tick",
            ),
            _wrong("agreed"),
            class_name="field",
        ),
        rx.el.button("Xin khóa thử nghiệm", type="submit", class_name="button wide"),
        on_submit=Developer.ask,
        class_name="card",
    )


def _key() -> Component:
    return rx.el.div(
        rx.el.p("Khóa của ", rx.el.b(Developer.secret_of), ":"),
        rx.el.dl(
            rx.el.dt("CLIENT_ID"),
            rx.el.dd(rx.el.code(Developer.secret_id)),
            rx.el.dt("CLIENT_SECRET"),
            rx.el.dd(rx.el.code(Developer.secret, class_name="secret")),
            class_name="rows",
        ),
        rx.el.p("Chép lại ngay: trang này không hiện lại. Khóa trước đó đã hết hiệu lực."),
        rx.el.button("Đã chép", on_click=Developer.put_away, class_name="button plain"),
        class_name="note warn",
        role="status",
    )


@rx.page(
    route="/lap-trinh",
    title="Dành cho nhà phát triển – Cổng Dịch vụ công",
    on_load=Developer.load,
)
def developers_page() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Dành cho nhà phát triển"),
        about_the_api(),
        rx.cond(Developer.problem != "", message(Developer.problem)),
        rx.cond(Developer.notice != "", message(Developer.notice, "good")),
        rx.cond(Developer.secret != "", _key()),
        rx.cond(
            Developer.loaded,
            rx.fragment(
                ready(),
                rx.cond(
                    Developer.signed_in,
                    rx.fragment(
                        rx.cond(
                            Developer.mine.length() > 0,
                            rx.fragment(
                                rx.el.h2("Chương trình của tôi"),
                                rx.foreach(Developer.mine, _card),
                            ),
                        ),
                        rx.el.h2("Xin khóa thử nghiệm"),
                        _form(),
                    ),
                    rx.el.p(
                        rx.el.a(
                            "Đăng nhập để xin khóa thử nghiệm",
                            href="/dang-nhap/?next=/lap-trinh/",
                            class_name="button wide",
                        )
                    ),
                ),
            ),
            waiting(),
        ),
        step_up_dialog(Developer),
    )
