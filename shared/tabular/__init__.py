"""Files that somebody hands in: any CSV or workbook becomes a table, its cells texts and dates."""
