"""Exit interviews: part well with everybody who leaves, and learn why."""
