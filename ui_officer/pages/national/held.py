"""What the national portal sent, as read and acted upon."""

import dataclasses
from typing import Any

import reflex as rx

from shared.client import national_lists, organisation
from shared.client.base import ApiProblem
from shared.contracts.common import Page
from shared.contracts.national_lists import Inbound, RetryInbound
from shared.ui.session import api
from shared.ui.words import moment

_CHIPS = {"held": "chip warn", "made": "chip ok", "received": "chip", "closed": "chip waiting"}


@dataclasses.dataclass
class Row:
    """One message in words."""

    id: str
    code: str
    received: str
    procedure: str
    place: str
    state: str
    chip: str
    reason: str
    href: str
    dossier: str
    files: str
    is_held: bool
    is_update: bool


@dataclasses.dataclass
class Option:
    """An agency to choose."""

    id: str
    name: str


class NationalInbound(rx.State):
    """The list in one state, and the form of one row."""

    rows: list[Row] = []
    standing: str = "held"
    more: str = ""
    loaded: bool = False
    problem: str = ""
    error: str = ""
    notice: str = ""
    subject: str = ""
    closing: bool = False
    agencies: list[Option] = []

    @rx.event
    async def load(self):
        """The first page of what waits."""
        self.reset()
        await self._read()
        try:
            found = await organisation.agencies(api(self, "officer"))
            self.agencies = [Option(a.id, a.name) for a in found]
        except ApiProblem as refused:
            self.problem = refused.message
        self.loaded = True

    async def _read(self, cursor: str = "") -> None:
        try:
            found = await national_lists.inbound(
                api(self, "officer"), standing=self.standing, cursor=cursor
            )
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self._show(found, add=bool(cursor))

    def _show(self, found: Page[Inbound], *, add: bool = False) -> None:
        rows = [_row(one) for one in found.items]
        self.rows = [*self.rows, *rows] if add else rows
        self.more = found.next_cursor or ""

    @rx.event
    async def show(self, standing: str):
        """Those in another state."""
        self.standing, self.subject, self.notice, self.error = standing, "", "", ""
        await self._read()

    @rx.event
    async def read_on(self):
        """The next page."""
        await self._read(self.more)

    @rx.event
    def open(self, subject: str, closing: bool):
        """Opens a form about one row, or closes it."""
        self.subject, self.closing, self.error, self.notice = subject, closing, "", ""

    @rx.event
    async def confirm(self, subject: str):
        """An update whose act was done in the dossier."""
        await self._retry(subject, RetryInbound(done=True), "Đã xác nhận.")

    @rx.event
    async def send(self, form: dict[str, Any]):
        """Tries again, with an agency where one is chosen, or closes with a reason."""
        if not self.closing:
            data = RetryInbound(agency_id=str(form.get("agency_id") or ""))
            await self._retry(self.subject, data, "Đã lập hồ sơ.")
            return
        said = str(form.get("reason") or "").strip()
        if len(said) < 10:
            self.error = "Ghi rõ lý do, ít nhất 10 ký tự."
            return
        try:
            found = await national_lists.close(api(self, "officer"), self.subject, said)
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.subject, self.notice = "", "Đã đóng, không lập hồ sơ."
        self._show(found)

    async def _retry(self, subject: str, data: RetryInbound, done: str) -> None:
        self.error = self.notice = ""
        try:
            found = await national_lists.retry(api(self, "officer"), subject, data)
        except ApiProblem as refused:
            self.error = refused.errors[0].message if refused.errors else refused.message
            return
        self._show(found)
        left = next((row for row in self.rows if row.id == subject), None)
        if left is not None:
            self.error, self.subject = f"Chưa lập được: {left.reason}", subject
            return
        self.subject, self.notice = "", done


def _row(one: Inbound) -> Row:
    refused = [file for file in one.files if file.state == "refused"]
    kept = sum(file.state == "kept" for file in one.files)
    files = f"Tệp: {kept}/{len(one.files)} đã nhận" if one.files else ""
    if refused:
        files += "; " + "; ".join(f"{file.name}: {file.reason}" for file in refused)
    return Row(
        id=one.id,
        code=one.code,
        received=f"Nhận {moment(one.received_at)}",
        procedure=one.procedure_name or "Thủ tục không có trong danh mục",
        place=f"{one.procedure_code} · {one.agency_name or 'đơn vị ' + one.unit}",
        state=one.state_label,
        chip=_CHIPS[one.state],
        reason=one.reason,
        href=f"/ho-so/{one.dossier_id}" if one.dossier_id else "",
        dossier=one.dossier_code,
        files=files,
        is_held=one.state == "held",
        is_update=one.updating,
    )
