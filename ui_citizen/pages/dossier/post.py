"""The post of one of my dossiers: what was ordered, where it is, and ordering, in place."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import post
from shared.client.base import ApiProblem
from shared.contracts.post import DossierPost, PostalOrder
from shared.ui.postal import PostalPlace, postal_fields
from shared.ui.session import api
from shared.ui.words import moment
from ui_citizen.layout import message

_TONES = {"delivered": "ok", "returned": "bad", "lost": "bad", "refused": "bad"}
_ABOUT = {
    "asked": "Bộ phận Một cửa gửi ngay khi có kết quả.",
    "ordered": "Đang chờ bưu điện nhận đơn.",
    "returned": "Bộ phận Một cửa sẽ liên hệ với bạn.",
    "lost": "Cơ quan xin lỗi và đang xử lý.",
    "refused": "Bộ phận Một cửa đang xử lý.",
}


@dataclasses.dataclass
class Step:
    """One line of the way of a parcel."""

    label: str
    at: str
    note: str


@dataclasses.dataclass
class Parcel:
    """One order in words."""

    id: str
    title: str
    state: str
    tone: str
    about: str
    parcel: str
    address: str
    costs: str
    steps: list[Step]
    may_cancel: bool


def _parcel(found: PostalOrder) -> Parcel:
    about = _ABOUT.get(found.state, "")
    if found.cancelling:
        about = "Đang chờ bưu điện xác nhận hủy."
    if found.state == "delivered" and found.received_by:
        about = f"Người nhận: {found.received_by}."
    costs = [f"Cước khoảng {found.postage}, trả cho bưu tá"] if found.postage else []
    if found.cod:
        costs.append(f"bưu tá thu hộ lệ phí {found.cod}")
    return Parcel(
        found.id,
        found.direction_label,
        found.state_label,
        _TONES.get(found.state, "warn" if found.state != "cancelled" else ""),
        about,
        found.parcel,
        f"{found.name}, {found.phone}. {found.address}",
        "; ".join(costs) + ("." if costs else ""),
        [
            Step(s.label, moment(s.at), " · ".join(x for x in (s.place, s.note) if x))
            for s in found.steps
        ],
        found.may_cancel,
    )


class MyPost(PostalPlace, rx.State):
    """The post of the dossier in the address."""

    parcels: list[Parcel] = []
    may_pickup: bool = False
    may_delivery: bool = False
    postage: str = ""
    asking: str = ""  # "", pickup, delivery
    problem: str = ""
    notice: str = ""
    _name: str = ""
    _phone: str = ""
    _known: tuple[str, str] = ("", "")

    @rx.event
    async def load(self):
        """Reads it; a dossier that cannot be read says so itself."""
        self.reset()
        try:
            self._show(await post.of_dossier(api(self, "citizen"), self.dossier_id))
        except ApiProblem:
            return

    def _show(self, found: DossierPost) -> None:
        self.parcels = [_parcel(one) for one in found.orders]
        self.may_pickup, self.may_delivery = found.may_ask_pickup, found.may_ask_delivery
        self.postage, self._name, self._phone = found.postage, found.name, found.phone
        self._known = next(((o.commune, o.detail) for o in found.orders if o.commune), ("", ""))
        self.asking = ""

    @rx.event
    async def ask(self, what: str):
        """Opens or closes the form."""
        self.asking = "" if self.asking == what else what
        self.problem = self.notice = ""
        if self.asking:
            label = "Lấy giấy tờ ở đâu?" if what == "pickup" else "Gửi kết quả đến đâu?"
            await self._begin(self._name, self._phone, *self._known, label)

    @rx.event
    async def send(self, form: dict[str, Any]):
        """Orders."""
        self.problem = ""
        address = self._sent(form)
        if address is None:
            return
        call = post.ask_pickup if self.asking == "pickup" else post.ask_delivery
        try:
            self._show(await call(api(self, "citizen"), self.dossier_id, address))
        except ApiProblem as refused:
            self.problem = self._blame(refused)
            return
        self.notice = "Đã ghi yêu cầu với bưu chính."

    @rx.event
    async def cancel(self, order_id: str):
        """Takes an order back."""
        self.problem = self.notice = ""
        client = api(self, "citizen")
        try:
            order = await post.cancel(client, order_id)
            self._show(await post.of_dossier(client, self.dossier_id))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        done = order.state == "cancelled"
        self.notice = "Đã hủy." if done else "Đã gửi yêu cầu hủy đến bưu điện."


def _one(one: Parcel) -> Component:
    return rx.el.li(
        rx.el.b(one.title),
        rx.el.p(rx.el.span(one.state, class_name="tag " + one.tone)),
        rx.cond(one.parcel != "", rx.el.p("Mã bưu gửi ", rx.el.b(one.parcel))),
        rx.el.p(one.address, class_name="small"),
        rx.cond(one.about != "", rx.el.p(one.about, class_name="small")),
        rx.cond(one.costs != "", rx.el.p(one.costs, class_name="small muted")),
        rx.cond(
            one.steps.length() > 0,
            rx.el.details(
                rx.el.summary("Hành trình bưu gửi"),
                rx.el.ol(
                    rx.foreach(
                        one.steps,
                        lambda s: rx.el.li(
                            rx.el.b(s.label),
                            rx.el.br(),
                            rx.el.span(s.at, class_name="muted small"),
                            rx.cond(s.note != "", rx.el.p(s.note, class_name="small")),
                        ),
                    ),
                    class_name="timeline",
                ),
            ),
        ),
        rx.cond(
            one.may_cancel,
            rx.el.button(
                "Hủy trước khi bưu tá đến",
                on_click=MyPost.cancel(one.id),
                class_name="button plain",
            ),
        ),
    )


def _form() -> Component:
    return rx.el.form(
        postal_fields(MyPost, autocomplete=True),
        rx.el.p(MyPost.postage, class_name="muted small"),
        rx.el.div(
            rx.el.button("Gửi yêu cầu", type="submit", class_name="button"),
            rx.el.button("Thôi", type="button", on_click=MyPost.ask(""), class_name="button plain"),
            class_name="actions",
        ),
        on_submit=MyPost.send,
        key=MyPost.asking,
    )


def post_card() -> Component:
    """Nothing where nothing was ordered and nothing can be."""
    page = MyPost
    return rx.cond(
        (page.parcels.length() > 0) | page.may_pickup | page.may_delivery,
        rx.el.section(
            rx.el.h2("Bưu chính"),
            rx.cond(page.notice != "", message(page.notice, "good")),
            rx.cond(page.problem != "", message(page.problem)),
            rx.el.ul(rx.foreach(page.parcels, _one), class_name="plain-list fees"),
            rx.cond(
                page.asking != "",
                _form(),
                rx.el.div(
                    rx.cond(
                        page.may_delivery,
                        rx.el.button(
                            "Gửi kết quả về nhà qua bưu chính",
                            on_click=page.ask("delivery"),
                            class_name="button plain",
                        ),
                    ),
                    rx.cond(
                        page.may_pickup,
                        rx.el.button(
                            "Nhờ bưu tá đến lấy giấy tờ",
                            on_click=page.ask("pickup"),
                            class_name="button plain",
                        ),
                    ),
                    class_name="actions",
                ),
            ),
            class_name="card",
        ),
    )
