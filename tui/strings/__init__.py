"""Words that people read, a file a face."""
