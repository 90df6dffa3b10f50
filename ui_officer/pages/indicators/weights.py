"""The versions of the definition of the service index, and the next one as typed."""

import dataclasses

import reflex as rx

from shared.client import indicators
from shared.client.base import ApiProblem
from shared.contracts.indicators import ComponentDefinition, IndexDefinition, NewIndexDefinition
from shared.contracts.proposals import NextVersion
from shared.ui.session import api
from shared.ui.words import day, iso_day, moment
from shared.vocabulary.indicators import (
    COMPONENT_LABELS,
    COMPONENT_NUMBERS,
    GROUP_OF,
    INDEX_GROUP_LABELS,
    IndexComponent,
)
from ui_officer.pages.indicators.address import number
from ui_officer.pages.indicators.extras import Extra, changed, extras_of, read, typed, wrong


@dataclasses.dataclass
class Weight:
    """One component of the version being shown or written."""

    component: str
    number: str
    name: str
    group: str
    maximum: str
    full_at: str


@dataclasses.dataclass
class Version:
    """One version."""

    number: str
    words: str
    current: bool


class Definition(rx.State):
    """Versions, and the next one as typed."""

    loaded: bool = False
    problem: str = ""
    done: str = ""
    errors: list[str] = []
    versions: list[Version] = []
    weights: list[Weight] = []
    based_on: int = 0
    source: str = ""
    extras: list[Extra] = []
    writing: bool = False
    valid_from: str = ""
    new_source: str = ""
    reason: str = ""
    stage: str = ""
    waiting: str = ""
    differences: list[str] = []
    given_back: str = ""
    why_not_approve: str = ""
    may_approve: bool = False
    may_give_back: bool = False
    note: str = ""
    _revision: int = 0
    _proposed: NewIndexDefinition | None = None

    @rx.event
    async def load(self):
        """All versions; the one in force is shown."""
        self.reset()
        try:
            await self._fetch()
        except ApiProblem as refused:
            self.problem = refused.message
        self.loaded = True

    async def _fetch(self) -> None:
        found = await indicators.index_definitions(api(self, "officer"))
        self.based_on = found.items[0].version
        self.versions = [
            Version(str(one.version), _words(one), one.version == found.in_force)
            for one in found.items
        ]
        shown = next(one for one in found.items if one.version == found.in_force)
        self.source = shown.source
        self.extras = extras_of(shown)
        self.weights = [_weight(one) for one in shown.components]
        self._stands(found.proposed, found.next, shown)

    def _stands(
        self, proposed: NewIndexDefinition | None, now: NextVersion, shown: IndexDefinition
    ) -> None:
        self.stage, self._revision, self._proposed = now.state, now.revision, proposed
        self.given_back, self.may_approve = now.note, now.may_approve
        self.why_not_approve, self.may_give_back = now.why_not_approve, now.may_give_back
        self.waiting, self.differences = "", []
        if proposed is not None and now.state == "proposed":
            self.waiting = (
                f"{now.proposed_by} đề nghị áp dụng từ {day(proposed.valid_from)}. "
                f"Căn cứ: {proposed.source}. Lý do: {proposed.reason}"
            )
            self.differences = _differences(shown, proposed)

    @rx.event
    def begin(self):
        """Opens the form with the values in force, or with those that were given back."""
        self.writing, self.done, self.problem, self.errors = True, "", "", []
        given = self._proposed
        if given is not None and self.stage == "draft":
            self.weights = [_weight(one) for one in given.components]
            kept = {one.key: one.value for one in extras_of(given)}
            self.extras = [
                dataclasses.replace(one, value=kept.get(one.key, one.value)) for one in self.extras
            ]
            self.new_source, self.reason = given.source, given.reason
            self.valid_from = day(given.valid_from)
        self.new_source = self.new_source or self.source

    @rx.event
    def set_note(self, text: str):
        """What was typed."""
        self.note = text

    @rx.event
    async def approve(self):
        """Puts the proposal of somebody else in force from its day on."""
        self.problem, self.done, self.errors = "", "", []
        try:
            made = await indicators.publish_definition(api(self, "officer"), self._revision)
            await self._fetch()
        except ApiProblem as refused:
            self.problem = refused.message
            self.errors = [error.message for error in refused.errors]
            return
        self.done = f"Đã ban hành phiên bản {made.version}, áp dụng từ {day(made.valid_from)}."

    @rx.event
    async def give_back(self):
        """Gives the proposal back with what is to be mended, or takes one's own back."""
        self.problem, self.done, self.errors = "", "", []
        try:
            await indicators.give_back_definition(api(self, "officer"), self.note)
            await self._fetch()
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.note, self.done = "", "Đã trả lại bản đề nghị để sửa."

    @rx.event
    def set_maximum(self, place: int, text: str):
        """What was typed."""
        self.weights[place].maximum = text

    @rx.event
    def set_full_at(self, place: int, text: str):
        """What was typed."""
        self.weights[place].full_at = text

    @rx.event
    def set_extra(self, place: int, text: str):
        """What was typed."""
        self.extras[place].value = text

    @rx.event
    def set_valid_from(self, text: str):
        """What was typed."""
        self.valid_from = text

    @rx.event
    def set_new_source(self, text: str):
        """What was typed."""
        self.new_source = text

    @rx.event
    def set_reason(self, text: str):
        """What was typed."""
        self.reason = text

    @rx.event
    async def propose(self):
        """Hands what was typed to a second person; it stays where it is refused."""
        self.problem, self.errors = "", []
        faults = [
            f"{one.number}: ghi số, ví dụ 6 hoặc 2,5."
            for one in self.weights
            if read(one.maximum) is None or read(one.full_at) is None
        ] + wrong(self.extras)
        if faults:
            self.problem, self.errors = "Có ô chưa phải là số.", faults
            return
        given = NewIndexDefinition(
            based_on=self.based_on,
            valid_from=iso_day(self.valid_from),
            source=self.new_source,
            components=[
                ComponentDefinition(
                    one.component, read(one.maximum) or 0.0, read(one.full_at) or 0.0
                )
                for one in self.weights
            ],
            reason=self.reason,
            **typed(self.extras),
        )
        try:
            await indicators.propose_definition(api(self, "officer"), given)
            await self._fetch()
        except ApiProblem as refused:
            self.problem = refused.message
            self.errors = [error.message for error in refused.errors]
            return
        self.writing, self.reason, self.valid_from = False, "", ""
        self.done = "Đã gửi đề nghị. Người thứ hai xem và phê duyệt tại trang này hoặc mục Đề nghị."


