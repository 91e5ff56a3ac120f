"""What is seen to at the end of a leaving. Pure."""

from __future__ import annotations

# In the order in which HR comes across them. Whether somebody stays in touch is ticked by that person alone.
REFERENCE, CERTIFICATE, BELONGINGS, ADDRESS = ITEMS = ("reference", "certificate", "belongings", "address")
SUBJECTS = ("news", "reunions", "vacancies")
