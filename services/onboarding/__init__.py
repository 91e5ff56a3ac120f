"""Check-ins in the first year: invite, remind once, hear, close."""
