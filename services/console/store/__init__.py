"""Console's rows: its own, and what it reads of its neighbours through their views."""
