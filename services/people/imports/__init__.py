"""The pure core of the import: a file becomes a table, a table becomes cleaned rows. No database, no web."""
