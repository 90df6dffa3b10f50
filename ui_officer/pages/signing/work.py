"""Results that wait for a signature or a seal: looked at one by one, signed in one act."""

import asyncio
import dataclasses
from typing import Any

import reflex as rx

from shared.client import results
from shared.client.base import ApiProblem
from shared.contracts.results import OneOfMany, ReadyResult, SignedMany, SignMany
from shared.ui.session import api, query
from shared.ui.step_up import StepUpMixin, needs_step_up
from shared.ui.words import moment

_LOOK_AGAIN_SECONDS = 1.5
_TIMES = 80
_MOST = 30  # in one act, as the API takes them


@dataclasses.dataclass
class Waiting:
    """One result in the list."""

    id: str
    code: str
    name: str
    owner: str
    title: str
    made: str
    seen: bool
    chosen: bool
    failed: str
    busy: bool


@dataclasses.dataclass
class Ended:
    """How one of the signed ones came out."""

    code: str
    name: str
    words: str
    kind: str


class Signing(StepUpMixin, rx.State):
    """The list, the file on the right, and the act. PIN and code wait here only while it is asked
    again who is there.
    """

    loaded: bool = False
    problem: str = ""
    error: str = ""
    what: str = "sign"
    rows: list[Waiting] = []
    more: str = ""
    open_id: str = ""
    open_name: str = ""
    preview: str = ""
    chosen: int = 0
    needs_code: bool = False
    code_sent: bool = False
    running: bool = False
    total: int = 0
    ended_count: int = 0
    ended: list[Ended] = []
    summary: str = ""
    _ready: dict[str, ReadyResult] = {}
    _batch: str = ""

    @classmethod
    def face(cls) -> str:
        """Of the officers' screens."""
        return "officer"

    @rx.event
    async def load(self):
        """Reads the address: `viec=dong-dau` seals, else signs."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        self.what = "seal" if query(self, "viec") == "dong-dau" else "sign"
        try:
            await self._fetch("")
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect("/dang-nhap/?next=/ky-ket-qua/")
            self.problem = refused.message
        self.loaded = True
        return None

    async def _fetch(self, cursor: str) -> None:
        page = await results.waiting(api(self, "officer"), self.what, cursor)
        if not cursor:
            self._ready, self.rows = {}, []
        self._ready |= {one.dossier_id: one for one in page.items}
        self.rows = [*self.rows, *(_waiting(one) for one in page.items)]
        self.more = page.next_cursor or ""
        self._count()

    @rx.event
    async def fetch_more(self):
        """The next page."""
        try:
            await self._fetch(self.more)
        except ApiProblem as refused:
            self.error = refused.message

    @rx.event
    async def look(self, dossier_id: str):
        """Shows the very file; that it was shown is written down by the API."""
        one = self._ready.get(dossier_id)
        if one is None:
            return
        self.error = ""
        self.open_id, self.open_name = dossier_id, f"{one.code}: {one.title}"
        path = f"/api/v1/dossiers/{dossier_id}/result-draft/file"
        self.preview = f"{path}?v={one.sha256[:16]}#navpanes=0&view=FitH"
        self._change(dossier_id, seen=True)
        if self.what == "sign" and not self.needs_code:
            await self._ask_what_is_needed(dossier_id)

    async def _ask_what_is_needed(self, dossier_id: str) -> None:
        try:
            self.needs_code = (await results.desk(api(self, "officer"), dossier_id)).needs_code
        except ApiProblem as refused:
            self.error = refused.message

    @rx.event
    async def choose(self, dossier_id: str):
        """Takes one that was looked at among those to sign, or out again."""
        row = next((r for r in self.rows if r.id == dossier_id), None)
        if row is None or not row.seen:
            return
        if not row.chosen and self.chosen >= _MOST:
            self.error = f"Mỗi lượt ký nhiều nhất {_MOST} bản. Hãy ký các bản đã chọn trước."
            return
        self._change(dossier_id, chosen=not row.chosen)

    @rx.event
    async def choose_and_next(self):
        """Takes the one on the right and shows the next one not looked at yet."""
        here = next((r for r in self.rows if r.id == self.open_id), None)
        if here is not None and not here.chosen:
            await self.choose(here.id)
        following = next((r for r in self.rows if not r.seen), None)
        if following is not None:
            await self.look(following.id)

    def _change(self, dossier_id: str, **changed: bool) -> None:
        self.rows = [
            dataclasses.replace(r, **changed) if r.id == dossier_id else r for r in self.rows
        ]
        self._count()

    def _count(self) -> None:
        self.chosen = sum(r.chosen for r in self.rows)

    @rx.event
    async def send_code(self):
        """Has the one-time code sent; one is enough for all of them."""
        first = next((r for r in self.rows if r.chosen), None)
        if first is None:
            self.error = "Chọn ít nhất một bản đã xem trước khi gửi mã."
            return
        self.error = ""
        try:
            await results.send_code(api(self, "officer"), first.id)
            self.code_sent = True
        except ApiProblem as refused:
            self.error = refused.message

    @rx.event
    async def sign(self, form: dict[str, Any]):
        """Signs or seals all that are chosen."""
        self.error, self.summary, self.ended = "", "", []
        named = [self._ready[r.id] for r in self.rows if r.chosen]
        if not named:
            self.error = "Chọn ít nhất một bản đã xem."
            return None
        items = [OneOfMany(one.dossier_id, one.version, one.sha256) for one in named]
        pin, code = str(form.get("pin", "")), str(form.get("code", ""))
        self.total, self.ended_count = len(items), 0
        try:
            data = SignMany("seal" if self.what == "seal" else "sign", items)
            stands = await results.sign_many(api(self, "officer"), data, pin, code)
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("sign", form)
                return None
            self.error, self.code_sent = refused.message, False
            return None
        self._batch = stands.batch_id
        self._show(stands)
        if self.running:
            return Signing.follow
        await self._finish()
        return None

    def _show(self, stands: SignedMany) -> None:
        # What was refused before signing is in the first answer only.
        known = {e.code: e for e in self.ended}
        for one in stands.items:
            known[one.code] = _ended(one.code, one.title, one.words, one.state, self.what)
        self.ended = list(known.values())
        self.running = stands.running > 0
        self.ended_count = sum(e.kind != "waiting" for e in self.ended)

    async def _finish(self) -> None:
        good = sum(e.kind == "ok" for e in self.ended)
        self.summary = (
            f"Đã đóng dấu, phát hành {good} trên {self.total} bản."
            if self.what == "seal"
            else f"Đã ký {good} trên {self.total} bản."
        )
        self.open_id = self.preview = self.open_name = ""
        self.code_sent = False
        await self._fetch("")

    @rx.event(background=True)
    async def follow(self):
        """Looks again until all of them have ended."""
        for _ in range(_TIMES):
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)
            async with self:
                if not self.running:
                    return
                try:
                    self._show(await results.signed_many(api(self, "officer"), self._batch))
                    if not self.running:
                        await self._finish()
                        return
                except ApiProblem:
                    continue


def _waiting(one: ReadyResult) -> Waiting:
    return Waiting(
        one.dossier_id,
        one.code,
        one.procedure_name,
        one.owner_name,
        one.title,
        f"{one.made_by}, {moment(one.made_at)}",
        one.seen,
        False,
        one.failed,
        one.running,
    )


def _ended(code: str, name: str, words: str, state: str, what: str) -> Ended:
    if state == "done":
        return Ended(code, name, "✓ Đã phát hành" if what == "seal" else "✓ Đã ký", "ok")
    if state == "running":
        return Ended(code, name, "Đang ký …", "waiting")
    return Ended(code, name, f"✗ {words}", "bad")
