"""A sample organisation: invented people, real paths. Nothing here is needed in production."""
