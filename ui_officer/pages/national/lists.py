"""The national lists against ours, as read and acted upon."""

import dataclasses
from typing import Any

import reflex as rx

from shared.client import national_lists
from shared.client.base import ApiProblem
from shared.contracts.common import Page
from shared.contracts.national_lists import FieldDifference, ListDifference, Pull
from shared.ui.session import api
from shared.ui.words import moment

_SECOND = "Người thứ hai phê duyệt thì mới có hiệu lực."
_CHIPS = {"changed": "chip warn", "only_there": "chip", "only_here": "chip waiting"}


@dataclasses.dataclass
class Line:
    """One line of a text; `marked` where the other side has no such line."""

    text: str
    marked: bool


@dataclasses.dataclass
class Field:
    """One field on both sides."""

    key: str
    label: str
    ours: list[Line]
    theirs: list[Line]
    why_not: str
    chosen: bool


@dataclasses.dataclass
class Row:
    """One difference."""

    id: str
    title: str
    key: str
    what: str
    kind: str
    chip: str
    found: str
    decided: str
    fields: list[Field]
    may_approve: bool
    is_open: bool
    is_proposed: bool
    asked: str
    may_confirm: bool
    why_not_confirm: str
    revision: int
    withdraws: bool


class NationalLists(rx.State):
    """Differences of one list in one state, and the last comparison."""

    rows: list[Row] = []
    which: str = ""
    standing: str = "open"
    more: str = ""
    loaded: bool = False
    problem: str = ""
    error: str = ""
    error_of: str = ""
    notice: str = ""
    holding: str = ""
    compared: str = ""
    running: bool = False

    @rx.event
    async def load(self):
        """The last comparison and what is open."""
        self.reset()
        await self._read()
        await self._read_pulls()
        self.loaded = True

    async def _read(self, cursor: str = "") -> None:
        try:
            found = await national_lists.differences(
                api(self, "officer"), which=self.which, standing=self.standing, cursor=cursor
            )
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self._show(found, add=bool(cursor))

    async def _read_pulls(self) -> None:
        try:
            self._said(await national_lists.pulls(api(self, "officer")))
        except ApiProblem as refused:
            self.problem = refused.message

    def _said(self, pulls: list[Pull]) -> None:
        last = pulls[0] if pulls else None
        self.running = last is not None and last.state == "running"
        self.compared = _pull_words(last) if last is not None else "Chưa so sánh lần nào."

    def _show(self, found: Page[ListDifference], *, add: bool = False) -> None:
        rows = [_row(one) for one in found.items]
        self.rows = [*self.rows, *rows] if add else rows
        self.more = found.next_cursor or ""

    @rx.event
    async def show(self, standing: str):
        """Differences in another state."""
        self.standing, self.holding, self.error, self.notice = standing, "", "", ""
        await self._read()

    @rx.event
    async def choose(self, which: str):
        """Differences of another list."""
        self.which = "" if which == "all" else which
        await self._read()

    @rx.event
    async def read_on(self):
        """The next page."""
        await self._read(self.more)

    @rx.event
    async def compare(self):
        """Compares now."""
        self.error = self.notice = self.error_of = ""
        try:
            self._said(await national_lists.start_pull(api(self, "officer")))
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.notice = "Đang so sánh với danh mục quốc gia. Bấm Xem lại để thấy kết quả."

    @rx.event
    async def look_again(self):
        """Reads both anew."""
        self.notice = ""
        await self._read()
        await self._read_pulls()

    @rx.event
    def begin_hold(self, subject: str):
        """Opens the reason of one difference, or closes it."""
        self.holding, self.error, self.error_of, self.notice = subject, "", "", ""

    @rx.event
    async def decide(self, form: dict[str, Any]):
        """Proposes what is ticked, or to keep ours; or answers a proposal as its second person."""
        subject = str(form.get("id") or "")
        self.error = self.notice = ""
        self.error_of = subject
        row = next((one for one in self.rows if one.id == subject), None)
        if row is not None and row.is_proposed:
            await self._answer(row, form)
            return
        client = api(self, "officer")
        try:
            if self.holding == subject:
                said = str(form.get("reason") or "").strip()
                if len(said) < 10:
                    self.error = "Ghi rõ lý do, ít nhất 10 ký tự."
                    return
                found = await national_lists.hold(client, subject, said)
                self.notice = f"Đã đề nghị giữ bản của tỉnh. {_SECOND}"
            else:
                chosen = [name[6:] for name, on in form.items() if name.startswith("field-") and on]
                found = await national_lists.approve(client, subject, chosen)
                self.notice = f"Đã đề nghị cập nhật theo danh mục quốc gia. {_SECOND}"
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.holding = ""
        if self.standing == "open" and not self.which:
            self._show(found)
        else:
            await self._read()

    async def _answer(self, row: Row, form: dict[str, Any]) -> None:
        client = api(self, "officer")
        try:
            if self.holding == row.id:
                said = str(form.get("reason") or "").strip()
                if len(said) < 10:
                    self.error = "Ghi rõ lý do, ít nhất 10 ký tự."
                    return
                await national_lists.give_back(client, row.id, said)
                self.notice = "Đã trả lại đề nghị."
            else:
                await national_lists.confirm(client, row.id, row.revision)
                self.notice = "Đã phê duyệt và thực hiện đề nghị."
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.holding = ""
        await self._read()


