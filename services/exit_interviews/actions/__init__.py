"""What exit interviews do, one function an intention; each runs inside the caller's transaction."""
