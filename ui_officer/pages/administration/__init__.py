"""Administration without programming: agencies, catalogues, data by spreadsheet."""
