"""One draft: where the person is in it, what was typed, what was sent."""

import uuid

import reflex as rx

from shared.client import documents, dossiers, prefill
from shared.client.base import ApiProblem
from shared.contracts.drafts import Draft, SaveDraft
from shared.ui.elements import wish
from shared.ui.fields import is_empty
from shared.ui.session import api, query
from shared.ui.words import limits_in_words, moment
from ui_citizen.pages.apply.answering import Answering
from ui_citizen.pages.apply.arranging import Arranging
from ui_citizen.pages.apply.by_post import ByPost
from ui_citizen.pages.apply.companions import Companions
from ui_citizen.pages.apply.continuing import Continuing
from ui_citizen.pages.apply.counting import Counting
from ui_citizen.pages.apply.shapes import (
    Choice,
    File,
    Paper,
    Reviewed,
    files_of,
    missing,
    papers_of,
    reviewed,
)
from ui_citizen.pages.apply.signing_again import SigningAgain
from ui_citizen.pages.apply.storing import Storing


class Apply(
    Answering, Companions, Continuing, Counting, Arranging, SigningAgain, Storing, rx.State
):
    """One draft and where the person is in it."""

    title: str = ""
    loaded: bool = False
    problem: str = ""
    papers: list[Paper] = []
    has_optional: bool = False
    optional_open: bool = False
    files: list[File] = []
    limits: str = ""
    agencies: list[Choice] = []
    agency: str = ""
    delivery: str = "desk"
    address: str = ""
    errors: dict[str, str] = {}
    reviewed: list[Reviewed] = []
    obstacles: list[str] = []
    saved_at: str = ""
    busy: bool = False
    sent: bool = False
    _send_key: str = ""

    @rx.event
    async def load(self):
        """Opens the draft where the person left it."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            draft = await dossiers.draft(api(self, "citizen"), self.draft_id)
            limits = await documents.limits(api(self, "citizen"))
            offers = await prefill.offers(api(self, "citizen"), self.draft_id)
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next=/nop/{self.draft_id}")
            self.problem, self.loaded = refused.message, True
            return None
        self.limits = limits_in_words(limits)
        self._send_key = self._send_key or uuid.uuid4().hex
        self._keep_offers(offers)
        self._keep_store(offers.store)
        self._keep(draft)
        self.resumed = bool(draft.answers) and not draft.together
        pages = self._pages()
        unanswered = [
            step
            for step, page in enumerate(pages)
            if any(q.required and is_empty(self._answers().get(q.key)) for q in page)
        ]
        wanted = query(self, "buoc")
        if wanted.isdigit():
            await self._go("question", min(int(wanted), len(pages) - 1))
        elif unanswered:
            await self._go("question", unanswered[0])
        else:
            await self._go("papers", 0)
        self.loaded, self.problem = True, ""
        return None

    def _keep(self, draft: Draft) -> None:
        self._draft = draft
        files = files_of(draft)
        papers = papers_of(draft.papers, files)
        optional = [p for p in papers if not p.required]
        self._put(
            title=draft.procedure_name,
            saved_at=moment(draft.updated_at),
            agencies=[Choice(a.id, a.name) for a in draft.agencies],
            agency=draft.agency.id if draft.agency else "",
            obstacles=list(draft.obstacles),
            delivery=draft.delivery,
            address=draft.delivery_address,
            files=files,
            papers=papers,
            has_optional=bool(optional),
            optional_open=len(optional) == len(papers) or any(p.count for p in optional),
        )
        self._keep_companions(draft)
        self._keep_version(draft)

    async def _go(self, stage: str, step: int, entry: int = -1) -> None:
        pages = self._pages()
        total = len(pages) + 3
        done = {"question": step, "papers": len(pages), "receive": len(pages) + 1}
        percent = round(100 * done.get(stage, len(pages) + 2) / total)
        self._put(stage=stage, error="", errors={}, total=total, percent=percent)
        if stage == "question":
            await self._show_question(step, entry)
        if stage == "review":
            assert self._draft is not None
            self.reviewed = reviewed(self._draft)
        await self._count(self._draft, pages[step][0].key if stage == "question" else stage)

    @rx.event
    async def next_question(self, form: dict):
        """Saves the answers of the page; wrong ones stay with their sentences."""
        if form.get("asked") != self.asked_as:
            return None  # pressed twice: the first press has already moved on
        if not self.is_group or self.entry >= 0:
            try:
                if not await self._save_page(form):
                    return None
            except ApiProblem as refused:
                self._ended(refused)
                return None
        if self.entry >= 0:
            await self._go("question", self.step)
        elif self.step + 1 < len(self._pages()):
            await self._go("question", self.step + 1)
        else:
            await self._go("papers", 0)
        return None

    @rx.event
    async def edit_entry(self, position: int):
        """Opens one entry of a group; one past the last begins a new one."""
        await self._go("question", self.step, position)

    @rx.event
    async def add_known(self, id_: str):
        """Puts a known entry into the group, as it was offered."""
        group = self._pages()[self.step][0]
        offer_id, entry = self._known_entry(id_)
        if entry is None:
            return
        self._taken = {**self._taken, group.key: offer_id}
        kept = [*(self._answers().get(group.key) or []), entry]
        try:
            saved = await self._save({group.key: kept})
        except ApiProblem as refused:
            self.error = refused.message
            self._ended(refused)
            return
        if saved:
            await self._go("question", self.step)

    @rx.event
    async def remove_entry(self, position: int):
        """Takes one entry out of a group."""
        group = self._pages()[self.step][0]
        kept = list(self._answers().get(group.key) or [])
        kept = kept[:position] + kept[position + 1 :]
        try:
            saved = await self._save({group.key: kept})
        except ApiProblem as refused:
            self.error = refused.message
            self._ended(refused)
            return
        if saved:
            await self._go("question", self.step)

    @rx.event
    async def back(self):
        """One page back; nothing is lost."""
        last = len(self._pages()) - 1
        if self.stage == "question" and self.entry >= 0:
            await self._go("question", self.step)
        elif self.stage == "question":
            await self._go("question", max(0, self.step - 1))
        elif self.stage == "papers":
            await self._go("question", last)
        else:
            await self._go({"receive": "papers", "review": "receive"}[self.stage], 0)

    @rx.event
    async def edit(self, step: int):
        """From the review to one question."""
        await self._go("question", step)

    @rx.event
    async def to_receive(self):
        """On to the way of receiving."""
        self.errors = missing(self.papers)
        if self.errors:
            self.error = "Còn giấy tờ bắt buộc chưa đính kèm."
            return
        await self._go("receive", 0)

    @rx.event
    async def to_review(self, form: dict):
        """Saves agency and delivery."""
        self.agency = str(form.get("agency", self.agency))
        self.delivery = str(form.get("delivery", self.delivery))
        if form.get("address") is not None:  # asked only when the post is chosen
            self.address = str(form["address"]).strip()
        errors = {}
        if not self.agency:
            errors["agency"] = "Vui lòng chọn cơ quan tiếp nhận."
        ours = await self.get_state(ByPost)
        if self.delivery == "post" and not self.address and not ours.offered:
            errors["address"] = "Vui lòng ghi địa chỉ nhận kết quả."
        if errors:
            self.errors = errors
            return
        try:
            draft = await dossiers.save_draft(
                api(self, "citizen"),
                self.draft_id,
                SaveDraft(
                    answers={},
                    agency_id=self.agency,
                    delivery=self.delivery,
                    delivery_address=self.address,
                ),
                self._version(),
            )
        except ApiProblem as refused:
            self.error = refused.message
            if not self._ended(refused):
                await self._renew(refused)
            return
        self._keep(draft)
        self.error = await ours._keep(form, by_post=self.delivery == "post")
        if not self.error:
            await self._go("review", 0)

    @rx.event
    def choose_delivery(self, value: str):
        """Shows the address when the post is chosen."""
        self.delivery = value

    @rx.event
    async def refresh_files(self):
        """After the browser has sent a file straight to the API."""
        try:
            self._keep(await dossiers.draft(api(self, "citizen"), self.draft_id))
        except ApiProblem as refused:
            self.error = refused.message
            self._ended(refused)
            return
        self.errors, self.error = {}, ""

    @rx.event
    async def remove_file(self, document_id: str):
        """Takes a file out."""
        try:
            await documents.remove_from_draft(api(self, "citizen"), self.draft_id, document_id)
        except ApiProblem as refused:
            self.error = refused.message
            self._ended(refused)
            return
        await self.refresh_files()

    @rx.event
    async def send(self):
        """Submits; pressing twice sends the same key and gives one dossier."""
        if self.busy or self.sent:
            return
        self.busy, self.error = True, ""
        yield
        try:
            promise = await dossiers.submit(api(self, "citizen"), self.draft_id, self._send_key)
        except ApiProblem as refused:
            self.busy = False
            self._ended(refused)
            self._send_key = uuid.uuid4().hex
            self.error = " ".join([refused.message, *(e.message for e in refused.errors)])
            return
        self.busy, self.sent, self.percent = False, True, 100
        await self._count(self._draft, "sent")
        self._keep_promised(promise)
        self.wish = wish("forget")
