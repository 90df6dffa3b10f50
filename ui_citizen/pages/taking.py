"""Everything that is kept about me, to take away."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import archive_packages
from shared.client.base import ApiProblem
from shared.contracts.archive_packages import Package
from shared.ui.session import api
from shared.ui.step_up import StepUpMixin, needs_step_up, step_up_dialog
from shared.ui.words import moment, size
from ui_citizen.layout import ready, shell, waiting


@dataclasses.dataclass
class Item:
    """One package in words."""

    id: str
    asked: str
    state: str
    facts: str
    problem: str
    percent: int
    making: bool
    ready: bool


class TakeData(StepUpMixin, rx.State):
    """My packages, the newest first."""

    loaded: bool = False
    problem: str = ""
    busy: bool = False
    active: bool = False
    items: list[Item] = []

    @classmethod
    def face(cls) -> str:
        """Citizens."""
        return "citizen"

    @rx.event
    async def load(self):
        """Reads them."""
        self.reset()  # nothing of an earlier visit, or of another person, may show through
        if await self._read() == 401:
            return rx.redirect("/dang-nhap/?next=/tai-du-lieu/")
        self.loaded = True
        return None

    @rx.event
    async def check(self, _at: str):
        """How far the queue is."""
        if self.active:
            await self._read()

    @rx.event
    async def ask(self):
        """Has everything gathered."""
        if self.busy:
            return
        self.busy, self.problem = True, ""
        yield
        self.busy = False
        try:
            await archive_packages.export_mine(api(self, "citizen"))
        except ApiProblem as refused:
            if needs_step_up(refused):
                await self.ask_again("ask")
            else:
                self.problem = refused.message
            return
        await self._read()

    async def _read(self) -> int:
        try:
            page = await archive_packages.packages(api(self, "citizen"), "person")
        except ApiProblem as refused:
            self.problem = refused.message
            return refused.status
        self.items = [_item(package) for package in page.items]
        self.active = any(item.making for item in self.items)
        return 200


def _item(package: Package) -> Item:
    done = package.state == "done"
    return Item(
        package.id,
        f"Yêu cầu lúc {moment(package.asked_at)}",
        package.state_label,
        f"{package.total} hồ sơ, {size(package.size)}. Tải được đến {moment(package.expires_at)}."
        if done
        else "",
        package.problem,
        package.percent,
        package.state in ("waiting", "making"),
        done,
    )


def _package(item: Item) -> Component:
    return rx.el.article(
        rx.el.h2(item.asked),
        rx.el.p(item.state, class_name="muted"),
        rx.cond(
            item.making,
            rx.el.progress(value=item.percent, max=100, aria_label="Tiến độ"),
        ),
        rx.cond(item.problem != "", rx.el.p(item.problem, class_name="note bad")),
        rx.cond(
            item.ready,
            rx.fragment(
                rx.el.p(item.facts),
                rx.el.a(
                    "Tải về máy",
                    href="/api/v1/archive/packages/" + item.id + "/content",
                    download=True,
                    target="_blank",  # else the router of the app looks for a page there
                    class_name="button plain wide",
                ),
            ),
        ),
        class_name="card",
    )


@rx.page(
    route="/tai-du-lieu",
    title="Tải dữ liệu của tôi – Cổng Dịch vụ công",
    on_load=TakeData.load,
)
def take_data() -> Component:
    """The page."""
    return shell(
        rx.el.h1("Tải dữ liệu của tôi"),
        step_up_dialog(TakeData),
        rx.cond(
            TakeData.loaded,
            rx.fragment(
                ready(),
                rx.el.p(
                    "Hệ thống gom mọi dữ liệu đang giữ về bạn: tài khoản, các lần đăng nhập, bản "
                    "nháp, thông báo, hồ sơ và tệp. Bạn nhận một tệp nén, tải được trong 7 ngày."
                ),
                rx.cond(
                    TakeData.problem != "",
                    rx.el.div(TakeData.problem, class_name="note bad", role="alert"),
                ),
                rx.el.button(
                    rx.cond(TakeData.busy, "Đang gửi …", "Gom dữ liệu của tôi"),
                    on_click=TakeData.ask,
                    class_name="button wide",
                    disabled=TakeData.busy | TakeData.active,
                ),
                rx.el.div(
                    rx.foreach(TakeData.items, _package), class_name="gathered", role="status"
                ),
                rx.cond(
                    TakeData.active,
                    rx.moment(
                        interval=1500,
                        on_change=TakeData.check,
                        class_name="sr",
                        custom_attrs={"aria-hidden": "true"},
                    ),
                ),
            ),
            waiting(),
        ),
    )
