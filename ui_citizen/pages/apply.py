"""Filling in a dossier: one question a page, then papers, then how to receive, then review."""

import dataclasses
import uuid

import reflex as rx
from reflex.components.component import Component

from shared.client import documents, dossiers
from shared.client.base import ApiProblem
from shared.contracts.dossiers import Draft, SaveDraft
from shared.contracts.forms import Question
from shared.ui.session import api, query
from shared.ui.words import moment, size
from ui_citizen.layout import message, ready, shell, waiting


@dataclasses.dataclass
class Choice:
    """One answer to choose."""

    value: str
    label: str


@dataclasses.dataclass
class Paper:
    """One paper with the files sent for it."""

    key: str
    name: str
    need: str
    count: int


@dataclasses.dataclass
class File:
    """One file sent."""

    id: str
    key: str
    name: str
    size: str


@dataclasses.dataclass
class Reviewed:
    """One answer to look over, and the place of its question."""

    label: str
    value: str
    step: int


_INPUT = {
    "date": ("date", ""),
    "personal_id": ("text", "numeric"),
    "phone": ("tel", "tel"),
    "email": ("email", "email"),
    "number": ("text", "numeric"),
    "money": ("text", "numeric"),
}
_DELIVERY = [
    Choice("desk", "Tại Bộ phận Một cửa"),
    Choice("post", "Qua bưu chính, gửi đến nhà"),
    Choice("electronic", "Bản điện tử trên Cổng"),
]


class Apply(rx.State):
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
    reference: str = ""
    answer_by: str = ""
    duration: str = ""
    agency_name: str = ""
    dossier_id: str = ""
    _draft: Draft | None = None
    _send_key: str = ""
    _required: list[tuple[str, str, str]] = []

    @rx.event
    async def load(self):
        """Opens the draft where the person left it."""
        self.sent = False
        self.loaded = False
        try:
            draft = await dossiers.draft(api(self, "citizen"), self.draft_id)
            limits = await documents.limits(api(self, "citizen"))
            from shared.client import catalogue

            procedure = await catalogue.procedure(api(self, "citizen"), draft.procedure_code)
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next=/nop/{self.draft_id}")
            self.problem, self.loaded = refused.message, True
            return None
        self._required = [
            (c.key, c.name, "Bắt buộc" if c.required else (c.condition or "Nếu có"))
            for c in procedure.components
        ]
        self.limits = (
            f"Nhận {', '.join(e[1:].upper() for e in limits.extensions)}; mỗi tệp tối đa "
            f"{size(limits.max_bytes)}; mỗi giấy tờ tối đa {limits.max_files} tệp."
        )
        self._send_key = self._send_key or uuid.uuid4().hex
        self._keep(draft)
        await self._prefill()
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

    async def _prefill(self) -> None:
        """Offers what the account knows; the person still confirms each on its page."""
        from shared.client import identity

        me = await identity.me(api(self, "citizen"))
        known = {
            "full_name": me.full_name,
            "personal_id": me.personal_id,
            "phone": me.phone,
            "email": me.email,
            "address": me.address,
        }
        assert self._draft is not None
        self._known = {
            q.key: known.get(q.prefill) or "" for q in self._draft.form.questions if q.prefill
        }

    _known: dict[str, str] = {}

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
        self.files = [File(d.id, d.component_key, d.name, size(d.size)) for d in draft.documents]
        self.papers = [
            Paper(key, name, need, sum(f.key == key for f in self.files))
            for key, name, need in self._required
        ]

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
            self.input_type, self.input_mode = _INPUT.get(q.kind, ("text", ""))
            self.options = [Choice(o.value, o.label) for o in q.options]
            answer = self._answers().get(q.key)
            self.value = str(answer) if answer is not None else self._known.get(q.key, "")
        if stage == "review":
            self.reviewed = [
                Reviewed(q.label, _readable(q, self._answers().get(q.key)), i)
                for i, q in enumerate(asked)
                if q.kind != "choice" or q.key != "declaration"
            ]

    @rx.event
    async def next_question(self, form: dict):
        """Saves the answer; a wrong one stays with its sentence."""
        value = str(form.get("value", "")).strip()
        self.value = value
        if self.required and not value:
            choice = self.kind in ("choice", "yes_no")
            self.error = (
                "Vui lòng chọn một câu trả lời." if choice else "Vui lòng trả lời câu hỏi này."
            )
            return None
        try:
            draft = await dossiers.save_draft(
                api(self, "citizen"), self.draft_id, SaveDraft(answers={self.key: value})
            )
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next=/nop/{self.draft_id}?buoc={self.step}")
            own = [e.message for e in refused.errors if e.pointer == f"/answers/{self.key}"]
            self.error = own[0] if own else refused.message
            return None
        self._keep(draft)
        if self.step + 1 < len(self._asked()):
            self._go("question", self.step + 1)
        else:
            self._go("papers", 0)
        return rx.call_script("window.motcuaForget && motcuaForget();window.scrollTo(0,0)")

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
        missing = {
            p.key: "Cần đính kèm giấy tờ này."
            for p in self.papers
            if p.need == "Bắt buộc" and p.count == 0
        }
        if missing:
            self.errors = missing
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
            )
        except ApiProblem as refused:
            self.error = refused.message
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
        self.reference, self.agency_name = promise.reference, promise.agency_name
        self.answer_by, self.duration = moment(promise.answer_by), promise.duration
        self.dossier_id = promise.dossier_id
        yield rx.call_script("window.scrollTo(0,0)")


