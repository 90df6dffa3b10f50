"""Chương trình nộp thay tôi: programs that ask to submit for me, my answer, and its end."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import programs
from shared.client.base import ApiProblem
from shared.contracts.programs import AuthorisationForMe
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up, step_up_dialog
from shared.ui.words import day, moment
from ui_citizen.layout import message, ready, shell, waiting


@dataclasses.dataclass
class Asked:
    """One request in words."""

    id: str
    program: str
    who: str
    what: list[str]
    purpose: str
    days: str
    sent: str
    state: str
    state_label: str


class Programs(StepUpMixin, rx.State):
    """Requests of programs, the newest first."""

    asked: list[Asked] = []
    loaded: bool = False
    problem: str = ""
    notice: str = ""

    @classmethod
    def face(cls) -> str:
        """Of the portal."""
        return "citizen"

    @rx.event
    async def load(self):
        """Reads the requests."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            await self._read()
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect("/dang-nhap/?next=/chuong-trinh/")
            self.problem = refused.message
        return None

    @rx.event
    async def answer(self, id_: str, grant: bool):
        """Lets a program submit for me, or not."""
        self.problem, self.notice = "", ""
        try:
            await programs.answer(api(self, "citizen"), id_, grant)
            await self._read()
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("answer", id_, grant)
                return
            self.problem = refused.message
            return
        self.notice = "Đã đồng ý." if grant else "Đã từ chối."

    @rx.event
    async def end(self, id_: str):
        """Takes it back."""
        self.problem, self.notice = "", ""
        try:
            await programs.end(api(self, "citizen"), id_)
            await self._read()
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.notice = "Đã chấm dứt, có hiệu lực ngay. Hồ sơ đã nộp vẫn được giải quyết."

    async def _read(self):
        found = await programs.for_me(api(self, "citizen"))
        self.asked = [_in_words(one) for one in found]
        self.loaded = True


def _in_words(one: AuthorisationForMe) -> Asked:
    trial = " (chỉ để thử, không phải hồ sơ thật)" if one.sandbox else ""
    return Asked(
        id=one.id,
        program=one.program + trial,
        who=f"Hỏi lúc {moment(one.asked_at)}. Liên hệ: {one.contact}. Đăng ký tại {one.agency}.",
        what=[f"{p.name} ({p.id})" for p in one.procedures] or ["Mọi thủ tục"],
        purpose=one.purpose,
        days=f"Đến hết {day(one.valid_until)}"
        if one.valid_until
        else f"Trong {one.valid_days} ngày kể từ khi bạn đồng ý",
        sent=f"Đã nộp {one.submitted} hồ sơ thay bạn." if one.submitted else "Chưa nộp hồ sơ nào.",
        state=one.state,
        state_label=one.state_label,
    )


def _button(label: str, asked: rx.Var[Asked], event: rx.event.EventType, look: str) -> Component:
    return rx.el.button(
        label,
        type="button",
        on_click=event,
        class_name=look,
        aria_label=label + ": " + asked.program,
    )


def _card(asked: rx.Var[Asked]) -> Component:
    tag = rx.match(asked.state, ("granted", "tag ok"), ("waiting", "tag warn"), "tag")
    return rx.el.article(
        rx.el.h2(asked.program),
        rx.el.p(rx.el.span(asked.state_label, class_name=tag)),
        rx.el.p("Muốn được nộp thay bạn:"),
        rx.el.ul(rx.foreach(asked.what, rx.el.li)),
        rx.el.p("Để làm gì: ", asked.purpose),
        rx.el.p(asked.days, ". ", asked.sent),
        rx.el.p(asked.who, class_name="muted small"),
        rx.match(
            asked.state,
            (
                "waiting",
                rx.el.div(
                    _button("Đồng ý", asked, Programs.answer(asked.id, True), "button"),
                    _button("Từ chối", asked, Programs.answer(asked.id, False), "button plain"),
                    class_name="acts",
                ),
            ),
            (
                "granted",
                rx.el.div(
                    _button("Chấm dứt", asked, Programs.end(asked.id), "button plain"),
                    class_name="acts",
                ),
            ),
            rx.fragment(),
        ),
        class_name="card",
    )


@rx.page(
    route="/chuong-trinh",
    title="Chương trình nộp thay tôi – Cổng Dịch vụ công",
    on_load=Programs.load,
)
def programs_page() -> Component:
    """The page."""
    return shell(
        rx.el.p(rx.el.a("← Tài khoản", href="/tai-khoan/")),
        rx.el.h1("Chương trình nộp thay tôi"),
        rx.el.p(
            "Chương trình chỉ nộp được khi bạn đồng ý, cho thủ tục và thời hạn ghi ở đây. Nó không "
            "xem được bản nháp, giấy tờ hay hồ sơ khác của bạn. Bạn chấm dứt bất cứ lúc nào.",
            class_name="muted",
        ),
        rx.cond(Programs.problem != "", message(Programs.problem)),
        rx.cond(Programs.notice != "", message(Programs.notice, "good")),
        rx.cond(
            Programs.loaded,
            rx.fragment(
                ready(),
                rx.cond(
                    Programs.asked.length() > 0,
                    rx.foreach(Programs.asked, _card),
                    rx.el.p("Chưa có chương trình nào hỏi bạn.", class_name="card"),
                ),
            ),
            waiting(),
        ),
        step_up_dialog(Programs),
    )
