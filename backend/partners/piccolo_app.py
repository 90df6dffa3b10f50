"""Registers the tables and migrations of partners with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.partners.tables import (
    ApiClientGrant,
    ApiClientRow,
    ClientAssertion,
    OpenDataRun,
    OpenMonth,
    ProgramAuthorisation,
    TokenKey,
    Webhook,
)

APP_CONFIG = AppConfig(
    app_name="partners",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        ApiClientRow,
        ApiClientGrant,
        ClientAssertion,
        TokenKey,
        ProgramAuthorisation,
        Webhook,
        OpenMonth,
        OpenDataRun,
    ],
    migration_dependencies=[
        "backend.identity.piccolo_app",
        "backend.organisation.piccolo_app",
        "backend.dossiers.piccolo_app",
        "backend.connections.piccolo_app",
    ],
)
