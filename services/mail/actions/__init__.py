"""What the post room does, one function per intention; each runs inside a transaction."""
