"""The service index (QĐ 766/QĐ-TTg) and the nine indicators of TT 01/2018/TT-VPCP."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.indicators import (
    CountedPetition,
    CountedProcedure,
    IndexDefinition,
    IndexDefinitions,
    NewIndexDefinition,
    NineReport,
    ProcedureTime,
    PublicityStatement,
    ScoredDossier,
    ServiceIndex,
)
from shared.contracts.proposals import AtRevision, GiveBack
from shared.contracts.reports import CountedDossier


async def service_index(api: ApiClient, **wanted: str) -> ServiceIndex:
    """Officers: the index of a period (`day_from`, `day_to`, one of `agency_id`, `unit_id`,
    `officer_id`, `compare`)."""
    return await api.get("/indicators/service-index", ServiceIndex, params=wanted)


async def index_dossiers(api: ApiClient, component: str, **wanted: str) -> Page[CountedDossier]:
    """Officers: the dossiers behind a number (as `service_index`, and `side`, `cursor`)."""
    params = {"component": component, **wanted}
    return await api.get("/indicators/service-index/dossiers", Page[CountedDossier], params=params)


async def index_procedures(api: ApiClient, component: str, **wanted: str) -> Page[CountedProcedure]:
    """Officers: the procedures behind a number (as `service_index`, and `side`, `cursor`)."""
    params = {"component": component, **wanted}
    return await api.get(
        "/indicators/service-index/procedures", Page[CountedProcedure], params=params
    )


async def index_petitions(api: ApiClient, component: str, **wanted: str) -> Page[CountedPetition]:
    """Officers: the petitions behind a number (as `service_index`, and `side`, `cursor`)."""
    params = {"component": component, **wanted}
    return await api.get(
        "/indicators/service-index/petitions", Page[CountedPetition], params=params
    )


async def average_times(api: ApiClient, **wanted: str) -> Page[ProcedureTime]:
    """Officers: 2.2 by procedure, each in its own unit (as `service_index`, and `cursor`)."""
    return await api.get(
        "/indicators/service-index/average-times", Page[ProcedureTime], params=wanted
    )


async def index_file(api: ApiClient, kind: str, **wanted: str) -> bytes:
    """Officers: the index as xlsx, csv or pdf (as `service_index`)."""
    return await api.content("/indicators/service-index/file", params={"kind": kind, **wanted})


async def nine_indicators(api: ApiClient, **wanted: str) -> NineReport:
    """Officers: the nine indicators of a period (`day_from`, `day_to`, `agency_id`,
    `grouping`)."""
    return await api.get("/indicators/nine", NineReport, params=wanted)


async def nine_dossiers(api: ApiClient, indicator: str, **wanted: str) -> Page[ScoredDossier]:
    """Officers: the dossiers behind a score (period and place as `service_index`; `points`)."""
    params = {"indicator": indicator, **wanted}
    return await api.get("/indicators/nine/dossiers", Page[ScoredDossier], params=params)


async def nine_procedures(
    api: ApiClient, indicator: str, agency_id: str, **wanted: str
) -> Page[CountedProcedure]:
    """Officers: the procedures that 5 or 9 counts of an agency (period; `side`, `cursor`)."""
    params = {"indicator": indicator, "agency_id": agency_id, **wanted}
    return await api.get("/indicators/nine/procedures", Page[CountedProcedure], params=params)


async def nine_petitions(api: ApiClient, agency_id: str, **wanted: str) -> Page[CountedPetition]:
    """Officers: the petitions that 8 counts of an agency (period; `side`, `cursor`)."""
    params = {"agency_id": agency_id, **wanted}
    return await api.get("/indicators/nine/petitions", Page[CountedPetition], params=params)


async def nine_file(api: ApiClient, kind: str, **wanted: str) -> bytes:
    """Officers: the nine indicators as xlsx, csv or pdf (as `nine_indicators`)."""
    return await api.content("/indicators/nine/file", params={"kind": kind, **wanted})


async def index_definitions(api: ApiClient) -> IndexDefinitions:
    """Officers: all versions of the definition of the index."""
    return await api.get("/indicators/definitions", IndexDefinitions)


async def propose_definition(api: ApiClient, data: NewIndexDefinition) -> IndexDefinitions:
    """Keepers of catalogues: proposes another version to a second person."""
    return await api.post("/indicators/definitions", data, IndexDefinitions)


async def publish_definition(api: ApiClient, revision: int) -> IndexDefinition:
    """A second person: puts the proposed version in force from its day on."""
    return await api.post(
        "/indicators/definitions/publication", AtRevision(revision), IndexDefinition
    )


async def give_back_definition(api: ApiClient, note: str = "") -> IndexDefinitions:
    """A second person gives the proposed version back; its author takes it back."""
    return await api.post("/indicators/definitions/return", GiveBack(note), IndexDefinitions)


async def publicity_statements(api: ApiClient, cursor: str = "") -> Page[PublicityStatement]:
    """Officers: what agencies in my reach stated of posting procedures up, the newest first."""
    return await api.get(
        "/indicators/publicity", Page[PublicityStatement], params={"cursor": cursor}
    )


async def state_publicity(
    api: ApiClient, name: str, content: bytes, **fields: str
) -> PublicityStatement:
    """Officers of an agency: states a period with its paper (`agency_id`, `day_from`, `day_to`,
    `posted` yes or no, `note`)."""
    return await api.upload("/indicators/publicity", name, content, fields, PublicityStatement)


async def publicity_paper(api: ApiClient, statement_id: str) -> bytes:
    """Officers: the paper of a statement."""
    return await api.content(f"/indicators/publicity/{statement_id}/file")
