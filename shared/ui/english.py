"""The English of the screens: what `english.js` puts in place of each Vietnamese sentence.

The Vietnamese sentence is the key, as with gettext; `{}` stands for a value put into it. Written
in TOML: `english.toml` and `english_api.toml` beside this module, `english/<page>.toml` in each
app. Labels of the vocabulary bring their English with them.
"""

import dataclasses
import gzip
import hashlib
import importlib
import json
import pkgutil
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import reflex as rx
from reflex.components.component import Component
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import shared.vocabulary
from shared.vocabulary.label import Label

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / "shared" / "ui" / "english.toml"
SHARED_API = ROOT / "shared" / "ui" / "english_api.toml"  # sentences of the API, read in both apps
SCRIPT = ROOT / "shared" / "ui" / "assets" / "english.js"


class TwiceInEnglish(Exception):
    """A sentence has its English in two places, which would drift apart."""


def catalogues(app: str) -> list[Path]:
    """The files an app reads: the shared ones first, then one for each package of pages."""
    return [SHARED, SHARED_API, *sorted((ROOT / app / "english").glob("*.toml"))]


@cache
def written(app: str) -> dict[str, str]:
    """Vietnamese to English as the catalogues have it. Raises TwiceInEnglish."""
    found: dict[str, str] = {}
    for path in catalogues(app):
        for key, english in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if key in found:
                raise TwiceInEnglish(f"{path.name}: {key}")
            found[key] = english
    return found


@cache
def labels() -> dict[str, str]:
    """Vietnamese to English of every label of the vocabulary."""
    found: dict[str, str] = {}
    for module in pkgutil.iter_modules(shared.vocabulary.__path__):
        names = vars(importlib.import_module(f"shared.vocabulary.{module.name}"))
        for name, value in names.items():
            if name.isupper():
                for label in _labels(value):
                    found.setdefault(label.vi, label.en)
    return found


@cache
def catalogue(app: str) -> bytes:
    """All of it as JSON."""
    whole = labels() | written(app)
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def version(app: str) -> str:
    """Changes with each change of words or script, so that browsers keep both until then."""
    return hashlib.sha256(catalogue(app) + SCRIPT.read_bytes()).hexdigest()[:12]


def words_route(app: str) -> Route:
    """/english.json: asked for by browsers that read English only."""

    packed = gzip.compress(catalogue(app), mtime=0)

    async def words(request: Request) -> Response:
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(catalogue(app), media_type="application/json")
        headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return Response(packed, media_type="application/json", headers=headers)

    return Route("/english.json", words)


def english_script(app: str) -> Component:
    """The script of the switch, in the head before anything is drawn, so that no Vietnamese is seen
    first; kept by browsers under its version, so that it delays nobody."""
    return rx.el.script(src=f"/english.js?v={version(app)}")


def _labels(value: Any) -> Iterator[Label]:
    if isinstance(value, Label):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _labels(each)
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from _labels(each)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for one in dataclasses.fields(value):
            yield from _labels(getattr(value, one.name))
