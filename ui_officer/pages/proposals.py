"""What is being written or waits for a second person: forms, papers, kinds of results."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import proposals
from shared.client.base import ApiProblem
from shared.ui.session import api
from shared.ui.words import moment
from ui_officer.layout import Person, message, shell

_PAGES = {
    "papers": "/giay-to/",
    "result_kind": "/mau-ket-qua/",
    "form": "/bieu-mau/",
    "content": "/noi-dung/",
    "survey": "/khao-sat/",
    "procedure": "/thu-tuc/",
    "procedure_stop": "/ngung-thu-tuc/",
    "index": "/chi-so/dinh-nghia/?de-nghi=",
    "particulars": "/thong-tin-co-quan/",
    "regime": "/che-do-phap-ly/?che-do=",
    "competence": "/noi-giai-quyet/",
}


def _address(subject: str, key: str) -> str:
    """The page of a proposal; that of a competence is the procedure's, with the agency named."""
    if subject == "competence":
        code, _bar, agency = key.rpartition("/")
        key = f"{code}/?co-quan={agency}"
    return _PAGES[subject] + key


@dataclasses.dataclass
class Line:
    """One next version."""

    subject: str
    title: str
    href: str
    state: str
    kind: str
    by: str


class Proposals(rx.State):
    """The list."""

    loaded: bool = False
    problem: str = ""
    lines: list[Line] = []
    more: str = ""

    @rx.event
    async def load(self):
        """The first page."""
        self.reset()
        try:
            await self._fetch("")
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect("/dang-nhap/?next=/de-nghi/")
            self.problem = refused.message
        self.loaded = True
        return None

    @rx.event
    async def fetch_more(self):
        """The next page."""
        try:
            await self._fetch(self.more)
        except ApiProblem as refused:
            self.problem = refused.message

    async def _fetch(self, cursor: str) -> None:
        page = await proposals.proposals(api(self, "officer"), cursor)
        self.more = page.next_cursor or ""
        self.lines = [*self.lines] if cursor else []
        for row in page.items:
            waits = row.state == "proposed"
            state = "Chờ bạn phê duyệt" if row.mine_to_approve else "Chờ phê duyệt"
            self.lines.append(
                Line(
                    row.subject_label,
                    row.title,
                    _address(row.subject, row.key),
                    state if waits else "Đang soạn",
                    "warn" if row.mine_to_approve else "",
                    f"{row.by}, {moment(row.at)}",
                )
            )


@rx.page(
    route="/de-nghi",
    title="Đề nghị chờ phê duyệt – Một cửa điện tử",
    on_load=[Person.enter, Proposals.load],
)
def listing() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Đề nghị chờ phê duyệt"),
        rx.el.p(
            "Thủ tục và nơi giải quyết, biểu mẫu, thành phần hồ sơ, mẫu kết quả, tên và liên hệ "
            "của cơ quan chỉ có hiệu lực khi người thứ hai phê duyệt.",
            class_name="muted",
        ),
        rx.cond(Proposals.problem != "", message(Proposals.problem)),
        rx.cond(
            Proposals.lines.length() > 0,
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th("Nội dung", scope="col"),
                        rx.el.th("Tên", scope="col"),
                        rx.el.th("Trạng thái", scope="col"),
                        rx.el.th("Ai, khi nào", scope="col"),
                    )
                ),
                rx.el.tbody(
                    rx.foreach(
                        Proposals.lines,
                        lambda line: rx.el.tr(
                            rx.el.td(line.subject),
                            rx.el.td(rx.el.a(line.title, href=line.href)),
                            rx.el.td(rx.el.span(line.state, class_name="chip " + line.kind)),
                            rx.el.td(line.by),
                        ),
                    )
                ),
            ),
            rx.cond(
                Proposals.loaded & (Proposals.problem == ""),
                rx.el.p("Không có gì đang soạn hoặc chờ phê duyệt.", class_name="card"),
                rx.cond(~Proposals.loaded, rx.el.p("Đang tải …", role="status", class_name="card")),
            ),
        ),
        rx.cond(
            Proposals.more != "",
            rx.el.button("Xem thêm", on_click=Proposals.fetch_more, class_name="button plain"),
        ),
    )
