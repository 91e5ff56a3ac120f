"""One function per intention; each runs inside a Tx."""
