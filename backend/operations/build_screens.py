"""`python -m backend.operations.build_screens FOLDER`: builds both screens for an image."""

import os
import sys
from pathlib import Path

from backend.operations.screens import build_if_changed


def main() -> None:
    """Builds for MOTCUA_CITIZEN_URL and MOTCUA_OFFICER_URL; logs go to the folder."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    build_if_changed(folder, dict(os.environ))


if __name__ == "__main__":
    main()
