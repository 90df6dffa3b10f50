"""Receiving accounts of agencies: proposed by one person, put in force by another."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import identity, organisation, payments
from shared.client.base import ApiProblem
from shared.contracts.payments import FeeAccountView, ProposeAccount
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up, step_up_dialog
from shared.ui.words import moment
from ui_officer.layout import message

_CHIPS = {"proposed": "due_soon", "in_force": "ok", "denied": "bad", "ended": "waiting"}
_SAID = {
    "bank": "Mã ngân hàng gồm 6 chữ số theo VietQR.",
    "number": "Số tài khoản gồm 4 đến 19 chữ số hoặc chữ in hoa.",
    "holder": "Tên chủ tài khoản viết in hoa không dấu.",
    "agency_id": "Chọn cơ quan.",
}


@dataclasses.dataclass
class Place:
    """An agency to choose."""

    id: str
    name: str


@dataclasses.dataclass
class Account:
    """One account in words."""

    id: str
    agency: str
    account: str
    state: str
    chip: str
    by: str
    may_decide: bool


def _account(found: FeeAccountView) -> Account:
    by = f"{found.proposed_by}, {moment(found.proposed_at)}"
    if found.decided_by and found.decided_at:
        by += f"; {found.decided_by}, {moment(found.decided_at)}"
    return Account(
        found.id,
        found.agency,
        f"{found.bank} · {found.number} · {found.holder}",
        found.state_label,
        _CHIPS[found.state],
        by,
        found.may_decide,
    )


class Accounts(StepUpMixin, rx.State):
    """The accounts of the caller's agencies; nothing for who has no say in them."""

    rows: list[Account] = []
    agencies: list[Place] = []
    shown: bool = False
    proposing: bool = False
    error: str = ""
    notice: str = ""

    @classmethod
    def face(cls) -> str:
        """Officers."""
        return "officer"

    @rx.event
    async def load(self):
        """Reads them."""
        self.reset()
        client = api(self, "officer")
        try:
            self._show(await payments.accounts(client))
            me = await identity.me(client)
            found = await organisation.agencies(client)
        except ApiProblem:
            return
        above = {r.agency_id for r in me.roles if r.role == "system_admin"}
        mine = above | {r.agency_id for r in me.roles if r.role == "leader"}
        self.agencies = [Place(a.id, a.name) for a in found if a.id in mine or a.parent_id in above]

    def _show(self, found: list[FeeAccountView]) -> None:
        self.rows, self.shown, self.error = [_account(one) for one in found], True, ""

    @rx.event
    def ask(self):
        """Opens or closes the form."""
        self.proposing, self.error, self.notice = not self.proposing, "", ""

    @rx.event
    async def propose(self, form: dict[str, Any]):
        """One person proposes."""
        data = ProposeAccount(
            agency_id=str(form.get("agency") or ""),
            bank=str(form.get("bank") or "").strip(),
            number=str(form.get("number") or "").replace(" ", "").upper(),
            holder=str(form.get("holder") or "").strip().upper(),
        )
        try:
            self._show(await payments.propose_account(api(self, "officer"), data))
        except ApiProblem as refused:
            if needs_step_up(refused):
                return await self.ask_again("propose", form)
            names = [error.pointer.strip("/") for error in refused.errors]
            self.error = next((_SAID[name] for name in names if name in _SAID), refused.message)
            return
        self.proposing, self.notice = False, "Đã đề nghị, chờ người thứ hai quyết định."

    @rx.event
    async def decide(self, account_id: str, approve: bool):
        """Another decides."""
        client = api(self, "officer")
        try:
            self._show(await payments.decide_account(client, account_id, approve=approve))
        except ApiProblem as refused:
            if needs_step_up(refused):
                return await self.ask_again("decide", account_id, approve)
            self.error = refused.message
            return
        self.notice = "Tài khoản mới được dùng từ bây giờ." if approve else "Đã không duyệt."


def _text(name: str, label: str, hint: str) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=f"account-{name}"),
        rx.el.input(id=f"account-{name}", name=name, type="text", placeholder=hint),
        class_name="field",
    )


def _form() -> Component:
    return rx.el.form(
        rx.cond(Accounts.error != "", message(Accounts.error)),
        rx.el.div(
            rx.el.label("Cơ quan", html_for="account-agency"),
            rx.el.select(
                rx.foreach(Accounts.agencies, lambda a: rx.el.option(a.name, value=a.id)),
                id="account-agency",
                name="agency",
            ),
            class_name="field",
        ),
        rx.el.div(
            _text("bank", "Mã ngân hàng (6 số)", "970499"),
            _text("number", "Số tài khoản", ""),
            class_name="columns",
        ),
        _text("holder", "Chủ tài khoản, in hoa không dấu", "UBND PHUONG KY LUA"),
        rx.el.div(
            rx.el.button("Đề nghị", type="submit", class_name="button"),
            rx.el.button("Thôi", type="button", on_click=Accounts.ask, class_name="button plain"),
            class_name="acts",
        ),
        on_submit=Accounts.propose,
        class_name="panel",
    )


def accounts_section() -> Component:
    """Nothing for who has no say in accounts."""
    page = Accounts
    heads = ("Cơ quan", "Ngân hàng · tài khoản · chủ", "Tình trạng", "Người đề nghị; người quyết")
    return rx.cond(
        page.shown,
        rx.el.section(
            rx.el.h2("Tài khoản nhận tiền"),
            rx.el.p(
                "Cơ quan chưa có tài khoản riêng thì dùng tài khoản chung của tỉnh. Đổi tài khoản "
                "cần hai người.",
                class_name="muted small",
            ),
            rx.cond(page.notice != "", message(page.notice, "good")),
            rx.cond((page.error != "") & ~page.proposing, message(page.error)),
            rx.cond(
                page.rows.length() > 0,
                rx.el.table(
                    rx.el.thead(rx.el.tr(*[rx.el.th(head, scope="col") for head in heads])),
                    rx.el.tbody(
                        rx.foreach(
                            page.rows,
                            lambda a: rx.el.tr(
                                rx.el.td(a.agency),
                                rx.el.td(a.account, class_name="mono"),
                                rx.el.td(
                                    rx.el.span(a.state, class_name="chip " + a.chip),
                                    rx.cond(
                                        a.may_decide,
                                        rx.el.div(
                                            rx.el.button(
                                                "Duyệt",
                                                on_click=page.decide(a.id, True),
                                                class_name="button",
                                            ),
                                            rx.el.button(
                                                "Không duyệt",
                                                on_click=page.decide(a.id, False),
                                                class_name="button plain",
                                            ),
                                            class_name="acts",
                                        ),
                                    ),
                                ),
                                rx.el.td(a.by, class_name="small"),
                            ),
                        )
                    ),
                ),
            ),
            rx.cond(
                page.agencies.length() > 0,
                rx.cond(
                    page.proposing,
                    _form(),
                    rx.el.button("Đề nghị tài khoản", on_click=page.ask, class_name="button plain"),
                ),
            ),
            step_up_dialog(page),
            class_name="card",
        ),
    )
