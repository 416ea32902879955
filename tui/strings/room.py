"""Words of the place where the wall is run, and of the covers over the console."""

from __future__ import annotations

TITLE = "投影"
HELP = (
    "这里安排大屏放映什么。上下键选画面，Enter 备播，再按 Enter 或 F5 上屏；F8 黑屏。\n"
    "旁边的小图是大屏将看到的样子：发言、个人票数、待审核的扣分都不会出现在大屏上。\n"
    "先选“测试卡”，看投影与本机画面是否相同，再用“投影方式”记下来：镜像或只有一块屏时，主控台会遮盖票数和发言。"
)
LIVE, NEXT = "正在放映", "备播"
BLANKED = "黑屏中"
POINTS_BY_GROUP = "党小组平均积分"
PREPARED = "已备播“{scene}”。按 F5 上屏。"
SHOWN = "“{scene}”已上屏。"
MESSAGE_TITLE = "通知文字"
MESSAGE_FIELD = "文字"
MESSAGE_HINT = "例如：休息十分钟"
ROOM_ASKED = "投影与本机画面是什么关系？"
ROOM_NOTE = "看一眼大屏：与笔记本显示同样的内容是镜像，各显示各的是扩展。"
ROOM_SET = "已记下：{room}。"
ROOM_LINE = "投影方式：{room}"
ROOM_LINE_SHARED = "投影方式：{room}，票数和发言在本机遮盖。F2 可全屏放映。"
WINDOW_OPENED = "已打开投影窗口。把它拖到投影屏幕上，按 F11 全屏。"
WINDOW_TITLE = "请另开一个终端窗口"
WINDOW_TEXT = (
    "本机没有找到可以代开的终端窗口。请另开一个，输入：\n\n{command}\n\n再把窗口拖到投影屏幕上，按 F11 全屏。"
)
KEYS = "Enter 备播  F5 上屏  F8 黑屏  F4 通知文字  0 打开投影窗口  F2 更多"
PANEL_LIVE = "正在放映：{scene}"
PANEL_NEXT = "备播：{scene}"
PANEL_NOTHING = "（未备播）"
COVERED = "主控台已遮盖"
COVERED_HINT = "连按两次 Enter 恢复"
