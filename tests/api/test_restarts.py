"""A program that is away for a while: nothing is lost, and people are told what to do."""

from collections.abc import Awaitable, Callable

import pytest

from shared.client import dossiers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.drafts import SaveDraft
from tests.api.conftest import ANSWERS, PROCEDURE, eventually, submitted
from tests.conftest import Services, wait_until_ready

Citizen = Callable[[int], Awaitable[ApiClient]]


async def test_what_was_saved_before_a_restart_is_there_after_it(
    citizen: Citizen, services: Services
) -> None:
    me = await citizen(40)
    draft = await dossiers.start_draft(me, PROCEDURE)
    await dossiers.save_draft(me, draft.id, SaveDraft(answers=ANSWERS), draft.version)
    services.api.stop()
    with pytest.raises(ApiProblem) as away:
        await dossiers.draft(me, draft.id)
    assert away.value.status == 503
    assert "vẫn được giữ" in away.value.message
    services.api.start()
    wait_until_ready(services.api, services.folder / "services.log")
    assert (await dossiers.draft(me, draft.id)).answers["requester_name"] == "Nguyễn Văn Mẫu"


async def test_letters_written_while_the_worker_was_away_arrive_when_it_is_back(
    citizen: Citizen, services: Services
) -> None:
    services.worker.stop()
    promise = await submitted(await citizen(41), "Đông Kinh")
    assert not any(promise.reference in letter["subject"] for letter in services.mail)
    services.worker.start()

    async def arrived() -> bool:
        return any(promise.reference in letter["subject"] for letter in services.mail)

    assert await eventually(arrived)
