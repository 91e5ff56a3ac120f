"""A whole organisation lived through years in minutes, through the real services, with promises checked each month."""
