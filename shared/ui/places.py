"""Provinces and communes for the address fields of a page."""

from collections.abc import Callable

import reflex as rx

from shared.client import organisation
from shared.client.base import ApiProblem
from shared.contracts.common import Choice as Labelled
from shared.ui.fields import Field, Tick, province_of, with_communes
from shared.ui.session import api


class Places(rx.State, mixin=True):
    """What address fields offer; the page says which fields it has by
    `_change_fields`, and `_face` whose app it belongs to."""

    provinces: list[Tick] = []
    error: str = ""
    _face: str = "citizen"
    _communes: dict[str, list[Labelled]] = {}

    def _change_fields(self, change: Callable[[Field], Field]) -> None:
        raise NotImplementedError

    async def _read_places(self, shown: list[Field]) -> None:
        """Reads what the address fields among those shown need."""
        shown = [f for f in shown if f.kind == "address"]
        if not shown:
            return
        client = api(self, self._face)
        if not self.provinces:
            found = await organisation.provinces(client)
            self.provinces = [Tick(p.code, p.label, False) for p in found]
        for known in [f for f in shown if f.commune]:
            province = province_of(known.commune, self._communes)
            if not province:
                province = (await organisation.commune(client, known.commune)).province_code
            await self._place(known.key, province)

    async def _place(self, key: str, province: str) -> None:
        if province and province not in self._communes:
            found = await organisation.communes_of(api(self, self._face), province)
            self._communes = self._communes | {province: found}
        communes = self._communes.get(province, [])
        self._change_fields(lambda f: with_communes(f, province, communes) if f.key == key else f)

    @rx.event
    async def choose_province(self, key: str, province: str):
        """Offers the communes of the province that was chosen."""
        try:
            await self._place(key, province)
        except ApiProblem as refused:
            self.error = refused.message
