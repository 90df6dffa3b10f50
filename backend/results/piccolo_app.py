"""Registers the tables and migrations of results with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.results.tables import (
    ResultChange,
    ResultCounter,
    ResultDraft,
    ResultEvent,
    ResultKind,
    ResultNumber,
    ResultSignature,
    ResultSigning,
    ResultView,
)

APP_CONFIG = AppConfig(
    app_name="results",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        ResultKind,
        ResultDraft,
        ResultView,
        ResultSignature,
        ResultNumber,
        ResultCounter,
        ResultSigning,
        ResultChange,
        ResultEvent,
    ],
    migration_dependencies=["backend.platform.piccolo_app", "backend.documents.piccolo_app"],
)
