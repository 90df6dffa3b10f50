"""Provinces and communes for the address fields of a citizen's page."""

from shared.ui.places import Places as Places
