"""A dossier handed over, and the ways to rate it; petitions brought to a state by real acts."""

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from shared.client import petitions
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.petitions import PerformPetitionAct, PetitionDetail, SendPetition
from shared.contracts.ratings import Marks
from shared.vocabulary.petitions import PetitionAct, PetitionKind, PetitionTopic
from shared.vocabulary.ratings import Satisfaction
from tests.api.conftest import Office, submitted

Officer = Callable[[str], Awaitable[ApiClient]]
SLUG, PLACE = "tamthanh", "tam thanh"
HEAD, LEADER, DESK = f"truongbophan.{SLUG}", f"lanhdao.{SLUG}", f"tiepnhan1.{SLUG}"
HANDLER = f"chuyenvien2.tuphap.{SLUG}"
GOOD = Marks(Satisfaction.SATISFIED)
BAD = Marks(
    Satisfaction.DISSATISFIED, attitude=Satisfaction.DISSATISFIED, words="Phải đi lại ba lần."
)


async def ready(api: ApiClient, officer: Officer) -> tuple[str, Office]:
    """A dossier whose result waits at the desk."""
    office = Office(officer, SLUG)
    id_ = (await submitted(api, PLACE)).dossier_id
    await office.to_result(id_, "Tư pháp")
    return id_, office


async def handed_over(api: ApiClient, officer: Officer) -> str:
    """A dossier whose result was given to the applicant."""
    id_, office = await ready(api, officer)
    await office.act("tiepnhan1", id_, "hand_over", method="desk", received_by="Nguyễn Văn Mẫu")
    return id_


async def refused(work: Awaitable[Any]) -> tuple[int, str]:
    """Status and slug of a refusal."""
    try:
        await work
    except ApiProblem as problem:
        return problem.status, problem.problem.type.rsplit(":", 1)[-1]
    raise AssertionError("it was let through")


async def agency_of(officer: Officer, username: str = HEAD) -> str:
    """The id of the agency where an officer works."""
    from shared.client import identity

    return (await identity.me(await officer(username))).roles[0].agency_id


async def id_of(officer: Officer, username: str) -> str:
    """The account of an officer."""
    from shared.client import identity

    return (await identity.me(await officer(username))).id


def written(agency_id: str, **more: Any) -> SendPetition:
    """A report as somebody sends it."""
    given: dict[str, Any] = {
        "kind": PetitionKind.REPORT,
        "topic": PetitionTopic.SYSTEM,
        "agency_id": agency_id,
        "subject": f"Không tải được biểu mẫu {uuid.uuid4().hex[:6]}",
        "body": "Tôi bấm tải biểu mẫu đăng ký khai sinh ba lần đều báo lỗi.",
        "name": "Nguyễn Văn Mẫu",
        "phone": "0900000009",
        "email": f"{uuid.uuid4().hex[:8]}@congdan.example",
        "wishes_publication": True,
    }
    return SendPetition(**(given | more))


class Case:
    """One petition in officers' hands."""

    def __init__(self, officer: Officer, id_: str) -> None:
        self._officer, self.id = officer, id_

    async def seen(self, username: str) -> PetitionDetail:
        """As an officer sees it."""
        return await petitions.petition(await self._officer(username), self.id)

    async def act(self, username: str, act: PetitionAct, **more: Any) -> PetitionDetail | None:
        """One act on the newest version."""
        api = await self._officer(username)
        now = await petitions.petition(api, self.id)
        return await petitions.act(api, self.id, PerformPetitionAct(act, now.version, **more))

    async def take(self, handler: str = HANDLER, head: str = HEAD) -> None:
        """Taken and given to somebody."""
        await self.act(head, PetitionAct.TAKE, officer_id=await id_of(self._officer, handler))

    async def answer(self, text: str = "Lỗi đã được sửa, mời Ông/Bà tải lại biểu mẫu.") -> None:
        """Taken, drafted, approved."""
        await self.take()
        await self.act(HANDLER, PetitionAct.DRAFT_ANSWER, answer=text)
        await self.act(LEADER, PetitionAct.APPROVE_ANSWER)


async def case_of(officer: Officer, database: Any, code: str) -> Case:
    """The petition with a code."""
    return Case(
        officer, str(await database.fetchval("select id from petition where code = $1", code))
    )
