"""Ai đã xem dữ liệu của tôi: every look with who, when and why; and what I consented to."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import privacy
from shared.client.base import ApiProblem
from shared.contracts.privacy import Consent, SetConsent
from shared.ui.session import api
from shared.ui.words import moment
from ui_citizen.layout import message, ready, shell, waiting


@dataclasses.dataclass
class Look:
    """One look."""

    what: str
    subject: str
    role: str
    place: str
    purpose: str
    at: str


@dataclasses.dataclass
class Leave:
    """One consent."""

    kind: str
    label: str
    given: bool
    since: str


class MyData(rx.State):
    """Looks at my data and my consents."""

    looks: list[Look] = []
    leaves: list[Leave] = []
    more: str = ""
    loaded: bool = False
    problem: str = ""
    notice: str = ""

    @rx.event
    async def load(self):
        """Reads consents and the newest looks."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            self._show(await privacy.consents(api(self, "citizen")))
            await self._fetch()
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect("/dang-nhap/?next=/du-lieu-cua-toi/")
            self.problem = refused.message
        self.loaded = True
        return None

    @rx.event
    async def fetch_more(self):
        """Older looks."""
        try:
            await self._fetch()
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    async def change(self, kind: str, given: bool):
        """Gives or takes back a consent."""
        try:
            data = SetConsent(kind, given)
            self._show(await privacy.set_consent(api(self, "citizen"), data))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.notice = "Đã đồng ý." if given else "Đã rút đồng ý, có hiệu lực ngay."

    async def _fetch(self) -> None:
        page = await privacy.looks(api(self, "citizen"), self.more)
        self.looks = self.looks + [
            Look(one.what, one.subject, *_who(one.by), one.purpose, moment(one.at))
            for one in page.items
        ]
        self.more = page.next_cursor or ""

    def _show(self, consents: list[Consent]) -> None:
        self.leaves = [
            Leave(
                c.kind,
                c.label,
                c.given,
                f"Đồng ý từ {moment(c.given_at)}"
                if c.given
                else f"Đã rút lúc {moment(c.withdrawn_at)}"
                if c.withdrawn_at
                else "Chưa đồng ý",
            )
            for c in consents
        ]


def _who(by: str) -> tuple[str, str]:
    """Role and place apart, since the role is a word of ours and the place a name."""
    role, comma, place = by.partition(", ")
    return role, comma + place


def _leave(leave: Leave) -> Component:
    return rx.el.li(
        rx.el.p(rx.el.b(leave.label)),
        rx.el.p(leave.since, class_name="muted small"),
        rx.cond(
            leave.given,
            rx.el.button(
                "Rút đồng ý",
                on_click=MyData.change(leave.kind, False),
                class_name="button plain",
                aria_label="Rút đồng ý: " + leave.label,
            ),
            rx.el.button(
                "Đồng ý",
                on_click=MyData.change(leave.kind, True),
                class_name="button plain",
                aria_label="Đồng ý: " + leave.label,
            ),
        ),
    )


def _look(look: Look) -> Component:
    return rx.el.li(
        rx.el.p(rx.el.b(look.what), rx.el.span(" · " + look.at, class_name="muted small")),
        rx.el.p(look.subject),
        rx.el.p("Ai: ", rx.el.span(look.role), rx.el.span(look.place), class_name="small"),
        rx.el.p("Để làm gì: ", rx.el.span(look.purpose), class_name="small"),
    )


@rx.page(
    route="/du-lieu-cua-toi",
    title="Ai đã xem dữ liệu của tôi – Cổng Dịch vụ công",
    on_load=MyData.load,
)
def my_data() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Ai đã xem dữ liệu của tôi"),
        rx.cond(MyData.problem != "", message(MyData.problem)),
        rx.cond(
            MyData.loaded,
            rx.fragment(
                ready(),
                rx.cond(MyData.notice != "", message(MyData.notice, "good")),
                rx.el.section(
                    rx.el.h2("Những lần xem và sử dụng"),
                    rx.el.p(
                        "Mỗi lần cán bộ mở hồ sơ, giấy tờ hoặc kho của bạn đều được ghi ở đây, "
                        "không xóa được.",
                        class_name="muted small",
                    ),
                    rx.cond(
                        MyData.looks.length() > 0,
                        rx.el.ul(rx.foreach(MyData.looks, _look), class_name="looks"),
                        rx.el.p("Chưa có lần nào."),
                    ),
                    rx.cond(
                        MyData.more != "",
                        rx.el.button(
                            "Xem thêm",
                            on_click=MyData.fetch_more,
                            class_name="button plain wide",
                        ),
                    ),
                    class_name="card",
                ),
                rx.el.section(
                    rx.el.h2("Tôi đồng ý cho"),
                    rx.el.ul(rx.foreach(MyData.leaves, _leave), class_name="looks"),
                    class_name="card",
                ),
            ),
            waiting(),
        ),
    )
