"""One window of a browser, as a person uses it."""

import base64
import io
import struct
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from tests.webdriver.protocols import Failed, Marionette, OverHttp

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_SECONDS = 90.0  # what is awaited comes at once, or the machine is busy


class Browser:
    """One window. `call` sends a WebDriver command by its Marionette or HTTP name."""

    def __init__(self, name: str, speak: Marionette | OverHttp, log: Path) -> None:
        self.name, self._speak, self._log = name, speak, log

    def go(self, url: str) -> None:
        """Opens an address and waits for it to be loaded."""
        self._speak.call("Navigate", {"url": url})

    def run(self, script: str, *arguments: Any) -> Any:
        """The value of a script in the page."""
        return self._speak.call("ExecuteScript", {"script": script, "args": list(arguments)})

    def element(self, selector: str, text: str = "") -> dict[str, str]:
        """The first one in sight that matches, once it is there."""

        def there() -> Any:
            return self.run(
                "const [s, t] = arguments;"
                "return [...document.querySelectorAll(s)].find(e => e.getClientRects().length "
                "&& getComputedStyle(e).visibility !== 'hidden' && e.textContent.includes(t)) "
                "|| null",
                selector, text,
            )  # fmt: skip

        found: dict[str, str] = self.until(there, f"{selector} {text}")
        return found

    def click(self, selector: str, text: str = "") -> None:
        """Clicks as a person does, on what lies on top; again where the page was drawn anew
        between the look and the click."""

        def clicked() -> bool:
            found = self.element(selector, text)
            self.run("arguments[0].scrollIntoView({block: 'center'})", found)
            self._speak.call("ElementClick", {"id": found[ELEMENT]})
            return True

        self.until(clicked, f"a click on {selector} {text}")

    def type(self, selector: str, text: str) -> None:
        """Types into a field key by key, in place of what was there."""

        def typed() -> bool:
            found = self.element(selector)
            self._speak.call("ElementClear", {"id": found[ELEMENT]})
            self._speak.call("ElementSendKeys", {"id": found[ELEMENT], "text": text})
            return bool(self.run("return arguments[0].value", found) == text)

        self.until(typed, f"typing into {selector}")

    def text(self, selector: str = "body") -> str:
        """What is read there."""
        said: str = self.run("return arguments[0].innerText", self.element(selector))
        return said

    def until(self, check: Callable[[], Any], what: str) -> Any:
        """The first true answer of a check. Raises Failed when it does not come."""
        deadline = time.monotonic() + _SECONDS
        while True:
            try:
                found = check()
            except Failed:
                found = None  # the page was just being changed
            if found:
                return found
            if time.monotonic() > deadline:
                raise Failed(f"{self.name}: {what}: {self.run('return location.href')}")
            time.sleep(0.2)

    def resize(self, width: int, height: int) -> None:
        """The size of the window."""
        self._speak.call("SetWindowRect", {"width": width, "height": height})

    def picture(self) -> bytes:
        """What is seen, as PNG."""
        screen = self._log.with_name("Xvfb_screen0")
        if screen.exists():  # WebKit draws where there is no graphics card, and reads nothing back
            return _drawn(screen.read_bytes())
        return base64.b64decode(self._speak.call("TakeScreenshot", {"full": False}))

    def errors(self) -> list[str]:
        """Errors of scripts and of the content policy since it was opened."""
        return self._speak.errors(self._log)


def _drawn(dump: bytes) -> bytes:
    """An XWD dump of 32 bits a pixel as PNG."""
    head = struct.unpack(">25I", dump[:100])
    size, width, height, line, colours = head[0], head[4], head[5], head[12], head[19]
    pixels = dump[size + 12 * colours :]
    image = Image.frombuffer("RGB", (width, height), pixels, "raw", "BGRX", line, 1)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
