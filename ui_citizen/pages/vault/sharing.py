"""Sharing one paper of the vault: with whom, for what, until when; taking it back."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import vault
from shared.client.base import ApiProblem
from shared.contracts.vault import ShareItem, VaultPaper
from shared.ui.session import api
from shared.ui.words import moment

_BOXES = {"number": "Số định danh", "name": "Họ tên", "purpose": "Mục đích"}


@dataclasses.dataclass
class Share:
    """One share."""

    id: str
    who: str
    what: str
    until: str
    running: bool


class Sharing(rx.State, mixin=True):
    """Part of the page of a paper."""

    shares: list[Share] = []
    may_share: bool = False
    share_problem: str = ""
    share_done: str = ""
    share_form: int = 0

    def _show(self, found: VaultPaper) -> None:
        raise NotImplementedError

    def _show_shares(self, found: VaultPaper) -> None:
        self.may_share = found.item.state == "valid"
        self.shares = [
            Share(
                s.id,
                s.recipient,
                s.purpose,
                f"đến {moment(s.until)}"
                if s.running
                else f"đã ngừng {moment(s.ended_at)}"
                if s.ended_at
                else f"đã hết hạn {moment(s.until)}",
                s.running,
            )
            for s in found.shares
        ]

    @rx.event
    async def share(self, form: dict[str, Any]):
        """Lets somebody look."""
        self.share_problem = self.share_done = ""
        given = {name: str(form.get(name, "")).strip() for name in _BOXES}
        days = str(form.get("days", ""))
        data = ShareItem(days=int(days) if days.isdigit() else 7, **given)
        try:
            self._show(await vault.share(api(self, "citizen"), self.item_id, data))
        except ApiProblem as refused:
            said = [
                f"{_BOXES.get(e.pointer.removeprefix('/'), '')}: {e.message}".removeprefix(": ")
                for e in refused.errors
            ]
            self.share_problem = " ".join(said) or refused.message
            return
        self.share_done = f"Đã chia sẻ với {given['name']}. Bạn ngừng được bất cứ lúc nào."
        self.share_form += 1

    @rx.event
    async def end_share(self, share_id: str):
        """Takes it back."""
        self.share_problem = self.share_done = ""
        try:
            self._show(await vault.end_share(api(self, "citizen"), self.item_id, share_id))
        except ApiProblem as refused:
            self.share_problem = refused.message
            return
        self.share_done = "Đã ngừng chia sẻ. Người đó không xem được nữa."


def _box(label: str, name: str, hint: str = "", **more: Any) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=f"share-{name}", class_name="must"),
        rx.el.p(hint, class_name="help") if hint else rx.fragment(),
        rx.el.input(id=f"share-{name}", name=name, type="text", auto_complete="off", **more),
        class_name="field",
    )


def _share(page: type[Sharing], share: Share) -> Component:
    return rx.el.li(
        rx.el.p(rx.el.b(share.who)),
        rx.el.p(share.what, ", ", share.until, class_name="muted small"),
        rx.cond(
            share.running,
            rx.el.button(
                "Ngừng chia sẻ",
                type="button",
                on_click=page.end_share(share.id),
                aria_label="Ngừng chia sẻ với " + share.who,
                class_name="button plain",
            ),
        ),
    )


def sharing(page: type[Sharing]) -> Component:
    """The section."""
    return rx.el.section(
        rx.el.h2("Chia sẻ cho người khác xem"),
        rx.cond(
            page.share_done != "", rx.el.p(page.share_done, class_name="note good", role="status")
        ),
        rx.cond(
            page.shares.length() > 0,
            rx.el.ul(rx.foreach(page.shares, lambda s: _share(page, s)), class_name="looks"),
            rx.el.p("Chưa chia sẻ với ai.", class_name="muted"),
        ),
        rx.cond(
            page.may_share,
            rx.el.details(
                rx.el.summary("Chia sẻ với một người hoặc tổ chức"),
                rx.el.div(
                    rx.el.p(
                        "Người giữ số này xem được giấy tờ sau khi đăng nhập, đến hết hạn bạn "
                        "chọn. Mỗi lần họ mở, bạn thấy ở mục “Ai đã xem dữ liệu của tôi”."
                    ),
                    rx.el.form(
                        _box(
                            "Số định danh cá nhân hoặc mã số thuế của người xem",
                            "number",
                            input_mode="numeric",
                            max_length=13,
                        ),
                        _box("Họ tên hoặc tên tổ chức", "name", max_length=120),
                        _box("Để làm gì", "purpose", "Ví dụ: vay vốn mua nhà.", max_length=200),
                        rx.el.div(
                            rx.el.label("Trong bao lâu", html_for="share-days"),
                            rx.el.select(
                                rx.el.option("7 ngày", value="7"),
                                rx.el.option("30 ngày", value="30"),
                                rx.el.option("90 ngày", value="90"),
                                id="share-days",
                                name="days",
                            ),
                            class_name="field",
                        ),
                        rx.cond(
                            page.share_problem != "",
                            rx.el.p(page.share_problem, class_name="error", role="alert"),
                        ),
                        rx.el.button("Chia sẻ", type="submit", class_name="button wide"),
                        on_submit=page.share,
                        key=page.share_form.to_string(),
                        no_validate=True,
                    ),
                ),
            ),
        ),
        class_name="card",
    )
