"""The one place where answers become figures: nothing that leaves here points at fewer people than was promised."""
