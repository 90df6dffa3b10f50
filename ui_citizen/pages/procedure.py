"""One procedure: what is needed, what it costs, how long it takes, then everything else."""

import contextlib

import reflex as rx
from reflex.components.component import Component

from shared.client import catalogue, overview
from shared.client.base import ApiProblem
from shared.ui.procedure_page import (
    ProcedureShown,
    details,
    in_short,
    notices,
    other_facts,
    section,
)
from shared.ui.session import api
from ui_citizen.layout import ready, shell, trouble, waiting
from ui_citizen.pages.beginning import begin
from ui_citizen.pages.helping.near import NearHelp, near_help
from ui_citizen.pages.service_statistics import Service, facts_of, service_of


class ProcedurePage(ProcedureShown, rx.State):
    """The procedure in the address."""

    procedure_code: str = ""
    loaded: bool = False
    problem: str = ""
    figures: Service = Service()

    @rx.event
    async def load(self):
        """Reads the procedure."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        try:
            found = await catalogue.procedure(api(self, "citizen"), self.code)
        except ApiProblem as refused:
            self.problem, self.loaded = refused.message, True
            return
        self.procedure_code = found.code
        self._fill(found)
        self.loaded = True
        with contextlib.suppress(ApiProblem):  # nothing was counted of it yet
            self.figures = service_of(await overview.service(api(self, "citizen"), found.code))

    @rx.event
    async def apply(self):
        """Begins or continues the draft; signing in first leads back here."""
        try:
            return await begin(self, self.procedure_code, f"/thu-tuc/{self.procedure_code}")
        except ApiProblem as refused:
            self.problem = refused.message
            return None


@rx.page(
    route="/thu-tuc/[code]",
    title="Thủ tục – Cổng Dịch vụ công",
    on_load=[ProcedurePage.load, NearHelp.load],
)
def procedure() -> Component:
    """The page."""
    page = ProcedurePage
    return shell(
        rx.cond(page.problem != "", trouble(page.problem)),
        rx.cond(
            page.loaded & (page.procedure_name != ""),
            rx.fragment(
                ready(),
                rx.el.h1(page.procedure_name),
                in_short(page),
                notices(page),
                rx.el.p(
                    rx.el.a(
                        "Bạn có đủ điều kiện? Cần mang gì? Trả lời vài câu",
                        href="/chuan-bi/" + page.procedure_code,
                        class_name="button plain wide",
                    )
                ),
                rx.el.p(
                    "Muốn đến quầy? ",
                    rx.el.a("Đặt lịch hẹn", href="/dat-lich/?thu_tuc=" + page.procedure_code),
                    " hoặc ",
                    rx.el.a("lấy số hôm nay", href="/lay-so/"),
                    ".",
                ),
                details(page),
                rx.cond(
                    page.figures.code != "",
                    section(
                        "Kết quả giải quyết từ đầu năm",
                        facts_of(page.figures),
                        rx.el.p(
                            rx.el.a("Thống kê mọi dịch vụ", href="/thong-ke/"), class_name="small"
                        ),
                    ),
                ),
                other_facts(page),
                near_help(page.procedure_code),
                rx.el.div(
                    rx.cond(
                        page.can_apply,
                        rx.el.button(
                            "Nộp hồ sơ trực tuyến", on_click=page.apply, class_name="button wide"
                        ),
                        rx.cond(
                            ~page.is_stopped,
                            rx.el.div(
                                "Thủ tục này nộp trực tiếp tại Bộ phận Một cửa.", class_name="note"
                            ),
                            rx.el.div(
                                "Thủ tục này không nhận hồ sơ mới. Xem lý do ở đầu trang.",
                                class_name="note",
                            ),
                        ),
                    ),
                    class_name="pinned",
                ),
            ),
            rx.cond(page.problem == "", waiting()),
        ),
    )
