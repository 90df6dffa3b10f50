"""What the dossier owes, as the desk works on it: asking, taking money, giving it back."""

import base64
import dataclasses
import uuid
from typing import Any

import reflex as rx

from shared.client import payments, receipts
from shared.client.base import ApiProblem
from shared.contracts.payments import (
    AskFee,
    Collect,
    DecideRefund,
    DossierFees,
    FeeChoice,
    ObligationView,
    WorkOutFee,
)
from shared.contracts.receipts import ReplaceReceipt
from shared.ui.session import api
from shared.ui.words import moment
from ui_officer.pages.dossier.desk import Desk
from ui_officer.pages.dossier.receipt_words import Receipt, receipt_in_words

_CHIPS = {"open": "warn", "waiting": "waiting", "paid": "ok", "exempt": "ok"}


@dataclasses.dataclass
class Owed:
    """One fee in words, and what the officer may do with it."""

    id: str
    name: str
    amount: str
    number: int
    state: str
    chip: str
    about: str
    why: list[str]
    receipts: list[Receipt]
    reference: str
    may_collect: bool
    may_refund: bool
    refund_id: str
    refund: str
    refund_why: str
    may_decide: bool
    may_hand: bool


@dataclasses.dataclass
class Offered:
    """A fee of the procedure; `counted` is the label of what is counted, or empty."""

    key: str
    name: str
    counted: str
    copies: bool


@dataclasses.dataclass
class Ground:
    """A ground on which less is asked for."""

    key: str
    label: str


