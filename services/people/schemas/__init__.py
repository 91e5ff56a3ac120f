"""What comes in and goes out as JSON; the names of the fields are those of the import mapping."""
