"""Rating at the kiosk, with the code of the receipt: the same questions as everywhere."""

import reflex as rx
from reflex.components.component import Component

from ui_citizen.pages.kiosk.frame import KioskPlace, kiosk_shell
from ui_citizen.pages.rating.asking import rating_body
from ui_citizen.pages.rating.pages import AtKiosk, receipt_form


@rx.page(
    route="/kiosk/danh-gia",
    title="Đánh giá – Ki-ốt Một cửa",
    on_load=[KioskPlace.enter, AtKiosk.load],
)
def kiosk_rating() -> Component:
    """The page."""
    return kiosk_shell(
        "Đánh giá sự hài lòng",
        rx.cond(AtKiosk.loaded, rating_body(AtKiosk), receipt_form()),
    )
