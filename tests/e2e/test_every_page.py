"""Every page of both applications keeps the same rules: one frame, one heading, one look, readable
by everybody, enlarged or small. A new page is in the walk without being told."""

import os
import uuid
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, TimeoutError, expect

from backend.identity.actions import grant_role
from backend.organisation.demo.names import personal_id
from backend.organisation.demo.seed_organisation import PASSWORD
from backend.platform.database import fetch_value
from backend.settings import ROOT
from shared.vocabulary.roles import Role
from tests.conftest import Services
from tests.desk_agency import desk_officer
from tests.e2e.conftest import DESK, PHONE, desk, phone, submit_for_another
from tests.e2e.database import execute, value
from tests.e2e.every_page import Screen, screens_of
from tests.e2e.test_administration import beside

PICTURES = Path(os.environ["MOTCUA_PICTURES"]) if "MOTCUA_PICTURES" in os.environ else None
_RULES = (ROOT / "tests" / "e2e" / "screen_rules.js").read_text(encoding="utf-8")
_ENLARGED = (ROOT / "tests" / "e2e" / "enlarged.js").read_text(encoding="utf-8")
_WCAG = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# What may differ between a wide and a narrow window.
_BY_SIZE = {
    "resultTypes": ["violations"],
    "runOnly": ["color-contrast", "target-size", "scrollable-region-focusable"],
}
_SETTLED = """() => (!document.querySelector("#first-paint") || document.querySelector("#ready"))
  && !document.querySelector("main p.waiting") && [...document.querySelectorAll(
  "main h1, main [role=heading][aria-level='1']")].some((e) => e.checkVisibility())"""
# The heading of the home page stands on the colour of the head; its letters are those of all.
_LOOK = """() => {
  const style = (e) => getComputedStyle(e);
  const looks = [document.body, document.querySelector("header.top")].map(
    (e) => e && [style(e).fontFamily, style(e).backgroundColor, style(e).color].join());
  const heading = document.querySelector("h1, [role=heading][aria-level='1']");
  return [...looks, heading && style(heading).fontFamily].join(" | ");
}"""
_NOBODY = str(uuid.UUID(int=5))


class Walk:
    """What was found on the way."""

    def __init__(self, page: Page, sizes: tuple[Any, Any], app: str, known: dict[str, str]) -> None:
        self.page, self.sizes, self.app, self.known = page, sizes, app, known
        self.faults: list[str] = []
        self.looks: Counter[str] = Counter()
        self.titles: dict[str, str] = {}

    def visit(self, screen: Screen) -> None:
        """One page, at its own size, at the other, at 400 % and with letters twice as big."""
        found = self._looked_at(screen)
        self.faults += [f"{self.app}{screen.route}: {fault}" for fault in found]

    def _looked_at(self, screen: Screen) -> list[str]:
        page = self.page
        asked = screen.parameter
        name = self.known.get(asked) or _NOBODY
        path = screen.route.replace(f"[{asked}]", name) if asked else screen.route
        page.goto(path.rstrip("/") + "/", wait_until="domcontentloaded")
        faults: list[str] = []
        if not self._settled():
            page.reload(wait_until="domcontentloaded")  # as a person would, once
            if not self._settled():
                faults.append("nothing but a wait, or no heading")
        faults += page.evaluate(_RULES, screen.framed)
        if screen.framed:
            self.looks[page.evaluate(_LOOK)] += 1
            home = "Cổng Dịch vụ công" if self.app == "ui_citizen" else "Một cửa điện tử"
            if home not in page.title():
                faults.append(f"the title does not name its application: {page.title()}")
        if not page.title().strip():
            faults.append("no title")
        faults += self._axe(_WCAG)
        page.set_viewport_size(self.sizes[1])
        faults += self._axe(_BY_SIZE)
        page.set_viewport_size({"width": 320, "height": 256})
        faults += [f"at 400 %: {fault}" for fault in page.evaluate(_ENLARGED, True)]
        self._keep(screen, "400")
        page.set_viewport_size(self.sizes[0])
        # Dense screens of officers may be read to the side with letters twice as big (1.4.4 allows
        # it); a citizen's phone may not.
        if self.app == "ui_citizen":
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            found = page.evaluate(_ENLARGED, False)
            faults += [f"letters at 200 %: {fault}" for fault in found]
            page.evaluate("document.documentElement.style.fontSize = ''")
        self._keep(screen, "")
        return faults

    def _settled(self) -> bool:
        try:
            self.page.wait_for_function(_SETTLED)
        except TimeoutError:
            return False
        return True

    def _axe(self, options: dict[str, Any]) -> list[str]:
        if not self.page.evaluate("typeof axe === 'object'"):
            self.page.evaluate(Axe().axe_script)
        found = self.page.evaluate("o => axe.run(document, o)", options)
        size = self.page.viewport_size
        width = size["width"] if size else 0
        return [
            f"axe at {width}: {wrong['id']}: {node['html'][:140]}"
            for wrong in found["violations"]
            for node in wrong["nodes"][:2]
        ]

    def _keep(self, screen: Screen, mark: str) -> None:
        if PICTURES is not None:
            name = f"{self.app}-{screen.route.strip('/').replace('/', '_') or 'home'}{mark}"
            self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def _walk(walk: Walk) -> None:
    screens = screens_of(walk.app)
    for screen in screens:
        walk.visit(screen)
    assert not walk.faults, "\n".join(walk.faults)
    assert len(walk.looks) == 1, f"pages look differently: {walk.looks}"
    assert sum(walk.looks.values()) > len(screens) * 0.7


