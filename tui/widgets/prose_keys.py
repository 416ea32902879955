"""What keys do in the editor of long Chinese text: the key, Textual's action, and its name in Chinese."""

from __future__ import annotations

MOVES = (
    ("up", "cursor_up", "上一行"),
    ("down", "cursor_down", "下一行"),
    ("left", "cursor_left", "左移一字"),
    ("right", "cursor_right", "右移一字"),
    ("ctrl+left", "cursor_word_left", "左移一词"),
    ("ctrl+right", "cursor_word_right", "右移一词"),
    ("home", "cursor_line_start", "行首"),
    ("end", "cursor_line_end", "行尾"),
    ("pageup", "cursor_page_up", "上一页"),
    ("pagedown", "cursor_page_down", "下一页"),
    ("shift+up", "cursor_up(True)", "向上选"),
    ("shift+down", "cursor_down(True)", "向下选"),
    ("shift+left", "cursor_left(True)", "向左选"),
    ("shift+right", "cursor_right(True)", "向右选"),
    ("ctrl+shift+left", "cursor_word_left(True)", "向左选一词"),
    ("ctrl+shift+right", "cursor_word_right(True)", "向右选一词"),
    ("shift+home", "cursor_line_start(True)", "选到行首"),
    ("shift+end", "cursor_line_end(True)", "选到行尾"),
    ("ctrl+a", "select_all", "全选"),
)
"""Keys that move the cursor or select."""

EDITS = (
    ("backspace", "delete_left", "删左边一字"),
    ("delete", "delete_right", "删右边一字"),
    ("ctrl+w,ctrl+backspace,alt+backspace", "delete_word_left", "删左边一词"),
    ("ctrl+delete,alt+delete", "delete_word_right", "删右边一词"),
    ("ctrl+x", "cut", "剪切"),
    ("ctrl+c", "copy", "复制"),
    ("ctrl+v", "paste", "粘贴"),
    ("ctrl+z", "undo", "撤销文字"),
    ("ctrl+y", "redo", "重做文字"),
)
"""Keys that change the text."""
