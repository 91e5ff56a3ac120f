"""What the network does, one function an intention; each runs inside the caller's transaction."""