def _readable(question: Question, value: object) -> str:
    text = "" if value is None else str(value)
    for option in question.options:
        if option.value == text:
            return option.label
    if question.kind == "date" and len(text) == 10:
        return f"{text[8:]}/{text[5:7]}/{text[:4]}"
    return text or "Chưa trả lời"


def _choice(option: Choice, name: str, current: rx.Var[str], **props: object) -> Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name=name,
            value=option.value,
            default_checked=option.value == current,
            **props,
        ),
        rx.el.span(option.label),
        class_name="choice",
    )


def _question() -> Component:
    state = Apply
    described = {"aria-describedby": "help error"}
    return rx.el.form(
        rx.el.p(state.section, class_name="muted"),
        rx.cond(
            (state.kind == "choice") | (state.kind == "yes_no"),
            rx.el.fieldset(
                rx.el.legend(rx.el.h1(state.label)),
                rx.cond(state.help != "", rx.el.p(state.help, class_name="help", id="help")),
                rx.cond(
                    state.error != "",
                    rx.el.p(state.error, class_name="error", id="error", role="alert"),
                ),
                rx.foreach(state.options, lambda o: _choice(o, "value", state.value)),
                class_name="question",
            ),
            rx.el.div(
                rx.el.h1(rx.el.label(state.label, html_for="answer")),
                rx.cond(state.help != "", rx.el.p(state.help, class_name="help", id="help")),
                rx.cond(
                    state.error != "",
                    rx.el.p(state.error, class_name="error", id="error", role="alert"),
                ),
                rx.cond(
                    state.kind == "long_text",
                    rx.el.textarea(
                        id="answer",
                        name="value",
                        default_value=state.value,
                        aria_invalid=(state.error != "").to_string(),
                        custom_attrs=described,
                    ),
                    rx.el.input(
                        id="answer",
                        name="value",
                        type=state.input_type,
                        input_mode=state.input_mode,
                        default_value=state.value,
                        auto_complete="off",
                        aria_invalid=(state.error != "").to_string(),
                        custom_attrs=described | {"data-keep": Apply.draft_id + ":" + state.key},
                    ),
                ),
                class_name="question",
            ),
        ),
        rx.cond(
            ~state.required, rx.el.p("Không bắt buộc, có thể để trống.", class_name="muted small")
        ),
        rx.el.div(
            rx.el.button("Tiếp tục", type="submit", class_name="button"),
            rx.cond(
                state.step > 0,
                rx.el.button(
                    "Quay lại", type="button", on_click=state.back, class_name="button plain"
                ),
            ),
            class_name="actions",
        ),
        on_submit=state.next_question,
        key=state.key,
        no_validate=True,
    )


