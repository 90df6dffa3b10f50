"""Orders of the desk with the post, as read and acted upon."""

import dataclasses
from typing import Any

import reflex as rx

from shared.client import post
from shared.client.base import ApiProblem
from shared.contracts.post import MendPostal, PostalOrder, SendParcel
from shared.ui.postal import PostalPlace
from shared.ui.session import api, query
from shared.ui.words import moment

SHOWN = {
    "running": "Đang thực hiện",
    "trouble": "Cần xử lý",
    "money": "Chờ tiền thu hộ",
    "all": "Tất cả",
}
_CHIPS = {
    "asked": "due_soon",
    "delivered": "ok",
    "returned": "bad",
    "lost": "bad",
    "refused": "bad",
}


@dataclasses.dataclass
class Parcel:
    """One order in words."""

    id: str
    href: str
    code: str
    procedure: str
    direction: str
    parcel: str
    label: str
    whom: str
    state: str
    chip: str
    about: str
    trouble: str
    money: str
    steps: list[str]
    asked: str
    originals: bool
    owed: bool
    owed_words: str
    may_send: bool
    may_cancel: bool
    may_mend: bool
    may_lose: bool
    may_remit: bool


def _vnd(amount: int) -> str:
    return f"{amount:,}".replace(",", ".") + " đồng"


def _about(found: PostalOrder) -> str:
    if found.mended:
        return f"Đã xử lý: {found.mended}"
    if found.cancelling:
        return "Đang chờ bưu điện xác nhận hủy."
    if found.state == "delivered":
        who = f"Người nhận: {found.received_by}. " if found.received_by else ""
        return f"{who}Số biên nhận {found.proof}." if found.proof else who
    return found.words or found.why_not_send


def _money(found: PostalOrder) -> str:
    parts = []
    if found.cod_vnd:
        parts.append(f"Thu hộ {found.cod}")
    if found.collected_vnd:
        parts.append(f"đã thu {_vnd(found.collected_vnd)}")
    if found.remitted:
        parts.append(f"đã nhận, mã {found.remitted}")
    return ", ".join(parts)


def _parcel(found: PostalOrder) -> Parcel:
    return Parcel(
        id=found.id,
        href=f"/ho-so/{found.dossier_id}",
        code=found.dossier_code,
        procedure=found.procedure_name,
        direction=found.direction_label,
        parcel=found.parcel,
        label=f"/api/v1/postal-orders/{found.id}/label" if found.parcel else "",
        whom=f"{found.name}, {found.phone}. {found.address}",
        state=found.state_label,
        chip=_CHIPS.get(found.state, "waiting"),
        about=_about(found),
        # What the state says already is not said twice.
        trouble=found.trouble_label
        if not found.mended and found.trouble in ("money", "not_handed")
        else "",
        money=_money(found),
        steps=[
            f"{moment(s.at)} · {s.label}" + "".join(f" · {x}" for x in (s.place, s.note) if x)
            for s in found.steps
        ],
        asked=moment(found.asked_at),
        originals=found.originals_kept,
        owed=found.owed_vnd > 0,
        owed_words=_vnd(found.owed_vnd) if found.owed_vnd else "",
        may_send=found.may_send,
        may_cancel=found.may_cancel,
        may_mend=found.may_mend,
        may_lose=found.may_record_loss,
        may_remit=found.may_remit,
    )


class Parcels(PostalPlace, rx.State):
    """The list and the form that is open."""

    _face: str = "officer"
    show: str = "running"
    rows: list[Parcel] = []
    more: str = ""
    loaded: bool = False
    problem: str = ""
    notice: str = ""
    doing: str = ""  # "", send, mend, remit
    subject: str = ""
    lost: bool = False
    originals: bool = False
    owed_words: str = ""
    _orders: dict[str, PostalOrder] = {}

    @rx.event
    async def load(self):
        """Reads the list the address names."""
        self.reset()
        wanted = query(self, "xem", "running")
        self.show = wanted if wanted in SHOWN else "running"
        await self._read()
        self.loaded = True

    async def _read(self) -> None:
        try:
            found = await post.orders(api(self, "officer"), show=self.show)
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self._orders = {order.id: order for order in found.items}
        self.rows, self.more = [_parcel(o) for o in found.items], found.next_cursor or ""

    @rx.event
    async def read_on(self):
        """The next page."""
        try:
            found = await post.orders(api(self, "officer"), show=self.show, cursor=self.more)
        except ApiProblem as refused:
            self.error = refused.message
            return
        self._orders = self._orders | {order.id: order for order in found.items}
        self.rows = [*self.rows, *(_parcel(o) for o in found.items)]
        self.more = found.next_cursor or ""

    @rx.event
    async def open(self, what: str, order_id: str):
        """Opens a form under one order, or closes it."""
        same = (self.doing, self.subject) == (what, order_id)
        self.doing, self.subject = ("", "") if same or not what else (what, order_id)
        self.error = self.notice = ""
        order = self._orders.get(self.subject)
        if order is None:
            return
        self.lost = order.may_record_loss
        self.originals = order.originals_kept
        self.owed_words = _vnd(order.owed_vnd) if order.owed_vnd else ""
        if self.doing == "send":
            label = "Gửi đến" if order.commune else f"Gửi đến (người nộp ghi: {order.detail})"
            detail = order.detail if order.commune else ""
            await self._begin(order.name, order.phone, order.commune, detail, label)

    @rx.event
    async def send(self, form: dict[str, Any]):
        """Gives the packed result to the post."""
        self.error = ""
        address = self._sent(form)
        if address is None:
            return
        data = SendParcel(
            address,
            originals_enclosed=bool(form.get("originals")),
            collect_owed=bool(form.get("collect")),
        )
        await self._done(post.send, data, "Đã gửi đơn. In nhãn và dán lên bưu gửi.")

    @rx.event
    async def mend(self, form: dict[str, Any]):
        """Does something about a parcel that went wrong."""
        said = str(form.get("said") or "").strip()
        if len(said) < 10:
            self.error = "Ghi rõ, ít nhất 10 ký tự."
            return
        data = MendPostal(str(form.get("how") or "settled"), said)
        await self._done(post.mend, data, "Đã ghi cách xử lý.")

    @rx.event
    async def remit(self, form: dict[str, Any]):
        """The post has paid over what it collected."""
        said = str(form.get("said") or "").strip()
        if len(said) < 4:
            self.error = "Ghi mã giao dịch trên sao kê."
            return
        await self._done(post.remitted, said, "Đã ghi tiền thu hộ về tài khoản.")

    @rx.event
    async def cancel(self, order_id: str):
        """Takes an order back."""
        self.error = self.notice = ""
        try:
            await post.cancel(api(self, "officer"), order_id)
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.notice = "Đã hủy, hoặc đã gửi yêu cầu hủy đến bưu điện."
        await self._read()

    async def _done(self, call: Any, data: Any, notice: str) -> None:
        try:
            await call(api(self, "officer"), self.subject, data)
        except ApiProblem as refused:
            self.error = self._blame(refused)
            return
        self.doing, self.notice = "", notice
        await self._read()
