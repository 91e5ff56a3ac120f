"""The pages behind the login, and the door itself."""