def _paper(paper: Paper) -> Component:
    return rx.el.section(
        rx.el.h2(paper.name),
        rx.el.p(paper.need, class_name="muted small"),
        rx.cond(
            Apply.errors.contains(paper.key),
            rx.el.p(Apply.errors[paper.key], class_name="error", role="alert"),
        ),
        rx.el.ul(
            rx.foreach(
                Apply.files,
                lambda f: rx.cond(
                    f.key == paper.key,
                    rx.el.li(
                        rx.el.span("✓ " + f.name + " (" + f.size + ")"),
                        rx.el.button(
                            "Xóa",
                            type="button",
                            on_click=Apply.remove_file(f.id),
                            class_name="link",
                            aria_label="Xóa tệp " + f.name,
                        ),
                    ),
                ),
            ),
            class_name="files",
        ),
        rx.el.label(
            rx.el.span("Chọn ảnh hoặc PDF, hoặc chụp bằng máy ảnh"),
            rx.el.input(
                type="file",
                accept="image/jpeg,image/png,application/pdf",
                multiple=True,
                custom_attrs={
                    "data-upload": "/api/v1/drafts/" + Apply.draft_id + "/documents",
                    "data-component": paper.key,
                    "data-done": "files-changed",
                },
            ),
            rx.el.span(Apply.limits, class_name="muted small"),
            rx.el.span(custom_attrs={"data-status": ""}, role="status", class_name="small"),
            class_name="picker",
        ),
        class_name="card",
    )


def _papers() -> Component:
    return rx.fragment(
        rx.el.h1("Giấy tờ kèm theo"),
        rx.el.p("Chụp rõ nét, đủ bốn góc. Giấy tờ bắt buộc có ghi chú.", class_name="help"),
        rx.cond(Apply.error != "", message(Apply.error)),
        rx.foreach(Apply.papers, _paper),
        rx.el.button(
            "Tải lại danh sách tệp",
            id="files-changed",
            on_click=Apply.refresh_files,
            class_name="sr",
            tab_index=-1,
            custom_attrs={"aria-hidden": "true"},
        ),
        rx.el.div(
            rx.el.button("Tiếp tục", on_click=Apply.to_receive, class_name="button"),
            rx.el.button("Quay lại", on_click=Apply.back, class_name="button plain"),
            class_name="actions",
        ),
    )


def _receive() -> Component:
    return rx.el.form(
        rx.el.h1("Nộp ở đâu, nhận thế nào?"),
        rx.cond(Apply.error != "", message(Apply.error)),
        rx.el.div(
            rx.el.label("Cơ quan tiếp nhận", html_for="agency"),
            rx.el.select(
                rx.el.option("Chọn cơ quan", value=""),
                rx.foreach(Apply.agencies, lambda a: rx.el.option(a.label, value=a.value)),
                id="agency",
                name="agency",
                default_value=Apply.agency,
            ),
            rx.cond(
                Apply.errors.contains("agency"),
                rx.el.p(Apply.errors["agency"], class_name="error", role="alert"),
            ),
            class_name="field",
        ),
        rx.el.fieldset(
            rx.el.legend(rx.el.h2("Cách nhận kết quả")),
            *[
                _choice(
                    option,
                    "delivery",
                    Apply.delivery,
                    on_change=Apply.choose_delivery(option.value),
                )
                for option in _DELIVERY
            ],
        ),
        rx.cond(
            Apply.delivery == "post",
            rx.el.div(
                rx.el.label("Địa chỉ nhận kết quả", html_for="address"),
                rx.el.input(
                    id="address",
                    name="address",
                    type="text",
                    default_value=Apply.address,
                    auto_complete="street-address",
                    max_length=300,
                ),
                rx.cond(
                    Apply.errors.contains("address"),
                    rx.el.p(Apply.errors["address"], class_name="error", role="alert"),
                ),
                class_name="field",
            ),
        ),
        rx.el.div(
            rx.el.button("Tiếp tục", type="submit", class_name="button"),
            rx.el.button("Quay lại", type="button", on_click=Apply.back, class_name="button plain"),
            class_name="actions",
        ),
        on_submit=Apply.to_review,
        key="receive",
    )


