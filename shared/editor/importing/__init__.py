"""From a file that somebody made elsewhere to the beginning of a draft."""
