"""One draft: where the person is in it, what was typed, what was sent."""

import uuid

import reflex as rx

from shared.client import catalogue, documents, dossiers, identity
from shared.client.base import ApiProblem
from shared.contracts.catalogue import ComponentInfo
from shared.contracts.drafts import Draft, SaveDraft
from shared.contracts.forms import Question
from shared.ui.elements import wish
from shared.ui.session import api, query
from shared.ui.words import day, iso_day, moment
from ui_citizen.pages.apply.companions import Companions
from ui_citizen.pages.apply.shapes import (
    INPUTS,
    Choice,
    File,
    Paper,
    Reviewed,
    files_of,
    known_of,
    limits_in_words,
    missing,
    papers_of,
    reviewed,
)


class Apply(Companions, rx.State):
    """One draft and where the person is in it."""

    title: str = ""
    loaded: bool = False
    problem: str = ""
    stage: str = "question"
    step: int = 0
    total: int = 1
    percent: int = 0
    key: str = ""
    kind: str = "text"
    input_type: str = "text"
    input_mode: str = ""
    label: str = ""
    help: str = ""
    section: str = ""
    required: bool = True
    value: str = ""
    error: str = ""
    options: list[Choice] = []
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
    saved_at: str = ""
    busy: bool = False
    sent: bool = False
    wish: str = ""
    _draft: Draft | None = None
    _send_key: str = ""
    _known: dict[str, str] = {}
    _components: list[ComponentInfo] = []

    @rx.event
    async def load(self):
        """Opens the draft where the person left it."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            draft = await dossiers.draft(api(self, "citizen"), self.draft_id)
            limits = await documents.limits(api(self, "citizen"))
            procedure = await catalogue.procedure(api(self, "citizen"), draft.procedure_code)
            me = await identity.me(api(self, "citizen"))
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next=/nop/{self.draft_id}")
            self.problem, self.loaded = refused.message, True
            return None
        self._components = procedure.components
        self.limits = limits_in_words(limits)
        self._send_key = self._send_key or uuid.uuid4().hex
        self._known = known_of(me, draft.form.questions)
        self._keep(draft)
        asked = self._asked()
        unanswered = [
            i for i, q in enumerate(asked) if q.required and not self._answers().get(q.key)
        ]
        wanted = query(self, "buoc")
        if wanted.isdigit():
            self._go("question", min(int(wanted), len(asked) - 1))
        elif unanswered:
            self._go("question", unanswered[0])
        else:
            self._go("papers", 0)
        self.loaded, self.problem = True, ""
        return None

    def _version(self) -> int:
        assert self._draft is not None
        return self._draft.version

    async def _renew(self, refused: ApiProblem) -> None:
        """Another window saved first: the next press of the button is against the newest draft."""
        if refused.status == 412:
            self._keep(await dossiers.draft(api(self, "citizen"), self.draft_id))

    def _answers(self) -> dict[str, object]:
        return self._draft.answers if self._draft is not None else {}

    def _asked(self) -> list[Question]:
        assert self._draft is not None
        answers = self._draft.answers
        return [
            q
            for q in self._draft.form.questions
            if q.show_if is None or str(answers.get(q.show_if.key, "")) == q.show_if.equals
        ]

    def _keep(self, draft: Draft) -> None:
        self._draft = draft
        self.title = draft.procedure_name
        self.saved_at = moment(draft.updated_at)
        self.agencies = [Choice(a.id, a.name) for a in draft.agencies]
        self.agency = draft.agency.id if draft.agency else ""
        self.delivery, self.address = draft.delivery, draft.delivery_address
        self._keep_companions(draft)
        self.files = files_of(draft)
        self.papers = papers_of(self._components, self.files)
        optional = [p for p in self.papers if not p.required]
        self.has_optional = bool(optional)
        self.optional_open = len(optional) == len(self.papers) or any(p.count for p in optional)

    def _go(self, stage: str, step: int) -> None:
        asked = self._asked()
        self.stage, self.step, self.error, self.errors = stage, step, "", {}
        self.total = len(asked) + 3
        done = {"question": step, "papers": len(asked), "receive": len(asked) + 1}
        self.percent = round(100 * done.get(stage, len(asked) + 2) / self.total)
        if stage == "question":
            q = asked[step]
            self.key, self.kind, self.label, self.help = q.key, q.kind, q.label, q.help
            self.section, self.required = q.section, q.required
            self.input_type, self.input_mode = INPUTS.get(q.kind, ("text", ""))
            self.options = [Choice(o.value, o.label) for o in q.options]
            answer = self._answers().get(q.key)
            self.value = str(answer) if answer is not None else self._known.get(q.key, "")
            if q.kind == "date" and self.value:
                self.value = day(self.value)
        if stage == "review":
            self.reviewed = reviewed(asked, self._answers())

    @rx.event
    async def next_question(self, form: dict):
        """Saves the answer; a wrong one stays with its sentence."""
        if form.get("asked") != self.key:
            return None  # pressed twice: the first press has already moved on
        value = str(form.get("value", "")).strip()
        self.value = value
        if self.kind == "date":
            value = iso_day(value)
        if self.required and not value:
            choice = self.kind in ("choice", "yes_no")
            self.error = (
                "Vui lòng chọn một câu trả lời." if choice else "Vui lòng trả lời câu hỏi này."
            )
            return None
        try:
            draft = await dossiers.save_draft(
                api(self, "citizen"),
                self.draft_id,
                SaveDraft(answers={self.key: value}),
                self._version(),
            )
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next=/nop/{self.draft_id}?buoc={self.step}")
            own = [e.message for e in refused.errors if e.pointer == f"/answers/{self.key}"]
            self.error = own[0] if own else refused.message
            await self._renew(refused)
            return None
        self._keep(draft)
        if self.step + 1 < len(self._asked()):
            self._go("question", self.step + 1)
        else:
            self._go("papers", 0)
        self.wish = wish("forget")
        return None

    @rx.event
    def back(self):
        """One page back; nothing is lost."""
        last = len(self._asked()) - 1
        if self.stage == "question":
            self._go("question", max(0, self.step - 1))
        elif self.stage == "papers":
            self._go("question", last)
        else:
            self._go({"receive": "papers", "review": "receive"}[self.stage], 0)

    @rx.event
    def edit(self, step: int):
        """From the review to one question."""
        self._go("question", step)

    @rx.event
    def to_receive(self):
        """On to the way of receiving."""
        self.errors = missing(self.papers)
        if self.errors:
            self.error = "Còn giấy tờ bắt buộc chưa đính kèm."
            return
        self._go("receive", 0)

    @rx.event
    async def to_review(self, form: dict):
        """Saves agency and delivery."""
        self.agency = str(form.get("agency", self.agency))
        self.delivery = str(form.get("delivery", self.delivery))
        self.address = str(form.get("address", self.address)).strip()
        errors = {}
        if not self.agency:
            errors["agency"] = "Vui lòng chọn cơ quan tiếp nhận."
        if self.delivery == "post" and not self.address:
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
            await self._renew(refused)
            return
        self._keep(draft)
        self._go("review", 0)

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
            return
        self.errors, self.error = {}, ""

    @rx.event
    async def remove_file(self, document_id: str):
        """Takes a file out."""
        try:
            await documents.remove_from_draft(api(self, "citizen"), self.draft_id, document_id)
        except ApiProblem as refused:
            self.error = refused.message
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
            self._send_key = uuid.uuid4().hex
            self.error = " ".join([refused.message, *(e.message for e in refused.errors)])
            return
        self.busy, self.sent, self.percent = False, True, 100
        self._keep_promised(promise)
        self.wish = wish("forget")