def _review() -> Component:
    return rx.fragment(
        rx.el.h1("Xem lại trước khi nộp"),
        rx.cond(Apply.error != "", message(Apply.error)),
        rx.el.dl(
            rx.foreach(
                Apply.reviewed,
                lambda r: rx.el.div(
                    rx.el.dt(r.label),
                    rx.el.dd(r.value),
                    rx.el.dd(
                        rx.el.button(
                            "Sửa",
                            on_click=Apply.edit(r.step),
                            class_name="link",
                            aria_label="Sửa: " + r.label,
                        )
                    ),
                ),
            ),
            class_name="rows card",
        ),
        rx.el.section(
            rx.el.h2("Giấy tờ đã đính kèm"),
            rx.cond(
                Apply.files.length() > 0,
                rx.el.ul(rx.foreach(Apply.files, lambda f: rx.el.li(f.name)), class_name="list"),
                rx.el.p("Không có tệp nào."),
            ),
            class_name="card",
        ),
        rx.el.div(
            rx.el.button(
                rx.cond(Apply.busy, "Đang nộp …", "Nộp hồ sơ"),
                on_click=Apply.send,
                class_name="button",
                disabled=Apply.busy,
                id="send",
            ),
            rx.el.button("Quay lại", on_click=Apply.back, class_name="button plain"),
            class_name="actions",
        ),
    )


def _sent() -> Component:
    return rx.fragment(
        message("✓ Đã nộp hồ sơ thành công", "good"),
        rx.el.h1(Apply.title),
        rx.el.dl(
            rx.el.div(rx.el.dt("Mã tra cứu"), rx.el.dd(Apply.reference)),
            rx.el.div(rx.el.dt("Nơi tiếp nhận"), rx.el.dd(Apply.agency_name)),
            rx.el.div(rx.el.dt("Cơ quan trả lời chậm nhất"), rx.el.dd(Apply.answer_by)),
            rx.el.div(rx.el.dt("Thời hạn giải quyết sau khi tiếp nhận"), rx.el.dd(Apply.duration)),
            class_name="rows card",
        ),
        rx.el.p("Chúng tôi gửi thông báo ở mỗi bước. Bạn không cần đi lại để hỏi."),
        rx.el.a("Theo dõi hồ sơ", href="/ho-so/" + Apply.dossier_id, class_name="button wide"),
    )


@rx.page(route="/nop/[draft_id]", title="Nộp hồ sơ – Cổng Dịch vụ công", on_load=Apply.load)
def apply() -> Component:
    """The page."""
    return shell(
        rx.cond(Apply.problem != "", message(Apply.problem)),
        rx.cond(
            Apply.loaded & (Apply.title != ""),
            rx.fragment(
                ready(),
                rx.cond(
                    Apply.sent,
                    _sent(),
                    rx.fragment(
                        rx.el.p(Apply.title, class_name="muted small"),
                        rx.el.div(
                            rx.el.span(style={"width": Apply.percent.to_string() + "%"}),
                            class_name="progress",
                            role="progressbar",
                            custom_attrs={
                                "aria-label": "Tiến độ điền hồ sơ",
                                "aria-valuenow": Apply.percent,
                                "aria-valuemin": 0,
                                "aria-valuemax": 100,
                            },
                        ),
                        rx.match(
                            Apply.stage,
                            ("question", _question()),
                            ("papers", _papers()),
                            ("receive", _receive()),
                            _review(),
                        ),
                        rx.el.p(
                            "Đã lưu lúc " + Apply.saved_at,
                            class_name="muted small",
                            role="status",
                            style={"marginTop": "1rem"},
                        ),
                    ),
                ),
            ),
            rx.cond(Apply.problem == "", waiting()),
        ),
        rx.script(src="/keep.js"),
    )
