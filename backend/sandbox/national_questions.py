"""Questions of the stand-in for the national portal: asked there, answered from here."""

from typing import Any

from litestar import get, post
from litestar.handlers import HTTPRouteHandler

_PAGE = 50
_ANSWER = ("MaHoiDap", "TraLoi", "TrangThai", "NgayTraLoi", "DonViTraLoi")
_PAIR = ("MaHoiDap", "CauHoi", "TraLoi", "MaTTHC", "MaDonVi", "SuDung")


class NationalQuestions:
    """What people asked, in the order they asked; answers and our published set by code."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.answers: dict[str, dict[str, Any]] = {}
        self.pairs: dict[str, dict[str, Any]] = {}

    def answer(self, service: str, body: dict[str, Any]) -> dict[str, Any] | None:
        """The answer to a message about questions, or None for another service."""
        match service:
            case "LayDanhSachHoiDapGuiTuDVCQG":
                start = int(body.get("sau") or 0)
                part = self.asked[start : start + _PAGE]
                result: dict[str, Any] = {"error_code": "0", "message": "Thành công"}
                return result | {"result": part, "next": str(start + len(part)) if part else ""}
            case "DongBoKetQuaHoiDapGuiTuDVCQG":
                return self._take(body, _ANSWER, self.answers)
            case "DongBoHoiDap":
                return self._take(body, _PAIR, self.pairs)
            case _:
                return None

    def _take(
        self, body: dict[str, Any], names: tuple[str, ...], kept: dict[str, dict[str, Any]]
    ) -> dict[str, Any]:
        for record in body.get("data", []):
            wrong = [name for name in names if not isinstance(record.get(name), str)]
            if wrong:
                return {"error_code": "-3", "message": f"Thiếu {', '.join(wrong)}"}
            code = record["MaHoiDap"]
            times = kept.get(code, {}).get("times", 0)
            kept[code] = record | {"times": times + 1}
        return {"error_code": "0", "message": "Thành công"}


def question_routes(questions: NationalQuestions) -> list[HTTPRouteHandler]:
    """Addresses of the sandbox's own: to ask there, and to look at what came back."""

    @post("/dvcqg/questions", status_code=200)
    async def ask_there(data: list[dict[str, Any]]) -> dict[str, int]:
        questions.asked += data
        return {"asked": len(questions.asked)}

    @get("/dvcqg/questions/{code:str}")
    async def answered(code: str) -> dict[str, Any]:
        return {"answer": questions.answers.get(code), "pair": questions.pairs.get(code)}

    return [ask_there, answered]
