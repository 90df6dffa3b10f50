"""The result of the dossier in the address: what is typed, seen, signed and changed."""

import asyncio
from typing import Any

import reflex as rx

from shared.client import dossiers, results
from shared.client.base import ApiProblem
from shared.contracts.results import DecideChange, ProposeChange, ResultDesk, SignResult
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up
from shared.ui.words import moment
from ui_officer.pages.result import shapes
from ui_officer.pages.result.shapes import Entry, Issued, Kind, Proposal

_LOOK_AGAIN_SECONDS = 1.5
_TIMES = 40
_FITTED = "#navpanes=0&view=FitH"  # the page as wide as the frame


class Work(StepUpMixin, rx.State):
    """One dossier's result. PIN and code pass through; they wait here only while it is asked again
    who is there."""

    loaded: bool = False
    problem: str = ""
    error: str = ""
    notice: str = ""
    code: str = ""
    name: str = ""
    owner: str = ""
    state: str = ""
    kinds: list[Kind] = []
    title: str = ""
    replaces: str = ""
    edited: str = ""
    blocked: str = ""
    signed_by: str = ""
    is_signed: bool = False
    has_draft: bool = False
    entries: list[Entry] = []
    preview: str = ""
    may_draft: bool = False
    may_sign: bool = False
    may_seal: bool = False
    may_propose: bool = False
    may_decide: bool = False
    needs_code: bool = False
    at_desk: bool = False
    code_sent: bool = False
    busy: bool = False
    issued: list[Issued] = []
    proposal: Proposal = Proposal()
    proposing: bool = False
    _version: int = 0
    _draft_version: int = 0
    _seen: str = ""
    _in_force: str = ""

    @classmethod
    def face(cls) -> str:
        """Of the officers' screens."""
        return "officer"

    @rx.event
    async def load(self):
        """Reads dossier and result."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            await self._read()
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next=/ket-qua/{self.dossier_id}")
            self.problem = refused.message
        self.loaded = True
        return Work.follow if self.busy else None

    async def _read(self) -> None:
        client = api(self, "officer")
        found = await dossiers.dossier(client, self.dossier_id)
        self._version = found.version
        self.code, self.name = found.code or found.reference, found.procedure_name
        self.owner, self.state = found.owner_name, found.state_label
        self._show(await results.desk(client, self.dossier_id))

    def _show(self, desk: ResultDesk) -> None:
        self.kinds = [Kind(k.code, k.label) for k in desk.kinds]
        self.may_draft, self.may_sign, self.may_seal = desk.may_draft, desk.may_sign, desk.may_seal
        self.may_propose, self.may_decide = desk.may_propose, desk.may_decide
        self.needs_code, self.at_desk = desk.needs_code, desk.at_desk
        self.entries, self.issued = shapes.entries(desk), shapes.issued(desk)
        self.proposal = shapes.proposal(desk)
        self._in_force = next((r.id for r in desk.results if r.state == "in_force"), "")
        draft = desk.draft
        self.has_draft, self.preview = draft is not None, ""
        self.busy = desk.signing is not None and desk.signing.state == "running"
        if draft is None:
            self.is_signed, self.signed_by, self.replaces, self.blocked = False, "", "", ""
            if self.issued:
                self.preview = self.issued[0].href + _FITTED
            return
        self.title, self.replaces, self.blocked = draft.title, draft.replaces, draft.blocked
        self.edited = f"{draft.updated_by}, {moment(draft.updated_at)}"
        self.signed_by, self.is_signed = draft.signed_by, draft.state == "signed"
        self._draft_version, self._seen = draft.version, draft.sha256
        if draft.sha256:
            # The digest in the address makes the browser fetch the new file when it changes.
            path = f"/api/v1/dossiers/{self.dossier_id}/result-draft/file"
            self.preview = f"{path}?v={draft.sha256[:16]}{_FITTED}"
        if desk.signing is not None and desk.signing.state == "failed" and not self.error:
            self.error = desk.signing.words

    @rx.event
    async def start(self, form: dict[str, Any]):
        """Begins a draft of the chosen kind."""
        self.error = self.notice = ""
        try:
            self._show(
                await results.start(
                    api(self, "officer"), self.dossier_id, str(form.get("kind", ""))
                )
            )
        except ApiProblem as refused:
            self.error = refused.message

    @rx.event
    async def save(self, form: dict[str, Any]):
        """Saves what was typed; it stays on the page whatever happens."""
        self.error = self.notice = ""
        typed = {e.key: str(form.get(f"field-{e.key}", "")) for e in self.entries}
        self.entries = [_with(e, typed[e.key]) for e in self.entries]
        try:
            desk = await results.save(
                api(self, "officer"), self.dossier_id, typed, self._draft_version
            )
        except ApiProblem as refused:
            self.error = refused.message
            return
        self._show(desk)
        if self.blocked:
            self.error = f"{self.blocked} Nội dung đã được lưu; điền đủ thì mới có bản xem trước."
        else:
            self.notice = "Đã lưu. Bản xem trước bên phải là bản mới nhất."

    @rx.event
    async def send_code(self):
        """Has the one-time code sent."""
        self.error = ""
        try:
            await results.send_code(api(self, "officer"), self.dossier_id)
            self.code_sent = True
        except ApiProblem as refused:
            self.error = refused.message

    @rx.event
    async def sign(self, form: dict[str, Any]):
        """Signs or seals the file on the screen."""
        self.error = self.notice = ""
        sealing = self.may_seal
        do = results.seal if sealing else results.sign
        data = SignResult(self._version, self._seen)
        pin, code = str(form.get("pin", "")), str(form.get("code", ""))
        try:
            await do(api(self, "officer"), self.dossier_id, data, pin, code)
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("sign", form)
                return None
            said = refused.message
            await self._read()
            self.error, self.code_sent = said, False
            return None
        await self._read()
        if self.busy:
            return Work.follow
        self.notice = "Đã cấp số, đóng dấu và phát hành." if sealing else "Đã duyệt và ký."
        return None

    @rx.event(background=True)
    async def follow(self):
        """Looks again until the signing has ended."""
        for _ in range(_TIMES):
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)
            async with self:
                try:
                    await self._read()
                except ApiProblem:
                    continue
                if not self.busy:
                    self.notice = "" if self.error else "Đã ký xong."
                    return

    @rx.event
    def open_proposal(self):
        """Opens or closes the form of a proposal."""
        self.proposing, self.error = not self.proposing, ""

    @rx.event
    async def propose(self, form: dict[str, Any]):
        """Proposes to revoke or replace what is in force."""
        reason = str(form.get("reason", "")).strip()
        if len(reason) < 10:
            self.error = "Ghi lý do, ít nhất 10 ký tự."
            return
        kind = "replace" if form.get("kind") == "replace" else "revoke"
        await self._change(
            results.propose_change(
                api(self, "officer"), self._in_force, ProposeChange(kind, reason)
            ),
            "Đã gửi đề nghị; cần một lãnh đạo khác quyết định.",
            "propose",
            form,
        )

    @rx.event
    async def approve(self):
        """Approves the open proposal."""
        await self._decide(True, "", "approve")

    @rx.event
    async def deny(self, form: dict[str, Any]):
        """Denies it, with the reason."""
        await self._decide(False, str(form.get("answer", "")), "deny", form)

    async def _decide(self, approve: bool, answer: str, handler: str, *given: Any) -> None:
        await self._change(
            results.decide_change(
                api(self, "officer"), self.proposal.id, DecideChange(approve, answer)
            ),
            "Đã duyệt đề nghị." if approve else "Đã trả lời không duyệt.",
            handler,
            *given,
        )

    async def _change(self, call: Any, done: str, handler: str, *given: Any) -> None:
        self.error = self.notice = ""
        try:
            self._show(await call)
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again(handler, *given)
                return
            self.error = " ".join([refused.message, *(e.message for e in refused.errors)])
            return
        self.notice, self.proposing = done, False


def _with(entry: Entry, value: str) -> Entry:
    entry.value = value
    return entry
