"""Plans, the moments that follow from them, and the calendar by which they leave."""
