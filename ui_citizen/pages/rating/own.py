"""Rating a dossier of one's own, on its page."""

import reflex as rx
from reflex.components.component import Component

from shared.client import ratings
from shared.contracts.ratings import Marks, RatingAsk, RatingThanks
from shared.ui.session import api
from ui_citizen.pages.rating.asking import Rating, rating_form, thanks_card


class OwnRating(Rating, rx.State):
    """The rating of the dossier in the address."""

    async def ask(self) -> RatingAsk:
        """Whether it can be rated."""
        return await ratings.of_own(api(self, "citizen"), self.dossier_id)

    async def send(self, marks: Marks) -> RatingThanks:
        """Rates it."""
        return await ratings.rate_own(api(self, "citizen"), self.dossier_id, marks)


def rating_card() -> Component:
    """On the page of a dossier, once its result was handed over."""
    page = OwnRating
    return rx.cond(
        page.thanks != "",
        thanks_card(page),
        rx.cond(
            page.standing == "open",
            rx.el.section(rx.el.h2("Đánh giá sự hài lòng"), rating_form(page)),
            rx.cond(
                page.standing == "done",
                rx.el.p("✓ Hồ sơ này đã được đánh giá. Cảm ơn Ông/Bà.", class_name="card"),
            ),
        ),
    )
