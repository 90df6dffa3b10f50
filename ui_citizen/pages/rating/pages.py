"""Where people rate: by the link of a message, at a kiosk, and on the tablet of a desk."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import ratings
from shared.client.base import ApiProblem
from shared.contracts.ratings import Marks, RatingAsk, RatingThanks
from shared.ui.session import api
from ui_citizen.layout import message, ready, shell, waiting
from ui_citizen.pages.rating.asking import Rating, rating_body, rating_form, thanks_card

_THANKS_TICKS = 4  # of two seconds; longer where codes are to be written down


class ByLink(Rating, rx.State):
    """The rating of the link in a message."""

    async def ask(self) -> RatingAsk:
        """What the link asks about."""
        return await ratings.ask_by_link(api(self, "citizen"), self.rating_token[:100])

    async def send(self, marks: Marks) -> RatingThanks:
        """Rates, without signing in."""
        return await ratings.by_link(api(self, "citizen"), self.rating_token[:100], marks)


@rx.page(
    route="/danh-gia/[rating_token]", title="Đánh giá – Cổng Dịch vụ công", on_load=ByLink.load
)
def by_link() -> Component:
    """The page of a link."""
    return shell(
        ready(),
        rx.el.h1("Đánh giá sự hài lòng"),
        rx.cond(ByLink.loaded, rating_body(ByLink), waiting()),
    )


class AtKiosk(Rating, rx.State):
    """The rating of the code on a receipt."""

    typed_code: str = ""
    error: str = ""
    _digits: str = ""

    @rx.event
    def load(self):
        """Begins anew, for whoever comes next."""
        self.reset()

    @rx.event
    async def find(self, form: dict[str, Any]):
        """Looks for the dossier of a receipt."""
        self.error = ""
        self.typed_code = str(form.get("code", "")).strip()[:60]
        digits = str(form.get("digits", "")).strip()
        if len(self.typed_code) < 4 or len(digits) != 4 or not digits.isdigit():
            self.error = "Nhập mã hồ sơ trên giấy hẹn và bốn số cuối."
            return
        self._digits = digits
        await self._look()
        if self.problem:  # back to the receipt, with what was typed
            self.error, self.problem, self.loaded = self.problem, "", False

    async def ask(self) -> RatingAsk:
        """What the receipt asks about."""
        return await ratings.ask_at_kiosk(api(self, "citizen"), self.typed_code, self._digits)

    async def send(self, marks: Marks) -> RatingThanks:
        """Rates with the code and the digits."""
        return await ratings.at_kiosk(api(self, "citizen"), self.typed_code, self._digits, marks)


def receipt_form(
    keys_of_code: Component | None = None,
    keys_of_digits: Component | None = None,
    class_name: str = "card",
) -> Component:
    """The code of the receipt and four digits that its owner knows; with keys on the screen where
    there may be no keyboard."""
    return rx.el.form(
        rx.el.div(
            rx.el.label("Mã hồ sơ trên giấy hẹn", html_for="code"),
            rx.el.input(
                id="code",
                name="code",
                type="text",
                max_length=60,
                auto_complete="off",
                default_value=AtKiosk.typed_code,
                key=AtKiosk.typed_code,
            ),
            keys_of_code or rx.fragment(),
            class_name="field",
        ),
        rx.el.div(
            rx.el.label(
                "Bốn số cuối của điện thoại, hoặc số định danh, đã khai trong hồ sơ",
                html_for="digits",
            ),
            rx.el.input(
                id="digits",
                name="digits",
                type="text",
                max_length=4,
                auto_complete="off",
                custom_attrs={"inputMode": "numeric"},
            ),
            keys_of_digits or rx.fragment(),
            class_name="field",
        ),
        rx.cond(AtKiosk.error != "", message(AtKiosk.error)),
        rx.el.div(
            rx.el.button("Tiếp tục", type="submit", class_name="button wide"),
            class_name="actions",
        ),
        on_submit=AtKiosk.find,
        class_name=class_name,
    )


@rx.page(route="/danh-gia", title="Đánh giá – Cổng Dịch vụ công", on_load=AtKiosk.load)
def at_kiosk() -> Component:
    """The page of a kiosk, and of whoever has a receipt at hand."""
    return shell(
        ready(),
        rx.el.h1("Đánh giá sự hài lòng"),
        rx.cond(AtKiosk.loaded, rating_body(AtKiosk), receipt_form()),
        rx.cond(
            AtKiosk.loaded,
            rx.el.p(
                rx.el.button("Làm lại từ đầu", on_click=AtKiosk.load, class_name="link"),
            ),
        ),
    )


class OnTablet(Rating, rx.State):
    """The tablet of a desk: it rests until an officer starts it, and rests again by itself."""

    lost: str = ""
    left: int = 0

    @rx.event
    async def load(self):
        """Begins to rest."""
        self.reset()
        self.standing = "resting"
        await self._follow()

    @rx.event
    async def tick(self):
        """Every two seconds: thanks go after a while; otherwise asks what to show."""
        if self.thanks:
            self.left -= 1
            if self.left > 0:
                return
            self.reset()
            self.standing = "resting"
        await self._follow()

    async def _follow(self) -> None:
        try:
            found = await ratings.tablet_now(api(self, "citizen"), self.tablet_key[:100])
        except ApiProblem as refused:
            self.lost = refused.message
            return
        self.lost = ""
        if found.code != self.code:
            self.chosen, self.problem = {}, ""
        self._hear(found)

    async def send(self, marks: Marks) -> RatingThanks:
        """Rates what is shown."""
        thanks = await ratings.on_tablet(
            api(self, "citizen"), self.tablet_key[:100], self.code, marks
        )
        self.left = _THANKS_TICKS * (6 if thanks.petition_code else 1)
        return thanks


@rx.page(
    route="/danh-gia-tai-quay/[tablet_key]",
    title="Đánh giá tại quầy – Cổng Dịch vụ công",
    on_load=OnTablet.load,
)
def on_tablet() -> Component:
    """The page of a tablet: nothing but the question."""
    page = OnTablet
    return rx.el.main(
        ready(),
        rx.el.button(
            "Cập nhật",
            on_click=page.tick,
            class_name="sr",
            tab_index=-1,
            custom_attrs={"data-tick": "", "aria-hidden": "true"},
        ),
        rx.el.div(
            rx.cond(
                page.thanks != "",
                thanks_card(page, leads_on=False),
                rx.cond(
                    page.standing == "open",
                    rx.fragment(rx.el.h1("Mời Ông/Bà đánh giá"), rating_form(page)),
                    rx.el.section(
                        rx.el.img(src="/favicon.svg", alt="", width="96", height="96"),
                        rx.el.h1("Bộ phận Một cửa kính chào Ông/Bà"),
                        rx.el.p("Sau khi nhận kết quả, mời Ông/Bà đánh giá tại đây."),
                        rx.cond(page.lost != "", message(page.lost)),
                        class_name="resting",
                    ),
                ),
            ),
            class_name="wrap tablet",
        ),
        rx.script(src="/tick.js"),
        id="noi-dung",
    )
