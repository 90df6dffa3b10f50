"""Uỷ quyền: whom I let act for me, and for whom I may act."""

import dataclasses
from datetime import date, datetime, time, timedelta, timezone

import reflex as rx
from reflex.components.component import Component

from shared.client import mandates
from shared.client.base import ApiProblem
from shared.contracts.mandates import GiveMandate
from shared.contracts.mandates import Mandate as Given
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up, step_up_dialog
from shared.ui.words import day, iso_day, moment
from ui_citizen.acting import Acting
from ui_citizen.layout import message, ready, shell, waiting

_FIELDS = ("agent_username", "agent_name", "procedures", "ground", "valid_from", "valid_to")
_VIETNAM = timezone(timedelta(hours=7))


@dataclasses.dataclass
class Line:
    """One mandate in words."""

    id: str
    who: str
    what: str
    days: str
    ground: str
    state: str
    state_label: str
    acting: bool


@dataclasses.dataclass
class Sent:
    """One dossier sent in my name."""

    title: str
    by: str


class Mandates(StepUpMixin, rx.State):
    """Both lists and the form."""

    given: list[Line] = []
    received: list[Line] = []
    sent: list[Sent] = []
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
        """Reads both lists."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        self.typed = {"valid_from": f"{datetime.now(_VIETNAM):%d/%m/%Y}"}
        try:
            await self._read()
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect("/dang-nhap/?next=/uy-quyen/")
            self.problem = refused.message
        return None

    @rx.event
    async def give(self, form: dict):
        """Gives a mandate; nothing typed is lost when it is refused."""
        self.problem, self.notice, self.errors = "", "", {}
        self.typed = {name: str(form.get(name, "")).strip() for name in _FIELDS}
        days = {name: _day(self.typed[name]) for name in ("valid_from", "valid_to")}
        for name, value in days.items():
            if value is None:
                self.errors = self.errors | {name: "Ghi ngày/tháng/năm, ví dụ 30/06/2027."}
        if len(self.typed["agent_username"]) < 10:
            self.errors = self.errors | {"agent_username": "12 số định danh, hoặc mã số thuế."}
        if len(self.typed["agent_name"]) < 2:
            self.errors = self.errors | {"agent_name": "Ghi đủ họ tên."}
        if len(self.typed["ground"]) < 3:
            self.errors = self.errors | {"ground": "Ghi căn cứ, ví dụ: Giấy ủy quyền ngày …"}
        if self.errors:
            return
        starts, ends = days["valid_from"], days["valid_to"]
        assert starts is not None and ends is not None
        data = GiveMandate(
            agent_username=self.typed["agent_username"],
            agent_name=self.typed["agent_name"],
            procedures=[p for p in self.typed["procedures"].replace(";", ",").split(",") if p],
            ground=self.typed["ground"],
            valid_from=datetime.combine(starts, time.min, _VIETNAM).isoformat(),
            valid_to=datetime.combine(ends + timedelta(days=1), time.min, _VIETNAM).isoformat(),
        )
        try:
            await mandates.give(api(self, "citizen"), data)
            await self._read()
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("give", form)
                return
            self.problem = refused.message
            self.errors = {e.pointer.strip("/"): e.message for e in refused.errors}
            return
        self.typed = {"valid_from": f"{datetime.now(_VIETNAM):%d/%m/%Y}"}
        self.notice = "Đã gửi. Ủy quyền có hiệu lực khi người kia nhận."

    @rx.event
    async def change(self, act: str, id_: str):
        """Takes on, ends, acts under one, or acts for oneself again."""
        self.problem, self.notice = "", ""
        calls = {"accept": mandates.accept, "end": mandates.end, "act": mandates.act_for}
        try:
            if act in calls:
                await calls[act](api(self, "citizen"), id_)
            else:
                await mandates.act_for_myself(api(self, "citizen"))
            await self._read()
        except ApiProblem as refused:
            self.problem = refused.message
        return Acting.look

    async def _read(self):
        found = await mandates.mandates(api(self, "citizen"))
        self.given = [_line(m) for m in found if m.mine]
        self.received = [_line(m) for m in found if not m.mine]
        self.sent = [
            Sent(f"{s.code}: {s.procedure}", f"{s.agent} nộp {moment(s.at)}. {s.state_label}.")
            for s in await mandates.done_for_me(api(self, "citizen"))
        ]
        self.loaded = True


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(iso_day(text))
    except ValueError:
        return None


def _line(mandate: Given) -> Line:
    last = datetime.fromisoformat(mandate.valid_to) - timedelta(seconds=1)
    return Line(
        id=mandate.id,
        who=mandate.other_name,
        what="Thủ tục " + ", ".join(mandate.procedures) if mandate.procedures else "Mọi thủ tục",
        days=f"Từ {day(mandate.valid_from)} đến hết {day(last.isoformat())}",
        ground=mandate.ground,
        state=mandate.state,
        state_label=mandate.state_label,
        acting=mandate.acting,
    )


def _button(act: str, label: str, line: rx.Var[Line]) -> Component:
    return rx.el.button(
        label,
        type="button",
        on_click=Mandates.change(act, line.id),
        class_name="link",
        aria_label=label + ": " + line.who,
    )


def _card(line: rx.Var[Line], *buttons: Component) -> Component:
    tag = rx.match(line.state, ("in_force", "tag ok"), ("over", "tag"), "tag warn")
    return rx.el.article(
        rx.el.h3(line.who),
        rx.el.p(rx.el.span(line.state_label, class_name=tag)),
        rx.el.p(line.what, ". ", line.days, "."),
        rx.el.p(line.ground, class_name="muted small"),
        rx.el.div(*buttons, class_name="acts"),
        class_name="card",
    )


def _given(line: rx.Var[Line]) -> Component:
    return _card(line, rx.cond(line.state != "over", _button("end", "Thu hồi", line)))


def _received(line: rx.Var[Line]) -> Component:
    return _card(
        line,
        rx.cond(line.state == "offered", _button("accept", "Nhận ủy quyền", line)),
        rx.cond(
            (line.state == "in_force") & ~line.acting, _button("act", "Làm thay người này", line)
        ),
        rx.cond(line.acting, _button("self", "Thôi, làm cho mình", line)),
        rx.cond(line.state != "over", _button("end", "Trả lại", line)),
    )


def _field(name: str, label: str, hint: str, kind: str = "text") -> Component:
    wrong = Mandates.errors.contains(name)
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.p(hint, class_name="help small", id=f"{name}-help"),
        rx.el.input(
            id=name,
            name=name,
            type=kind,
            auto_complete="off",
            default_value=Mandates.typed[name],
            key=name + Mandates.notice,
            aria_invalid=wrong.to_string(),
            custom_attrs={"aria-describedby": f"{name}-help"},
        ),
        rx.cond(wrong, rx.el.p(Mandates.errors[name], class_name="error", role="alert")),
        class_name="field",
    )


def _form() -> Component:
    return rx.el.details(
        rx.el.summary("Ủy quyền cho người khác"),
        rx.el.div(rx.el.form(
            _field("agent_username", "Số định danh của người được ủy quyền",
                   "12 chữ số; tổ chức dùng mã số thuế. Người đó cần có tài khoản."),
            _field("agent_name", "Họ và tên của người đó", "Đúng như trên giấy tờ."),
            _field("ground", "Căn cứ", "Ví dụ: Giấy ủy quyền ngày 20/11/2026."),
            _field("procedures", "Chỉ cho các thủ tục (không bắt buộc)",
                   "Ghi mã, cách nhau bằng dấu phẩy. Bỏ trống là mọi thủ tục."),
            _field("valid_from", "Từ ngày", "Ngày/tháng/năm."),
            _field("valid_to", "Đến hết ngày", "Ngày/tháng/năm, ví dụ 30/06/2027; tối đa 5 năm."),
            rx.el.button("Gửi ủy quyền", type="submit", class_name="button wide"),
            on_submit=Mandates.give,
        )),
        open=Mandates.errors.length() > 0,
    )  # fmt: skip


@rx.page(route="/uy-quyen", title="Ủy quyền – Cổng Dịch vụ công", on_load=Mandates.load)
def mandates_page() -> Component:
    """The page."""
    return shell(
        rx.el.p(rx.el.a("← Tài khoản", href="/tai-khoan/")),
        rx.el.h1("Ủy quyền"),
        rx.cond(Mandates.problem != "", message(Mandates.problem)),
        rx.cond(Mandates.notice != "", message(Mandates.notice, "good")),
        rx.cond(
            Mandates.loaded,
            rx.fragment(
                ready(),
                rx.el.h2("Tôi được ủy quyền"),
                rx.cond(
                    Mandates.received.length() > 0,
                    rx.foreach(Mandates.received, _received),
                    rx.el.p("Chưa có ai ủy quyền cho bạn.", class_name="muted"),
                ),
                rx.el.h2("Tôi ủy quyền"),
                _form(),
                rx.cond(
                    Mandates.given.length() > 0,
                    rx.foreach(Mandates.given, _given),
                    rx.el.p("Bạn chưa ủy quyền cho ai.", class_name="muted"),
                ),
                rx.cond(
                    Mandates.sent.length() > 0,
                    rx.el.section(
                        rx.el.h2("Hồ sơ người khác nộp thay tôi"),
                        rx.el.ul(
                            rx.foreach(
                                Mandates.sent,
                                lambda s: rx.el.li(rx.el.b(s.title), rx.el.br(), s.by),
                            ),
                            class_name="list card",
                        ),
                    ),
                ),
            ),
            waiting(),
        ),
        step_up_dialog(Mandates),
    )
