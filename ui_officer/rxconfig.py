"""Reflex settings of this app."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from shared.ui.rx_settings import settings_of

config = settings_of("ui_officer", 3001, "MOTCUA_OFFICER_URL")
