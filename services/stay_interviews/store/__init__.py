"""Notes and promises in the database; what is asked and talked about has its SQL in ``shared``."""
