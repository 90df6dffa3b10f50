"""The LGSP among the connections: how it is can be asked, and it is told nothing."""

import uuid

import msgspec
import pytest

from backend.connections.adapter import Delivery, Refused
from backend.lgsp.adapter import Lgsp, lgsp_adapters
from backend.platform import clock
from tests.conftest import Services


async def test_how_it_is_is_asked_without_asking_about_anybody(services: Services) -> None:
    lgsp, store = lgsp_adapters()
    assert (await store.check()).ok
    assert (await lgsp.check()).ok
    away = Lgsp()
    away.settings = msgspec.structs.replace(away.settings, url="http://127.0.0.1:9/lgsp")
    health = await away.check()
    assert not health.ok
    assert "Không kết nối được" in health.words


async def test_it_takes_no_messages() -> None:
    message = Delivery(
        id=uuid.uuid4(), adapter_id="lgsp", subject_id=uuid.uuid4(), kind="x", key="x",
        payload={}, attempt=1, created_at=clock.now(),
    )  # fmt: skip
    with pytest.raises(Refused):
        await Lgsp().send(message)
