"""Names, contacts, positions: lists of what can be changed, and one of them being written."""
