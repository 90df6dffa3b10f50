"""How a browser is spoken to: Firefox by Marionette, the protocol that geckodriver translates
WebDriver into; WebKitGTK by Debian's WebKitWebDriver."""

import json
import socket
import time
from pathlib import Path
from typing import Any, ClassVar

import httpx


class Failed(Exception):
    """The browser refused a command; its own words."""


class Marionette:
    """Firefox: messages of JSON with their length before them."""

    def __init__(self, port: int) -> None:
        deadline = time.monotonic() + 60
        while True:
            try:
                self._socket = socket.create_connection(("127.0.0.1", port), timeout=120)
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
        self._file, self._number = self._socket.makefile("rb"), 0
        self._receive()
        self.call("NewSession", {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": False}}})

    def call(self, name: str, arguments: dict[str, Any]) -> Any:
        """Sends `WebDriver:<name>`. Raises Failed."""
        space = "" if ":" in name else "WebDriver:"
        self._number += 1
        message = json.dumps([0, self._number, space + name, arguments]).encode()
        self._socket.sendall(f"{len(message)}:".encode() + message)
        _kind, _number, error, value = self._receive()
        if error:
            raise Failed(error["message"])
        return value.get("value") if isinstance(value, dict) and "value" in value else value

    def errors(self, _log: Path) -> list[str]:
        """The browser's own console, of pages of ours."""
        self.call("Marionette:SetContext", {"value": "chrome"})
        try:
            found: list[str] = self.call("ExecuteScript", {"args": [], "script": (
                "return Services.console.getMessageArray().filter(m => m instanceof "
                "Ci.nsIScriptError && /^(http|ws)/.test(m.sourceName) && !(m.flags & 1))"
                ".map(m => m.errorMessage + ' @ ' + m.sourceName + ':' + m.lineNumber)"
            )})  # fmt: skip
            return found
        finally:
            self.call("Marionette:SetContext", {"value": "content"})

    def _receive(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            read = self._file.read(1)
            if not read:
                raise Failed("the browser has ended")
            length += read
        return json.loads(self._file.read(int(length[:-1])))


class OverHttp:
    """WebKit: WebDriver as it is written, over HTTP."""

    _PATHS: ClassVar = {
        "Navigate": ("POST", "url"), "ExecuteScript": ("POST", "execute/sync"),
        "ElementClick": ("POST", "element/{id}/click"),
        "ElementClear": ("POST", "element/{id}/clear"),
        "ElementSendKeys": ("POST", "element/{id}/value"),
        "TakeScreenshot": ("GET", "screenshot"), "SetWindowRect": ("POST", "window/rect"),
        "DeleteSession": ("DELETE", ""),
    }  # fmt: skip

    def __init__(self, port: int, capabilities: dict[str, Any]) -> None:
        self._http = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120)
        deadline = time.monotonic() + 60
        while True:
            try:
                answer = self._http.post(
                    "/session", json={"capabilities": {"alwaysMatch": capabilities}}
                )
                break
            except httpx.TransportError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
        self._session = self._value(answer)["sessionId"]

    def call(self, name: str, arguments: dict[str, Any]) -> Any:
        """Sends a command. Raises Failed."""
        method, path = self._PATHS[name]
        url = f"/session/{self._session}/{path.format(**arguments)}".rstrip("/")
        body = {k: v for k, v in arguments.items() if k != "id"} if method == "POST" else None
        return self._value(self._http.request(method, url, json=body))

    def errors(self, log: Path) -> list[str]:
        """What it wrote about pages."""
        lines = log.read_text(errors="replace").splitlines()
        return [line for line in lines if line.startswith("CONSOLE ") and " ERROR " in line]

    @staticmethod
    def _value(answer: httpx.Response) -> Any:
        value = answer.json()["value"]
        if answer.status_code != 200:
            raise Failed(f"{value.get('error')}: {value.get('message')}")
        return value
