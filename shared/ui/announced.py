"""What every page of both apps tells: maintenance and other notices, who runs the portal."""

import dataclasses

import reflex as rx
from reflex.components.component import Component

from shared.client import content
from shared.client.base import ApiProblem
from shared.contracts.content import Announcement
from shared.ui.portal_words import Said, said
from shared.ui.session import api
from shared.ui.words import moment


@dataclasses.dataclass
class Told:
    """One notice in words."""

    mark: str
    text: str
    when: str
    href: str
    kind: str


def in_words(found: Announcement) -> Told:
    """From the contract."""
    when = ""
    if found.starts_at:
        until = moment(found.ends_at)
        when = f"Đến {until}." if found.running else f"Từ {moment(found.starts_at)} đến {until}."
    mark = "Thông báo"
    if found.kind == "maintenance":
        mark = "Đang bảo trì" if found.running else "Sắp bảo trì"
    if found.urgent:
        mark = "Bảo trì khẩn cấp"
    kind = "urgent" if found.urgent or found.running else ""
    return Told(mark, found.title, when, found.link, kind)


class Announced(rx.State):
    """The notices of now, and the words of head and foot."""

    told: list[Told] = []
    site: Said = Said()
    looked: bool = False

    @rx.event
    async def look(self):
        """Asks once a page; a page is shown without notices rather than not at all."""
        client = api(self, "citizen")
        self.site = await said(client)
        try:
            found = await content.announcements(client)
        except ApiProblem:
            found = []
        self.told = [in_words(each) for each in found]
        self.looked = True


def announced(public: str = "") -> Component:
    """Nothing where nothing is told; `public` is the address of the portal, for the other app."""
    return rx.el.div(
        rx.cond(Announced.looked, rx.el.span(id="told", hidden=True)),
        rx.cond(
            Announced.told.length() > 0,
            rx.el.div(
                rx.foreach(Announced.told, lambda one: _one(one, public)),
                class_name="told-all",
                role="region",
                aria_label="Thông báo",
            ),
        ),
        on_mount=Announced.look,
    )


def _one(told: Told, public: str) -> Component:
    return rx.el.p(
        rx.el.b(told.mark + ": "),
        told.text,
        rx.cond(told.when != "", rx.el.span(" · ", told.when)),
        " ",
        rx.cond(
            told.href != "",
            rx.el.a("Xem chi tiết", href=public + told.href, aria_label="Chi tiết: " + told.text),
        ),
        class_name="told " + told.kind,
    )
