"""The link in a mail: who may answer, until when, and what has become of it."""
