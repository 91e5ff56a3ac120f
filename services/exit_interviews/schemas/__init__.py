"""What comes in and goes out: the JSON of the API, and the words on the pages."""
