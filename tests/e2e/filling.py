"""Answering an electronic form and attaching papers on a phone."""

import io

from PIL import Image
from playwright.sync_api import Page, expect


def picture(kind: str) -> bytes:
    """A small real photo or PDF."""
    out = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(out, kind)
    return out.getvalue()


def fill_in(page: Page, answers: dict[str, str]) -> None:
    """Answers page by page until the papers; the parts of an address are `key.part`."""
    while page.locator("form .question").count():
        before = page.locator("input[name=asked]").input_value()
        for found in page.locator("form .question").all():
            fields = found.locator("input,select,textarea")
            name = fields.first.get_attribute("name") if fields.count() else ""  # a list of entries
            key = (name or "").removeprefix("a.").removesuffix(".province")
            if found.locator("select").count():
                found.locator("select").first.select_option(label=answers[f"{key}.province"])
                communes = found.locator("select").nth(1)
                expect(communes.locator("option")).not_to_have_count(1)
                communes.select_option(label=answers[f"{key}.commune"])
                found.locator("input").fill(answers[f"{key}.detail"])
            elif found.locator("input[type=radio]").count():
                found.locator(f"input[type=radio][value='{answers[key]}']").check()
            elif name:
                found.locator("input,textarea").first.fill(answers.get(key, ""))
        page.get_by_role("button", name="Tiếp tục").click()
        page.wait_for_function(
            "before => document.querySelector('input[name=asked]')?.value !== before", arg=before
        )


def answer(page: Page, value: str) -> None:
    """One question of the form, whatever its kind."""
    title = page.locator("form h1").inner_text()
    if page.locator("input[type=radio]").count():
        page.locator(f"input[type=radio][value='{value}']").check()
    else:
        page.fill("#answer", value)
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_function(
        "before => !document.querySelector('form h1') "
        "|| document.querySelector('form h1').innerText !== before",
        arg=title,
    )


def pick(page: Page, paper: str, name: str, media_type: str, content: bytes) -> None:
    """Picks a file for a paper."""
    page.locator(f"input[type=file][aria-label*='{paper}']").set_input_files(
        {"name": name, "mimeType": media_type, "buffer": content}
    )


def send_file(page: Page, paper: str, name: str, media_type: str, content: bytes) -> None:
    """Picks a file for a paper and waits until the list shows it."""
    pick(page, paper, name, media_type, content)
    expect(page.get_by_text(name).first).to_be_visible()
