"""The set-up of a desk as it is being edited, and its history."""

import dataclasses
from typing import Any

import msgspec
import reflex as rx

from shared.client import desk_setup, organisation
from shared.client.base import ApiProblem
from shared.contracts.desk_setup import DeskSetup, SaveSetup, SetupView
from shared.ui.session import api, query
from shared.ui.words import moment
from ui_officer.pages.reception.setup_rows import (
    NUMBERS,
    CounterRow,
    KindRow,
    as_sent,
    counter_rows,
    kind_row,
    new_id,
    new_kind,
    new_question,
    place_words,
)
from ui_officer.pages.reception.shapes import Option
from ui_officer.pages.reception.tabs import KEEPERS, desk_of


@dataclasses.dataclass
class Version:
    """One saved version."""

    words: str
    note: str


class Setup(rx.State):
    """Kinds of work, counters, limits."""

    loaded: bool = False
    agency: str = ""
    agency_id: str = ""
    is_open: bool = False
    kinds: list[KindRow] = []
    counters: list[CounterRow] = []
    numbers: dict[str, str] = {}
    saved: str = ""
    drawn: int = 0
    procedures: list[Option] = []
    versions: list[Version] = []
    places: list[Option] = []
    problem: str = ""
    faults: list[str] = []
    notice: str = ""
    _revision: int = 0

    @rx.event
    async def load(self):
        """Reads the desk of the address, else the caller's."""
        self.reset()
        try:
            if not await desk_of(self, ("desk_head",)):
                found = await organisation.agencies(api(self, "officer"))
                self.places = [Option(one.id, one.name) for one in found]
            self.agency_id = query(self, "co_quan")[:40] or await desk_of(self, KEEPERS)
            if not self.agency_id:
                self.problem = "Chỉ trưởng Bộ phận Một cửa và quản trị hệ thống cài đặt quầy."
            else:
                await self._read()
        except ApiProblem as refused:
            self.problem = refused.message
        self.loaded = True

    @rx.event
    async def toggle(self):
        """Open or closed for numbers; kept with the rest."""
        self.is_open = not self.is_open

    @rx.event
    async def add_kind(self):
        """One more kind of work, under the next free letter."""
        taken = {row.letter for row in self.kinds}
        letter = next((c for c in "ABCDEFGHIKLMNPQRSTUVXY" if c not in taken), "Z")
        self.kinds = [*self.kinds, new_kind(letter)]

    @rx.event
    async def drop_kind(self, id_: str):
        """One fewer."""
        self.kinds = [row for row in self.kinds if row.id != id_]

    @rx.event
    async def add_question(self, id_: str):
        """One more question of a kind of work."""
        self.kinds = [
            dataclasses.replace(row, questions=[*row.questions, new_question()])
            if row.id == id_
            else row
            for row in self.kinds
        ]

    @rx.event
    async def drop_question(self, id_: str):
        """One fewer."""
        self.kinds = [
            dataclasses.replace(row, questions=[q for q in row.questions if q.id != id_])
            for row in self.kinds
        ]

    @rx.event
    async def add_counter(self):
        """One more counter."""
        number = max((int(c.number) for c in self.counters if c.number.isdigit()), default=0) + 1
        self.counters = [
            *self.counters, CounterRow(new_id(), str(number), f"Quầy {number}", [])
        ]  # fmt: skip

    @rx.event
    async def drop_counter(self, id_: str):
        """One fewer."""
        self.counters = [row for row in self.counters if row.id != id_]

    @rx.event
    async def save(self, form: dict[str, Any]):
        """Keeps what is on the screen as the next version."""
        self.problem, self.notice, self.faults = "", "", []
        sent = as_sent(self.kinds, self.counters, form, is_open=self.is_open)
        try:
            data = SaveSetup(
                msgspec.convert(sent, DeskSetup), self._revision, str(form.get("note", ""))[:200]
            )
        except msgspec.ValidationError as wrong:
            self.problem = "Có ô chưa ghi đúng. Hãy xem lại các số, tên và chữ cái."
            self.faults = [place_words(str(wrong))]
            return
        try:
            view = await desk_setup.save(api(self, "officer"), self.agency_id, data)
        except ApiProblem as refused:
            self.problem = refused.message
            self.faults = [e.message for e in refused.errors]
            return
        self._show(view)
        self.notice = "Đã lưu. Cài đặt mới có hiệu lực ngay."
        await self._history()

    async def _read(self) -> None:
        self._show(await desk_setup.setup(api(self, "officer"), self.agency_id))
        await self._history()

    async def _history(self) -> None:
        found = await desk_setup.versions(api(self, "officer"), self.agency_id)
        self.versions = [
            Version(f"Bản {v.version}: {v.saved_by or 'hệ thống'}, {moment(v.saved_at)}", v.note)
            for v in found[:10]
        ]

    def _show(self, view: SetupView) -> None:
        self.agency, self._revision = view.agency.name, view.version
        setup = view.setup
        self.is_open = setup.is_open
        self.kinds = [kind_row(kind) for kind in setup.kinds]
        self.counters = counter_rows(setup)
        self.numbers = {name: str(getattr(setup, name)) for name in NUMBERS}
        self.saved = (
            f"Bản {view.version}, lưu lúc {moment(view.saved_at)}"
            if view.version
            else "Chưa ai lưu; đây là gợi ý ban đầu."
        )
        self.procedures = [Option(p.code, p.label) for p in view.procedures]
        self.drawn += 1
