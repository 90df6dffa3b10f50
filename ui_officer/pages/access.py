"""Roles decided by a second person, and the quarterly review of access."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import officers
from shared.client.base import ApiProblem
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up, step_up_dialog
from shared.ui.words import moment
from ui_officer.layout import Person, message, shell


@dataclasses.dataclass
class Request:
    """A change of roles in words."""

    id: str
    officer: str
    what: str
    where: str
    why: str
    asked: str
    standing: str
    may_decide: bool


@dataclasses.dataclass
class Seen:
    """One account of the review."""

    name: str
    username: str
    unit: str
    roles: str
    last: str
    state: str
    remarks: str


class Requests(StepUpMixin, rx.State):
    """What waits for a second person."""

    rows: list[Request] = []
    loaded: bool = False
    problem: str = ""
    notice: str = ""

    @classmethod
    def face(cls) -> str:
        """Of the officers' screens."""
        return "officer"

    @rx.event
    async def load(self):
        """Reads what waits."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            await self._read()
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    async def decide(self, id_: str, approve: bool):
        """The second person's word."""
        self.problem, self.notice = "", ""
        try:
            await officers.decide_role(api(self, "officer"), id_, approve)
            await self._read()
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("decide", id_, approve)
                return
            self.problem = refused.message
            return
        self.notice = "Đã phê duyệt, có hiệu lực ngay." if approve else "Đã từ chối."

    async def _read(self):
        standing = {None: "Chờ quyết định", True: "Đã phê duyệt", False: "Đã từ chối"}
        self.rows = [
            Request(
                id=q.id,
                officer=q.officer.name,
                what=("Thu hồi: " if q.takes_away else "Giao: ") + q.role_label,
                where=q.where,
                why=q.reason,
                asked=f"{q.asked_by}, {moment(q.asked_at)}",
                standing=standing[q.approved],
                may_decide=q.may_decide,
            )
            for q in await officers.role_requests(api(self, "officer"))
        ]
        self.loaded = True


