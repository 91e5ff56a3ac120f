"""Where a service leaves the name and address of somebody that only people may keep."""
