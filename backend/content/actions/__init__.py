"""Use cases of content and of questions, each one transaction."""
