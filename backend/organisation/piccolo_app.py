"""Registers the tables and migrations of the organisation with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.organisation.tables import (
    AdministrativeUnit,
    Agency,
    AgencyLineage,
    AgencyProcedure,
    CalendarDayRow,
    CalendarPast,
    CalendarYear,
    OfficerPost,
    OfficeWeek,
    OrganisationPast,
    PortalParticulars,
    Unit,
)

APP_CONFIG = AppConfig(
    app_name="organisation",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        AdministrativeUnit,
        Agency,
        Unit,
        OfficerPost,
        OfficeWeek,
        CalendarDayRow,
        CalendarPast,
        CalendarYear,
        AgencyProcedure,
        OrganisationPast,
        AgencyLineage,
        PortalParticulars,
    ],
    migration_dependencies=["backend.platform.piccolo_app"],
)
