"""Pure rules of meetings, votes and points: standard library only; time and randomness are parameters."""
