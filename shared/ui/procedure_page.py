"""The page of a procedure as a citizen reads it; administrators preview the same."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.contracts.catalogue import ComponentInfo, Procedure
from shared.ui.words import day


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


class ProcedureShown(rx.State, mixin=True):
    """What the page says of one procedure."""

    procedure_name: str = ""
    can_apply: bool = False
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
    stop_words: str = ""
    is_stopped: bool = False
    instead: list[Line] = []
    coming_title: str = ""
    coming: list[str] = []

    def _fill(self, found: Procedure) -> None:
        self.procedure_name, self.can_apply = found.name, found.can_apply
        self.papers = [
            Paper(
                name=c.name,
                quantity=_quantity(c.originals, c.certified, c.copies),
                need=(c.condition or "Nếu có") if _depends(c) else "Bắt buộc",
                instead=c.replaced_by_data,
            )
            for c in found.components
        ]
        required = sum(not _depends(c) for c in found.components)
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
            Line("Nơi tiếp nhận", found.receiving_address),
            Line("Cấp thực hiện", ", ".join(c.label for c in found.levels)),
            Line("Đối tượng", ", ".join(c.label for c in found.subjects)),
            Line("Mức độ trực tuyến", found.online_level.label),
            Line("Quyết định công bố", found.decision_number),
            Line("Áp dụng từ ngày", day(found.effective_from)),
        ]
        self.review = sorted({f.reason for f in found.review_flags})
        stop, coming = found.stop, found.coming
        self.stop_words = stop.words if stop else ""
        self.is_stopped = stop.now if stop else False
        self.instead = [Line(c.label, c.code) for c in stop.replaced_by] if stop else []
        self.coming_title = (
            f"Từ ngày {day(coming.effective_on)} thủ tục này thay đổi" if coming else ""
        )
        self.coming = coming.changes if coming else []


def _depends(paper: ComponentInfo) -> bool:
    """Whether it is asked for in some cases alone."""
    return not paper.required or paper.when is not None


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


def in_short(page: type[ProcedureShown]) -> Component:
    """Papers, time and money at a glance."""
    return rx.el.dl(
        _fact("Giấy tờ cần có", page.papers_count),
        _fact("Bao lâu", page.duration),
        _fact("Bao nhiêu tiền", page.fee),
        class_name="facts",
    )


def notices(page: type[ProcedureShown]) -> Component:
    """What stops it or will, what changes soon, what is still in doubt."""
    return rx.fragment(
        rx.cond(
            page.stop_words != "",
            rx.el.div(
                rx.el.p(page.stop_words),
                rx.foreach(
                    page.instead,
                    lambda p: rx.el.p(rx.el.a(p.text, href="/thu-tuc/" + p.code)),
                ),
                class_name="note warn",
            ),
        ),
        rx.cond(
            page.coming_title != "",
            rx.el.div(
                rx.el.b(page.coming_title),
                rx.el.ul(rx.foreach(page.coming, rx.el.li), class_name="list"),
                class_name="note",
            ),
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
    )


def details(page: type[ProcedureShown]) -> Component:
    """Papers, ways, steps, results, conditions and law."""
    return rx.fragment(
        section(
            "Giấy tờ cần có",
            rx.el.ul(rx.foreach(page.papers, _paper), class_name="list"),
            is_open=True,
        ),
        section(
            "Cách nộp, thời hạn và phí",
            rx.el.dl(rx.foreach(page.ways, _way), class_name="rows"),
            is_open=True,
        ),
        section(
            "Các bước thực hiện",
            rx.el.ol(rx.foreach(page.steps, rx.el.li), class_name="list"),
        ),
        section(
            "Kết quả nhận được",
            rx.el.ul(rx.foreach(page.results, _line), class_name="list"),
        ),
        rx.cond(page.conditions != "", section("Yêu cầu, điều kiện", rx.el.p(page.conditions))),
        section("Căn cứ pháp lý", rx.el.ul(rx.foreach(page.laws, _line), class_name="list")),
    )


def other_facts(page: type[ProcedureShown]) -> Component:
    """Code, sector, agency and the like."""
    return section(
        "Thông tin khác",
        rx.el.dl(
            rx.foreach(
                page.facts,
                lambda f: rx.cond(f.code != "", rx.el.div(rx.el.dt(f.text), rx.el.dd(f.code))),
            ),
            class_name="rows",
        ),
    )


def section(title: str, *content: Component, is_open: bool = False) -> Component:
    """One part that opens."""
    return rx.el.details(
        rx.el.summary(title), rx.el.div(*content), custom_attrs={"open": True} if is_open else {}
    )


def _fact(label: str, value: rx.Var[str]) -> Component:
    return rx.el.div(rx.el.dt(label), rx.el.dd(value), class_name="fact")


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
