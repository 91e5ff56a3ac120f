"""Files with figures from elsewhere: absence, and surveys of satisfaction. Of departments, never of a person. Pure."""