class Review(rx.State):
    """Who may do what."""

    agency: str = ""
    last: str = ""
    due: bool = False
    rows: list[Seen] = []
    only: bool = False
    loaded: bool = False
    problem: str = ""
    notice: str = ""

    @rx.event
    async def load(self):
        """Reads the review."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            self._show(await officers.access_review(api(self, "officer")))
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    def only_remarks(self, value: bool):
        """Shows only what deserves a look."""
        self.only = value

    @rx.event
    async def done(self, form: dict):
        """Records that it was looked at."""
        self.problem, self.notice = "", ""
        note = str(form.get("note", "")).strip()
        if len(note) < 3:
            self.problem = "Ghi kết luận rà soát, ít nhất 3 ký tự."
            return
        try:
            self._show(await officers.access_reviewed(api(self, "officer"), note))
        except ApiProblem as refused:
            self.problem = refused.message
            return
        self.notice = "Đã ghi nhận lần rà soát."

    def _show(self, found):
        self.agency, self.due = found.agency, found.due
        self.last = (
            f"Lần gần nhất: {moment(found.last_reviewed_at)}, {found.last_reviewed_by}."
            if found.last_reviewed_at
            else "Chưa rà soát lần nào."
        )
        self.rows = [
            Seen(
                r.full_name, r.username, r.unit, r.roles or "Không", moment(r.last_sign_in_at)
                or "Chưa lần nào", r.state_label, "; ".join(r.remarks),
            )
            for r in found.rows
        ]  # fmt: skip
        self.loaded = True


def _request(row: rx.Var[Request]) -> Component:
    return rx.el.tr(
        rx.el.td(rx.el.b(row.officer), rx.el.span(row.where, class_name="sub")),
        rx.el.td(row.what, rx.el.span(row.why, class_name="sub")),
        rx.el.td(row.asked),
        rx.el.td(row.standing),
        rx.el.td(
            rx.cond(
                row.may_decide,
                rx.fragment(
                    rx.el.button(
                        "Phê duyệt",
                        on_click=Requests.decide(row.id, True),
                        class_name="link",
                        aria_label="Phê duyệt cho " + row.officer,
                    ),
                    rx.el.button(
                        "Từ chối",
                        on_click=Requests.decide(row.id, False),
                        class_name="link",
                        aria_label="Từ chối cho " + row.officer,
                    ),
                ),
            )
        ),
    )


def _table(heads: tuple[str, ...], rows: Component) -> Component:
    return rx.el.table(
        rx.el.thead(rx.el.tr(*[rx.el.th(head, scope="col") for head in heads])), rx.el.tbody(rows)
    )


@rx.page(
    route="/vai-tro",
    title="Đề nghị vai trò – Một cửa điện tử",
    on_load=[Person.enter, Requests.load],
)
def requests() -> Component:
    """Changes of roles."""
    return shell(
        rx.el.div(
            rx.el.h1("Đề nghị vai trò"),
            rx.el.p(rx.el.a("Hệ thống khác kết nối", href="/he-thong-khac/")),
            class_name="head",
        ),
        rx.el.p(
            "Giao hoặc thu hồi vai trò cần hai người: người đề nghị và người phê duyệt.",
            class_name="muted",
        ),
        rx.cond(Requests.problem != "", message(Requests.problem)),
        rx.cond(Requests.notice != "", message(Requests.notice, "good")),
        rx.cond(
            Requests.rows.length() > 0,
            _table(
                ("Cán bộ", "Nội dung, căn cứ", "Người đề nghị", "Tình trạng", "Quyết định"),
                rx.foreach(Requests.rows, _request),
            ),
            rx.cond(
                Requests.loaded,
                rx.el.p("Chưa có đề nghị nào.", class_name="card"),
                rx.el.p("Đang tải …", class_name="card"),
            ),
        ),
        step_up_dialog(Requests),
    )


@rx.page(
    route="/ra-soat-quyen",
    title="Rà soát quyền – Một cửa điện tử",
    on_load=[Person.enter, Review.load],
)
def review() -> Component:
    """The review."""
    return shell(
        rx.el.h1("Rà soát quyền truy cập"),
        rx.el.p(Review.agency, ". ", Review.last, class_name="muted"),
        rx.cond(
            Review.loaded & Review.due,
            message("Đến kỳ rà soát quý. Xem danh sách, xử lý các lưu ý rồi ghi kết luận.", "warn"),
        ),
        rx.cond(Review.problem != "", message(Review.problem)),
        rx.cond(Review.notice != "", message(Review.notice, "good")),
        rx.el.form(
            rx.el.label("Kết luận", html_for="note"),
            rx.el.input(id="note", name="note", type="text", max_length=500),
            rx.el.button("Ghi đã rà soát", type="submit", class_name="button"),
            on_submit=Review.done,
            class_name="bar",
        ),
        rx.el.label(
            rx.el.input(type="checkbox", checked=Review.only, on_change=Review.only_remarks),
            "Chỉ hiện tài khoản có lưu ý",
            class_name="tick",
        ),
        _table(
            ("Cán bộ", "Phòng, ban", "Vai trò", "Đăng nhập gần nhất", "Tình trạng", "Lưu ý"),
            rx.foreach(
                Review.rows,
                lambda r: rx.cond(
                    ~Review.only | (r.remarks != ""),
                    rx.el.tr(
                        rx.el.td(rx.el.b(r.name), rx.el.span(r.username, class_name="sub")),
                        rx.el.td(r.unit),
                        rx.el.td(r.roles),
                        rx.el.td(r.last, class_name="mono"),
                        rx.el.td(r.state),
                        rx.el.td(
                            rx.cond(r.remarks != "", rx.el.span(r.remarks, class_name="chip warn"))
                        ),
                    ),
                ),
            ),
        ),
    )
