"""One procedure: what is needed, what it costs, how long it takes, then everything else."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import catalogue, dossiers
from shared.client.base import ApiProblem
from shared.ui.session import api, cookie_of
from ui_citizen.layout import ready, shell, trouble, waiting


@dataclasses.dataclass
class Paper:
    """One paper of the dossier."""

    name: str
    quantity: str
    need: str
    instead: str


@dataclasses.dataclass
class Way:
    """One way to submit."""

    name: str
    duration: str
    fee: str
    description: str


@dataclasses.dataclass
class Line:
    """A text with its number or code."""

    text: str
    code: str


class ProcedurePage(rx.State):
    """The procedure in the address."""

    name: str = ""
    procedure_code: str = ""
    can_apply: bool = False
    loaded: bool = False
    problem: str = ""
    papers_count: str = ""
    duration: str = ""
    fee: str = ""
    papers: list[Paper] = []
    ways: list[Way] = []
    steps: list[str] = []
    results: list[Line] = []
    laws: list[Line] = []
    conditions: str = ""
    facts: list[Line] = []
    review: list[str] = []

    @rx.event
    async def load(self):
        """Reads the procedure."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            found = await catalogue.procedure(api(self, "citizen"), self.code)
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.name, self.procedure_code, self.can_apply = found.name, found.code, found.can_apply
        self.papers = [
            Paper(
                name=c.name,
                quantity=_quantity(c.originals, c.certified, c.copies),
                need="Bắt buộc" if c.required else (c.condition or "Nếu có"),
                instead=c.replaced_by_data,
            )
            for c in found.components
        ]
        required = sum(c.required for c in found.components)
        self.papers_count = f"{required} giấy tờ bắt buộc" if required else "Không bắt buộc giấy tờ"
        self.ways = [Way(c.channel.label, c.duration, c.fee, c.description) for c in found.channels]
        self.duration = self.ways[0].duration if self.ways else "Chưa rõ"
        self.fee = self.ways[0].fee if self.ways else "Chưa rõ"
        self.steps = found.steps
        self.results = [Line(r.name, r.code) for r in found.results]
        self.laws = [Line(t.title, t.number) for t in found.legal_basis]
        self.conditions = found.conditions
        self.facts = [
            Line("Mã thủ tục", found.code),
            Line("Lĩnh vực", found.sector.label),
            Line("Cơ quan giải quyết", found.agency),
            Line("Cấp thực hiện", ", ".join(c.label for c in found.levels)),
            Line("Đối tượng", ", ".join(c.label for c in found.subjects)),
            Line("Mức độ trực tuyến", found.online_level.label),
            Line("Quyết định công bố", found.decision_number),
        ]
        self.review = sorted({f.reason for f in found.review_flags})
        self.loaded = True

    @rx.event
    async def apply(self):
        """Begins or continues the draft; signing in first leads back here."""
        target = f"/thu-tuc/{self.procedure_code}"
        if not cookie_of(self, "citizen"):
            return rx.redirect(f"/dang-nhap/?next={target}")
        try:
            draft = await dossiers.start_draft(api(self, "citizen"), self.procedure_code)
        except ApiProblem as refused:
            if refused.status == 401:
                return rx.redirect(f"/dang-nhap/?next={target}")
            self.problem = refused.message
            return None
        return rx.redirect(f"/nop/{draft.id}")


def _quantity(originals: int, certified: int, copies: int) -> str:
    parts = [
        f"{count} {name}"
        for count, name in (
            (originals, "bản chính"),
            (certified, "bản chứng thực"),
            (copies, "bản sao"),
        )
        if count
    ]
    return ", ".join(parts)


def _fact(label: str, value: rx.Var[str]) -> Component:
    return rx.el.div(rx.el.dt(label), rx.el.dd(value), class_name="fact")


def _section(title: str, *content: Component, is_open: bool = False) -> Component:
    return rx.el.details(
        rx.el.summary(title), rx.el.div(*content), custom_attrs={"open": True} if is_open else {}
    )


def _paper(paper: Paper) -> Component:
    return rx.el.li(
        rx.el.b(paper.name),
        rx.el.br(),
        rx.cond(paper.quantity != "", rx.el.span(paper.quantity + ". ", class_name="muted")),
        rx.el.span(paper.need, class_name="muted"),
        rx.cond(
            paper.instead != "",
            rx.el.span(". Không cần nếu có: " + paper.instead, class_name="muted"),
        ),
    )


def _way(way: Way) -> Component:
    return rx.el.div(
        rx.el.dt(way.name),
        rx.el.dd(way.duration + " · " + way.fee),
        rx.cond(
            way.description != "",
            rx.el.dd(way.description, class_name="small muted", style={"fontWeight": 400}),
        ),
    )


def _line(line: Line) -> Component:
    return rx.el.li(
        line.text, rx.cond(line.code != "", rx.el.span(" (" + line.code + ")", class_name="muted"))
    )


@rx.page(route="/thu-tuc/[code]", title="Thủ tục – Cổng Dịch vụ công", on_load=ProcedurePage.load)
def procedure() -> Component:
    """The page."""
    page = ProcedurePage
    return shell(
        rx.cond(page.problem != "", trouble(page.problem)),
        rx.cond(
            page.loaded & (page.name != ""),
            rx.fragment(
                ready(),
                rx.el.h1(page.name),
                rx.el.dl(
                    _fact("Giấy tờ cần có", page.papers_count),
                    _fact("Bao lâu", page.duration),
                    _fact("Bao nhiêu tiền", page.fee),
                    class_name="facts",
                ),
                rx.cond(
                    page.review.length() > 0,
                    rx.el.div(
                        rx.el.b("Cần rà soát: "),
                        "một số thông tin của thủ tục này chưa được kiểm tra: ",
                        rx.foreach(page.review, lambda text: rx.el.span(text, " ")),
                        class_name="note warn",
                    ),
                ),
                _section(
                    "Giấy tờ cần có",
                    rx.el.ul(rx.foreach(page.papers, _paper), class_name="list"),
                    is_open=True,
                ),
                _section(
                    "Cách nộp, thời hạn và phí",
                    rx.el.dl(rx.foreach(page.ways, _way), class_name="rows"),
                    is_open=True,
                ),
                _section(
                    "Các bước thực hiện",
                    rx.el.ol(rx.foreach(page.steps, rx.el.li), class_name="list"),
                ),
                _section(
                    "Kết quả nhận được",
                    rx.el.ul(rx.foreach(page.results, _line), class_name="list"),
                ),
                rx.cond(
                    page.conditions != "", _section("Yêu cầu, điều kiện", rx.el.p(page.conditions))
                ),
                _section(
                    "Căn cứ pháp lý", rx.el.ul(rx.foreach(page.laws, _line), class_name="list")
                ),
                _section(
                    "Thông tin khác",
                    rx.el.dl(
                        rx.foreach(
                            page.facts,
                            lambda f: rx.cond(
                                f.code != "", rx.el.div(rx.el.dt(f.text), rx.el.dd(f.code))
                            ),
                        ),
                        class_name="rows",
                    ),
                ),
                rx.el.div(
                    rx.cond(
                        page.can_apply,
                        rx.el.button(
                            "Nộp hồ sơ trực tuyến", on_click=page.apply, class_name="button wide"
                        ),
                        rx.el.div(
                            "Thủ tục này nộp trực tiếp tại Bộ phận Một cửa.", class_name="note"
                        ),
                    ),
                    class_name="pinned",
                ),
            ),
            rx.cond(page.problem == "", waiting()),
        ),
    )
