"""In which language a reader wants the screens: the switch, and what the server knows of it.

The browser keeps the choice in a cookie. A socket tells the cookies it was opened with, so a choice
made since then is told by an event and remembered for this socket; the next one brings the cookie.
"""

from collections import OrderedDict
from http.cookies import CookieError, SimpleCookie
from typing import Any

import reflex as rx
from reflex.components.component import Component

from shared.vocabulary.cookies import LANGUAGE

LANGUAGES = ("vi", "en")
_MOST_SOCKETS = 10_000
_chosen: OrderedDict[str, str] = OrderedDict()


def language_in(cookies: str) -> str:
    """`vi` or `en` as a Cookie header says, or nothing."""
    try:
        morsel = SimpleCookie(cookies).get(LANGUAGE)
    except CookieError:
        return ""
    return morsel.value if morsel is not None and morsel.value in LANGUAGES else ""


def language_of(state: Any) -> str:
    """The language of a page, Vietnamese unless chosen otherwise."""
    socket = state.router.session.session_id
    return _chosen.get(socket) or language_in(state.router.headers.cookie or "") or LANGUAGES[0]


class Language(rx.State):
    """Hears the switch."""

    @rx.event
    def choose(self, language: str):
        """From now on the API is asked in this language."""
        if language in LANGUAGES:
            socket = self.router.session.session_id
            _chosen[socket] = language
            _chosen.move_to_end(socket)
            while len(_chosen) > _MOST_SOCKETS:
                _chosen.popitem(last=False)


def language_switch() -> Component:
    """One button, named in the language it leads to; `english.js` does the rest in the browser."""
    return rx.el.span(
        *[
            rx.el.button(
                name,
                type="button",
                lang=language,
                on_click=Language.choose(language),
                class_name=f"language to-{language}",
                custom_attrs={"data-language": language},
            )
            for language, name in (("en", "English"), ("vi", "Tiếng Việt"))
        ],
        class_name="languages",
    )
