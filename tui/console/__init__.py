"""The secretary's console."""