def _words(one: IndexDefinition) -> str:
    if not one.version:
        return f"từ {day(one.valid_from)}, có sẵn cùng hệ thống"
    issued = f"{one.published_by} ban hành {moment(one.published_at)}"
    said = f"từ {day(one.valid_from)}; {issued}"
    if one.proposed_by:
        said = f"từ {day(one.valid_from)}; {one.proposed_by} đề nghị; {issued}"
    return f"{said}. Lý do: {one.reason}"


def _weight(one: ComponentDefinition) -> Weight:
    component = IndexComponent(one.component)
    return Weight(
        one.component,
        COMPONENT_NUMBERS[component],
        COMPONENT_LABELS[component].vi,
        INDEX_GROUP_LABELS[GROUP_OF[component]].vi,
        number(one.maximum),
        number(one.full_at),
    )


def _differences(shown: IndexDefinition, proposed: NewIndexDefinition) -> list[str]:
    """What the proposal changes, in words."""
    before = {one.component: one for one in shown.components}
    found = []
    for one in proposed.components:
        component, was = IndexComponent(one.component), before[one.component]
        name = f"{COMPONENT_NUMBERS[component]} {COMPONENT_LABELS[component].vi}"
        if one.maximum != was.maximum:
            found.append(f"{name}: điểm tối đa {number(was.maximum)} thành {number(one.maximum)}")
        if one.full_at != was.full_at:
            found.append(
                f"{name}: đạt tối đa từ {number(was.full_at)}% thành {number(one.full_at)}%"
            )
    found += changed(extras_of(shown), extras_of(proposed))
    return found or ["Điểm, ngày và ngưỡng không đổi."]
