"""Vouching for a scan: the officer signs, the signed copy takes its place."""

import dataclasses
from typing import Any

import reflex as rx

from shared.client import certified
from shared.client.base import ApiProblem
from shared.contracts.certified import CertifiedCopies
from shared.contracts.dossiers import Dossier
from shared.ui.session import api
from shared.ui.words import moment


@dataclasses.dataclass
class Copy:
    """One digitised file: certified by whom, or whether this officer may certify it."""

    id: str
    name: str
    paper: str
    certified: str
    may: bool


class Certifying(rx.State, mixin=True):
    """PIN and code pass through and are never kept here."""

    copies: list[Copy] = []
    certifying: str = ""
    needs_code: bool = False
    code_sent: bool = False
    signing: bool = False
    signing_error: str = ""

    def _show_copies(self, found: Dossier, vouched: CertifiedCopies) -> None:
        by_whom = {
            c.signed_document_id or c.document_id: ". ".join(
                part for part in (f"{c.certified_by}, {moment(c.certified_at)}", c.number) if part
            )
            + ("" if c.signed else " (chưa ký số)")
            for c in vouched.copies
        }
        self.needs_code = vouched.needs_code
        self.copies = [
            Copy(d.id, d.name, c.name, by_whom.get(d.id, ""), d.id in vouched.certifiable)
            for c in found.components
            for d in c.documents
            if d.media_type == "application/pdf"
        ]

    @rx.event
    def open_certifying(self, document_id: str):
        """Opens the form of one scan."""
        self.certifying, self.signing_error, self.code_sent = document_id, "", False

    @rx.event
    def close_certifying(self):
        """Closes it; nothing is signed."""
        self.certifying, self.signing_error = "", ""

    @rx.event
    async def send_code(self):
        """Has the one-time code sent."""
        self.signing_error = ""
        try:
            await certified.send_code(api(self, "officer"), self.certifying)
            self.code_sent = True
        except ApiProblem as refused:
            self.signing_error = refused.message

    @rx.event
    async def certify(self, form: dict[str, Any]):
        """Vouches for the scan and signs."""
        if self.signing or not self.certifying:
            return
        self.signing, self.signing_error = True, ""
        self.error = self.notice = ""
        yield
        pin, code = str(form.get("pin", "")), str(form.get("code", ""))
        try:
            await certified.certify(api(self, "officer"), self.certifying, pin, code)
        except ApiProblem as refused:
            self.signing, self.signing_error, self.code_sent = False, refused.message, False
            return
        self.signing, self.certifying = False, ""
        self.notice = "Đã chứng thực: bản sao có chữ ký số của bạn đã ở trong hồ sơ."
        await self._read()
