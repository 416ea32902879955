"""SQL that writes and reads by id, one file an aggregate."""
