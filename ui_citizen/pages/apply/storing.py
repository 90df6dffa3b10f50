"""Papers the national store holds: asked for by choice, put under their component by a button."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import prefill
from shared.client.base import ApiProblem
from shared.contracts.prefill import StoreChoice, TakePaper
from shared.ui.session import api


@dataclasses.dataclass
class InStore:
    """A paper that can be taken for one component."""

    id: str
    key: str
    words: str


class Storing(rx.State, mixin=True):
    """What the national store can hold for the draft in the address."""

    store_wanted: bool = False
    store_why_not: str = ""
    store_asked: bool = False
    store_papers: list[InStore] = []
    store_count: int = 0
    store_problem: str = ""
    store_asking: bool = False
    store_taking: str = ""

    def _keep_store(self, found: StoreChoice) -> None:
        self.store_wanted, self.store_why_not = found.wanted, found.why_not
        self.store_asked, self.store_count = found.asked_at is not None, len(found.papers)
        self.store_papers = [
            InStore(
                p.id,
                p.component_key,
                ", ".join(
                    part
                    for part in (p.title, f"số {p.number}" if p.number else "", p.issuer)
                    if part
                ),
            )
            for p in found.papers
            if not p.taken
        ]

    @rx.event
    async def ask_store(self, form: dict[str, Any]):
        """Has the store asked, because the person chose so."""
        if self.store_asking:
            return
        self.store_asking, self.store_problem = True, ""
        yield
        try:
            found = await prefill.ask_store(
                api(self, "citizen"), self.draft_id, agreed=bool(form.get("agreed"))
            )
        except ApiProblem as refused:
            words = [refused.message, *(e.message for e in refused.errors)]
            self.store_problem, self.store_asking = " ".join(dict.fromkeys(words)), False
            return
        self._keep_store(found)
        self.store_asking = False

    @rx.event
    async def take_paper(self, paper_id: str, key: str):
        """Puts the files of a paper of the store under its component."""
        if self.store_taking:
            return
        self.store_taking, self.store_problem = paper_id, ""
        yield
        try:
            found = await prefill.take_paper(
                api(self, "citizen"), self.draft_id, TakePaper(paper_id, key)
            )
        except ApiProblem as refused:
            self.store_problem, self.store_taking = refused.message, ""
            return
        self._keep_store(found)
        self.store_taking = ""
        await self.refresh_files()


def store(page: type[Storing]) -> Component:
    """Above the papers: that the national store may hold some of them."""
    return rx.cond(
        page.store_wanted,
        rx.el.section(
            rx.cond(
                page.store_problem != "",
                rx.el.p(page.store_problem, class_name="error", role="alert"),
            ),
            rx.cond(
                page.store_asked,
                rx.el.p(
                    rx.cond(
                        page.store_count > 0,
                        "Kho dữ liệu quốc gia có giấy tờ của bạn: xem ở từng giấy tờ bên dưới.",
                        "Kho dữ liệu quốc gia chưa có giấy tờ nào của bạn dùng được cho hồ sơ "
                        "này. Vui lòng gửi tệp của bạn.",
                    ),
                    class_name="note",
                    role="status",
                ),
                _asking(page),
            ),
        ),
    )


def _asking(page: type[Storing]) -> Component:
    return rx.el.details(
        rx.el.summary("Lấy giấy tờ từ Kho dữ liệu điện tử quốc gia"),
        rx.cond(
            page.store_why_not != "",
            rx.el.div(rx.el.p(page.store_why_not)),
            rx.el.div(
                rx.el.p(
                    "Giấy tờ cơ quan nhà nước đã cấp điện tử cho bạn có thể lấy thẳng vào hồ sơ, "
                    "không cần chụp lại.",
                    class_name="help",
                ),
                rx.el.form(
                    rx.el.label(
                        rx.el.input(type="checkbox", name="agreed", value="yes"),
                        rx.el.span(
                            "Tôi đồng ý để Cổng hỏi Kho về giấy tờ của tôi cho hồ sơ này. Lần hỏi "
                            "này được ghi lại; tôi xem và rút đồng ý được trong mục Tài khoản."
                        ),
                        class_name="choice",
                    ),
                    rx.el.button(
                        rx.cond(page.store_asking, "Đang hỏi Kho …", "Hỏi Kho"),
                        type="submit",
                        class_name="button plain wide",
                        disabled=page.store_asking,
                    ),
                    on_submit=page.ask_store,
                ),
            ),
        ),
    )


def in_store(page: type[Storing], key: rx.Var[str]) -> Component:
    """Beside a paper: that the national store holds it."""
    # The name of the argument is one of the page: that of an outer loop would hide the paper.
    return rx.foreach(
        page.store_papers,
        lambda held: rx.cond(
            held.key == key,
            rx.el.div(
                rx.el.p("Có trong Kho dữ liệu quốc gia: " + held.words),
                rx.el.button(
                    rx.cond(page.store_taking == held.id, "Đang lấy …", "Lấy giấy này"),
                    type="button",
                    on_click=page.take_paper(held.id, held.key),
                    class_name="button wide",
                    aria_label="Lấy từ Kho: " + held.words,
                    disabled=page.store_taking != "",
                ),
                class_name="note good",
            ),
        ),
    )
