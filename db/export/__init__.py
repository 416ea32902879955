"""Views into documents: minutes, slips, tables."""
