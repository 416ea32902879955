"""Screens of the ballot on paper: codes, typing slips in, typing totals in. Nothing typed outlives its slip."""
