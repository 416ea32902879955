"""What the roster pane asks: forms, the preview of an import."""
