"""Data by spreadsheet: read, shown line by line, and applied whole or not at all."""
