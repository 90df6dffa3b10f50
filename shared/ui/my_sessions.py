"""Where I am signed in: one list for both screens, a page of each shows it in its own frame."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import identity
from shared.client.base import ApiProblem
from shared.contracts.identity import SessionShown
from shared.ui.session import api
from shared.ui.words import moment


@dataclasses.dataclass
class Open:
    """One session in words."""

    id: str
    device: str
    where: str
    when: str
    how: str
    current: bool


class SessionsMixin(rx.State, mixin=True):
    """The list and its two acts; a page's state says which face it is."""

    rows: list[Open] = []
    loaded: bool = False
    problem: str = ""
    notice: str = ""

    @classmethod
    def face(cls) -> str:
        """`citizen` or `officer`."""
        raise NotImplementedError

    @rx.event
    async def load(self):
        """Reads the open sessions."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        return await self._read()

    @rx.event
    async def end(self, id_: str):
        """Ends one session; one's own ends here as well."""
        self.problem, self.notice = "", ""
        try:
            await identity.end_session(api(self, self.face()), id_)
        except ApiProblem as refused:
            self.problem = refused.message
            return None
        self.notice = "Đã kết thúc phiên. Thiết bị đó phải đăng nhập lại."
        return await self._read()

    @rx.event
    async def end_others(self):
        """Ends everything but this browser."""
        self.problem, self.notice = "", ""
        try:
            ended = await identity.end_other_sessions(api(self, self.face()))
        except ApiProblem as refused:
            self.problem = refused.message
            return None
        self.notice = f"Đã kết thúc {ended.count} phiên khác."
        return await self._read()

    async def _read(self):
        try:
            found = await identity.sessions(api(self, self.face()))
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next={self.router.url.path or '/'}")
            self.problem = refused.message
            return None
        self.rows = [_in_words(session) for session in found]
        self.loaded = True
        return None


def _in_words(session: SessionShown) -> Open:
    return Open(
        id=session.id,
        device=session.device,
        where=session.address or "không rõ",
        when=f"Đăng nhập {moment(session.opened_at)}, dùng gần nhất {moment(session.last_seen_at)}",
        how=session.assurance_label,
        current=session.current,
    )


def _row(state: type[SessionsMixin], row: rx.Var[Open]) -> Component:
    return rx.el.li(
        rx.el.div(
            rx.el.b(row.device),
            rx.cond(row.current, rx.el.span("Phiên này", class_name="tag ok chip")),
            rx.el.p(row.when, class_name="small"),
            rx.el.p("Địa chỉ mạng ", row.where, " · ", row.how, class_name="muted small"),
        ),
        rx.cond(
            row.current,
            rx.fragment(),
            rx.el.button(
                "Kết thúc",
                on_click=state.end(row.id),
                class_name="link",
                aria_label="Kết thúc phiên " + row.device,
            ),
        ),
    )


def session_list(state: type[SessionsMixin]) -> Component:
    """The list with its buttons."""
    return rx.fragment(
        rx.el.ul(rx.foreach(state.rows, lambda row: _row(state, row)), class_name="sessions card"),
        rx.cond(
            state.rows.length() > 1,
            rx.el.button(
                "Kết thúc mọi phiên khác", on_click=state.end_others, class_name="button plain"
            ),
            rx.el.p("Không có phiên nào khác.", class_name="muted"),
        ),
    )
