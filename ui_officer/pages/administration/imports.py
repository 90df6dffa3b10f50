"""Data by spreadsheet: take the form or what is in force, bring a file in, the files so far."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import imports
from shared.client.base import ApiProblem
from shared.contracts.imports import Staged
from shared.ui.elements import file_form
from shared.ui.session import api, query
from shared.ui.words import moment
from ui_officer.layout import Person, message, shell

_REFUSED = {
    "too-large": "Tệp lớn hơn 10 MB. Hãy chia thành nhiều tệp.",
    "malformed": "Chọn loại dữ liệu và tệp .xlsx rồi gửi lại.",
    "not-found": "Chọn danh mục để nhập.",
    "forbidden": "Tài khoản của bạn không nhập loại dữ liệu này.",
}


@dataclasses.dataclass
class Form:
    """A kind of table, or one catalogue."""

    kind: str
    of: str
    label: str
    columns: str
    two_persons: bool
    links: str


@dataclasses.dataclass
class File:
    """One file."""

    href: str
    name: str
    what: str
    counts: str
    state: str
    tone: str
    by: str


class Imports(rx.State):
    """What may be brought in, and the files so far."""

    loaded: bool = False
    problem: str = ""
    forms: list[Form] = []
    files: list[File] = []
    more: str = ""
    chosen: str = ""

    @rx.event
    async def load(self):
        """Reads both lists."""
        self.reset()
        refused_as = query(self, "loi")
        if refused_as:
            self.problem = _REFUSED.get(refused_as, "Không nhận được tệp. Hãy thử lại.")
        try:
            for kind in await imports.kinds(api(self, "officer")):
                places = [(c.code, f"{kind.label}: {c.label}") for c in kind.of]
                for of, label in places or [("", kind.label)]:
                    columns = ", ".join(
                        c + (" *" if c in kind.required else "") for c in kind.columns
                    )
                    links = f"/api/v1/spreadsheets/{kind.kind}?of={of}"
                    self.forms.append(Form(kind.kind, of, label, columns, kind.two_persons, links))
            await self._fetch("")
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect("/dang-nhap/?next=/nhap-du-lieu/")
            self.problem = refused.message
        self.loaded = True
        return None

    @rx.event
    async def fetch_more(self):
        """The next page of files."""
        try:
            await self._fetch(self.more)
        except ApiProblem as refused:
            self.problem = refused.message

    @rx.event
    def choose(self, number: str):
        """Which table it is."""
        self.chosen = number

    @rx.var
    def form(self) -> Form:
        """The chosen table; without a kind while none is chosen."""
        if self.chosen.isdigit() and int(self.chosen) < len(self.forms):
            return self.forms[int(self.chosen)]
        return Form("", "", "", "", False, "")

    async def _fetch(self, cursor: str) -> None:
        page = await imports.imports(api(self, "officer"), cursor)
        self.files = [*self.files] if cursor else []
        self.files += [_file(f) for f in page.items]
        self.more = page.next_cursor or ""


TONES = {
    "ready": "warn", "faulty": "bad", "refused": "bad", "applied": "ok", "discarded": "",
    "reading": "", "applying": "",
}  # fmt: skip
_COUNTED = (("new", "mới"), ("changed", "đổi"), ("same", "giữ nguyên"), ("wrong", "cần sửa"))


def in_words(counts: dict[str, int]) -> str:
    """Counts of lines in words."""
    said = [f"{counts[k]:,} {w}".replace(",", ".") for k, w in _COUNTED if counts.get(k)]
    return ", ".join(said)


def _file(f: Staged) -> File:
    return File(
        f"/nhap-du-lieu/{f.id}", f.file_name, f.of_label or f.kind_label, in_words(f.counts),
        f.state_label, TONES[f.state], f"{f.created_by}, {moment(f.created_at)}",
    )  # fmt: skip


def _bring() -> Component:
    return rx.el.section(
        rx.el.h2("Nhập từ bảng tính"),
        rx.el.div(
            rx.el.label("1. Dữ liệu gì", html_for="what"),
            rx.el.select(
                rx.el.option("Chọn", value=""),
                rx.foreach(
                    Imports.forms,
                    lambda f, number: rx.el.option(f.label, value=number.to_string()),
                ),
                id="what",
                value=Imports.chosen,
                on_change=Imports.choose,
            ),
            class_name="field",
        ),
        rx.cond(
            Imports.form.kind != "",
            rx.fragment(
                rx.el.p("Cột (* bắt buộc): ", Imports.form.columns, class_name="small"),
                rx.cond(
                    Imports.form.two_persons,
                    rx.el.p(
                        "Người thứ hai áp dụng: người nhập không tự áp dụng được.",
                        class_name="note warn",
                    ),
                ),
                rx.el.p(
                    "2. ",
                    rx.el.a(
                        "Tải tệp mẫu", href=Imports.form.links + "&empty=true", target="_blank",
                        download=True,
                    ),
                    " hoặc ",
                    rx.el.a(
                        "tải dữ liệu đang dùng", href=Imports.form.links, target="_blank",
                        download=True,
                    ),
                    " để sửa.",
                ),
                file_form(
                    rx.el.input(type="hidden", name="kind", value=Imports.form.kind,
                                read_only=True),
                    rx.el.input(type="hidden", name="of", value=Imports.form.of, read_only=True),
                    rx.el.div(
                        rx.el.label("3. Tệp .xlsx, nhiều nhất 100.000 dòng, 10 MB",
                                    html_for="file"),
                        rx.el.input(
                            id="file", name="file", type="file", accept=".xlsx", required=True
                        ),
                        class_name="field",
                    ),
                    rx.el.button("Đọc và xem trước", type="submit", class_name="button"),
                    action="/api/v1/imports",
                    after="/nhap-du-lieu/",
                ),
            ),
        ),
        class_name="card",
    )  # fmt: skip


@rx.page(
    route="/nhap-du-lieu",
    title="Nhập, xuất dữ liệu – Một cửa điện tử",
    on_load=[Person.enter, Imports.load],
)
def listing() -> Component:
    """The page."""
    heads = ("Tệp", "Dữ liệu", "Dòng", "Trạng thái", "Ai nhập, khi nào")
    return shell(
        rx.el.h1("Nhập, xuất bằng bảng tính"),
        rx.el.p(
            "Tệp được đọc và kiểm tra từng dòng trước; chỉ khi bấm Áp dụng mới ghi, và sai một "
            "dòng thì không ghi dòng nào.",
            class_name="muted lead",
        ),
        rx.cond(Imports.problem != "", message(Imports.problem)),
        _bring(),
        rx.cond(
            Imports.files.length() > 0,
            rx.el.table(
                rx.el.thead(rx.el.tr(*[rx.el.th(h, scope="col") for h in heads])),
                rx.el.tbody(
                    rx.foreach(
                        Imports.files,
                        lambda f: rx.el.tr(
                            rx.el.td(rx.el.a(f.name, href=f.href)),
                            rx.el.td(f.what),
                            rx.el.td(f.counts),
                            rx.el.td(rx.el.span(f.state, class_name="chip " + f.tone)),
                            rx.el.td(f.by),
                        ),
                    )
                ),
            ),
            rx.cond(
                Imports.loaded,
                rx.el.p("Chưa nhập tệp nào.", class_name="card"),
                rx.el.p("Đang tải …", role="status", class_name="card"),
            ),
        ),
        rx.cond(
            Imports.more != "",
            rx.el.button("Xem thêm", on_click=Imports.fetch_more, class_name="button plain"),
        ),
    )
