"""The LGSP as a connection: how it is. It is asked one question at a time and queues nothing."""

import httpx

from backend.connections.adapter import Adapter, Delivery, Health, Refused, Sent, Settings
from backend.connections.calling import http_client
from backend.lgsp.store_adapter import PersonalStore
from backend.settings import settings

_SECONDS = 3.0


class Lgsp(Adapter):
    """Behind it stand the population and the business register (0018)."""

    id = "lgsp"
    name = "Nền tảng chia sẻ dữ liệu (LGSP)"
    name_en = "Data sharing platform (LGSP)"

    def __init__(self) -> None:
        self.settings = Settings(url=settings().lgsp_url)

    async def send(self, delivery: Delivery) -> Sent:
        """Raises Refused: registers are asked, they are told nothing."""
        raise Refused("Cơ sở dữ liệu chỉ được hỏi, không nhận bản tin.")

    async def check(self) -> Health:
        """Whether anything answers; nobody is asked about."""
        try:
            async with http_client(timeout=_SECONDS) as http:
                answer = await http.get(self.settings.url)
        except httpx.HTTPError as error:
            return Health(False, f"Không kết nối được ({type(error).__name__}).")
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            return Health(False, f"Trả lời lỗi {answer.status_code}.")
        return Health(True)


def lgsp_adapters() -> list[Adapter]:
    """The LGSP and the store of papers behind it, where one is set."""
    return [Lgsp(), PersonalStore()] if settings().lgsp_url else []
