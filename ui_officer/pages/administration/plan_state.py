"""The plan of a change of agencies as it is being made."""

import dataclasses
from typing import Any

import msgspec
import reflex as rx

from shared.client import mergers, organisation
from shared.client.base import ApiProblem
from shared.contracts.mergers import NewAgency, PlanChange, UnitMove
from shared.ui.session import api
from ui_officer.pages.administration.effects import Preview
from ui_officer.pages.administration.typed import typed_day

_TYPED = ("effective_on", "decision", "reason", "name", "new_name", "new_code")
NEW = "new-1"


@dataclasses.dataclass
class Option:
    """Something to choose."""

    id: str
    label: str
    chosen: bool


@dataclasses.dataclass
class Move:
    """A unit of a source, and where it goes when not the usual way."""

    id: str
    label: str
    target: str


class Planning(Preview, rx.State):
    """The plan as it is being made."""

    loaded: bool = False
    problem: str = ""
    kind: str = "merge"
    agencies: list[Option] = []
    q: str = ""
    heir: str = ""
    other: str = ""
    stays: bool = False
    moves: list[Move] = []
    staying: list[str] = []
    typed: dict[str, str] = {}
    previewed: bool = False
    _levels: dict[str, str] = {}

    @rx.event
    async def load(self):
        """Reads the agencies to choose from."""
        self.reset()
        try:
            found = await organisation.agencies(api(self, "officer"))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        own = [a for a in found if a.parent_id]
        self.agencies = [Option(a.id, f"{a.name} ({a.code})", False) for a in own]
        self._levels = {a.id: a.level for a in own}
        self.loaded = True

    @rx.event
    async def set_kind(self, kind: str):
        """Renaming, merger or split."""
        self.kind, self.stays, self.previewed, self.staying = kind, False, False, []
        self._preview(None)
        await self._units()

    @rx.event
    def find(self, words: str):
        """Narrows the list of agencies."""
        self.q = words

    @rx.event
    async def choose(self, id_: str):
        """Takes an agency in or out; a split or a renaming is of one alone."""
        alone = self.kind != "merge"
        self.agencies = [
            Option(a.id, a.label, (not a.chosen) if a.id == id_ else a.chosen and not alone)
            for a in self.agencies
        ]
        self.previewed, self.staying = False, []
        await self._units()

    @rx.event
    def set_heir(self, id_: str):
        """Who goes on."""
        self.heir, self.previewed = id_, False

    @rx.event
    def set_other(self, id_: str):
        """Where the units go that leave."""
        self.other, self.previewed = id_, False

    @rx.event
    def set_stays(self, stays: bool):
        """Whether the old agency goes on."""
        self.stays, self.previewed = stays, False

    @rx.event
    def move(self, id_: str, leaves: bool):
        """A unit goes to the other agency, or not."""
        self.previewed = False
        self.moves = [
            Move(m.id, m.label, ("x" if leaves else "") if m.id == id_ else m.target)
            for m in self.moves
        ]

    @rx.var
    def sources(self) -> list[Option]:
        """The chosen ones."""
        return [a for a in self.agencies if a.chosen]

    @rx.var
    def found(self) -> list[Option]:
        """Those of the list that are shown."""
        words = self.q.strip().lower()
        return [a for a in self.agencies if words in a.label.lower() or a.chosen][:200]

    async def _units(self) -> None:
        self.moves = []
        chosen = [a for a in self.agencies if a.chosen]
        if self.kind != "split" or len(chosen) != 1:
            return
        try:
            units = await organisation.units(api(self, "officer"), chosen[0].id)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.moves = [Move(u.id, u.name, "") for u in units]

    @rx.event
    async def preview(self, form: dict[str, Any]):
        """What it would move; nothing is kept."""
        self.problem = ""
        self.typed = {name: str(form.get(name, "")).strip() for name in _TYPED}
        await self._look()

    @rx.event
    async def stay(self, code: str, stays: bool):
        """A procedure stays with the old agency, or follows its unit; looked at anew."""
        self.problem = ""
        self.staying = [c for c in self.staying if c != code] + ([code] if stays else [])
        await self._look()

    async def _look(self) -> None:
        plan = self._plan()
        if plan is None:
            return
        try:
            self._preview(await mergers.preview(api(self, "officer"), plan))
            self.previewed = not self.faults
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    async def propose(self):
        """Hands the plan that was looked at to the second person."""
        plan = self._plan()
        if plan is None:
            return None
        try:
            made = await mergers.propose(api(self, "officer"), plan)
        except ApiProblem as refused:
            self.problem = refused.message
            return None
        return rx.redirect(f"/thay-doi-co-quan/{made.row.id}")

    def _plan(self) -> PlanChange | None:
        sources = [a.id for a in self.agencies if a.chosen]
        day = typed_day(self.typed.get("effective_on", ""))
        wrong = (
            "Chọn cơ quan." if not sources
            else "Ghi ngày hiệu lực dạng ngày/tháng/năm." if not day
            else "Ghi số nghị quyết hoặc quyết định." if len(self.typed["decision"]) < 3
            else "Ghi lý do, ít nhất 10 ký tự." if len(self.typed["reason"]) < 10
            else ""
        )  # fmt: skip
        if wrong:
            self.problem = wrong
            return None
        renaming, splitting = self.kind == "rename", self.kind == "split"
        heir = sources[0] if renaming or (splitting and self.stays) else self.heir
        target = self.other if splitting else heir
        if not heir or (splitting and not target):
            self.problem = "Chọn cơ quan tiếp nhận."
            return None
        new = []
        if NEW in (heir, target):
            new = [
                NewAgency(
                    NEW, self.typed["new_code"], self.typed["new_name"],
                    self._levels.get(sources[0], "commune"),
                )
            ]  # fmt: skip
        try:
            return msgspec.convert(
                msgspec.to_builtins(
                    PlanChange(
                        kind=self.kind,  # type: ignore[arg-type]
                        sources=sources,
                        heir=heir,
                        effective_on=day,
                        decision=self.typed["decision"],
                        reason=self.typed["reason"],
                        new_agencies=new,
                        moves=[UnitMove(m.id, target) for m in self.moves if m.target]
                        if splitting
                        else [],
                        name=self.typed["name"] if renaming else "",
                        source_stays=splitting and self.stays,
                        staying=list(self.staying) if splitting and self.stays else [],
                    )
                ),
                PlanChange,
            )
        except msgspec.ValidationError:
            self.problem = "Ghi đủ mã và tên (ít nhất 3 ký tự) của cơ quan mới."
            return None
