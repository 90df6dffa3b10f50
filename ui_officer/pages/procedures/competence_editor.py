"""One agency that receives a procedure: what is proposed of it, written, approved, given back."""

import dataclasses
import re
from collections.abc import Awaitable
from typing import Any

import msgspec
import reflex as rx

from shared.client import competences, organisation
from shared.client.base import ApiProblem
from shared.contracts.competences import (
    CompetenceDesign,
    ProposedCompetence,
    SaveCompetence,
)
from shared.ui.session import api
from shared.ui.words import day, iso_day
from ui_officer.pages.two_persons import Standing

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})?")


@dataclasses.dataclass
class Option:
    """Something to choose."""

    id: str
    label: str


class CompetenceEditor(Standing, rx.State, mixin=True):
    """The agency that was chosen and what is to change of it."""

    problem: str = ""
    notice: str = ""
    code_shown: str = ""
    agencies: list[Option] = []
    opened: bool = False
    in_list: bool = False
    agency: str = ""
    agency_name: str = ""
    holds: str = ""
    kind: str = "set"
    resolver: str = ""
    units: list[Option] = []
    unit: str = ""
    reason: str = ""
    day: str = ""
    proposed: str = ""
    planned: str = ""
    planned_by: str = ""
    planned_why: str = ""
    may_call_off: bool = False
    wrong: dict[str, str] = {}
    open_dossiers: int = 0
    open_drafts: int = 0
    _in_force: str = ""

    async def _again(self, found: CompetenceDesign) -> None:
        """Reads anew what stands around it; the page says how."""
        raise NotImplementedError

    def _listed(self, agency_id: str) -> bool:
        """Whether the agency stands in the list as it is shown, where it opens in its place."""
        raise NotImplementedError

    @rx.event
    def add(self):
        """Another agency is to receive it: which, is chosen next."""
        self._empty()
        self.opened = True

    @rx.event
    def close(self):
        """Back to the list."""
        self._empty()

    @rx.event
    async def choose(self, agency_id: str):
        """Opens one agency."""
        self.problem = self.notice = ""
        if not agency_id:
            self._empty()
            self.opened = True
            return
        await self._tell(self._open(agency_id))

    @rx.event
    def set_kind(self, kind: str):
        """To give it to a unit, or to end it."""
        self.kind = kind

    @rx.event
    async def set_resolver(self, agency_id: str):
        """Whose units there are to choose from."""
        self.resolver, self.unit, self.units = agency_id, "", []
        await self._tell(self._read_units())

    @rx.event
    def set_unit(self, unit_id: str):
        """Which unit resolves."""
        self.unit = unit_id

    @rx.event
    def set_reason(self, text: str):
        """Why."""
        self.reason = text

    @rx.event
    def set_day(self, text: str):
        """From which day on; empty: from the approval."""
        self.day = text

    @rx.event
    async def propose(self):
        """Proposes what was chosen; nothing is lost when it is refused."""
        self.problem = self.notice = ""
        self.wrong = {}
        if not self.agency:
            self.wrong["agency"] = "Chọn cơ quan tiếp nhận."
        if self.kind == "set" and not self.unit:
            self.wrong["unit_id"] = "Chọn cơ quan giải quyết rồi chọn phòng."
        if len(self.reason.strip()) < 10:
            self.wrong["reason"] = "Ghi lý do, căn cứ, ít nhất 10 ký tự."
        if not _DAY.fullmatch(iso_day(self.day.strip())):
            self.wrong["effective_on"] = "Ghi ngày theo mẫu 31/12/2026, hoặc để trống."
        if self.wrong:
            return
        try:
            data = msgspec.convert(
                {
                    "reason": self.reason,
                    "unit_id": self.unit if self.kind == "set" else None,
                    "in_force_unit_id": self._in_force or None,
                    "revision": self._revision,
                    "effective_on": iso_day(self.day.strip()),
                },
                SaveCompetence,
            )
        except msgspec.ValidationError:
            self.wrong["reason"] = "Ghi lý do bằng lời, nhiều nhất 500 ký tự."
            return
        client = api(self, "officer")
        await self._act(
            competences.propose(client, self.code_shown, self.agency, data),
            "Đã đề nghị. Người thứ hai xem và phê duyệt.",
        )

    @rx.event
    async def approve(self):
        """Puts it in force."""
        client = api(self, "officer")
        await self._act(
            competences.approve(client, self.code_shown, self.agency, self._revision),
            "Đã phê duyệt; áp dụng cho hồ sơ bắt đầu từ lúc này."
            if not self.day
            else f"Đã phê duyệt; áp dụng cho hồ sơ bắt đầu từ ngày {self.day}.",
        )

    @rx.event
    async def call_off(self):
        """Calls what was approved off before its day."""
        self.problem = self.notice = ""
        reason = self.off_reason.strip()
        if len(reason) < 10:
            self.problem = "Ghi lý do hủy, ít nhất 10 ký tự."
            return
        client = api(self, "officer")
        await self._act(
            competences.call_off(client, self.code_shown, self.agency, reason[:500]),
            "Đã hủy thay đổi trước ngày áp dụng.",
        )

    @rx.event
    async def give_back(self, form: dict[str, Any]):
        """Gives it back."""
        client, note = api(self, "officer"), str(form.get("note", ""))
        await self._act(
            competences.give_back(client, self.code_shown, self.agency, note), "Đã trả lại."
        )

    @rx.event
    async def discard(self):
        """Throws it away."""
        await self._act(self._discarded(), "Đã bỏ đề nghị.")

    async def _discarded(self) -> CompetenceDesign:
        client = api(self, "officer")
        await competences.discard(client, self.code_shown, self.agency)
        return await competences.one(client, self.code_shown, self.agency)

    async def _act(self, doing: Awaitable[CompetenceDesign], done: str) -> None:
        self.problem = self.notice = ""
        try:
            found = await doing
            self._show(found)
            await self._read_units()
            await self._again(found)
        except ApiProblem as refused:
            named = [e for e in refused.errors if e.pointer.strip("/")]
            self.wrong = {e.pointer.strip("/"): e.message for e in named}
            whole = [e.message for e in refused.errors if e not in named]
            self.problem = " ".join([refused.message, *whole])
            return
        self.notice = done

    async def _open(self, agency_id: str) -> None:
        client = api(self, "officer")
        self._show(await competences.one(client, self.code_shown, agency_id))
        await self._read_units()

    async def _tell(self, doing: Awaitable[None]) -> None:
        try:
            await doing
        except ApiProblem as refused:
            self.problem = refused.message

    async def _read_units(self) -> None:
        if not self.resolver:
            return
        found = await organisation.units(api(self, "officer"), self.resolver)
        self.units = [Option(u.id, u.name) for u in found if not u.is_desk]

    def _show(self, found: CompetenceDesign) -> None:
        row = found.row
        self.opened, self.wrong = True, {}
        self.agency, self.agency_name = row.agency.id, row.agency.name
        self.in_list = self._listed(row.agency.id)
        self._standing(row.next)
        self._in_force = row.unit.id if row.unit else ""
        self.holds = ""
        if row.unit and row.resolving_agency:
            self.holds = f"{row.unit.name}, {row.resolving_agency.name}"
        self.open_dossiers, self.open_drafts = found.open_dossiers, found.open_drafts
        said = row.proposed
        unit, agency = row.unit, row.resolving_agency
        if said is not None and not said.ends:
            unit, agency = said.unit, said.resolving_agency
        self.proposed = in_words(said) if said is not None else ""
        self.day = day(said.effective_on) if said is not None else ""
        plan = row.planned
        self.planned = in_words(plan.change) if plan is not None else ""
        self.planned_by = self.planned_why = ""
        if plan is not None:
            self.planned_why = plan.change.reason
            self.planned_by = f"{plan.proposed_by} đề nghị, {plan.approved_by} phê duyệt"
            self.may_edit = False
        self.may_call_off = plan is not None and plan.may_call_off
        self.kind = "end" if said is not None and said.ends else "set"
        self.reason = said.reason if said is not None else ""
        self.resolver = agency.id if agency else row.agency.id
        self.unit = unit.id if unit else ""
        self.units = []

    def _empty(self) -> None:
        self.opened, self.in_list, self.agency, self.agency_name = False, False, "", ""
        self.holds = self.proposed = self.resolver = self.unit = self.reason = ""
        self.day = self.planned = self.planned_by = self.planned_why = self.off_reason = ""
        self.may_call_off = False
        self._in_force, self._revision, self.kind = "", 0, "set"
        self.units, self.wrong = [], {}
        self.problem = self.notice = self.stage = self.by = self.given_back = ""
        self.why_not_approve, self.may_approve, self.may_give_back = "", False, False
        self.may_edit = True


def in_words(said: ProposedCompetence) -> str:
    """What is to change, and from when on."""
    what = "Kết thúc tiếp nhận"
    if not said.ends:
        what = ", ".join(one.name for one in (said.unit, said.resolving_agency) if one is not None)
    since = day(said.effective_on)
    return f"{what}; áp dụng từ {since}" if since else what