def _first(sql: str, *arguments: object) -> str:
    return str(value(sql, *arguments) or "")


@pytest.mark.criterion("G.3")
@pytest.mark.criterion("V.4")
@pytest.mark.criterion("V.18")
def test_every_page_of_the_portal_is_one_of_a_kind_and_open_to_everybody(
    chromium: Browser, screens: Services
) -> None:
    (reference,) = submit_for_another(1)
    page = phone(chromium, screens)
    page.goto("/dang-nhap/")
    page.fill("#username", personal_id(20))
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.get_by_role("navigation", name="Thanh điều hướng")).to_be_visible()
    page.wait_for_url(lambda address: "dang-nhap" not in address)
    page.emulate_media(reduced_motion="reduce")
    known = {
        "code": "1.004873",
        "dossier_id": _first("select id::text from dossier where reference = $1", reference),
        "agency_id": _first("select id::text from agency where name like '%Đông Kinh%' limit 1"),
    }
    _walk(Walk(page, (PHONE, DESK), "ui_citizen", known))
    page.context.close()


async def _with_every_role() -> str:
    """An officer of Đông Kinh who may open everything."""
    agency_id = await fetch_value("select id from agency where name like '%Đông Kinh%' limit 1")
    username = await desk_officer(agency_id, "moitrang", Role.DESK_OFFICER)
    account = await fetch_value("select id from account where username = $1", username)
    for role in Role:
        if role is not Role.DESK_OFFICER:
            await grant_role(account, role, agency_id)
    return username


@pytest.mark.criterion("V.4")
@pytest.mark.criterion("V.18")
def test_every_page_of_the_officers_is_one_of_a_kind_and_open_to_everybody(
    chromium: Browser, screens: Services
) -> None:
    (reference,) = submit_for_another(1)
    username = beside(_with_every_role)
    try:
        page = desk(chromium, screens, username)
        dossier = _first("select id::text from dossier where reference = $1", reference)
        known = {
            "procedure_code": "1.004873",
            "form_code": _first("select procedure_code from form_version limit 1"),
            "dossier_id": dossier,
            "connection_id": _first("select adapter_id from connection_state limit 1"),
            "catalogue_key": "administrative_units",
            "event_key": "dossier_submitted",
        }
        _walk(Walk(page, (DESK, PHONE), "ui_officer", known))
        page.context.close()
    finally:
        execute(
            "update role_grant set valid_to = now() "
            "where account_id = (select id from account where username = $1)",
            username,
        )
