"""Stay interviews: ask who is here what binds them, before it leads to leaving."""
