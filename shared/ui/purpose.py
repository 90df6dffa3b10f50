"""What data is collected for, said on the page that collects it."""

import reflex as rx
from reflex.components.component import Component

from shared.vocabulary.purposes import NOTICES, Collection


def purpose_note(where: Collection) -> Component:
    """A short paragraph above the button that sends the data."""
    shown = {"data-notice": where.value}
    return rx.el.p(NOTICES[where].text.vi, class_name="muted small purpose", custom_attrs=shown)
