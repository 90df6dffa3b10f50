"""What the portal calls itself and whom its foot names: asked for once in a while, not by page."""

import dataclasses
import html
import time

import reflex as rx
from reflex.components.component import Component

from shared.client import organisation
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.organisation import PublicSite

KEPT_SECONDS = 15.0


@dataclasses.dataclass
class Said:
    """The words of head and foot; those that stand here are shown until the API has told."""

    portal_name: str = "Cổng Dịch vụ công"
    motto: str = "Một cửa cho mọi thủ tục"
    authority: str = ""
    responsible: str = ""
    address: str = ""
    hotline: str = ""
    call: str = ""
    email: str = ""
    hours: str = ""


_kept: list[tuple[float, Said]] = []


async def said(client: ApiClient) -> Said:
    """The words of now, at most some seconds old; the last known where the API does not answer."""
    if _kept and time.monotonic() - _kept[0][0] < KEPT_SECONDS:
        return _kept[0][1]
    try:
        found = words_of(await organisation.site(client))
    except ApiProblem:
        return _kept[0][1] if _kept else Said()
    _kept[:] = [(time.monotonic(), found)]
    return found


def words_of(site: PublicSite) -> Said:
    """From the contract."""
    who = [site.responsible_body, site.responsible_person]
    return Said(
        site.portal_name,
        site.motto,
        site.authority,
        ", ".join(name for name in who if name),
        site.address,
        site.hotline,
        "tel:" + "".join(c for c in site.hotline if c in "+0123456789"),
        site.email,
        site.hours,
    )


def brand(of: rx.Var[Said] | Said) -> Component:
    """Name and line beside the emblem."""
    return rx.el.span(rx.el.b(of.portal_name), rx.el.small(of.motto))


def responsible(of: rx.Var[Said] | Said) -> Component:
    """Who runs the portal and how they are reached; each line only where it is known."""
    return rx.fragment(
        rx.cond(
            of.authority != "",
            rx.el.p(
                rx.el.b("Cơ quan chủ quản: "),
                of.authority,
                rx.cond(of.responsible != "", rx.fragment(". Chịu trách nhiệm: ", of.responsible)),
                ".",
            ),
        ),
        rx.cond(of.address != "", rx.el.p("Địa chỉ: ", of.address)),
        rx.el.p(
            rx.cond(
                of.hotline != "",
                rx.fragment("Tổng đài: ", rx.el.a(of.hotline, href=of.call), " "),
            ),
            rx.cond(of.hours != "", rx.el.span(" · ", of.hours)),
            rx.cond(
                of.email != "",
                rx.fragment(" · Thư điện tử: ", rx.el.a(of.email, href="mailto:" + of.email)),
            ),
            class_name="reached",
        ),
    )


def brand_html(of: Said) -> str:
    """The same as the server draws it before any script."""
    motto = f"<small>{html.escape(of.motto)}</small>" if of.motto else ""
    return f"<span><b>{html.escape(of.portal_name)}</b>{motto}</span>"


def responsible_html(of: Said) -> str:
    """The same as the server draws it before any script."""
    e = html.escape
    lines = []
    if of.authority:
        more = f". Chịu trách nhiệm: {e(of.responsible)}" if of.responsible else ""
        lines.append(f"<b>Cơ quan chủ quản: </b>{e(of.authority)}{more}.")
    if of.address:
        lines.append(f"Địa chỉ: {e(of.address)}")
    reached = []
    if of.hotline:
        reached.append(f'Tổng đài: <a href="{e(of.call)}">{e(of.hotline)}</a>')
    if of.hours:
        reached.append(e(of.hours))
    if of.email:
        reached.append(f'Thư điện tử: <a href="mailto:{e(of.email)}">{e(of.email)}</a>')
    return "".join(f"<p>{line}</p>" for line in [*lines, " · ".join(reached)] if line)
