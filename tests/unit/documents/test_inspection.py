"""Every file of the corpus, looked through without a system around it."""

import io
from pathlib import Path

import pytest
from PIL import Image

from backend.documents.inspection import MEDIA_TYPES, SENTENCES, inspect
from tests.files.corpus import GOOD, HOSTILE, Case, located_jpeg, located_png
from tests.files.office import docx


@pytest.mark.parametrize("case", HOSTILE + GOOD, ids=lambda case: case.name)
def test_a_file_is_judged_by_its_content(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "tep"
    path.write_bytes(case.make())
    verdict = inspect(path, case.name, tmp_path / "sach")
    assert verdict.refusal == case.slug
    assert bool(case.slug) or verdict.media_type in MEDIA_TYPES


def test_every_refusal_says_in_both_languages_what_to_do() -> None:
    assert {case.slug for case in HOSTILE} | {"file-too-complex"} == set(SENTENCES)
    for label in SENTENCES.values():
        assert label.vi.endswith(".") and label.en.endswith(".")
        assert any(word in label.vi for word in ("Hãy", "Vui lòng"))


def test_a_photo_keeps_its_pixels_and_loses_where_it_was_taken(tmp_path: Path) -> None:
    path, cleaned = tmp_path / "tep", tmp_path / "sach"
    path.write_bytes(located_jpeg())
    assert Image.open(path).getexif().get_ifd(0x8825)
    verdict = inspect(path, "anh.jpg", cleaned)
    assert verdict.cleaned
    left = Image.open(cleaned)
    assert dict(left.getexif()) == {0x0112: 6}, "only how the phone was held is kept"
    assert b"nha o day" not in cleaned.read_bytes()
    before, after = Image.open(path).tobytes(), left.tobytes()
    assert max(abs(a - b) for a, b in zip(before, after, strict=True)) <= 8
    assert not inspect(cleaned, "anh.jpg", tmp_path / "nua").cleaned, "nothing is left to clean"


def test_hidden_text_and_what_lies_behind_a_picture_is_dropped(tmp_path: Path) -> None:
    path, cleaned = tmp_path / "tep", tmp_path / "sach"
    path.write_bytes(located_png())
    assert inspect(path, "anh.png", cleaned).cleaned
    assert b"21.85" not in cleaned.read_bytes()
    motion = next(case for case in GOOD if case.name == "anh-dong.jpg")
    path.write_bytes(motion.make())
    assert inspect(path, "anh.jpg", cleaned).cleaned
    assert b"ftypmp42" not in cleaned.read_bytes()


def test_an_archive_is_counted_as_it_unpacks_and_not_as_it_says(tmp_path: Path) -> None:
    path = tmp_path / "tep"
    noise = bytes(range(256)) * 8192  # two MiB that shrink to little, three hundred times over
    path.write_bytes(docx({f"word/media/{n}.bin": noise for n in range(110)}))
    assert inspect(path, "bom.docx", tmp_path / "sach").refusal == "file-archive-bomb"


def test_a_picture_of_many_colours_with_orientation_is_turned_upright_in_png(
    tmp_path: Path,
) -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Máy ảnh mẫu"
    Image.new("RGBA", (30, 20), "red").save(out, "PNG", exif=exif)
    (tmp_path / "tep").write_bytes(out.getvalue())
    assert inspect(tmp_path / "tep", "anh.png", tmp_path / "sach").cleaned
    assert Image.open(tmp_path / "sach").size == (20, 30)
