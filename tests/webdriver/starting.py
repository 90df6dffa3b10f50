"""Whether a browser is installed, and starting it fresh. Both need a display unless they know how
to do without one."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.webdriver.browser import Browser
from tests.webdriver.protocols import Marionette, OverHttp

_WEBKIT = tuple(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
_PREFERENCES = {
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.unified": False,
    "intl.accept_languages": "vi-VN, vi",
    "remote.prefs.recommended": True,
}


def missing(browser: str) -> str:
    """What must be installed for a browser; nothing when it is there."""
    if browser == "firefox":
        found = shutil.which("firefox-esr") or shutil.which("firefox")
        return "" if found else "cần Firefox: apt-get install firefox-esr"
    if not shutil.which("WebKitWebDriver") or not _WEBKIT:
        return "cần WebKitGTK: apt-get install webkit2gtk-driver"
    if not shutil.which("Xvfb"):
        return "WebKitGTK cần một màn hình: apt-get install xvfb"
    return ""


@contextmanager
def opened(name: str, port: int) -> Iterator[Browser]:
    """A fresh browser without anything of earlier ones. Raises Failed, OSError."""
    with tempfile.TemporaryDirectory(prefix="motcua-browser-") as folder:
        home, log = Path(folder), Path(folder) / "log"
        running = []
        try:
            if name == "firefox":
                running.append(_firefox(home, log, port))
                browser = Browser(name, Marionette(port), log)
            else:
                display = f":{port % 20_000 + 100}"
                screen = ["Xvfb", display, "-screen", "0", "1440x1000x24", "-fbdir", folder]
                running.append(_started(screen, home, log))
                running.append(
                    _started(["WebKitWebDriver", f"--port={port}"], home, log, DISPLAY=display)
                )
                options = {
                    "binary": str(_WEBKIT[0]),
                    "args": ["--automation", "--enable-write-console-messages-to-stdout=true"],
                }
                browser = Browser(name, OverHttp(port, {"webkitgtk:browserOptions": options}), log)
            yield browser
        finally:
            for process in reversed(running):
                process.terminate()
                try:
                    process.wait(timeout=15)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


def _firefox(home: Path, log: Path, port: int) -> "subprocess.Popen[bytes]":
    profile = home / "profile"
    profile.mkdir()
    lines = [
        f"user_pref({json.dumps(key)}, {json.dumps(value)});"
        for key, value in (_PREFERENCES | {"marionette.port": port}).items()
    ]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    program = shutil.which("firefox-esr") or shutil.which("firefox") or ""
    return _started(
        [
            program,
            "--headless",
            "--marionette",
            "--remote-allow-system-access",
            "--no-remote",
            "--profile",
            str(profile),
        ],
        home,
        log,
    )


def _started(
    command: list[str], home: Path, log: Path, **environment: str
) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        command,
        env=os.environ
        | {
            "HOME": str(home), "XDG_RUNTIME_DIR": str(home), "NO_AT_BRIDGE": "1",
            "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "LANG": "C.UTF-8",
            "MOZ_CRASHREPORTER_DISABLE": "1", "LIBGL_ALWAYS_SOFTWARE": "1",
        }
        | environment,
        stdout=log.open("ab"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )  # fmt: skip
