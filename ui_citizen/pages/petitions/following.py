"""Following a petition: what it says, how it stands, giving more, judging the answer."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import petitions
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.petitions import SupplementPetition
from shared.ui.picker import picker
from shared.ui.session import api
from ui_citizen.layout import message, ready, shell, trouble, waiting
from ui_citizen.pages.petitions.shapes import Shown, Step, nobody, shown

UPLOAD = "/api/v1/petitions/files"


class Follow(rx.State, mixin=True):
    """One petition and what its sender may do."""

    loaded: bool = False
    problem: str = ""
    error: str = ""
    notice: str = ""
    one: Shown = Shown()
    busy: bool = False
    drawn: int = 0
    _secret: str = ""

    def _client(self) -> ApiClient:
        """As whoever is signed in."""
        return api(self, "citizen")

    async def _see(self, code: str) -> None:
        try:
            self.one = shown(await petitions.seen(self._client(), code, self._secret))
        except ApiProblem as refused:
            self.problem = refused.message
        self.loaded = True

    @rx.event
    async def supplement(self, form: dict[str, Any]):
        """Gives what was asked for; what was typed stays when refused."""
        body = str(form.get("body", "")).strip()
        self.error = self.notice = ""
        if len(body) < 2:
            self.error = "Ghi thông tin bổ sung trước khi gửi."
            return
        self.busy = True
        yield
        data = SupplementPetition(
            self.one.code, body[:4000], self._secret, str(form.get("files", "")).split()[:5]
        )
        try:
            self.one = shown(await petitions.supplement(self._client(), data))
            self.notice, self.drawn = "Đã gửi thông tin bổ sung.", self.drawn + 1
        except ApiProblem as refused:
            self.error = refused.message
        self.busy = False

    @rx.event
    async def judge(self, liked: bool):
        """Says whether the answer is good, once."""
        self.error = ""
        try:
            self.one = shown(
                await petitions.judge(self._client(), self.one.code, self._secret, liked=liked)
            )
        except ApiProblem as refused:
            self.error = refused.message


class Mine(Follow, rx.State):
    """The petition in the address, of the account."""

    @rx.event
    async def load(self):
        """Reads it."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        await self._see(self.petition_code_shown[:20])


class BySecret(Follow, rx.State):
    """A petition by its code and secret."""

    typed: str = ""

    def _client(self) -> ApiClient:
        """As nobody: the petition may be anonymous."""
        return nobody(self)

    @rx.event
    def load(self):
        """Nothing yet."""
        self.reset()

    @rx.event
    async def find(self, form: dict[str, Any]):
        """Looks for it; the secret stays out of every address."""
        self.problem = self.error = self.notice = ""
        self.typed = str(form.get("code", "")).strip()[:20]
        self._secret = str(form.get("secret", "")).strip()[:20]
        self.one, self.loaded = Shown(), False
        if len(self.typed) < 4 or not self._secret:
            self.problem = "Nhập mã phản ánh và mã bí mật đã nhận khi gửi."
            return
        await self._see(self.typed)


def _step(step: Step) -> Component:
    return rx.el.li(
        rx.el.b(step.label),
        rx.el.br(),
        rx.el.span(step.at + " · " + step.by, class_name="muted small"),
        rx.cond(step.note != "", rx.el.p(step.note, class_name="small")),
    )


def _answer(page: Any) -> Component:
    return rx.el.section(
        rx.el.h2("Trả lời"),
        rx.el.p(page.one.answer, class_name="words"),
        rx.el.p(page.one.agency + ", " + page.one.answered, class_name="muted small"),
        rx.cond(
            page.one.may_judge,
            rx.fragment(
                rx.el.p("Ông/Bà có hài lòng với trả lời này không?"),
                rx.el.div(
                    rx.el.button("Hài lòng", on_click=page.judge(True), class_name="button plain"),
                    rx.el.button(
                        "Chưa hài lòng", on_click=page.judge(False), class_name="button plain"
                    ),
                    class_name="acts",
                ),
            ),
            rx.cond(page.one.judged != "", rx.el.p(rx.el.b(page.one.judged))),
        ),
        class_name="card",
    )


