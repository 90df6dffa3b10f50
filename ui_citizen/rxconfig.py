"""Reflex settings of this app."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from shared.ui.rx_settings import settings_of

config = settings_of("ui_citizen", 3000, "MOTCUA_CITIZEN_URL")
