"""The draft of a result in document management: handed over, where it is, what came back."""

import dataclasses
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import documents, office
from shared.client.base import ApiProblem
from shared.contracts.office import HandToOffice, OfficeHandover, OfficeOfDossier
from shared.ui.session import api
from shared.ui.words import limits_in_words, moment
from ui_officer.layout import message
from ui_officer.pages.dossier.desk import Desk
from ui_officer.pages.dossier.panel import file_field

_CHIPS = {"returned": "ok", "refused": "bad", "given_back": "bad"}


@dataclasses.dataclass
class Handed:
    """One draft in words."""

    title: str
    state: str
    chip: str
    about: str
    words: str
    href: str
    document_id: str
    number: str


def _handed(found: OfficeHandover) -> Handed:
    about = f"{found.sent_by}, {moment(found.sent_at)}"
    if found.their_code:
        about += f" · mã {found.their_code}"
    words = found.words
    if found.state == "returned":
        words = f"Số {found.number}. Người ký: {found.signers}."
        if not found.grown:
            words += " Tệp khác với dự thảo đã gửi, hãy đọc lại trước khi phát hành."
    return Handed(
        found.title,
        found.state_label,
        _CHIPS.get(found.state, "waiting"),
        about,
        words,
        f"/api/v1/documents/{found.signed_document_id}/content" if found.signed_document_id else "",
        found.signed_document_id or "",
        found.number,
    )


class OfficeDrafts(rx.State):
    """Drafts of the dossier in the address."""

    rows: list[Handed] = []
    may_hand: bool = False
    asking: bool = False
    limits: str = ""
    error: str = ""
    notice: str = ""

    @rx.event
    async def load(self):
        """Reads them; a dossier that cannot be read says so itself."""
        self.reset()
        try:
            self._show(await office.handovers(api(self, "officer"), self.dossier_id))
        except ApiProblem:
            return

    def _show(self, found: OfficeOfDossier) -> None:
        self.rows = [_handed(one) for one in found.handovers]
        self.may_hand, self.asking, self.error = found.may_hand, False, ""

    @rx.event
    async def ask(self):
        """Opens or closes the form."""
        self.asking, self.error, self.notice = not self.asking, "", ""
        if self.asking and not self.limits:
            self.limits = limits_in_words(await documents.limits(api(self, "officer")))

    @rx.event
    async def hand(self, form: dict[str, Any]):
        """Hands the draft over."""
        title = str(form.get("title") or "").strip()
        document_id = str(form.get("draft_id") or "")
        if len(title) < 2 or not document_id:
            self.error = "Ghi tên văn bản và tải lên tệp PDF của dự thảo."
            return
        try:
            data = HandToOffice(document_id, title)
            self._show(await office.hand(api(self, "officer"), self.dossier_id, data))
        except ApiProblem as refused:
            self.error = refused.message
            return
        self.notice = "Đã chuyển dự thảo sang hệ thống văn bản."

    @rx.event
    async def issue(self, document_id: str, number: str, title: str):
        """Opens the act that issues the result, filled in with what came back."""
        desk = await self.get_state(Desk)
        await Desk.open_panel.fn(desk, "finish")
        desk.typed = {**desk.typed, "document_id": document_id, "number": number, "title": title}


def _form() -> Component:
    upload = "/api/v1/dossiers/" + OfficeDrafts.dossier_id + "/documents"
    return rx.el.form(
        rx.cond(OfficeDrafts.error != "", message(OfficeDrafts.error)),
        rx.el.div(
            rx.el.label("Tên văn bản", html_for="office-title"),
            rx.el.input(id="office-title", name="title", type="text", max_length=300),
            class_name="field",
        ),
        file_field("draft_id", "Dự thảo (PDF)", "", upload, OfficeDrafts.limits, "result"),
        rx.el.div(
            rx.el.button("Chuyển để ký, cấp số", type="submit", class_name="button"),
            rx.el.button(
                "Thôi", type="button", on_click=OfficeDrafts.ask, class_name="button plain"
            ),
            class_name="acts",
        ),
        on_submit=OfficeDrafts.hand,
        class_name="panel",
    )


def _one(row: Handed) -> Component:
    return rx.el.li(
        rx.el.b(row.title),
        " ",
        rx.el.span(row.state, class_name="chip " + row.chip),
        rx.el.br(),
        rx.el.span(row.about, class_name="muted small"),
        rx.cond(row.words != "", rx.el.p(row.words, class_name="small")),
        rx.cond(
            row.href != "",
            rx.el.div(
                rx.el.a("Mở tệp đã ký", href=row.href, target="_blank", class_name="button plain"),
                rx.el.button(
                    "Phát hành kết quả này",
                    on_click=OfficeDrafts.issue(row.document_id, row.number, row.title),
                    class_name="button plain",
                ),
                class_name="acts",
            ),
        ),
    )


def office_section() -> Component:
    """Nothing where nothing was handed over and nothing can be."""
    page = OfficeDrafts
    return rx.cond(
        (page.rows.length() > 0) | page.may_hand,
        rx.el.section(
            rx.el.h2("Ký ở hệ thống quản lý văn bản"),
            rx.cond(page.notice != "", message(page.notice, "good")),
            rx.el.ul(rx.foreach(page.rows, _one), class_name="timeline"),
            rx.cond(
                page.asking,
                _form(),
                rx.cond(
                    page.may_hand,
                    rx.el.button(
                        "Chuyển dự thảo sang hệ thống văn bản",
                        on_click=page.ask,
                        class_name="button plain",
                    ),
                ),
            ),
            class_name="card",
        ),
    )
