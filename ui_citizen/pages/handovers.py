"""Chuyển hồ sơ: a dossier of mine for somebody else, one for me, and what I object to."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import dossiers, handovers
from shared.client.base import ApiProblem
from shared.contracts.handovers import Handover, OfferHandover, SayWhyNot
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up, step_up_dialog
from shared.ui.words import moment
from shared.vocabulary.states import TERMINAL, State
from ui_citizen.layout import message, ready, shell, waiting

_FIELDS = ("dossier_id", "to_number", "to_name", "reason")
_HINTS = {
    "dossier_id": "Chọn hồ sơ.",
    "to_number": "12 số định danh, hoặc mã số thuế.",
    "to_name": "Ghi đủ họ tên người nhận.",
    "reason": "Ghi lý do, ít nhất 10 ký tự.",
}
_SHORTEST = {"dossier_id": 1, "to_number": 9, "to_name": 2, "reason": 10}


@dataclasses.dataclass
class Line:
    """One change of hands in words."""

    id: str
    title: str
    sides: str
    reason: str
    evidence: str
    until: str
    objection: str
    state: str
    state_label: str
    may_accept: bool
    may_withdraw: bool
    may_object: bool


@dataclasses.dataclass
class Mine:
    """A dossier of mine that can go to somebody else."""

    id: str
    label: str


class Handovers(StepUpMixin, rx.State):
    """The list and the form."""

    lines: list[Line] = []
    mine: list[Mine] = []
    loaded: bool = False
    problem: str = ""
    notice: str = ""
    errors: dict[str, str] = {}
    typed: dict[str, str] = {}

    @classmethod
    def face(cls) -> str:
        """Of the portal."""
        return "citizen"

    @rx.event
    async def load(self):
        """Reads the list."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            await self._read()
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect("/dang-nhap/?next=/chuyen-ho-so/")
            self.problem = refused.message
        return None

    @rx.event
    async def offer(self, form: dict):
        """Offers a dossier; nothing typed is lost when it is refused."""
        self.problem, self.notice = "", ""
        self.typed = {name: str(form.get(name, "")).strip() for name in _FIELDS}
        self.errors = {
            name: _HINTS[name] for name in _FIELDS if len(self.typed[name]) < _SHORTEST[name]
        }
        if self.errors:
            return
        data = OfferHandover(self.typed["to_number"], self.typed["to_name"], self.typed["reason"])
        try:
            await handovers.offer(api(self, "citizen"), self.typed["dossier_id"], data)
            await self._read()
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("offer", form)
                return
            self.problem = refused.message
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            return
        self.typed, self.notice = {}, "Đã gửi. Hồ sơ chuyển đi khi người kia đồng ý nhận."

    @rx.event
    async def change(self, act: str, id_: str):
        """Takes a dossier over, or lets it be."""
        self.problem, self.notice = "", ""
        calls = {"accept": handovers.accept, "withdraw": handovers.decline}
        if act not in calls:
            return
        try:
            found = await calls[act](api(self, "citizen"), id_)
            await self._read()
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.notice = found.state_label + "."

    @rx.event
    async def say_no(self, form: dict):
        """Objects, with a reason."""
        self.problem, self.notice = "", ""
        reason = str(form.get("objection", "")).strip()
        if len(reason) < 10:
            self.problem = "Ghi lý do phản đối, ít nhất 10 ký tự."
            return
        try:
            await handovers.object_to(
                api(self, "citizen"), str(form.get("handover_id", "")), SayWhyNot(reason)
            )
            await self._read()
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.notice = "Đã ghi phản đối. Hồ sơ vẫn đứng tên bạn."

    async def _read(self):
        client = api(self, "citizen")
        self.lines = [_line(found) for found in await handovers.mine(client)]
        self.mine = [
            Mine(row.id, f"{row.code or row.reference}: {row.procedure_name}")
            for row in (await dossiers.mine(client, limit=100)).items
            if State(row.state) not in TERMINAL
        ]
        self.loaded = True


def _line(found: Handover) -> Line:
    return Line(
        id=found.id,
        title=f"{found.code}: {found.procedure_name}",
        sides=f"Từ {found.from_name} sang {found.to_name}",
        reason=found.reason,
        evidence=found.evidence,
        until=moment(found.wait_until) if found.wait_until else "",
        objection=found.objection,
        state=found.state,
        state_label=found.state_label,
        may_accept="accept" in found.may,
        may_withdraw="withdraw" in found.may,
        may_object="object" in found.may,
    )


def _button(act: str, label: str, line: rx.Var[Line]) -> Component:
    return rx.el.button(
        label,
        type="button",
        on_click=Handovers.change(act, line.id),
        class_name="link",
        aria_label=label + ": " + line.title,
    )