def _supplement(page: Any) -> Component:
    return rx.el.form(
        rx.el.h2("Cơ quan cần Ông/Bà bổ sung"),
        rx.el.div(
            rx.el.label("Thông tin bổ sung", html_for="body"),
            rx.el.textarea(id="body", name="body", max_length=4000),
            class_name="field",
        ),
        rx.el.input(id="more-files", name="files", type="hidden"),
        picker(UPLOAD, "Tối đa 5 tệp.", name="bổ sung", fill="more-files", several=True),
        rx.el.div(
            rx.el.button(
                rx.cond(page.busy, "Đang gửi …", "Gửi bổ sung"),
                type="submit",
                class_name="button",
                disabled=page.busy,
            ),
            class_name="actions",
        ),
        key=page.drawn.to_string(),
        on_submit=page.supplement,
        class_name="card",
    )


def followed(page: Any) -> Component:
    """One petition in full."""
    one = page.one
    return rx.fragment(
        rx.el.p("Mã phản ánh ", rx.el.b(one.code)),
        rx.el.h1(one.subject),
        rx.cond(page.notice != "", message(page.notice, "good")),
        rx.cond(page.error != "", message(page.error)),
        rx.el.section(
            rx.el.p(rx.el.span(one.state, class_name="tag " + one.tone)),
            rx.el.dl(
                rx.el.div(rx.el.dt("Cơ quan xử lý"), rx.el.dd(one.agency)),
                rx.el.div(rx.el.dt("Loại"), rx.el.dd(one.kind)),
                rx.el.div(rx.el.dt("Gửi lúc"), rx.el.dd(one.received)),
                rx.cond(
                    one.answered == "",
                    rx.el.div(rx.el.dt("Trả lời trước hết ngày"), rx.el.dd(one.answer_by)),
                ),
                class_name="rows",
            ),
            class_name="card",
        ),
        rx.cond(one.answer != "", _answer(page)),
        rx.cond(one.may_supplement, _supplement(page)),
        rx.el.section(
            rx.el.h2("Nội dung đã gửi"),
            rx.el.p(one.body, class_name="words"),
            rx.cond(
                one.files.length() > 0,
                rx.el.ul(rx.foreach(one.files, rx.el.li), class_name="list"),
            ),
            class_name="card",
        ),
        rx.el.section(
            rx.el.h2("Diễn biến"),
            rx.el.ol(rx.foreach(one.steps, _step), class_name="timeline"),
            class_name="card",
        ),
    )


@rx.page(
    route="/phan-anh/[petition_code_shown]",
    title="Phản ánh của tôi – Cổng Dịch vụ công",
    on_load=Mine.load,
)
def mine() -> Component:
    """A petition of one's account."""
    return shell(
        rx.cond(
            Mine.loaded,
            rx.cond(
                Mine.problem != "", trouble(Mine.problem), rx.fragment(ready(), followed(Mine))
            ),
            waiting(),
        ),
    )


@rx.page(
    route="/phan-anh/tra-cuu",
    title="Tra cứu phản ánh – Cổng Dịch vụ công",
    on_load=BySecret.load,
)
def by_secret() -> Component:
    """A petition by code and secret."""
    return shell(
        ready(),
        rx.cond(BySecret.one.code == "", rx.el.h1("Tra cứu phản ánh, kiến nghị")),
        rx.cond(
            BySecret.one.code == "",
            rx.el.form(
                rx.el.div(
                    rx.el.label("Mã phản ánh", html_for="code"),
                    rx.el.input(
                        id="code",
                        name="code",
                        type="text",
                        max_length=20,
                        auto_complete="off",
                        placeholder="PA261126-7K3QX9",
                        default_value=BySecret.typed,
                        key=BySecret.typed,
                    ),
                    class_name="field",
                ),
                rx.el.div(
                    rx.el.label("Mã bí mật", html_for="secret"),
                    rx.el.input(
                        id="secret",
                        name="secret",
                        type="text",
                        max_length=20,
                        auto_complete="off",
                    ),
                    rx.el.p("Mười ký tự, nhận được khi gửi phản ánh.", class_name="help"),
                    class_name="field",
                ),
                rx.cond(BySecret.problem != "", message(BySecret.problem)),
                rx.el.div(
                    rx.el.button("Tra cứu", type="submit", class_name="button"),
                    class_name="actions",
                ),
                on_submit=BySecret.find,
                class_name="card",
            ),
            followed(BySecret),
        ),
        rx.el.p(rx.el.a("Gửi phản ánh, kiến nghị mới", href="/phan-anh/gui/")),
    )
