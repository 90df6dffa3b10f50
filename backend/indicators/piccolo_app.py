"""Registers the tables and migrations of indicators with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.indicators.tables import (
    DossierFact,
    DossierFactWaiting,
    IndexDefinitionRow,
    PublicityStatementRow,
)

APP_CONFIG = AppConfig(
    app_name="indicators",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[DossierFact, DossierFactWaiting, IndexDefinitionRow, PublicityStatementRow],
    migration_dependencies=[
        "backend.identity.piccolo_app",
        "backend.organisation.piccolo_app",
        "backend.dossiers.piccolo_app",
        "backend.documents.piccolo_app",
        "backend.connections.piccolo_app",
        "backend.vault.piccolo_app",
        "backend.prefill.piccolo_app",
        "backend.payments.piccolo_app",
        "backend.workflow.piccolo_app",
        "backend.feedback.piccolo_app",
    ],
)
