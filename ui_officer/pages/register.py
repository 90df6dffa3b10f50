"""Receiving a dossier brought in person or by post."""

import dataclasses
import uuid
from typing import Any

import msgspec
import reflex as rx
from reflex.components.component import Component

from shared.client import catalogue, dossiers, identity
from shared.client.base import ApiProblem
from shared.contracts.dossiers import RegisterAtDesk
from shared.ui.session import api
from shared.vocabulary.channels import DELIVERY_LABELS
from ui_officer.layout import Person, message, shell


@dataclasses.dataclass
class Procedure:
    """One procedure to choose."""

    code: str
    name: str


_TEXT = (
    ("applicant_name", "Họ tên người nộp", True),
    ("applicant_personal_id", "Số định danh, CCCD", True),
    ("applicant_phone", "Số điện thoại", True),
    ("applicant_email", "Thư điện tử", False),
    ("applicant_address", "Địa chỉ", True),
    ("owner_name", "Chủ hồ sơ (nếu khác người nộp)", False),
    ("authorised_by", "Nộp theo ủy quyền của", False),
    ("delivery_address", "Địa chỉ nhận kết quả (khi gửi bưu chính)", False),
)
_HINTS = {
    "applicant_personal_id": "Số định danh gồm 12 chữ số (CMND cũ: 9 chữ số).",
    "applicant_phone": "Số điện thoại gồm 10 chữ số, bắt đầu bằng 0.",
    "applicant_address": "Ghi địa chỉ, ít nhất 3 ký tự.",
}


class Register(rx.State):
    """The form as typed so far."""

    q: str = ""
    found: list[Procedure] = []
    chosen: Procedure = Procedure("", "")
    errors: dict[str, str] = {}
    problem: str = ""
    busy: bool = False
    _key: str = ""

    @rx.event
    def load(self):
        """A new, empty form."""
        self.errors, self.problem, self.busy = {}, "", False
        self._key = uuid.uuid4().hex
        self.q, self.found = "", []
        self.chosen = Procedure("", "")

    @rx.event
    async def search(self, form: dict[str, Any]):
        """Finds procedures by words."""
        self.q = str(form.get("q", ""))
        try:
            page = await catalogue.search(api(self, "officer"), self.q, limit=8)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.found = [Procedure(c.code, c.name) for c in page.items]

    @rx.event
    def choose(self, code: str):
        """Takes one of the found."""
        self.chosen = next((p for p in self.found if p.code == code), self.chosen)

    @rx.event
    async def send(self, form: dict[str, Any]):
        """Registers and opens the dossier."""
        if self.busy:
            return
        self.busy, self.errors, self.problem = True, {}, ""
        yield
        try:
            me = await identity.me(api(self, "officer"))
            desk = next(r for r in me.roles if r.role in ("desk_officer", "desk_head"))
            values = {name: str(form.get(name, "")).strip() for name, _label, _req in _TEXT}
            data = msgspec.convert(
                values
                | {
                    "procedure_code": self.chosen.code,
                    "agency_id": desk.agency_id,
                    "channel": str(form.get("channel", "desk")),
                    "delivery": str(form.get("delivery", "desk")),
                },
                RegisterAtDesk,
            )
            found = await dossiers.register_at_desk(api(self, "officer"), data, self._key)
        except msgspec.ValidationError as wrong:
            name = next((n for n, _l, _r in _TEXT if f"$.{n}" in str(wrong)), "")
            self.errors = {name: _HINTS.get(name, "Nhập ít nhất 2 ký tự.")} if name else {}
            self.problem = "Một số mục chưa đúng. Vui lòng kiểm tra lại."
            self.busy = False
            return
        except ApiProblem as refused:
            self.problem = refused.message
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            self.busy = False
            return
        self.busy = False
        yield rx.redirect(f"/ho-so/{found.id}")


def _field(name: str, label: str, required: bool) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name,
            name=name,
            type="text",
            required=required,
            auto_complete="off",
            aria_invalid=Register.errors.contains(name).to_string(),
        ),
        rx.cond(
            Register.errors.contains(name),
            rx.el.p(Register.errors[name], class_name="error", role="alert"),
        ),
        class_name="field",
    )


def _select(name: str, label: str, choices: dict[str, str]) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.select(
            *[rx.el.option(text, value=code) for code, text in choices.items()], id=name, name=name
        ),
        class_name="field",
    )


@rx.page(
    route="/tiep-nhan",
    title="Nhận hồ sơ tại quầy – Một cửa điện tử",
    on_load=[Person.enter, Register.load],
)
def register() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Nhận hồ sơ tại quầy, qua bưu chính"),
        rx.cond(Register.problem != "", message(Register.problem)),
        rx.el.form(
            rx.el.label("Tìm thủ tục", html_for="q", class_name="sr"),
            rx.el.input(id="q", name="q", type="search", placeholder="Tìm thủ tục: khai sinh …"),
            rx.el.button("Tìm", type="submit", class_name="button plain"),
            on_submit=Register.search,
            class_name="bar",
        ),
        rx.cond(
            Register.chosen.code != "",
            rx.el.form(
                rx.el.h2(Register.chosen.code + " · " + Register.chosen.name),
                rx.el.div(
                    _select(
                        "channel", "Nhận qua", {"desk": "Trực tiếp tại quầy", "post": "Bưu chính"}
                    ),
                    _select(
                        "delivery",
                        "Nhận kết quả",
                        {code.value: label.vi for code, label in DELIVERY_LABELS.items()},
                    ),
                    *[_field(*entry) for entry in _TEXT],
                    class_name="columns",
                ),
                rx.el.button(
                    "Ghi nhận hồ sơ",
                    type="submit",
                    class_name="button",
                    disabled=Register.busy,
                ),
                on_submit=Register.send,
                class_name="card",
            ),
            rx.el.ul(
                rx.cond(
                    Register.found.length() == 0,
                    rx.el.li(
                        rx.cond(
                            Register.q != "",
                            "Chưa thấy thủ tục phù hợp. Hãy thử tên khác, ngắn hơn.",
                            "Tìm thủ tục theo tên, mã hoặc việc cần làm, rồi chọn để nhập "
                            "thông tin người nộp.",
                        ),
                        class_name="empty",
                    ),
                ),
                rx.foreach(
                    Register.found,
                    lambda p: rx.el.li(
                        rx.el.button(
                            p.code + " · " + p.name,
                            on_click=Register.choose(p.code),
                            class_name="link",
                        )
                    ),
                ),
                class_name="plain-list",
            ),
        ),
    )
