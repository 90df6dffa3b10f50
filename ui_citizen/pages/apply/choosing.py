"""Choosing instead of typing: what is known already, with where from, and registers by choice."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import prefill, vault
from shared.client.base import ApiProblem
from shared.contracts.forms import Question
from shared.contracts.prefill import AskRegister, DraftOffers, Offer
from shared.contracts.vault import ReuseItem
from shared.ui.session import api
from shared.ui.words import day
from ui_citizen.pages.apply.shapes import entries_of


@dataclasses.dataclass
class Held:
    """A paper that is in the vault already."""

    key: str
    item_id: str
    words: str


@dataclasses.dataclass
class Ask:
    """A register that can be asked."""

    register: str
    label: str
    asked: bool
    why_not: str


@dataclasses.dataclass
class Other:
    """Another known answer to a question of the page."""

    id: str
    words: str


class Choosing(rx.State, mixin=True):
    """What the draft in the address can be filled with."""

    held: list[Held] = []
    registers: list[Ask] = []
    replaced: dict[str, str] = {}
    others: list[Other] = []
    register_problem: str = ""
    register_done: str = ""
    asking: bool = False
    _offers: list[Offer] = []
    _taken: dict[str, str] = {}

    def _keep_offers(self, found: DraftOffers) -> None:
        self._offers = found.answers
        self.held = [
            Held(
                h.component_key,
                h.item.id,
                f"{h.item.title}, {h.item.issuer}, ngày {day(h.item.issued_at)}",
            )
            for h in found.papers
            if not h.reused
        ]
        self.replaced = {
            p.component_key: f"✓ Không cần nộp: đã thay bằng dữ liệu của {p.register_label}."
            if p.done
            else f"Không cần nộp nếu chọn “Điền nhanh từ {p.register_label}” ở trang câu hỏi."
            for p in found.replaced
        }
        self.registers = [
            Ask(r.register, r.label, r.asked_at is not None, r.why_not) for r in found.registers
        ]

    def _offer(self, key: str) -> Offer | None:
        """What is shown in an empty field: what the person took, else the best there is."""
        some = [o for o in self._offers if o.key == key]
        wanted = self._taken.get(key)
        # Who else belongs to the household is put in only by choice: not all of them may be meant.
        some = [o for o in some if o.id == wanted or not _of_others(o)]
        return next((o for o in some if o.id == wanted), some[0] if some else None)

    def _known(self, key: str) -> Any:
        offer = self._offer(key)
        return offer.value if offer is not None else ""

    def _source(self, key: str) -> str:
        offer = self._offer(key)
        if offer is None:
            return ""
        since = f", ngày {day(offer.known_at)}" if offer.known_at else ""
        if offer.verified:
            return f"✓ Đã xác thực: {offer.source_label}{since}"
        return f"Lấy từ: {offer.source_label}{since}. Kiểm tra lại, sửa được."

    def _chosen(self, answers: dict[str, Any]) -> dict[str, str]:
        """For each answer the offer it may have been taken from; the API decides whether."""
        return {key: offer.id for key in answers if (offer := self._offer(key)) is not None}

    def _list_known_entries(self, group: Question, kept: list[Any]) -> None:
        """Entries of a group that are known and not in it yet, each to be added by itself."""
        some = [
            (f"{o.id}#{number}", entry, o.source_label)
            for o in self._offers
            if o.key == group.key and isinstance(o.value, list)
            for number, entry in enumerate(o.value)
            if entry not in kept
        ]
        said = [one.text for one in entries_of(group, [entry for _id, entry, _label in some])]
        others = [
            Other(id_, f"+ {words} ({label})")
            for (id_, _entry, label), words in zip(some, said, strict=True)
        ]
        if others != self.others:
            self.others = others

    def _known_entry(self, id_: str) -> tuple[str, Any]:
        """The offer and the entry that a button of the list stands for; ("", None) for none."""
        offer_id, _, number = id_.partition("#")
        offer = next((o for o in self._offers if o.id == offer_id), None)
        if offer is None or not number.isdigit() or int(number) >= len(offer.value):
            return "", None
        return offer.id, offer.value[int(number)]

    def _list_others(self, keys: list[str]) -> None:
        shown = {offer.id for key in keys if (offer := self._offer(key)) is not None}
        values = {str(o.value) for o in self._offers if o.id in shown}
        others = [
            Other(o.id, f"{o.shown} ({o.source_label})")
            for o in self._offers
            if o.key in keys and o.id not in shown and str(o.value) not in values
        ]
        if others != self.others:
            self.others = others

    @rx.event
    async def take(self, offer_id: str):
        """Puts another known answer into its field."""
        offer = next((o for o in self._offers if o.id == offer_id), None)
        if offer is not None:
            self._taken = {**self._taken, offer.key: offer.id}
            await self._show_again(offer.key)

    @rx.event
    async def ask_register(self, form: dict[str, Any]):
        """Has a register asked, because the person chose so."""
        if self.asking:
            return
        self.asking, self.register_problem = True, ""
        yield
        data = AskRegister(
            "business" if form.get("register") == "business" else "population",
            bool(form.get("agreed")),
            str(form.get("tax_code", "")).strip()[:14],
        )
        try:
            found = await prefill.ask_register(api(self, "citizen"), self.draft_id, data)
        except ApiProblem as refused:
            words = [refused.message, *(e.message for e in refused.errors)]
            self.register_problem, self.asking = " ".join(words), False
            return
        self._keep_offers(found)
        self.asking = False
        self.register_done = "Đã lấy dữ liệu. Kiểm tra từng mục rồi bấm Tiếp tục."
        await self._show_again("")

    @rx.event
    async def reuse(self, item_id: str, key: str):
        """Uses a paper of the vault instead of a new file."""
        try:
            await vault.reuse(api(self, "citizen"), self.draft_id, ReuseItem(item_id, key))
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.held = [h for h in self.held if (h.item_id, h.key) != (item_id, key)]
        await self.refresh_files()


def _of_others(offer: Offer) -> bool:
    return offer.source == "population" and isinstance(offer.value, list)


def registers(page: type[Choosing]) -> Component:
    """Above the questions: registers that can fill them in."""
    return rx.foreach(page.registers, lambda ask: rx.cond(ask.asked, None, _register(page, ask)))


def _register(page: type[Choosing], ask: Ask) -> Component:
    return rx.el.details(
        rx.el.summary("Điền nhanh từ " + ask.label),
        rx.cond(
            ask.why_not != "",
            rx.el.div(rx.el.p(ask.why_not)),
            rx.el.div(
                rx.el.form(
                    rx.el.input(type="hidden", name="register", value=ask.register, read_only=True),
                    rx.cond(
                        ask.register == "business",
                        rx.el.div(
                            rx.el.label("Mã số doanh nghiệp", html_for="register-tax"),
                            rx.el.input(
                                id="register-tax", name="tax_code", type="text",
                                input_mode="numeric", max_length=14,
                            ),
                            class_name="field",
                        ),
                    ),
                    rx.el.label(
                        rx.el.input(type="checkbox", name="agreed", value="yes"),
                        rx.el.span(
                            "Tôi đồng ý để Cổng lấy dữ liệu của tôi cho hồ sơ này. Lần hỏi này "
                            "được ghi lại; tôi xem và rút đồng ý được trong mục Tài khoản."
                        ),
                        class_name="choice",
                    ),
                    rx.cond(
                        page.register_problem != "",
                        rx.el.p(page.register_problem, class_name="error", role="alert"),
                    ),
                    rx.el.button(
                        rx.cond(page.asking, "Đang lấy dữ liệu …", "Lấy dữ liệu"),
                        type="submit",
                        class_name="button plain wide",
                        disabled=page.asking,
                    ),
                    on_submit=page.ask_register,
                ),
            ),
        ),
    )  # fmt: skip


def other_answers(page: type[Choosing]) -> Component:
    """Below the fields: other answers that are known."""
    return rx.cond(
        page.others.length() > 0,
        rx.el.div(
            rx.el.p("Hoặc chọn:", class_name="muted small"),
            rx.foreach(
                page.others,
                lambda o: rx.el.button(
                    o.words, type="button", on_click=page.take(o.id), class_name="offer"
                ),
            ),
            class_name="offers",
        ),
    )


def held_already(page: type[Choosing], key: rx.Var[str]) -> Component:
    """Beside a paper: that it is in the vault already."""
    return rx.fragment(
        rx.cond(
            page.replaced.contains(key),
            rx.el.p(page.replaced[key], class_name="note good"),
        ),
        rx.foreach(
            page.held,
            lambda h: rx.cond(
                h.key == key,
                rx.el.div(
                    rx.el.p("Giấy này đã có: " + h.words),
                    rx.el.button(
                        "Dùng lại giấy này",
                        type="button",
                        on_click=page.reuse(h.item_id, h.key),
                        class_name="button wide",
                        aria_label="Dùng lại: " + h.words,
                    ),
                    class_name="note good",
                ),
            ),
        ),
    )