def _objecting(line: rx.Var[Line]) -> Component:
    name = "objection-" + line.id
    return rx.el.details(
        rx.el.summary("Tôi vẫn đứng tên hồ sơ này"),
        rx.el.form(
            rx.el.input(type="hidden", name="handover_id", value=line.id, read_only=True),
            rx.el.div(
                rx.el.label("Lý do phản đối", html_for=name),
                rx.el.textarea(id=name, name="objection", rows="2", max_length=1000),
                class_name="field",
            ),
            rx.el.button("Gửi phản đối", type="submit", class_name="button wide"),
            on_submit=Handovers.say_no,
        ),
    )


def _card(line: rx.Var[Line]) -> Component:
    tag = rx.match(line.state, ("done", "tag ok"), ("refused", "tag"), ("withdrawn", "tag"),
                   "tag warn")  # fmt: skip
    return rx.el.article(
        rx.el.h2(line.title),
        rx.el.p(rx.el.span(line.state_label, class_name=tag)),
        rx.el.p(line.sides, "."),
        rx.el.p("Lý do: ", line.reason, class_name="muted small"),
        rx.cond(line.evidence != "", rx.el.p("Giấy tờ: ", line.evidence, class_name="muted small")),
        rx.cond(line.until != "", rx.el.p("Phản đối được đến ", line.until, ".")),
        rx.cond(line.objection != "", rx.el.p("Phản đối: ", line.objection)),
        rx.el.div(
            rx.cond(line.may_accept, _button("accept", "Đồng ý nhận", line)),
            rx.cond(line.may_withdraw, _button("withdraw", "Không chuyển nữa", line)),
            class_name="acts",
        ),
        rx.cond(line.may_object, _objecting(line)),
        class_name="card",
    )


def _field(name: str, label: str, hint: str) -> Component:
    return _around(
        name,
        label,
        hint,
        rx.el.input(
            id=name,
            name=name,
            type="text",
            auto_complete="off",
            default_value=Handovers.typed[name],
            key=name + Handovers.notice,
            custom_attrs={"aria-describedby": f"{name}-help"},
        ),
    )


def _around(name: str, label: str, hint: str, control: Component) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.p(hint, class_name="help small", id=f"{name}-help"),
        control,
        rx.cond(
            Handovers.errors.contains(name),
            rx.el.p(Handovers.errors[name], class_name="error", role="alert"),
        ),
        class_name="field",
    )


def _form() -> Component:
    choice = rx.el.select(
        rx.el.option("Chọn hồ sơ", value=""),
        rx.foreach(Handovers.mine, lambda m: rx.el.option(m.label, value=m.id)),
        id="dossier_id",
        name="dossier_id",
        custom_attrs={"aria-describedby": "dossier_id-help"},
    )
    return rx.el.details(
        rx.el.summary("Chuyển hồ sơ của tôi cho người khác"),
        rx.el.div(rx.el.form(
            _around("dossier_id", "Hồ sơ", "Chỉ hồ sơ đang giải quyết.", choice),
            _field("to_number", "Số định danh của người nhận",
                   "12 chữ số; tổ chức dùng mã số thuế. Người đó cần có tài khoản."),
            _field("to_name", "Họ và tên của người nhận", "Đúng như trên giấy tờ."),
            _field("reason", "Lý do", "Ví dụ: tôi thôi việc tại công ty từ ngày 01/12/2026."),
            rx.el.button("Gửi đề nghị", type="submit", class_name="button wide"),
            on_submit=Handovers.offer,
        )),
        open=Handovers.errors.length() > 0,
    )  # fmt: skip


@rx.page(route="/chuyen-ho-so", title="Chuyển hồ sơ – Cổng Dịch vụ công", on_load=Handovers.load)
def handovers_page() -> Component:
    """The page."""
    return shell(
        rx.el.p(rx.el.a("← Tài khoản", href="/tai-khoan/")),
        rx.el.h1("Chuyển hồ sơ"),
        rx.el.p("Sau khi chuyển, chỉ người nhận xem được hồ sơ, nhận thông báo và kết quả."),
        rx.cond(Handovers.problem != "", message(Handovers.problem)),
        rx.cond(Handovers.notice != "", message(Handovers.notice, "good")),
        rx.cond(
            Handovers.loaded,
            rx.fragment(
                ready(),
                _form(),
                rx.cond(
                    Handovers.lines.length() > 0,
                    rx.foreach(Handovers.lines, _card),
                    rx.el.p("Chưa có đề nghị chuyển hồ sơ nào.", class_name="muted"),
                ),
            ),
            waiting(),
        ),
        step_up_dialog(Handovers),
    )
