"""The questions that every face asks: choose, confirm, fill in, find, read. Each leaves by Escape and loses nothing."""

from tui.widgets.dialogs.choosing import Choice, Choose, Find
from tui.widgets.dialogs.forms import Field, Form
from tui.widgets.dialogs.telling import Confirm, Notice

__all__ = ["Choice", "Choose", "Confirm", "Field", "Find", "Form", "Notice"]
