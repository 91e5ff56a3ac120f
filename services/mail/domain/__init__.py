"""What a letter is, where it may go, and what came of it; no database, no network."""
