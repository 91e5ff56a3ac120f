"""The questionnaire editor at the desk: drafts, checks, previews, publication, and files from elsewhere."""
