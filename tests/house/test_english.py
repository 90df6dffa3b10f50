"""Every Vietnamese sentence of the screens has its English, and no English is left over."""

import re
import tomllib
from pathlib import Path

import pytest

from shared.ui.english import ROOT, SHARED, catalogues, labels, written
from tests.house.english import VIETNAMESE, as_keys, keys_of, missing

_HOLE = re.compile(r"\{\d?\}")
APPS = [app for app in ("ui_citizen", "ui_officer") if (ROOT / app / "english").is_dir()]
# Sentences the API composes stand in files of these names; they are looked for in the back end.
OF_API = {"api.toml", "english_api.toml"}


def test_the_extractor_sees_what_it_must() -> None:
    found = keys_of("shared/ui")
    assert "Hệ thống chưa trả lời. Vui lòng thử lại sau." in found  # a plain text
    assert "Đăng nhập {}, dùng gần nhất {}" in found  # an f-string
    assert "Chi tiết: {}" in found  # a sum
    assert "Đang gửi {}: {}%" in found  # a script
    assert list(as_keys("<p>Xem  <b>{}</b> bài </p>")) == ["Xem", "{}", "bài"]


@pytest.mark.parametrize("folder", ["shared/ui", "shared/client"])
def test_shared_texts_have_their_english(folder: str) -> None:
    assert not missing(folder), "\n".join(missing(folder))


@pytest.mark.parametrize("app", APPS)
def test_every_vietnamese_text_has_its_english(app: str) -> None:
    left = missing(app)
    assert not left, "\n".join(f"{where[0]}: {key}" for key, where in left.items())


@pytest.mark.parametrize("app", APPS)
def test_no_english_is_left_over(app: str) -> None:
    own = _used(app, "shared/ui") | set(labels())  # a label may be said otherwise in one place
    for path in catalogues(app):
        if path == SHARED:
            continue
        used = _used("backend") if path.name in OF_API else own
        left = [key for key in _read(path) if key not in used]
        assert not left, f"{path.name}: {left}"


def test_no_shared_english_is_left_over() -> None:
    used = _used("shared/ui", "shared/client")
    left = [key for key in _read(SHARED) if key not in used]
    assert not left, left


@pytest.mark.parametrize("app", APPS)
def test_english_is_english_with_as_many_holes(app: str) -> None:
    wrong = [
        key
        for key, english in (labels() | written(app)).items()
        if len(_HOLE.findall(key)) != len(_HOLE.findall(english)) or not english.strip()
    ]
    assert not wrong, wrong
    still = [key for key, english in written(app).items() if VIETNAMESE.search(english)]
    assert not still, still


def _used(*folders: str) -> set[str]:
    """What is written there; a title "Trợ giúp – Cổng Dịch vụ công" uses its frame and its name."""
    found: set[str] = set()
    for folder in folders:
        for key in keys_of(folder):
            name, dash, frame = key.partition(" – ")
            found |= {key, name, f"{{}} – {frame}"} if dash else {key}
    return found


def _read(path: Path) -> dict[str, str]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
