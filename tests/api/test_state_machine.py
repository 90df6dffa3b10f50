"""Random acts by random people: whatever happens, a dossier stays true to its events.

`MOTCUA_RANDOM_ACTS=10000` walks further than the everyday run.
"""

import asyncio
import os
import uuid
from datetime import datetime
from typing import Any

import asyncpg
import httpx
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from backend.law.calendar import VIETNAM
from backend.law.lifecycle import fold, rules_from
from backend.organisation.demo.names import personal_id
from shared.client import documents, dossiers, identity, organisation
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.acts import ACT_INPUTS, ReceivedComponent
from shared.contracts.dossiers import Dossier
from shared.vocabulary.acts import Act
from shared.vocabulary.states import TERMINAL, State
from tests.api.clockwork import goes_only_on
from tests.api.conftest import Office, pdf, sign_in, submitted
from tests.conftest import Services

ACTS = int(os.environ.get("MOTCUA_RANDOM_ACTS", "400"))
STEPS = 40
PEOPLE = ("tiepnhan1", "truongphong.tuphap", "chuyenvien1.tuphap", "lanhdao", "vanthu", "citizen")
STRANGER = "lanhdao.tamthanh"
IN_HAND = (State.APPRAISING, State.VERIFYING, State.CONSULTING, State.SUPPLEMENTED)
WORDS = "Nội dung đủ dài để được nhận."


