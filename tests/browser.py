"""`python -m tests.browser`: a Chromium for the screen tests, from Debian when there is none.

`python -m tests.browser others`: Firefox and WebKitGTK, the engine of Safari, as well.
"""

import os
import shutil
import subprocess
import sys

from tests.webdriver.starting import missing

OTHERS = ("firefox", "webkit")
NAMES = ("chromium", "chromium-browser", "google-chrome")


def executable() -> str | None:
    """Where a Chromium is, or None."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def main() -> None:
    """Installs what is missing, or says in one sentence what to do."""
    if "others" in sys.argv:
        if any(missing(name) for name in OTHERS):
            _install("firefox-esr", "webkit2gtk-driver", "xvfb")
        if still := [words for name in OTHERS if (words := missing(name))]:
            sys.exit("\n".join(still))
        return
    if executable():
        return
    _install("chromium", "fonts-noto-core")
    if not executable():
        sys.exit("Cần trình duyệt Chromium để kiểm thử màn hình: sudo apt-get install chromium")


def _install(*packages: str) -> None:
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    if shutil.which("apt-get"):
        subprocess.run([*prefix, "apt-get", "update", "-qq"], env=environment, check=False)
        subprocess.run(
            [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
            env=environment,
            check=False,
            stdout=subprocess.DEVNULL,
        )


if __name__ == "__main__":
    main()
