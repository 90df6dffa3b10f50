"""The pages of the desk beside each other, and whose desk it is."""

from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.client import identity
from shared.ui.session import api
from ui_officer.person import Person

AT_DESK = ("desk_officer", "desk_head")
KEEPERS = ("desk_head", "system_admin")
READERS = ("desk_head", "leader", "system_admin")


async def desk_of(state: Any, roles: tuple[str, ...]) -> str:
    """The agency in which one of the roles is held, or nothing. Raises ApiProblem."""
    me = await identity.me(api(state, "officer"))
    return next((r.agency_id for r in me.roles if r.role in roles), "")


def tabs(current: str) -> Component:
    """Links to the other pages of the desk, as far as the person has them."""
    pages = (
        ("quay", "/quay/", "Gọi số", Person.is_desk),
        ("lich", "/quay/lich-hen/", "Lịch hẹn", Person.is_desk),
        ("tai", "/quay/tai/", "Tải của quầy", Person.watches_desk),
        ("dat", "/quay/cai-dat/", "Cài đặt quầy", Person.keeps_desk),
    )
    return rx.el.nav(
        *[
            rx.cond(
                may,
                rx.el.a(
                    label, href=href, class_name="chip",
                    aria_current="page" if key == current else "false",
                ),
            )
            for key, href, label, may in pages
        ],
        class_name="bar desk-tabs",
        custom_attrs={"aria-label": "Quầy"},
    )  # fmt: skip
