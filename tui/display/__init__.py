"""What the room sees: a second process that only reads."""
