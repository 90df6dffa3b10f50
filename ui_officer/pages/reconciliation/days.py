"""Days against the payment platform and what did not agree, as read and acted upon."""

import dataclasses
from typing import Any

import reflex as rx

from shared.client import payments
from shared.client.base import ApiProblem
from shared.contracts.payments import DecideRefund, Difference, ReconciledDay
from shared.ui.session import api
from shared.ui.words import day, iso_day, moment

_ISO_LENGTH = len("2026-03-05")


@dataclasses.dataclass
class Day:
    """One day in words."""

    date: str
    iso: str
    theirs: str
    ours: str
    agrees: bool
    state: str
    open: str
    error: str


@dataclasses.dataclass
class Row:
    """One difference in words."""

    id: str
    date: str
    kind: str
    reference: str
    transaction: str
    ours: str
    theirs: str
    code: str
    href: str
    agency: str
    done: str
    refund: str
    refund_id: str
    may_decide: bool
    may_hand: bool
    money_here: bool


class Reconciliation(rx.State):
    """Days and differences."""

    days: list[Day] = []
    rows: list[Row] = []
    resolved: bool = False
    more: str = ""
    loaded: bool = False
    problem: str = ""
    error: str = ""
    notice: str = ""
    doing: str = ""  # "", resolve, refund, decide, hand
    subject: str = ""

    @rx.event
    async def load(self):
        """Reads both lists."""
        self.reset()
        await self._read()
        self.loaded = True

    async def _read(self) -> None:
        try:
            self.days = [_day(d) for d in await payments.days(api(self, "officer"))]
            found = await payments.differences(api(self, "officer"), resolved=self.resolved)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.rows, self.more = [_row(d) for d in found.items], found.next_cursor or ""

    @rx.event
    async def show(self, resolved: bool):
        """What is open, or what was settled."""
        self.resolved, self.doing, self.notice = resolved, "", ""
        await self._read()

    @rx.event
    async def read_on(self):
        """The next page."""
        client = api(self, "officer")
        try:
            found = await payments.differences(client, resolved=self.resolved, cursor=self.more)
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.rows = [*self.rows, *(_row(d) for d in found.items)]
        self.more = found.next_cursor or ""

    @rx.event
    async def compare(self, form: dict[str, Any]):
        """A day anew."""
        self.error = self.notice = ""
        wanted = iso_day(str(form.get("day") or "").strip())
        if len(wanted) != _ISO_LENGTH:
            self.error = "Ghi ngày dạng ngày/tháng/năm, ví dụ 05/03/2026."
            return
        try:
            await payments.reconcile(api(self, "officer"), wanted)
        except ApiProblem as refused:
            self.error = refused.errors[0].message if refused.errors else refused.message
            return
        self.notice = "Đang đối soát. Tải lại trang sau ít giây để xem kết quả."
        await self._read()

    @rx.event
    def open(self, what: str, subject: str):
        """Opens a form about one difference."""
        self.doing, self.subject, self.error, self.notice = what, subject, "", ""

    @rx.event
    async def send(self, form: dict[str, Any]):
        """Says what was done, proposes to give the money back, or decides about that."""
        said = str(form.get("said") or "").strip()
        if self.doing != "decide" and len(said) < 10:
            self.error = "Ghi rõ, ít nhất 10 ký tự."
            return
        client = api(self, "officer")
        try:
            if self.doing == "decide":
                data = DecideRefund(approve=form.get("decision") == "approve", answer=said)
                await payments.decide_refund(client, self.subject, data)
                self.notice = "Đã ghi quyết định."
            elif self.doing == "hand":
                await payments.hand_refund(client, self.subject, said)
                self.notice = "Đã ghi việc hoàn tiền."
            elif self.doing == "refund":
                await payments.propose_unmatched_refund(client, self.subject, said)
                self.notice = "Đã đề nghị hoàn trả, chờ người thứ hai duyệt."
            else:
                await payments.resolve(client, self.subject, said)
                self.notice = "Đã ghi kết quả xử lý."
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.doing = ""
        await self._read()


def _vnd(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _day(found: ReconciledDay) -> Day:
    return Day(
        day(found.day),
        found.day,
        f"{found.theirs} giao dịch · {_vnd(found.theirs_vnd)}",
        f"{found.ours} giao dịch · {_vnd(found.ours_vnd)}",
        found.theirs_vnd == found.ours_vnd and not found.open_differences,
        f"Đã đối soát {moment(found.ran_at)}" if found.state == "done" else "Đang chờ nền tảng",
        str(found.open_differences),
        "Nền tảng chưa trả lời, hệ thống tự thử lại." if found.last_error else "",
    )


def _row(found: Difference) -> Row:
    refund = found.refund
    return Row(
        found.id,
        day(found.day),
        found.kind_label,
        found.reference,
        found.transaction_code,
        _vnd(found.ours_vnd),
        _vnd(found.theirs_vnd),
        found.dossier_code,
        f"/ho-so/{found.dossier_id}" if found.dossier_id else "",
        found.agency or "Chưa rõ cơ quan",
        f"{found.resolution} ({found.resolved_by}, {moment(found.resolved_at)})"
        if found.resolved_at
        else "",
        f"Hoàn {refund.amount}: {refund.state_label.lower()}" if refund else "",
        refund.id if refund else "",
        refund.may_decide if refund else False,
        refund.may_hand_over if refund else False,
        found.kind in ("wrong_amount", "doubled", "late")
        and (refund is None or refund.state == "denied"),
    )
