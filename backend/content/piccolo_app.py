"""Registers the tables and migrations of content with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.content.tables import (
    ContentItem,
    ContentPicture,
    ContentSample,
    ContentVersion,
    PublicQuestion,
    QuestionVersion,
)

APP_CONFIG = AppConfig(
    app_name="content",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        ContentItem,
        ContentVersion,
        ContentPicture,
        ContentSample,
        PublicQuestion,
        QuestionVersion,
    ],
    migration_dependencies=["backend.identity.piccolo_app", "backend.proposals.piccolo_app"],
)
