"""SQL that reads, one file a question: SELECT into frozen dataclasses that are ready to draw."""
