"""Filling in a form on a slow phone: how soon a key or a tap is drawn, and the next question."""

import statistics
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from backend.organisation.demo.names import personal_id
from backend.organisation.demo.seed_organisation import PASSWORD
from tests.bench.home import ARGUMENTS, BOX, SLOWER, served
from tests.bench.result import Result
from tests.bench.system import SEEDED, System, say
from tests.browser import executable

LIMIT = 200  # milliseconds
PEOPLE = 3
PROCEDURE = "2.000635"
ANSWERS = {
    "requester_name": "Nguyễn Văn Mẫu",
    "requester_personal_id": "020099000001",
    "requester_phone": "0900000001",
    "requester_email": "mau@congdan.example",
    "requester_address": "Số 1 phố Trình Diễn, phường Kỳ Lừa",
    "record_kind": "birth",
    "record_person": "Nguyễn Thị Ví Dụ",
    "record_number": "",
    "copies": "2",
}
_WATCH = """() => {
  window.drawn = [];
  new PerformanceObserver((list) => list.getEntries().forEach((e) => {
    if (e.interactionId) window.drawn.push(e.duration);
  })).observe({ type: "event", durationThreshold: 16 });
}"""
_NEXT = """() => new Promise((done) => {
  const asked = () => document.querySelector("input[name=asked]")?.value;
  const before = asked(), began = performance.now();
  const look = () => {
    if (asked() !== before) requestAnimationFrame(() => done(performance.now() - began));
    else if (performance.now() - began > 10000) done(-1);
    else requestAnimationFrame(look);
  };
  document.querySelector("form.filling button[type=submit]").click();
  look();
})"""


async def filling(system: System) -> list[Result]:
    """The slowest of twenty interactions, and the next question at its median."""
    path = executable()
    if path is None:
        say("no Chromium: `make browser` installs it; filling is left out")
        return []
    drawn: list[float] = []
    next_shown: list[float] = []
    with system.api(await system.copy(SEEDED, "filling")) as api, served(system, api) as address:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
            for number in range(PEOPLE):
                keys, questions = await _fill(browser, address, number)
                if number:  # the first warms up
                    drawn += keys
                    next_shown += questions
            await browser.close()
    slow = statistics.quantiles(drawn, n=20)[-1]
    shown = statistics.median(next_shown)
    profile = f"390 px, processor slowed {SLOWER} times"
    return [
        Result(
            "filling", "form page, key or tap drawn", slow, LIMIT, f"{slow:.0f} ms", "",
            f"From a key or a tap to its picture, 95th percentile, on a phone: {profile}.",
            unit=" ms", at_least=False,
            details=[f"median {statistics.median(drawn):.0f} ms of {len(drawn)} interactions."],
        ),
        Result(
            "filling", "form page, next question", shown, LIMIT, f"{shown:.0f} ms", "",
            f"From pressing Continue, through saving, to the next question, median: {profile}.",
            unit=" ms", at_least=False,
            details=[f"slowest {max(next_shown):.0f} ms of {len(next_shown)} questions."],
        ),
    ]  # fmt: skip


async def _fill(browser: Browser, address: str, number: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each interaction, and to each next question."""
    context = await browser.new_context(
        viewport=BOX,
        is_mobile=True,
        has_touch=True,
        locale="vi-VN",  # type: ignore[arg-type]
        base_url=address,
    )
    page = await context.new_page()
    await page.goto(f"/dang-nhap/?next=/thu-tuc/{PROCEDURE}")
    await page.fill("#username", personal_id(number))
    await page.fill("#password", PASSWORD)
    await page.get_by_role("button", name="Đăng nhập", exact=True).click()
    await page.wait_for_selector("#ready", state="attached")
    await page.get_by_role("button", name="Nộp hồ sơ trực tuyến").click()
    await page.wait_for_selector("form h1")
    devtools = await context.new_cdp_session(page)
    await devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    await page.evaluate(_WATCH)
    questions = [await _answer(page, value) for value in ANSWERS.values()]
    drawn: list[Any] = await page.evaluate("window.drawn")
    await context.close()
    assert min(questions) > 0, "a question stayed"
    return [float(each) for each in drawn], questions


async def _answer(page: Page, value: str) -> float:
    """Types or ticks one answer as a thumb does, then goes on."""
    if await page.locator("form.filling input[type=radio]").count():
        await page.locator("form.filling label.choice").first.tap()
    elif value:
        box = page.locator("#answer")
        await box.tap()
        await box.press("Control+a")
        await box.press_sequentially(value, delay=30)
    spent: float = await page.evaluate(_NEXT)
    return spent
