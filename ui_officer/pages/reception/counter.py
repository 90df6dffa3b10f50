"""The counter's console as it stands."""

from typing import Any

import msgspec
import reflex as rx

from shared.client import reception
from shared.client.base import ApiProblem
from shared.contracts.reception import (
    CallNext,
    Console,
    SetPriority,
    SitDown,
    TakeHere,
    TransferTicket,
)
from shared.ui.session import api
from shared.ui.slip import EMPTY as EMPTY_SLIP
from shared.ui.slip import Slip, slip_of
from ui_officer.pages.reception.shapes import EMPTY, Option, Seat, Shown, shown
from ui_officer.pages.reception.tabs import AT_DESK, desk_of


class Counter(rx.State):
    """Where I sit, whom I serve, who waits."""

    loaded: bool = False
    agency: str = ""
    agency_id: str = ""
    closed_because: str = ""
    counter: str = ""
    seats: list[Seat] = []
    current: Shown = EMPTY
    waiting: list[Shown] = []
    missed: list[Shown] = []
    kinds: list[Option] = []
    others: list[Option] = []
    served: str = "0"
    sending: bool = False
    changing_seat: bool = False
    problem: str = ""
    notice: str = ""
    given: Slip = EMPTY_SLIP
    busy: bool = False

    @rx.event
    async def load(self):
        """The officer's own desk."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            self.agency_id = await desk_of(self, AT_DESK)
            if not self.agency_id:
                self.problem = "Chỉ cán bộ Bộ phận Một cửa gọi số."
            else:
                self._show(await reception.console(api(self, "officer"), self.agency_id))
        except ApiProblem as refused:
            self.problem = refused.message
        self.loaded = True

    @rx.event
    async def check(self, _at: str):
        """Who came meanwhile."""
        if self.agency_id and not self.busy:
            await self._read()

    @rx.event
    async def sit(self, number: str):
        """Opens a counter."""
        await self._do(lambda a: reception.sit_down(a, self.agency_id, SitDown(int(number))))
        self.changing_seat = self.problem != ""

    @rx.event
    async def change_seat(self):
        """Shows the counters."""
        self.changing_seat = not self.changing_seat

    @rx.event
    async def get_up(self):
        """Closes my counter."""
        await self._do(lambda a: reception.get_up(a, self.agency_id))

    @rx.event
    async def call_next(self):
        """Finishes the one at the counter and calls the next."""
        if self.busy:
            return
        self.busy = True
        yield
        data = CallNext(self.current.id)
        await self._do(lambda a: reception.call_next(a, self.agency_id, data))
        self.busy, self.sending = False, False
        if not self.problem and not self.current.id:
            self.notice = "Không còn ai chờ."

    @rx.event
    async def call_again(self):
        """Once more."""
        await self._do(lambda a: reception.call_again(a, self.current.id))
        if not self.problem:
            self.notice = f"Đã gọi lại số {self.current.number}."

    @rx.event
    async def absent(self):
        """Nobody came."""
        await self._do(lambda a: reception.miss(a, self.current.id))

    @rx.event
    async def finish(self):
        """Done, without the next."""
        await self._do(lambda a: reception.finish(a, self.current.id))

    @rx.event
    async def bring_back(self, ticket_id: str):
        """Has come after all."""
        await self._do(lambda a: reception.bring_back(a, ticket_id))

    @rx.event
    async def not_favoured(self, ticket_id: str):
        """No paper shows what was claimed."""
        await self._do(lambda a: reception.set_priority(a, ticket_id, SetPriority("none")))

    @rx.event
    async def ask_where(self):
        """Shows where the person could be sent."""
        self.sending = not self.sending

    @rx.event
    async def transfer(self, form: dict[str, Any]):
        """Sends the person on."""
        data = TransferTicket(
            str(form.get("kind", "")),
            int(form.get("counter") or 0),
            str(form.get("note", ""))[:200],
        )
        await self._do(lambda a: reception.transfer(a, self.current.id, data))
        self.sending = self.problem != ""

    @rx.event
    async def give(self, form: dict[str, Any]):
        """A number for somebody who stands there."""
        self.problem, self.notice, self.given = "", "", EMPTY_SLIP
        wanted = {"kind": form.get("kind", ""), "priority": form.get("priority", "none")}
        try:
            data = msgspec.convert(wanted, TakeHere)
            got = await reception.take_at_desk(api(self, "officer"), self.agency_id, data)
        except msgspec.ValidationError:
            self.problem = "Hãy chọn loại việc."
            return
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.notice = f"Đã cấp số {got.number}, còn {got.before} người trước."
        self.given = slip_of(got)
        await self._read()

    @rx.event
    async def put_away(self):
        """The paper is handed over."""
        self.given = EMPTY_SLIP

    async def _do(self, act: Any) -> None:
        self.problem, self.notice = "", ""
        try:
            self._show(await act(api(self, "officer")))
        except ApiProblem as refused:
            self.problem = refused.message
            await self._read()

    async def _read(self) -> None:
        try:
            self._show(await reception.console(api(self, "officer"), self.agency_id))
        except ApiProblem as refused:
            self.problem = refused.message

    def _show(self, found: Console) -> None:
        self.agency, self.closed_because = found.agency.name, found.closed_because
        self.counter = str(found.counter) if found.counter else ""
        self.seats = [
            Seat(
                str(one.number), one.name, ", ".join(one.kinds), one.officer, one.serving,
                not one.officer or one.mine,
            )
            for one in found.counters
        ]  # fmt: skip
        self.current = shown(found.current) if found.current else EMPTY
        self.waiting = [shown(one) for one in found.waiting]
        self.missed = [shown(one) for one in found.missed]
        self.kinds = [Option(k.key, f"{k.letter} · {k.name}") for k in found.kinds]
        self.others = [Option(s.number, s.name) for s in self.seats if s.number != self.counter]
        self.served = str(found.served_today)
