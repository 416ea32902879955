"""The book: one SQLite file that knows the branch and the meeting. It has no screen."""
