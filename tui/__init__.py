"""The faces: console, booth and display. A face has no rule."""
