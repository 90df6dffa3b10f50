"""The officers' screens in English: the switch, and a few pages."""

from playwright.sync_api import Browser, Page, expect

from backend.identity.actions import grant_role
from backend.platform.database import fetch_value
from shared.ui.english import labels, written
from shared.vocabulary.roles import Role
from tests.conftest import Services
from tests.desk_agency import desk_officer
from tests.e2e.conftest import assert_accessible, desk, submit_for_another
from tests.e2e.database import execute, value
from tests.e2e.test_administration import beside
from tests.e2e.test_processes import picture

_SHOWN = """() => {
  const found = [document.title];
  const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = all.nextNode(); node; node = all.nextNode())
    if (!node.parentElement.closest("script, style, textarea, .languages"))
      found.push(node.nodeValue.replace(/\\s+/g, " ").trim());
  return found;
}"""
# A word of one syllable may be somebody's name.
_SENTENCES = {text for text in labels() | written("ui_officer") if text.count(" ") > 1}


async def _who_runs_all() -> str:
    agency_id = await fetch_value("select id from agency where name like '%Đông Kinh%' limit 1")
    username = await desk_officer(agency_id, "englishdesk", Role.DESK_OFFICER)
    account = await fetch_value("select id from account where username = $1", username)
    for role in (Role.LEADER, Role.CATALOGUE_ADMIN, Role.SYSTEM_ADMIN):
        await grant_role(account, role, agency_id)
    return username


def _reads(page: Page, address: str, heading: str) -> None:
    """The page has its English heading, none of our sentences in Vietnamese, and fits."""
    page.goto(address)
    expect(page.locator("main").get_by_role("heading", name=heading).first).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).not_to_have_class("until-english")
    expect(page.locator("main p.waiting")).to_have_count(0)
    left = _SENTENCES & set(page.evaluate(_SHOWN))
    assert not left, f"{address}: {left}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_an_officer_works_in_english(chromium: Browser, screens: Services) -> None:
    (reference,) = submit_for_another(1)
    dossier = value("select id::text from dossier where reference = $1", reference)
    username = beside(_who_runs_all)
    try:
        page = desk(chromium, screens, username)
        head = page.get_by_role("banner")
        head.get_by_role("button", name="English").click()
        expect(head.get_by_role("link", name="Reminders", exact=True)).to_be_visible()
        _reads(page, "/", "Awaiting acceptance")
        picture(page, "english-inbox")
        assert_accessible(page)
        _reads(page, f"/ho-so/{dossier}", "Dossier information")
        picture(page, "english-dossier")
        _reads(page, "/bao-cao/", "State and results of the processing")
        _reads(page, "/quan-tri/", "Administration")
        page.context.close()
    finally:
        execute(
            "update role_grant set valid_to = now() "
            "where account_id = (select id from account where username = $1)",
            username,
        )
