"""What is chosen and answered while an appointment is booked or moved."""

import dataclasses
import uuid
from datetime import date
from typing import Any

import reflex as rx

from shared.client import appointments, identity, organisation, reception
from shared.client.base import ApiProblem
from shared.contracts.appointments import BookAppointment, MoveAppointment, SlotDay
from shared.contracts.forms import Question
from shared.ui.fields import Field, Tick, as_typed, fields_of, typed
from shared.ui.session import api, cookie_of, query
from shared.ui.words import day, moment
from ui_citizen.pages.desk.addresses import kept_in_address, sign_in_for
from ui_citizen.pages.desk.shapes import Choice

_WEEK = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


@dataclasses.dataclass
class Day:
    """One day and its times."""

    label: str
    closed: str
    slots: list[Choice]


class Booking(rx.State):
    """The appointment to be."""

    loaded: bool = False
    desks: list[Choice] = []
    chosen: str = ""
    kinds: list[Choice] = []
    kind: str = ""
    kind_name: str = ""
    agency: str = ""
    length: str = ""
    days: list[Day] = []
    next_day: str = ""
    moving: str = ""
    moving_from: str = ""
    back: str = ""
    signed_in: bool = False
    sign_in: str = ""
    kept: list[Choice] = []
    picked: str = ""
    picked_words: str = ""
    fields: list[Field] = []
    provinces: list[Tick] = []
    problem: str = ""
    errors: dict[str, str] = {}
    done: str = ""
    done_code: str = ""
    busy: bool = False
    _questions: list[Question] = []
    _procedure: str = ""
    _draft: str = ""
    _dossier: str = ""
    _key: str = ""

    @rx.event
    async def load(self):
        """What the address asks for: a desk, a procedure, or an appointment to move."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        self._key = uuid.uuid4().hex
        self.moving = query(self, "doi")[:40]
        self._procedure, self._draft = query(self, "thu_tuc")[:40], query(self, "nhap")[:40]
        self.back = f"/nop/{self._draft}/" if self._draft else ""
        self._dossier, self.kind = query(self, "ho_so")[:40], query(self, "viec")[:30]
        self.chosen = query(self, "quay")[:40]
        self.signed_in = await self._known()
        self.kept = kept_in_address(self._about())
        try:
            if self.moving:
                now = await appointments.appointment(api(self, "citizen"), self.moving)
                self.chosen, self.kind = now.agency.id, now.kind
                self.moving_from = moment(now.starts_at)
                if now.draft_id and not now.dossier_id:
                    self.back = f"/nop/{now.draft_id}/"
            found = await reception.desks(api(self, "citizen"))
            self.desks = [Choice(d.agency.id, d.agency.name, d.address) for d in found]
            if not self.chosen and len(self.desks) == 1:
                self.chosen = self.desks[0].value
            if self.chosen and not self.kind and not self._procedure:
                lines = await reception.lines(api(self, "citizen"), self.chosen)
                self.agency = lines.agency.name
                self.kinds = [Choice(k.key, k.name) for k in lines.kinds if k.can_book]
                if len(self.kinds) == 1:
                    self.kind = self.kinds[0].value
                elif not self.kinds:
                    self.problem = "Bộ phận Một cửa này không nhận lịch hẹn. Mời bạn lấy số thứ tự."
            if self.chosen and (self.kind or self._procedure):
                await self._read("")
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(self._sign_in())
            self.problem = refused.message
        self.sign_in = self._sign_in()
        self.loaded = True
        return None

    async def _known(self) -> bool:
        if not cookie_of(self, "citizen"):
            return False
        try:
            await identity.me(api(self, "citizen"))
        except ApiProblem:
            return False
        return True

    def _about(self) -> dict[str, str]:
        return {"thu_tuc": self._procedure, "nhap": self._draft, "ho_so": self._dossier}

    def _sign_in(self) -> str:
        said = {"doi": self.moving} if self.moving else {"quay": self.chosen, "viec": self.kind}
        return sign_in_for("/dat-lich/", said | self._about())

    @rx.event
    async def choose_kind(self, key: str):
        """The kind of work."""
        self.kind, self.problem = key, ""
        self.sign_in = self._sign_in()
        try:
            await self._read("")
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    async def later(self):
        """The next week."""
        try:
            await self._read(self.next_day)
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    async def pick(self, starts_at: str):
        """A time."""
        self.picked, self.picked_words, self.problem = starts_at, moment(starts_at), ""

    @rx.event
    async def unpick(self):
        """Another time."""
        self.picked = ""

    @rx.event
    async def choose_province(self, key: str, province: str):
        """The communes of a province, for a question that asks for an address."""
        try:
            communes = await organisation.communes_of(api(self, "citizen"), province)
        except ApiProblem:
            communes = []
        self.fields = [
            dataclasses.replace(
                f, province=province, communes=[Tick(c.code, c.label, False) for c in communes]
            )
            if f.key == key
            else f
            for f in self.fields
        ]

    @rx.event
    async def send(self, form: dict[str, Any]):
        """Books, or moves."""
        if self.busy:
            return
        self.busy, self.problem, self.errors = True, "", {}
        self.fields = [as_typed(f, form) for f in self.fields]
        yield
        self.busy = False
        try:
            if self.moving:
                done = await appointments.move(
                    api(self, "citizen"), self.moving, MoveAppointment(self.picked)
                )
            else:
                answers = {q.key: typed(q, form) for q in self._questions}
                done = await appointments.book(
                    api(self, "citizen"),
                    BookAppointment(
                        self.chosen, self.kind, self.picked,
                        {key: value for key, value in answers.items() if value not in ("", [], {})},
                        str(form.get("priority", "none")),  # type: ignore[arg-type]
                        self._procedure, self._draft, self._dossier,
                    ),
                    self._key,
                )  # fmt: skip
        except ApiProblem as refused:
            self._key = uuid.uuid4().hex
            if refused.status == 401:
                yield rx.redirect(self._sign_in())
                return
            self.problem = refused.message
            wrong = {e.pointer.removeprefix("/answers/"): e.message for e in refused.errors}
            self.fields = [dataclasses.replace(f, error=wrong.get(f.key, "")) for f in self.fields]
            if refused.status == 409 or "/starts_at" in wrong:
                self.picked = ""
                await self._read("")
            return
        self.done, self.done_code = moment(done.starts_at), done.code

    async def _read(self, day_from: str) -> None:
        wanted = {"kind": self.kind, "procedure_code": self._procedure, "day_from": day_from}
        found = await appointments.slots(
            api(self, "citizen"), self.chosen, **{k: v for k, v in wanted.items() if v}
        )
        self.agency, self.kind, self.kind_name = found.agency.name, found.kind, found.kind_name
        self.length = f"Mỗi lượt {found.minutes} phút."
        self.days = [_day(one) for one in found.days]
        self.next_day = found.next_day
        self._questions = [] if self.moving else found.questions
        if not self.fields:
            self.fields = [f for q in self._questions for f in fields_of(q, None)]
        if any(q.kind == "address" for q in self._questions) and not self.provinces:
            places = await organisation.provinces(api(self, "citizen"))
            self.provinces = [Tick(p.code, p.label, False) for p in places]


def _day(one: SlotDay) -> Day:
    name = _WEEK[date.fromisoformat(one.day).weekday()]
    slots = [
        Choice(s.starts_at, s.time, f"còn {s.free} chỗ" if s.free > 1 else "còn 1 chỗ")
        for s in one.slots
    ]
    closed = one.closed_because or ("" if slots else "Đã hết chỗ")
    return Day(f"{name}, {day(one.day)}", closed, slots)
