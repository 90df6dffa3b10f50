"""Directions to units: the list in the address, what is being written and answered."""

import dataclasses
import uuid

import reflex as rx

from shared.client import directives
from shared.client.base import ApiProblem
from shared.contracts.directives import GiveUnitDirective, SayWhy, UnitDirective
from shared.ui.session import api, query
from shared.ui.words import moment, written
from shared.vocabulary.directives import DirectivesShown
from ui_officer.pages.overview.frame import address
from ui_officer.person import Person

HERE = "/chi-dao/"
_TONES = {"late": "bad", "answered": "ok", "answered_late": "warn"}
_SHORT = "Ghi nội dung, ít nhất 10 ký tự."


@dataclasses.dataclass
class Entry:
    """One direction to one unit."""

    id: str
    unit: str
    agency: str
    kind: str
    content: str
    given: str
    until: str
    state: str
    tone: str
    answer: str
    answered: str
    may_answer: bool


@dataclasses.dataclass
class UnitBox:
    """A unit that may be directed."""

    id: str
    name: str
    agency: str
    chosen: bool = False


class UnitDirecting(rx.State):
    """The list in the address, the direction being written, the answer being written."""

    loaded: bool = False
    problem: str = ""
    error: str = ""
    done: str = ""
    which: str = DirectivesShown.ALL.value
    summary: str = ""
    entries: list[Entry] = []
    units: list[UnitBox] = []
    next_link: str = ""
    writing: bool = False
    answering: str = ""
    kind: str = "direction"
    typed: str = ""
    days: str = "2"
    _key: str = ""

    @rx.event
    async def load(self):
        """Reads the address and the page it names."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        which = query(self, "xem")
        self.which = which if which in set(DirectivesShown) else DirectivesShown.ALL.value
        await self._read()
        self.loaded = True

    async def _read(self) -> None:
        wanted = {"shown": self.which}
        if cursor := query(self, "trang"):
            wanted["cursor"] = cursor
        try:
            found = await directives.unit_directives(api(self, "officer"), **wanted)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.problem = ""
        self.summary = (
            f"{written(found.waiting)} chưa trả lời, trong đó {written(found.late)} quá hạn"
        )
        self.entries = [_entry(one) for one in found.items]
        several = len({one.agency_name for one in found.units}) > 1
        self.units = [
            UnitBox(one.id, one.name, one.agency_name if several else "") for one in found.units
        ]
        self.next_link = (
            address(HERE, xem=self.which, trang=found.next_cursor) if found.next_cursor else ""
        )

    @rx.event
    def begin(self):
        """Opens the form."""
        self.writing, self.answering, self.error, self.done = True, "", "", ""
        self._key = uuid.uuid4().hex

    @rx.event
    def begin_answer(self, id_: str):
        """Opens the answer to one."""
        self.writing, self.answering, self.typed, self.error, self.done = False, id_, "", "", ""

    @rx.event
    def close(self):
        """Closes the form; what was typed goes."""
        self.writing, self.answering, self.typed, self.error = False, "", "", ""

    @rx.event
    def set_kind(self, text: str):
        """What was chosen."""
        self.kind = text

    @rx.event
    def set_typed(self, text: str):
        """What was typed."""
        self.typed, self.error = text, ""

    @rx.event
    def set_days(self, text: str):
        """What was typed."""
        self.days = text

    @rx.event
    def choose(self, place: int):
        """Takes a unit in or leaves it out."""
        self.units[place].chosen = not self.units[place].chosen
        self.error = ""

    @rx.event
    async def give(self):
        """Sends what was written to every chosen unit; where it is refused it stays."""
        chosen = [one.id for one in self.units if one.chosen]
        self.error = (
            "Chọn ít nhất một đơn vị."
            if not chosen
            else "Chọn nhiều nhất 50 đơn vị."
            if len(chosen) > 50
            else _SHORT
            if len(self.typed.strip()) < 10
            else "Hãy nhập thời hạn trả lời từ 1 đến 30 ngày làm việc."
            if not self.days.isdecimal() or not 1 <= int(self.days) <= 30
            else ""
        )
        if self.error:
            return
        kind = "urge" if self.kind == "urge" else "direction"
        data = GiveUnitDirective(kind, chosen, self.typed, int(self.days))
        try:
            made = await directives.give_to_units(api(self, "officer"), data, self._key)
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.close()
        self.done = f"Đã gửi đến {len(made)} đơn vị."
        await self._read()

    @rx.event
    async def answer(self):
        """Sends the answer of the unit."""
        if len(self.typed.strip()) < 10:
            self.error = _SHORT
            return
        try:
            await directives.answer_for_unit(
                api(self, "officer"), self.answering, SayWhy(self.typed)
            )
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.close()
        self.done = "Đã gửi trả lời."
        await self._read()
        yield Person.enter


def _entry(one: UnitDirective) -> Entry:
    return Entry(
        one.id, one.unit_name, one.agency_name, one.kind_label, one.content,
        f"{one.given_by}, {moment(one.given_at)}", moment(one.answer_by), one.state_label,
        _TONES.get(one.state, ""), one.answer,
        f"{one.answered_by}, {moment(one.answered_at)}" if one.answered_at else "",
        one.may_answer,
    )  # fmt: skip
