"""Where the signatures of a result stand; `templates/result.typ` leaves these rooms empty."""

from backend.signing.pades import OFFICER, SEAL, Place

_POINT = 72 / 25.4
_HEIGHT = 297


def _box(left: float, top: float, width: float, height: float) -> tuple[int, int, int, int]:
    """Millimetres from the upper left corner of an A4 page as points from the lower left one."""
    return (
        round(left * _POINT),
        round((_HEIGHT - top - height) * _POINT),
        round((left + width) * _POINT),
        round((_HEIGHT - top) * _POINT),
    )


PLACES = {
    SEAL: Place(0, _box(30, 39, 160, 12)),
    OFFICER: Place(-1, _box(115, 234, 75, 34)),
}
COPY_PLACE = Place(0, _box(130, 4, 75, 24))
CERTIFICATION_PLACE = Place(-1, _box(100, 234, 88, 28))  # on the page of `certification.typ`