class Dossiers(RuleBasedStateMachine):
    """A few dossiers of one commune in the hands of everybody who may touch them."""

    api_url = ""
    database_url = ""
    done: int = 0

    @initialize()
    def open_the_office(self) -> None:
        """Signs people in and submits two dossiers."""
        self.loop = asyncio.new_event_loop()
        self.ids: list[str] = []
        self.before: dict[uuid.UUID, Any] = {}
        self.run(self._open())

    async def _open(self) -> None:
        self.http = httpx.AsyncClient(base_url=self.api_url, timeout=30)
        self.database = await asyncpg.connect(self.database_url)
        self.office = Office(self._officer, "kylua")
        self.citizen = ApiClient(
            self.http, face="citizen", cookie=await sign_in(self.http, personal_id(39), "citizen")
        )
        for _ in range(2):
            self.ids.append((await submitted(self.citizen, "Kỳ Lừa")).dossier_id)

    def run(self, work: Any) -> Any:
        """Runs a coroutine on the machine's own loop."""
        return self.loop.run_until_complete(work)

    def teardown(self) -> None:
        """Closes what was opened."""
        if hasattr(self, "database"):
            self.run(self.database.close())
            self.run(self.http.aclose())
            self.loop.close()

    async def _officer(self, username: str) -> ApiClient:
        cookie = await sign_in(self.http, username, "officer")
        return ApiClient(self.http, face="officer", cookie=cookie)

    async def _as(self, who: str) -> ApiClient:
        return self.citizen if who == "citizen" else await self.office.as_(who)

    @rule(number=st.integers(0, 1), who=st.sampled_from(PEOPLE), choice=st.integers(0, 30))
    def do_something_allowed(self, number: int, who: str, choice: int) -> None:
        """What the API offers to a person works."""
        self.run(self._allowed(self.ids[number], who, choice))

    async def _allowed(self, id_: str, who: str, choice: int) -> None:
        api = await self._as(who)
        try:
            now = await dossiers.dossier(api, id_)
        except ApiProblem as unseen:
            if unseen.status != 404:
                raise
            return
        offered = [a.act for a in now.allowed_acts if a.allowed]
        if not offered:
            return
        act = Act(offered[choice % len(offered)])
        data = await self._input(act, now, api)
        try:
            after = await dossiers.act(api, id_, act, data)
        except ApiProblem as refused:
            # A date or a paper may be wrong for this dossier; never the right or the state.
            if refused.status != 422:
                raise
            return
        type(self).done += 1
        assert after.version > now.version
        if State(after.state) in TERMINAL:
            self.ids[self.ids.index(id_)] = (await submitted(self.citizen, "Kỳ Lừa")).dossier_id

    @rule(
        number=st.integers(0, 1),
        who=st.sampled_from((*PEOPLE, STRANGER)),
        act=st.sampled_from(list(ACT_INPUTS)),
    )
    def do_something_forbidden(self, number: int, who: str, act: Act) -> None:
        """What the table or the relation does not give is refused and changes nothing."""
        self.run(self._forbidden(self.ids[number], who, act))

    async def _forbidden(self, id_: str, who: str, act: Act) -> None:
        desk = await self.office.as_("tiepnhan1")
        now = await dossiers.dossier(desk, id_)
        if who == STRANGER:
            api = await self._officer(STRANGER)
            offered: set[str] = set()
        else:
            api = await self._as(who)
            try:
                seen = await dossiers.dossier(api, id_)
                offered = {a.act for a in seen.allowed_acts if a.allowed}
            except ApiProblem:
                offered = set()
        if act in offered:
            return
        with pytest.raises(ApiProblem) as refused:
            await dossiers.act(api, id_, act, await self._input(act, now, desk))
        assert 400 <= refused.value.status < 500
        assert (await dossiers.dossier(desk, id_)).version == now.version

    @rule(number=st.integers(0, 1), choice=st.integers(0, 30))
    def two_at_once(self, number: int, choice: int) -> None:
        """Of two equal acts sent together one is done, the other hears of it."""
        self.run(self._pair(self.ids[number], choice))

    async def _pair(self, id_: str, choice: int) -> None:
        for who in ("chuyenvien1.tuphap", "tiepnhan1", "lanhdao"):
            api = await self._as(who)
            try:
                now = await dossiers.dossier(api, id_)
            except ApiProblem:
                continue
            offered = [a.act for a in now.allowed_acts if a.allowed]
            if offered:
                break
        else:
            return
        act = Act(offered[choice % len(offered)])
        data = await self._input(act, now, api)
        answers = await asyncio.gather(
            *(dossiers.act(api, id_, act, data) for _ in range(2)), return_exceptions=True
        )
        won = [a for a in answers if isinstance(a, Dossier)]
        lost = [a.status for a in answers if isinstance(a, ApiProblem)]
        assert len(won) + len(lost) == 2, answers
        assert len(won) <= 1, act
        assert all(status in (403, 404, 409, 422) for status in lost)
        type(self).done += len(won)
        if won and State(won[0].state) in TERMINAL:
            self.ids[self.ids.index(id_)] = (await submitted(self.citizen, "Kỳ Lừa")).dossier_id

    @invariant()
    def every_dossier_is_the_fold_of_its_events(self) -> None:
        """State, version, clock, audit and messages agree with what happened."""
        for id_ in getattr(self, "ids", []):
            self.run(self._agrees(uuid.UUID(id_)))

    async def _agrees(self, id_: uuid.UUID) -> None:
        row = await self.database.fetchrow("select * from dossier where id = $1", id_)
        events = await self.database.fetch(
            "select act, state_after, at, id from dossier_event where dossier_id = $1 order by seq",
            id_,
        )
        acts = [Act(e["act"]) for e in events]
        assert fold(acts) == row["state"] == events[-1]["state_after"]
        assert row["version"] == len(events)
        assert [e["at"] for e in events] == sorted(e["at"] for e in events)
        assert row["holding_agency_id"] is not None
        assert (row["waiting_since"] is not None) == (row["state"] == State.SUPPLEMENT) or row[
            "state"
        ] in (State.WITHDRAW_REQUESTED,)
        if row["due_at"] is not None:
            assert row["due_at"] >= row["accepted_at"]
        if row["state"] in IN_HAND:
            assert row["executor_id"] is not None
            assert row["holding_unit_id"] is not None
        await goes_only_on(self.database, self.before, row, acts)
        counts = await self.database.fetchrow(
            "select (select count(*) from audit_entry where subject_id = $1 "
            "and action like 'dossier.%') as audited, (select count(*) from outbox "
            "where subject_id = $1 and topic = 'dossier.event') as told, "
            "(select count(*) from clock_interval where dossier_id = $1 and ended_at is null) "
            "as waits, (select count(*) from consultation where dossier_id = $1 "
            "and closed_at is null) as asked, (select count(*) from joint_task "
            "where dossier_id = $1 and closed_at is null) as tasks, (select count(*) "
            "from joint_task where dossier_id = $1 and closed_at is null and started_at is null "
            "and position = (select min(position) from joint_task where dossier_id = $1 "
            "and closed_at is null)) as stuck",
            id_,
        )
        assert counts["audited"] == counts["told"] == len(events)
        assert counts["waits"] == int(row["waiting_since"] is not None)
        if row["state"] == State.APPRAISING:
            assert counts["asked"] == 0
        assert counts["stuck"] == 0, "the first open task must have started"
        if row["state"] in TERMINAL:
            assert counts["asked"] == counts["tasks"] == 0
        else:
            assert rules_from(State(row["state"])), "an open dossier must have a way on"

    async def _input(self, act: Act, now: Dossier, api: ApiClient) -> Any:
        words: dict[str, Any] = {
            "reason": WORDS, "items": ["Ảnh chụp rõ căn cước"], "content": WORDS,
            "answer": WORDS, "place": "Tổ dân phố 1", "participants": "Cán bộ, tổ trưởng",
            "happened_at": f"{datetime.now(VIETNAM):%Y-%m-%d}T00:00:00+07:00", "amount_vnd": 8000,
            "receipt_number": "BL-1", "new_due_at": "2027-02-01T10:00:00+07:00",
            "title": "Giấy xác nhận", "number": "1/XN", "received_by": "Nguyễn Văn Mẫu",
            "method": "desk", "originals_returned": True, "answer_within_days": 3,
            "document_id": str(uuid.uuid4()), "result": WORDS, "in_turn": len(now.timeline) % 2 > 0,
            "task_id": next((t.id for t in now.tasks if t.state in ("waiting", "active")), now.id),
        }  # fmt: skip
        words |= {f"{kind}_agency_id": now.receiving_agency.id for kind in ("receiving", "holding")}
        fields = set(ACT_INPUTS[act].__struct_fields__)
        values = {k: v for k, v in words.items() if k in fields}
        if "components" in fields:
            values["components"] = [ReceivedComponent(key=c.key, ok=True) for c in now.components]
        if "agency_ids" in fields:
            values["agency_ids"] = [
                next(
                    a.id for a in await organisation.agencies(api)
                    if "Đông Kinh" in a.name and "Ủy ban" in a.name
                )
            ]  # fmt: skip
        if "unit_id" in fields:
            units = await organisation.units(api, now.receiving_agency.id)
            values["unit_id"] = next(u.id for u in units if "Tư pháp" in u.name)
        if "officer_id" in fields:
            specialist = await self.office.as_("chuyenvien1.tuphap")
            values["officer_id"] = (await identity.me(specialist)).id
        if "document_id" in fields and any(a.act == act and a.allowed for a in now.allowed_acts):
            file = await documents.upload_to_dossier(api, now.id, "kq.pdf", pdf(), "", "result")
            values["document_id"] = file.id
        return ACT_INPUTS[act](version=now.version, **values)


def test_random_acts_never_make_a_dossier_untrue(services: Services) -> None:
    Dossiers.api_url, Dossiers.database_url, Dossiers.done = (
        services.api_url,
        services.database_url,
        0,
    )
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Dossiers,
        settings=settings(
            max_examples=max(2, ACTS // STEPS), stateful_step_count=STEPS, deadline=None,
            suppress_health_check=list(HealthCheck), derandomize=ACTS <= 400, database=None,
        ),
    )  # fmt: skip
    print(f"{Dossiers.done} acts done")
    assert Dossiers.done > ACTS // 20
