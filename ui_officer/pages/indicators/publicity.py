"""Khai việc niêm yết: whether procedures were posted up on the wall in a period, with a paper."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import identity, indicators
from shared.client.base import ApiProblem
from shared.contracts.indicators import PublicityStatement
from shared.ui.elements import file_form
from shared.ui.session import api, query
from shared.ui.words import day, moment
from ui_officer.layout import Person, message, shell

_ROLES = ("leader", "clerk", "desk_head", "desk_officer")
_REFUSED = {
    "overlapping-period": "Kỳ này chồng lên một kỳ khác đã khai. Chọn đúng kỳ đó để khai lại, hoặc "
    "kỳ không chồng lên.",
    "too-large": "Tệp quá lớn. Hãy nén ảnh rồi gửi lại.",
}
_OTHERWISE = (
    "Bản khai chưa gửi được. Kiểm tra: ngày có dạng 01/10/2026, không ở tương lai, kỳ không quá "
    "một năm; đã chọn có hoặc không niêm yết; tệp là ảnh hoặc PDF."
)


@dataclasses.dataclass
class Statement:
    """One statement."""

    agency: str
    days: str
    posted: str
    tone: str
    note: str
    file: str
    href: str
    by: str


@dataclasses.dataclass
class Own:
    """An agency for which the person may state."""

    id: str
    name: str


class Publicity(rx.State):
    """What was stated, and what was typed when it was refused."""

    loaded: bool = False
    problem: str = ""
    done: str = ""
    typed: dict[str, str] = {}
    own: list[Own] = []
    lines: list[Statement] = []
    next_link: str = ""

    @rx.event
    async def load(self):
        """The list, and what a refused form had in it."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        names = ("agency_id", "day_from", "day_to", "posted", "note")
        self.typed = {name: query(self, name)[:500] for name in names}
        if refused_as := query(self, "loi"):
            self.problem = _REFUSED.get(refused_as, _OTHERWISE)
        if query(self, "xong"):
            self.done = "Đã ghi nhận bản khai."
        try:
            me = await identity.me(api(self, "officer"))
            found = await indicators.publicity_statements(
                api(self, "officer"), cursor=query(self, "trang")
            )
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        own = {r.agency_id: r.agency_name for r in me.roles if r.role in _ROLES}
        self.own = [Own(id_, name) for id_, name in own.items()]
        self.lines = [_line(one) for one in found.items]
        if found.next_cursor:
            self.next_link = f"/danh-gia/cong-khai/?trang={found.next_cursor}"
        self.loaded = True


def _line(one: PublicityStatement) -> Statement:
    words, tone = ("Có niêm yết", "ok") if one.posted else ("Không niêm yết", "bad")
    if one.superseded:
        words, tone = f"{words} (đã khai lại)", ""
    return Statement(
        one.agency_name, f"{day(one.day_from)} – {day(one.day_to)}", words, tone, one.note,
        one.file_name, f"/api/v1/indicators/publicity/{one.id}/file",
        f"{one.stated_by}, {moment(one.stated_at)}",
    )  # fmt: skip


def _day(name: str, label: str) -> Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name, name=name, type="text", placeholder="ngày/tháng/năm", auto_complete="off",
            max_length=10, required=True, default_value=Publicity.typed[name],
            key=Publicity.typed[name],
        ),
        class_name="field",
    )  # fmt: skip


def _form() -> Component:
    return rx.el.section(
        rx.el.h2("Khai một kỳ"),
        file_form(
            rx.el.div(
                rx.el.div(
                    rx.el.label("Cơ quan", html_for="agency_id"),
                    rx.el.select(
                        rx.foreach(
                            Publicity.own,
                            lambda one: rx.el.option(
                                one.name, value=one.id,
                                selected=Publicity.typed["agency_id"] == one.id,
                            ),
                        ),
                        id="agency_id", name="agency_id",
                    ),
                    class_name="field",
                ),
                _day("day_from", "Từ ngày"),
                _day("day_to", "Đến ngày"),
                rx.el.div(
                    rx.el.label("Niêm yết tại trụ sở", html_for="posted"),
                    rx.el.select(
                        rx.el.option("Có, đầy đủ và kịp thời", value="yes"),
                        rx.el.option(
                            "Không", value="no", selected=Publicity.typed["posted"] == "no"
                        ),
                        id="posted", name="posted",
                    ),
                    class_name="field",
                ),
                class_name="choosing",
            ),
            rx.el.div(
                rx.el.label("Ghi chú", html_for="note"),
                rx.el.input(
                    id="note", name="note", type="text", max_length=500, auto_complete="off",
                    default_value=Publicity.typed["note"], key=Publicity.typed["note"],
                ),
                class_name="field",
            ),
            rx.el.div(
                rx.el.label("Biên bản kiểm tra hoặc ảnh chụp bảng niêm yết", html_for="file"),
                rx.el.input(
                    id="file", name="file", type="file", accept=".pdf,.jpg,.jpeg,.png",
                    required=True,
                ),
                class_name="field",
            ),
            rx.el.button("Gửi bản khai", type="submit", class_name="button"),
            action="/api/v1/indicators/publicity",
            after="/danh-gia/cong-khai/?xong=",
        ),
        class_name="card",
    )  # fmt: skip


def _row(one: Statement) -> Component:
    return rx.el.tr(
        rx.el.th(one.agency, scope="row"),
        rx.el.td(one.days, class_name="mono"),
        rx.el.td(rx.el.span(one.posted, class_name="chip " + one.tone)),
        rx.el.td(
            rx.el.a(one.file, href=one.href, target="_blank", download=True),
            rx.cond(one.note != "", rx.el.span(one.note, class_name="sub")),
        ),
        rx.el.td(one.by, class_name="small"),
    )


@rx.page(
    route="/danh-gia/cong-khai",
    title="Khai việc niêm yết – Một cửa điện tử",
    on_load=[Person.enter, Publicity.load],
)
def page() -> Component:
    """The page."""
    heads = ("Cơ quan", "Kỳ", "Niêm yết tại trụ sở", "Tệp chứng minh", "Người khai")
    return shell(
        rx.el.p(rx.el.a("← Đánh giá", href="/danh-gia/")),
        rx.el.h1("Niêm yết thủ tục tại trụ sở"),
        rx.el.p(
            "Chỉ số 6, Điều 13 Thông tư 01/2018/TT-VPCP: công khai điện tử hệ thống tự biết; việc "
            "niêm yết tại trụ sở do cơ quan khai theo kỳ, kèm tệp chứng minh.",
            class_name="muted",
        ),
        rx.cond(Publicity.problem != "", message(Publicity.problem)),
        rx.cond(Publicity.done != "", message(Publicity.done, "ok")),
        rx.cond(Publicity.own.length() > 0, _form()),
        rx.cond(
            Publicity.loaded,
            rx.el.section(
                rx.el.h2("Đã khai"),
                rx.cond(
                    Publicity.lines.length() > 0,
                    rx.el.div(
                        rx.el.table(
                            rx.el.thead(rx.el.tr(*[rx.el.th(h, scope="col") for h in heads])),
                            rx.el.tbody(rx.foreach(Publicity.lines, _row)),
                        ),
                        class_name="wide",
                        tab_index=0,
                        role="region",
                        aria_label="Bản khai",
                    ),
                    rx.el.p("Chưa có bản khai nào.", class_name="empty"),
                ),
                rx.cond(
                    Publicity.next_link != "",
                    rx.el.a("Trang sau", href=Publicity.next_link, class_name="button plain"),
                ),
                class_name="card",
            ),
            rx.el.p("Đang tải …", class_name="card", role="status"),
        ),
    )
