"""Where a third party takes what it is told."""

from dataclasses import dataclass
from typing import Any

import httpx


@dataclass(frozen=True)
class Hook:
    """One name at the receiver."""

    http: httpx.AsyncClient
    name: str

    @property
    def url(self) -> str:
        """Where it takes."""
        return f"{self.http.base_url}/hooks/{self.name}".replace("//hooks", "/hooks")

    async def came(self) -> list[dict[str, Any]]:
        """Every call, oldest first."""
        found: list[dict[str, Any]] = (await self.http.get(f"/hooks/{self.name}")).json()
        return found

    async def answers(self, status: int, location: str = "") -> None:
        """How it answers from now on."""
        where = f"/hooks/{self.name}/answer"
        await self.http.put(where, params={"status": status, "location": location})
