"""Widgets that more than one face uses."""
