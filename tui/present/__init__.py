"""Views into text and rows, without an app."""
