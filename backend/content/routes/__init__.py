"""Content and questions over HTTP."""

from backend.content.routes import editing, questions, reading

ROUTES = [*reading.ROUTES, *editing.ROUTES, *questions.ROUTES]
