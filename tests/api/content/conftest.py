"""People who write for the portal and who approve it, and content that is published."""

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import pytest

from shared.client import content
from shared.client.base import ApiClient
from shared.contracts.content import ContentDesign, ContentText

Officer = Callable[[str], Awaitable[ApiClient]]


class Editors:
    """Who writes, and the second person."""

    def __init__(self, writer: ApiClient, second: ApiClient) -> None:
        self.writer, self.second = writer, second

    async def proposed(self, kind: str, text: ContentText) -> ContentDesign:
        """A piece of content that waits for the second person."""
        begun = await content.start(self.writer, kind, text)
        return await content.propose(self.writer, begun.id, begun.next.revision)

    async def published(self, kind: str, text: ContentText) -> ContentDesign:
        """A piece of content on the portal."""
        waiting = await self.proposed(kind, text)
        return await content.publish(self.second, waiting.id, waiting.next.revision)

    async def published_again(self, id_: str, text: ContentText) -> ContentDesign:
        """The next version of one."""
        now = await content.design(self.writer, id_)
        kept = await content.save(self.writer, id_, text, now.next.revision)
        waiting = await content.propose(self.writer, id_, kept.next.revision)
        return await content.publish(self.second, id_, waiting.next.revision)


@pytest.fixture
async def editors(officer: Officer) -> Editors:
    """The administrators of catalogue and system of the province."""
    return Editors(await officer("danhmuc.ubndtinh"), await officer("quantri.ubndtinh"))


def a_word() -> str:
    """A word nobody else has written."""
    letters = "bcdghklmnpqrstvx"
    return "x" + "".join(letters[int(c, 16)] for c in uuid.uuid4().hex[:14])


def a_text(title: str = "", **more: Any) -> ContentText:
    """Something to publish."""
    text = ContentText(title or f"Câu hỏi {a_word()}", body="Nội dung **trả lời**.")
    return msgspec.structs.replace(text, **more)
