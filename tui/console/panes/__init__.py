"""One pane an activity, each loaded on first use."""
