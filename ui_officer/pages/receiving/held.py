"""Papers the person at the desk has in the vault: reused with a tick, or a reason why not."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import vault
from shared.client.base import ApiProblem
from shared.contracts.vault import AskHeld
from shared.ui.session import api
from shared.ui.words import day


@dataclasses.dataclass
class Held:
    """One paper that need not be brought."""

    key: str
    item_id: str
    name: str
    words: str


class Holding(rx.State, mixin=True):
    """What the person holds, once they agreed to have it looked up."""

    held: list[Held] = []
    held_words: str = ""

    @rx.event
    async def look_in_vault(self):
        """The person at the desk agreed just now."""
        number = self.person.get("applicant_personal_id", "")
        self.held, self.held_words = [], ""
        if not number or not self.chosen.code:
            self.held_words = "Quét thẻ hoặc tìm người nộp, rồi chọn thủ tục trước."
            return
        try:
            data = AskHeld(self._agency_id, number, self.chosen.code, True)
            found = await vault.held(api(self, "officer"), data)
        except ApiProblem as refused:
            self.held_words = refused.message
            return
        self.held = [
            Held(
                h.component_key,
                h.item.id,
                h.component_name,
                f"{h.item.title}, {h.item.issuer}, ngày {day(h.item.issued_at)}",
            )
            for h in found.papers
        ]
        none = "Chưa có giấy tờ nào của thủ tục này trong kho."
        self.held_words = found.why_not or ("" if self.held else none)

    def _with_held(self, request: dict[str, Any], form: dict[str, Any]) -> dict[str, Any]:
        """The request with what is reused; a reason goes with what is taken on paper again."""
        reused = {h.key: h.item_id for h in self.held if form.get(f"reuse-{h.key}")}
        reasons = {h.key: str(form.get(f"again-{h.key}", "")).strip() for h in self.held}
        components = [
            c
            | ({"originals": 0, "certified": 0, "copies": 0} if c["key"] in reused else {})
            | ({"note": reasons[c["key"]]} if reasons.get(c["key"]) else {})
            for c in request["components"]
        ]
        return request | {
            "components": components,
            "reused": reused,
            "vault_agreed": bool(self.held),
        }


def _line(held: Held) -> Component:
    return rx.el.tr(
        rx.el.td(held.name, rx.el.span("Đã có: " + held.words, class_name="sub")),
        rx.el.td(
            rx.el.input(
                type="checkbox",
                name="reuse-" + held.key,
                default_checked=True,
                aria_label="Dùng lại: " + held.name,
            )
        ),
        rx.el.td(
            rx.el.input(
                type="text",
                name="again-" + held.key,
                max_length=300,
                aria_label="Lý do vẫn nhận bản giấy: " + held.name,
            )
        ),
    )


def holding(page: type[Holding]) -> Component:
    """Above the papers counted at the desk."""
    return rx.el.fieldset(
        rx.el.legend("Giấy tờ người nộp đã có trong kho"),
        rx.cond(
            page.held.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th("Giấy tờ", scope="col"),
                        rx.el.th("Dùng lại", scope="col"),
                        rx.el.th("Không dùng lại vì (ít nhất 10 ký tự)", scope="col"),
                    )
                ),
                rx.el.tbody(rx.foreach(page.held, _line)),
                class_name="papers",
            ),
            rx.el.button(
                "Người nộp đồng ý cho xem giấy tờ đã có",
                type="button",
                on_click=page.look_in_vault,
                class_name="button plain",
            ),
        ),
        rx.cond(page.held_words != "", rx.el.p(page.held_words, class_name="small", role="status")),
        key="held-" + page.chosen.code,
        class_name="bare",
    )
