"""What comes in from forms, what goes out as JSON, and the words on the pages."""