def _pull_words(last: Pull) -> str:
    if last.state == "running":
        words = f"{last.state_label}: {last.looked_at}/{last.total or '…'} thủ tục"
        return f"{words}. {_trouble(last)}" if last.error else f"{words}."
    when = moment(last.finished_at or last.started_at)
    if last.error:
        return f"{last.state_label} lúc {when}. {_trouble(last)}"
    return f"{last.state_label} lúc {when}: {last.differences} khác biệt chờ quyết định."


def _trouble(last: Pull) -> str:
    return "Cổng quốc gia chưa trả lời, hệ thống tự thử lại." if last.state == "running" else (
        f"Cổng quốc gia trả lời: {last.error}"
    )  # fmt: skip


def _row(one: ListDifference) -> Row:
    return Row(
        id=one.id,
        title=one.title,
        key=one.key if one.key != one.title else "",
        what=one.which_label,
        kind=one.kind_label,
        chip=_CHIPS[one.kind],
        found=f"Phát hiện {moment(one.found_at)}",
        decided=_decided(one),
        fields=[_field(field, one.chosen) for field in one.fields],
        may_approve=one.may_approve,
        is_open=one.state == "open",
        is_proposed=one.state == "proposed",
        asked=_asked(one),
        may_confirm=one.may_confirm,
        why_not_confirm=one.why_not_confirm,
        revision=one.revision,
        withdraws=one.which == "procedure" and one.kind == "only_here",
    )


def _asked(one: ListDifference) -> str:
    if one.state != "proposed":
        return ""
    what = "giữ bản của tỉnh" if one.proposal == "held" else "cập nhật theo danh mục quốc gia"
    return f"{one.proposed_by} đề nghị {what}, {moment(one.proposed_at or '')}. {one.note}"


def _decided(one: ListDifference) -> str:
    if one.state == "open":
        return one.note if not one.decided_at else ""
    if not one.decided_at:
        return ""
    first = f"đề nghị {one.proposed_by}, " if one.proposed_by else ""
    said = f"{first}phê duyệt {one.decided_by}, {moment(one.decided_at)}"
    return f"{one.state_label}: {said}. {one.note}"


def _field(field: FieldDifference, chosen: list[str]) -> Field:
    ours, theirs = field.ours.splitlines() or ["(trống)"], field.theirs.splitlines() or ["(trống)"]
    return Field(
        key=field.key,
        label=field.label,
        # What cannot be taken over is written otherwise, line by line; marks would only mislead.
        ours=[Line(text, not field.why_not and text not in theirs) for text in ours],
        theirs=[Line(text, not field.why_not and text not in ours) for text in theirs],
        why_not=field.why_not,
        chosen=field.key in chosen,
    )
