"""How well the system runs, over HTTP."""

from typing import Annotated

from litestar import get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import for_all, officer
from backend.access.step_up import stepped_up
from backend.compliance import actions, queries
from backend.compliance.rules import SETTERS
from shared.contracts.compliance import ComplianceReport, SetThreshold, Threshold
from shared.vocabulary.performance import WATCHERS

Month = Annotated[str, Parameter(max_length=7, description="YYYY-MM; empty: this month.")]


@get("/compliance", **officer(*WATCHERS))
async def compliance_report(actor: Actor, month: Month = "") -> ComplianceReport:
    """The figures of Appendix IV in a month against the thresholds that hold."""
    return await queries.report(actor, month)


@get("/compliance/thresholds", **officer(*WATCHERS))
async def compliance_thresholds() -> list[Threshold]:
    """Thresholds that were entered, the newest first."""
    return await queries.thresholds()


@post("/compliance/thresholds", **stepped_up(for_all(*SETTERS)))
async def set_threshold(actor: Actor, data: SetThreshold) -> list[Threshold]:
    """Another threshold from a day on."""
    await actions.set_threshold(actor, data)
    return await queries.thresholds()


ROUTES = [compliance_report, compliance_thresholds, set_threshold]
