"""What exit interviews decide: plain data, no database, no web."""
