"""The same decks by every way to vote: the counts written by hand beside each are what each way must give."""
