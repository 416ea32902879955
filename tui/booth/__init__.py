"""The booth: one voter at a time, a neutral screen between two. Nothing of a ballot outlives its cast."""
