"""Files and feeds that HR hands in, read into what they mean. Pure: no database, no web."""
