"""One thing's names and contacts as they are being written."""

import dataclasses

import reflex as rx

from shared.client import particulars
from shared.client.base import ApiProblem
from shared.contracts.particulars import ParticularsDesign, SaveParticulars
from shared.ui.portal_words import Said
from shared.ui.session import api
from shared.ui.words import day, iso_day, moment
from ui_officer.pages.two_persons import TwoPersons

_EVERYBODY = "everybody"
_TONES = {"waiting": "warn", "in_force": "ok", "called_off": "", "failed": "bad"}


@dataclasses.dataclass
class Box:
    """One thing that is said."""

    name: str
    label: str
    hint: str
    value: str
    current: str
    wrong: str
    longest: int


@dataclasses.dataclass
class Differs:
    """One field as it holds and as it will."""

    label: str
    old: str
    new: str


@dataclasses.dataclass
class Approved:
    """One approved change."""

    id: str
    state: str
    tone: str
    since: str
    words: list[str]
    who: str
    note: str
    may_call_off: bool


@dataclasses.dataclass
class Before:
    """How it was until a moment."""

    until: str
    words: str


class NamedDesign(TwoPersons, rx.State):
    """The boxes, what differs, what comes of it, what was."""

    kind: str = ""
    key: str = ""
    kind_label: str = ""
    title: str = ""
    place: str = ""
    boxes: list[Box] = []
    everybody: bool = False
    offers_everybody: bool = False
    day: str = ""
    day_wrong: str = ""
    ground: str = ""
    ground_wrong: str = ""
    differs: list[Differs] = []
    effects: list[str] = []
    approved: list[Approved] = []
    before: list[Before] = []
    shown: Said = Said()

    @rx.event
    async def load(self):
        """Reads it."""
        drawn = self.drawn
        self.reset()
        self.drawn = drawn + 1
        self.kind, self.key = self.of_kind, self.of_key
        try:
            self._show(await particulars.design(api(self, "officer"), self.kind, self.key))
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next=/thong-tin-co-quan/{self.kind}/{self.key}")
            self.problem = refused.message
        self.loaded = True
        return None

    async def _do(self, what: str, note: str = "") -> ParticularsDesign:
        client, where = api(self, "officer"), (self.kind, self.key)
        match what:
            case "save":
                return await particulars.save(client, *where, self._typed())
            case "propose":
                return await particulars.propose(client, *where, self._revision)
            case "publish":
                return await particulars.publish(client, *where, self._revision)
            case "give_back":
                return await particulars.give_back(client, *where, note)
        await particulars.discard(client, *where)
        return await particulars.design(client, *where)

    def _typed(self) -> SaveParticulars:
        values = {box.name: box.value[:400] for box in self.boxes}
        if self.offers_everybody:
            values[_EVERYBODY] = "yes" if self.everybody else ""
        return SaveParticulars(values, self._revision, iso_day(self.day.strip()), self.ground[:300])

    def _show(self, found: ParticularsDesign) -> None:
        wrong = {fault.pointer: fault.message for fault in found.faults}
        self.key, self.kind_label = found.key, found.kind.label
        self.title, self.place = found.title, found.place
        fields = {f.name: f for f in found.fields}
        self.offers_everybody = _EVERYBODY in fields
        self.everybody = self.offers_everybody and bool(fields.pop(_EVERYBODY).value)
        self.boxes = [
            Box(
                f.name, f.label, f.hint, f.value, f.current, wrong.get(f"/values/{f.name}", ""),
                f.longest,
            )
            for f in fields.values()
        ]  # fmt: skip
        self.day, self.day_wrong = day(found.effective_on), wrong.get("/effective_on", "")
        self.ground, self.ground_wrong = found.ground, wrong.get("/ground", "")
        self.differs = [Differs(d.label, d.old, d.new) for d in found.differences]
        self.effects = found.effects
        self.approved = [
            Approved(
                c.id, c.state_label, _TONES[c.state], day(c.effective_on),
                [f"{d.label}: {d.old or '(trống)'} → {d.new or '(trống)'}" for d in c.differences],
                f"{c.proposed_by} đề nghị, {c.approved_by} phê duyệt {moment(c.approved_at)}. "
                f"{c.ground}",
                c.note, c.may_call_off,
            )
            for c in found.changes
        ]  # fmt: skip
        self.before = [Before(moment(p.until), "; ".join(p.words)) for p in found.past]
        self._stands(found.next, [])
        self._draw()

    def _draw(self) -> None:
        values = {box.name: box.value for box in self.boxes}
        who = [values.get("responsible_body", ""), values.get("responsible_person", "")]
        self.shown = Said(
            values.get("portal_name", ""), values.get("motto", ""), values.get("authority", ""),
            ", ".join(name for name in who if name), values.get("address", ""),
            values.get("hotline", ""), "", values.get("email", ""), values.get("hours", ""),
        )  # fmt: skip

    @rx.event
    def set_value(self, name: str, value: str):
        """Somebody typed."""
        self.boxes = [
            dataclasses.replace(box, value=value) if box.name == name else box for box in self.boxes
        ]
        self.changed = True
        self._draw()

    @rx.event
    def set_everybody(self, value: bool):
        """Whether all who have the title get the new one."""
        self.everybody, self.changed = value, True

    @rx.event
    def set_day(self, value: str):
        """From when it holds."""
        self.day, self.changed = value, True

    @rx.event
    def set_ground(self, value: str):
        """Why."""
        self.ground, self.changed = value, True

    @rx.event
    async def publish(self):
        """Approves it."""
        await self._act("publish", "Đã phê duyệt; áp dụng từ ngày đã ghi.")

    @rx.event
    async def call_off(self, change_id: str):
        """Calls an approved change off."""
        self.problem = self.notice = ""
        reason = self.off_reason.strip()
        if len(reason) < 10:
            self.problem = "Ghi lý do hủy, ít nhất 10 ký tự."
            return
        try:
            found = await particulars.call_off(
                api(self, "officer"), self.kind, self.key, change_id, reason[:500]
            )
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self._show(found)
        self.notice = "Đã hủy thay đổi trước ngày áp dụng."
