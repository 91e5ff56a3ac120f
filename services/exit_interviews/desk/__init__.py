"""The pages of exit interviews behind the login."""
