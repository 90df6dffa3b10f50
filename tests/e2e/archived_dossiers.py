"""`python -m tests.e2e.archived_dossiers`: closed dossiers of Đông Đăng, as NAME=ID a line."""

import asyncio
import uuid
from datetime import date

import asyncpg
import httpx

from backend.documents.store import store
from backend.organisation.demo.names import personal_id
from backend.settings import settings
from shared.client import documents, dossiers
from shared.client.base import ApiClient
from shared.contracts.acts import ActInput
from tests.api.conftest import Office, eventually, sign_in, submitted
from tests.api.test_archive import written_pdf
from tests.api.test_sweeps import sweep

SLUG, NAME = "dongdang", "Đồng Đăng"


async def main() -> None:
    """Plays them, enters them into the archive, damages one file."""
    async with (
        httpx.AsyncClient(base_url=settings().api_url, timeout=30) as http,
        asyncpg.create_pool(settings().database_url, min_size=1, max_size=2) as database,
    ):

        async def officer(username: str) -> ApiClient:
            cookie = await sign_in(http, username, "officer")
            return ApiClient(http, face="officer", cookie=cookie)

        cookie = await sign_in(http, personal_id(58), "citizen")
        me, office = ApiClient(http, face="citizen", cookie=cookie), Office(officer, SLUG)
        word = f"zq{uuid.uuid4().hex[:8]}"
        found = {"permanent": await _returned(me, office)}
        cookie = await sign_in(http, personal_id(59), "citizen")
        other = ApiClient(http, face="citizen", cookie=cookie)
        for name in ("held", "sealed", "old", "damaged"):
            who = other if name == "damaged" else me
            found[name] = await _refused(who, office, f"Giấy {word if name == 'held' else name}")
        await sweep()

        async def read() -> bool:
            return not await database.fetchval(
                "select count(*) from archive_record where text_state = 'waiting'"
            )

        await eventually(read)
        await database.execute(
            "update archive_record set dispose_after = $2 where dossier_id = $1",
            uuid.UUID(found["old"]), date(2025, 12, 31),
        )  # fmt: skip
        key = await database.fetchval(
            "select object_key from document where dossier_id = $1 and purpose = 'supplement'",
            uuid.UUID(found["damaged"]),
        )
        content = await store().get_bytes(key)
        await store().put_bytes(key, content[:-2] + b"#\n", "application/pdf")
        for name, id_ in (found | {"word": word}).items():
            print(f"{name}={id_}")


async def _returned(me: ApiClient, office: Office) -> str:
    id_ = (await submitted(me, NAME)).dossier_id
    await office.to_result(id_, "Tư pháp")
    await office.act("tiepnhan1", id_, "hand_over", method="desk", received_by="Nguyễn Văn Mẫu")
    return id_


async def _refused(me: ApiClient, office: Office, text: str) -> str:
    id_ = (await submitted(me, NAME)).dossier_id
    await office.act(
        "tiepnhan1", id_, "request_supplement", reason="Thiếu giấy tờ kèm theo.",
        items=["Giấy tờ"], answer_within_days=5,
    )  # fmt: skip
    await documents.upload_to_dossier(me, id_, "giay.pdf", written_pdf(text), "", "supplement")
    now = await dossiers.dossier(me, id_)
    await dossiers.act(me, id_, "supplement", ActInput(version=now.version))
    await office.act("tiepnhan1", id_, "refuse", reason="Không thuộc thẩm quyền giải quyết.")
    return id_


asyncio.run(main())
