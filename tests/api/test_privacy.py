"""A person sees every look at their data, by whom, when and why; consents hold at once."""

import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import pytest

from backend.audit.actions import keyed_hash
from backend.identity.sign_in_names import stored_name
from backend.organisation.demo.names import full_name, personal_id
from shared.client import documents, dossiers, privacy, vault
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.desk import FindPerson
from shared.contracts.privacy import DataLook, ProveIdentity, SetConsent
from shared.contracts.vault import AskHeld
from tests.api.conftest import Office, photo, submitted
from tests.api.test_vault import HOME, STAY, agency_id, drafted, verified_home

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]


async def looks_at(api: ApiClient, dossier_id: str) -> list[DataLook]:
    return [look for look in (await privacy.looks(api)).items if look.dossier_id == dossier_id]


async def test_an_officer_who_opens_a_dossier_is_seen_by_its_owner_with_role_unit_and_purpose(
    citizen: Citizen, officer: Officer
) -> None:
    api = await citizen(56)
    id_ = (await submitted(api, "Kỳ Lừa")).dossier_id
    await dossiers.dossier(api, id_)
    assert await looks_at(api, id_) == [], "one's own look is none"
    desk = await officer("tiepnhan1.kylua")
    for _ in range(3):
        await dossiers.dossier(desk, id_)
    (look,) = await looks_at(api, id_)
    assert look.what == "Mở hồ sơ"
    assert look.by.startswith("Cán bộ Bộ phận Một cửa, ") and "Kỳ Lừa" in look.by
    assert look.purpose == "Tiếp nhận hồ sơ, trả kết quả"
    office = Office(officer, "kylua")
    await office.to_appraisal(id_, "Tư pháp")
    await dossiers.dossier(await office.as_(office.specialist), id_)
    purposes = {look.purpose for look in await looks_at(api, id_)}
    assert {"Thụ lý hồ sơ", "Phân công, chỉ đạo giải quyết hồ sơ"} <= purposes


async def test_an_officer_who_opens_a_paper_is_seen(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    api = await citizen(57)
    id_ = (await submitted(api, "Kỳ Lừa")).dossier_id
    draft = await drafted(api, STAY)
    file = await documents.upload_to_draft(api, draft.id, "nha.jpg", photo(), HOME)
    await database.execute(
        "update document set dossier_id = $2, draft_id = null where id = $1", file.id, id_
    )
    await documents.content(await officer("tiepnhan1.kylua"), file.id)
    assert [(look.what, "nha.jpg" in look.subject) for look in await looks_at(api, id_)] == [
        ("Xem giấy tờ", True)
    ]


async def test_a_look_cannot_be_without_purpose_changed_or_removed(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    api = await citizen(58)
    id_ = uuid.UUID((await submitted(api, "Kỳ Lừa")).dossier_id)
    await dossiers.dossier(await officer("tiepnhan1.kylua"), str(id_))
    row = await database.fetchrow("select * from data_look where dossier_id = $1", id_)
    assert row is not None
    assert row["mac"] == keyed_hash(
        "look", row["id"], row["at"].timestamp(), row["person_id"], row["actor_id"], row["by"],
        row["action"], row["subject_id"], row["subject"], row["purpose"], row["dossier_id"],
    )  # fmt: skip
    for statement in (
        "update data_look set purpose = 'khác' where dossier_id = $1",
        "delete from data_look where dossier_id = $1",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await database.execute(statement, id_)
    with pytest.raises(asyncpg.CheckViolationError):
        await database.execute(
            "insert into data_look select gen_random_uuid(), tenant_id, person_id, at, slot + 1, "
            "actor_id, by, action, subject_id, subject, '', dossier_id, mac from data_look "
            "where dossier_id = $1",
            id_,
        )


async def test_nobody_sees_looks_at_another(citizen: Citizen, officer: Officer) -> None:
    id_ = (await submitted(await citizen(59), "Kỳ Lừa")).dossier_id
    await dossiers.dossier(await officer("tiepnhan1.kylua"), id_)
    assert await looks_at(await citizen(58), id_) == []


async def test_the_desk_is_seen_and_a_withdrawn_consent_closes_the_vault_at_once(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    await verified_home(citizen, officer, database, 39)
    api, desk = await citizen(39), await officer("tiepnhan1.kylua")
    agency = await agency_id(desk)
    await dossiers.find_person(desk, FindPerson(agency, personal_id(39), STAY))
    await privacy.set_consent(api, SetConsent("desk", True))
    held = await vault.held(desk, AskHeld(agency, personal_id(39), STAY, False))
    assert [p.component_key for p in held.papers] == [HOME]
    whats = {look.what for look in (await privacy.looks(api)).items}
    assert {"Tra cứu người nộp tại quầy", "Xem danh mục trong kho giấy tờ"} <= whats
    await privacy.set_consent(api, SetConsent("desk", False))
    held = await vault.held(desk, AskHeld(agency, personal_id(39), STAY, True))
    assert held.papers == [] and "không cho" in held.why_not


async def test_an_account_is_proven_by_card_and_code_together_and_not_by_one_of_them(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    number, name = personal_id(37), full_name(37)
    await database.execute(
        "delete from identity_proof p using account a where a.id = p.account_id and username = $1",
        stored_name(number),
    )
    api, desk = await citizen(37), await officer("tiepnhan1.kylua")
    shown = await privacy.identity_status(api)
    assert not shown.proven and len(shown.code) == 6
    year = 1900 + 100 * (int(number[3]) // 2) + int(number[4:6])
    card = f"{number}||{name}|1502{year}|Nữ|phường Kỳ Lừa|20072021"
    other = f"{number}||Trần Thị Khác|1502{year}|Nữ|phường Kỳ Lừa|20072021"
    wrong = f"{(int(shown.code) + 1) % 1_000_000:06d}"
    for scan, code in ((card, wrong), (other, shown.code), (number, shown.code)):
        with pytest.raises(ApiProblem) as refused:
            await privacy.prove_identity(desk, ProveIdentity(scan, code))
        assert refused.value.status == 422
    assert not (await privacy.identity_status(api)).proven
    await privacy.prove_identity(desk, ProveIdentity(card, shown.code))
    assert (await privacy.identity_status(api)).proven
