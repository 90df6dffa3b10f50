"""Zalo's tokens of an official account (OAuth, version 4): access tokens that end, refresh tokens
that work once and bring the next. Kept in a file, so that a demonstration goes on after a restart.
"""

import json
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

_LIFE = 90_000  # seconds, as Zalo says
_INVALID = {
    "error": -14014, "error_name": "Invalid refresh token",
    "error_description": "Refresh token is invalid or expired",
}  # fmt: skip


class Tokens:
    """Which tokens hold; `granted` and `refused` count what was asked."""

    def __init__(self, file: Path, app_id: str, app_secret: str, first: str) -> None:
        self._file, self._app_id, self._app_secret = file, app_id, app_secret
        self.granted = self.refused = 0
        self.life = _LIFE
        kept = json.loads(file.read_text("utf-8")) if file.exists() else {}
        same = kept.get("first") == first
        self._first = first
        self._refresh: str = kept["refresh"] if same else first
        self._access: dict[str, float] = kept["access"] if same else {}

    def holds(self, token: str) -> bool:
        """Whether an access token was given by us and has not ended."""
        return self._access.get(token, 0.0) > time.time()

    def end_all(self) -> None:
        """Every access token has ended, sooner than was said."""
        self._access = {}
        self._keep()

    def grant(self, form: dict[str, Any], secret: str) -> dict[str, Any]:
        """The next pair for the refresh token that holds; any other is refused."""
        known = (
            secret == self._app_secret
            and form.get("app_id") == self._app_id
            and form.get("grant_type") == "refresh_token"
            and form.get("refresh_token") == self._refresh
        )
        if not known:
            self.refused += 1
            return _INVALID
        self.granted += 1
        access, self._refresh = f"AT-{uuid4().hex}", f"RT-{uuid4().hex}"
        self._access[access] = time.time() + self.life
        self._keep()
        return {
            "access_token": access, "refresh_token": self._refresh, "expires_in": str(self.life),
        }  # fmt: skip

    def _keep(self) -> None:
        kept = {"first": self._first, "refresh": self._refresh, "access": self._access}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps(kept), "utf-8")
