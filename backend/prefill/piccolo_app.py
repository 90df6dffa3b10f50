"""Registers the tables and migrations of prefilling with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.prefill.tables import (
    AnswerSourceRow,
    ComponentProof,
    DraftOffer,
    RegisterQuery,
    StoreDocument,
    StorePaperRow,
)

APP_CONFIG = AppConfig(
    app_name="prefill",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        DraftOffer,
        AnswerSourceRow,
        ComponentProof,
        RegisterQuery,
        StorePaperRow,
        StoreDocument,
    ],
    migration_dependencies=["backend.dossiers.piccolo_app", "backend.privacy.piccolo_app"],
)
