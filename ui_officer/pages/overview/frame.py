"""What the pages of live operations share: their tabs, the choice of an agency, addresses."""

import dataclasses
from typing import Any
from urllib.parse import urlencode

import reflex as rx
from reflex.components.component import Component

from shared.ui.elements import native_form
from shared.ui.session import query
from shared.vocabulary.overview import Counter
from ui_officer.person import Person

HOME = "/dieu-hanh/"
BEHIND = "/dieu-hanh/ho-so/"
SCREENS = "/dieu-hanh/man-hinh/"
_TABS = (
    ("Hiện tại", HOME),
    ("Dự báo trễ, điểm nghẽn", "/dieu-hanh/du-bao/"),
    ("Giải trình trễ hạn", "/dieu-hanh/giai-trinh/"),
    ("Chỉ đạo đơn vị", "/chi-dao/"),
    ("Màn hình lớn", SCREENS),
)


@dataclasses.dataclass
class Link:
    """A link with its words."""

    words: str = ""
    href: str = ""


def behind_days(agency: str, counter: Counter, first: str, last: str, **more: str) -> str:
    """The dossiers of what happened on some days (ISO), both inclusive."""
    return address(BEHIND, so=counter, co_quan=agency, tu=first, den=last, **more)


def address(page: str, **named: str) -> str:
    """A page with what is not empty."""
    text = urlencode({name: value for name, value in named.items() if value})
    return f"{page}?{text}" if text else page


def chosen_agency(state: Any) -> str:
    """The agency in the address."""
    return query(state, "co_quan")[:40]


def agency_parameter(state: Any) -> dict[str, str]:
    """The same as the API takes it."""
    agency = chosen_agency(state)
    return {"agency_id": agency} if agency else {}


def tabs(here: str, agency: rx.Var[str]) -> Component:
    """The pages of live operations, of the same agency."""

    def tab(words: str, page: str) -> Component:
        link = rx.el.li(
            rx.el.a(
                words,
                href=rx.cond(agency != "", f"{page}?co_quan=" + agency, page),
                aria_current="page" if page == here else "false",
            )
        )
        return rx.cond(Person.hangs_screens, link) if page == SCREENS else link

    return rx.el.nav(
        rx.el.ul(*[tab(words, page) for words, page in _TABS]),
        class_name="page-tabs no-print",
        custom_attrs={"aria-label": "Các trang điều hành"},
    )


def choosing(
    page: str,
    agencies: rx.Var[Any],
    agency: rx.Var[str],
    *more: Component,
    always: bool = False,
) -> Component:
    """Which agency, where there are several; `always` where there is more to choose."""
    several = agencies.length() > 1
    return rx.cond(
        True if always else several,
        native_form(
            rx.el.div(
                rx.cond(
                    several,
                    rx.el.div(
                        rx.el.label("Cơ quan", html_for="co_quan"),
                        rx.el.select(
                            rx.el.option("Mọi cơ quan trong phạm vi", value=""),
                            rx.foreach(
                                agencies,
                                lambda one: rx.el.option(
                                    one.words, value=one.href, selected=agency == one.href
                                ),
                            ),
                            id="co_quan",
                            name="co_quan",
                        ),
                        class_name="field",
                    ),
                ),
                *more,
                rx.el.button("Xem", type="submit", class_name="button"),
                class_name="choosing",
            ),
            action=page,
            method="get",
            class_name="no-print",
        ),
    )
