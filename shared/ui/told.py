"""What a person was told about a dossier, on which way, and how far it came."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import notifications
from shared.client.base import ApiProblem
from shared.contracts.notifications import LedgerLine
from shared.ui.session import api
from shared.ui.words import moment

_TONES = {
    "received": "ok", "handed": "ok", "failed": "bad", "bounced": "bad", "maybe": "warn",
    "quiet": "waiting", "waiting": "waiting", "sending": "waiting", "dropped": "waiting",
}  # fmt: skip


@dataclasses.dataclass
class Line:
    """One message on one way."""

    subject: str
    way: str
    address: str
    at: str
    state: str
    tone: str


class Told(rx.State, mixin=True):
    """The ledger of the dossier in the address."""

    told: list[Line] = []
    told_more: str = ""
    told_problem: str = ""

    @classmethod
    def face(cls) -> str:
        """Whose screen."""
        raise NotImplementedError

    @rx.event
    async def load(self):
        """The newest; a dossier that cannot be read says so itself."""
        self.reset()
        await self._fetch()
        self.told_problem = ""

    @rx.event
    async def fetch_more(self):
        """The next page."""
        await self._fetch()

    async def _fetch(self) -> None:
        self.told_problem = ""
        try:
            page = await notifications.sendings(
                api(self, self.face()), self.dossier_id, self.told_more
            )
        except ApiProblem as refused:
            self.told_problem = refused.message
            return
        self.told = self.told + [
            Line(
                line.subject, line.medium_label, line.address, moment(line.at),
                _state(line),
                "waiting" if line.state_label == "Chưa đọc" else _TONES.get(line.state, ""),
            )
            for line in page.items
        ]  # fmt: skip
        self.told_more = page.next_cursor or ""


def _state(line: LedgerLine) -> str:
    when = f", {moment(line.state_at)}" if line.state_at else ""
    return line.state_label + when + (f": {line.reason}" if line.reason else "")


def more_of(state: type[Told]) -> Component:
    """The button to the next page, and what went wrong with it."""
    return rx.fragment(
        rx.cond(
            state.told_problem != "",
            rx.el.p(state.told_problem, class_name="error", role="alert"),
        ),
        rx.cond(
            state.told_more != "",
            rx.el.button(
                "Xem thêm", type="button", on_click=state.fetch_more, class_name="button plain"
            ),
        ),
    )
