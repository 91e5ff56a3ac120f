"""What the front door decides: who may have a login, when it locks, how long it lasts. Pure."""
