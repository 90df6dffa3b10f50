"""What the applicant wants of the post: papers fetched, the result brought home."""

from collections.abc import Mapping
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import post
from shared.client.base import ApiProblem
from shared.contracts.post import DraftPost, WishPost
from shared.ui.postal import PostalPlace, postal_fields
from shared.ui.session import api


class ByPost(PostalPlace, rx.State):
    """The wish of the draft in the address."""

    offered: bool = False
    pickup: bool = False
    postage: str = ""
    _wished: bool = False

    @rx.event
    async def load(self):
        """Reads what was wished so far; a draft that cannot be read says so itself."""
        self.reset()
        try:
            await self._show(await post.wished(api(self, "citizen"), self.draft_id))
        except ApiProblem:
            return

    async def _show(self, found: DraftPost) -> None:
        self.offered, self.pickup, self.postage = found.offered, found.pickup, found.postage
        self._wished = found.wished
        await self._begin(
            found.name, found.phone, found.commune, found.detail, "Bưu tá đến địa chỉ nào?"
        )

    @rx.event
    def tick(self, wanted: bool):
        """Papers are to be fetched, or not."""
        self.pickup = wanted

    async def _keep(self, form: Mapping[str, Any], *, by_post: bool) -> str:
        """Keeps the wish where there is one; returns what keeps it from being kept."""
        if not self.offered or not (by_post or self.pickup or self._wished):
            return ""
        needed = by_post or self.pickup
        address = self._sent(form) if needed or form.get("postal_phone") is not None else None
        if address is None:
            return "Vui lòng xem lại địa chỉ cho bưu tá." if needed else ""
        try:
            wish = WishPost(address, self.pickup)
            await self._show(await post.wish(api(self, "citizen"), self.draft_id, wish))
        except ApiProblem as refused:
            return self._blame(refused) or "Vui lòng xem lại địa chỉ cho bưu tá."
        return ""


def by_post(wants_delivery: rx.Var[bool]) -> Component:
    """A tick for the pick-up; the address where the post has to come at all."""
    return rx.fragment(
        rx.el.fieldset(
            rx.el.legend(rx.el.h2("Gửi bản giấy")),
            rx.el.p(
                "Chỉ khi thủ tục cần bản giấy: bưu tá đến tận nhà lấy và giao cho cơ quan.",
                class_name="help",
            ),
            rx.el.label(
                rx.el.input(
                    type="checkbox",
                    name="pickup",
                    default_checked=ByPost.pickup,
                    on_change=ByPost.tick,
                ),
                rx.el.span("Nhờ bưu tá đến nhà lấy giấy tờ"),
                class_name="choice",
            ),
        ),
        rx.cond(
            wants_delivery | ByPost.pickup,
            rx.el.div(
                postal_fields(ByPost, autocomplete=True),
                rx.el.p(ByPost.postage, class_name="muted small"),
            ),
        ),
    )
