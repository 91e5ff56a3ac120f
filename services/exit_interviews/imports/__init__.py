"""The pure core of the import of past exit surveys: a table becomes rows that can be kept. No database, no web."""
