"""`python -m tests.browser`: a Chromium for the screen tests, from Debian when there is none."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def executable() -> str | None:
    """Where a Chromium is, or None."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def main() -> None:
    """Installs what is missing, or says in one sentence what to do."""
    if executable():
        return
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    packages = ["chromium", "fonts-noto-core"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    if shutil.which("apt-get"):
        subprocess.run([*prefix, "apt-get", "update", "-qq"], env=environment, check=False)
        subprocess.run(
            [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
            env=environment,
            check=False,
            stdout=subprocess.DEVNULL,
        )
    if not executable():
        sys.exit("Cần trình duyệt Chromium để kiểm thử màn hình: sudo apt-get install chromium")


if __name__ == "__main__":
    main()