class Fees(rx.State):
    """The fees of the dossier in the address."""

    owed: list[Owed] = []
    total: str = ""
    due: bool = False
    offered: list[Offered] = []
    chosen: Offered = Offered("", "", "", False)
    grounds: list[Ground] = []
    doing: str = ""  # "", ask, collect, refund, decide, hand, replace
    subject: str = ""
    result: str = ""
    steps: list[str] = []
    qr: str = ""
    qr_of: str = ""
    error: str = ""
    notice: str = ""
    payer: str = ""
    address: str = ""
    _choices: list[FeeChoice] = []
    _key: str = ""

    @rx.event
    async def load(self):
        """Reads them; a dossier that cannot be read says so itself."""
        self.reset()
        try:
            self._show(await payments.fees(api(self, "officer"), self.dossier_id))
        except ApiProblem:
            return

    def _show(self, found: DossierFees) -> None:
        self.owed = [_owed(one) for one in found.obligations]
        self.total, self.due = found.owed, found.owed_vnd > 0
        self._choices = found.choices
        self.offered = [_offered(choice) for choice in found.choices]
        self.doing, self.subject, self.error = "", "", ""
        self.result, self.steps, self.qr_of = "", [], ""

    @rx.event
    async def open(self, what: str, subject: str):
        """Opens a form about one fee or refund."""
        self.doing, self.subject, self.error, self.notice = what, subject, "", ""
        self.result, self.steps, self._key = "", [], uuid.uuid4().hex
        if what == "ask":
            self._choose(self.offered[0].key if self.offered else "")
        if what == "collect":
            desk = await self.get_state(Desk)
            self.payer = next((p.value for p in desk.facts if p.label == "Người nộp"), "")
        if what == "replace":
            issued = [one for owed in self.owed for one in owed.receipts if one.id == subject]
            self.payer, self.address = (issued[0].payer, issued[0].address) if issued else ("", "")

    @rx.event
    def choose(self, key: str):
        """Another fee of the procedure."""
        self._choose(key)
        self.result, self.steps = "", []

    def _choose(self, key: str) -> None:
        self.chosen = next((o for o in self.offered if o.key == key), Offered("", "", "", False))
        self.grounds = [
            Ground(e.code, e.label) for c in self._choices if c.key == key for e in c.exemptions
        ]

    @rx.event
    async def work_out(self, form: dict[str, Any]):
        """Shows what it comes to; a second press asks for it."""
        self.error = ""
        counted = WorkOutFee(
            self.chosen.key,
            units=_number(form.get("units")),
            copies=_number(form.get("copies")),
            exemption=str(form.get("exemption") or ""),
        )
        client = api(self, "officer")
        try:
            if not self.result:
                found = await payments.work_out(client, self.dossier_id, counted)
                self.result, self.steps = found.amount, found.explanation
                return
            desk = await self.get_state(Desk)
            asked = AskFee(
                fee_key=counted.fee_key,
                units=counted.units,
                copies=counted.copies,
                exemption=counted.exemption,
                version=desk._version,
                reason=f"{self.chosen.name} theo quy định của thủ tục.",
            )
            self._show(await payments.ask(client, self.dossier_id, asked))
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.notice = "Đã ghi khoản phải nộp."
        yield Desk.load

    @rx.event
    def recount(self, _value: str = ""):
        """What was worked out holds for what was typed, no longer."""
        self.result, self.steps = "", []

    @rx.event
    async def collect(self, form: dict[str, Any]):
        """Money taken at the desk."""
        amount = "".join(c for c in str(form.get("amount", "")) if c.isdigit())
        data = Collect(
            means=str(form.get("means") or "cash"),
            amount_vnd=int(amount or 0) or 1,
            payer=str(form.get("payer") or "").strip(),
            bank_reference=str(form.get("bank_reference") or "").strip(),
        )
        self.payer = data.payer
        if len(data.payer) < 2:
            self.error = "Ghi họ tên người nộp tiền."
            return
        if await self._done(payments.collect, data, "Đã thu và lập biên lai."):
            yield Desk.load

    @rx.event
    async def refund(self, form: dict[str, Any]):
        """Proposes to give back, decides about it, or says how it was handed back."""
        said = str(form.get("said") or "").strip()
        if self.doing == "decide":
            approve = form.get("decision") == "approve"
            data: Any = DecideRefund(approve=approve, answer=said)
            await self._done(payments.decide_refund, data, "Đã ghi quyết định.")
            return
        if len(said) < 10:
            self.error = "Ghi rõ, ít nhất 10 ký tự."
            return
        if self.doing == "refund":
            await self._done(payments.propose_refund, said, "Đã đề nghị, chờ người thứ hai duyệt.")
        else:
            await self._done(payments.hand_refund, said, "Đã ghi việc hoàn tiền.")

    @rx.event
    async def replace_receipt(self, form: dict[str, Any]):
        """Another receipt in place of one that names the wrong payer."""
        self.payer = str(form.get("receipt_payer") or "").strip()
        self.address = str(form.get("receipt_address") or "").strip()
        why = str(form.get("why") or "").strip()
        if len(self.payer) < 2:
            self.error = "Ghi họ tên người nộp tiền."
        elif len(why) < 10:
            self.error = "Ghi rõ vì sao thay thế, ít nhất 10 ký tự."
        else:
            data = ReplaceReceipt(self.payer, self.address, why)
            await self._done(receipts.replace, data, "Đã lập biên lai thay thế.")

    async def _done(self, call: Any, data: Any, notice: str) -> bool:
        self.error = ""
        try:
            self._show(await call(api(self, "officer"), self.subject, data))
        except ApiProblem as refused:
            self.error = refused.message
            return False
        self.notice = notice
        return True

    @rx.event
    async def show_qr(self, obligation_id: str):
        """A code for the citizen's bank app, on the screen turned towards them."""
        self.error = ""
        if self.qr_of == obligation_id:
            self.qr_of = ""
            return
        try:
            found = await payments.vietqr(api(self, "officer"), obligation_id)
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.qr_of = obligation_id
        self.qr = "data:image/svg+xml;base64," + base64.b64encode(found.svg.encode()).decode()

    @rx.event
    async def check(self, reference: str):
        """Asks the platform how a payment stands."""
        self.error = self.notice = ""
        try:
            found = await payments.check(api(self, "officer"), reference)
            self._show(await payments.fees(api(self, "officer"), self.dossier_id))
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.notice = f"Nền tảng thanh toán: {found.state_label.lower()}."
        yield Desk.load


def _owed(found: ObligationView) -> Owed:
    refund = found.refund
    about = f"{found.kind_label}. {found.moment_label}."
    if found.means_label and found.settled_at:
        about = f"{found.means_label}, {moment(found.settled_at)}"
    waits = found.state == "waiting" and found.attempt is not None
    return Owed(
        found.id,
        found.name,
        found.amount,
        found.amount_vnd,
        found.state_label,
        _CHIPS.get(found.state, ""),
        about,
        found.explanation,
        [receipt_in_words(one) for one in found.receipts],
        found.attempt.reference if waits and found.attempt else "",
        found.may_collect,
        found.may_propose_refund,
        refund.id if refund else "",
        f"Hoàn {refund.amount}: {refund.state_label.lower()}" if refund else "",
        f"{refund.reason} ({refund.proposed_by}, {moment(refund.proposed_at)})" if refund else "",
        refund.may_decide if refund else False,
        refund.may_hand_over if refund else False,
    )


def _offered(choice: FeeChoice) -> Offered:
    by_case = choice.unit != "dossier"
    label = f"Số {choice.unit_label}" if by_case else ""
    if choice.unit == "page":
        label = "Số trang của một bản"
    return Offered(choice.key, choice.name, label, choice.unit == "page")


def _number(value: Any) -> int:
    digits = "".join(c for c in str(value or "") if c.isdigit())[:5]
    return max(1, min(10_000, int(digits or 1)))
