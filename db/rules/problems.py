"""What a voter may name as 存在问题 by its number: ten 反向情形.

Sources: that a slip lists ten of them and takes their numbers, DOMAIN §2.4 [S3, T18] (doczj 357803653, "三评一定" of
xiexiebang e79cc3f39534eb81): unexcused absence, unpaid dues, refused tasks. The wording is this program's own, after the
duties of 《中国共产党章程》 Art. 3, its Art. 9, and 《中国共产党党员教育管理工作条例》.
"""

from typing import Final

PROBLEMS: Final = (
    "理想信念动摇，不信马列信鬼神",
    "对党的决定消极应付，说三道四",
    "无正当理由不参加组织生活",
    "无正当理由不按时交纳党费",
    "拒绝或不完成党组织分配的任务",
    "不讲党员身份，不起带头作用",
    "对群众态度差，遇事推诿",
    "工作不负责任，长期落后",
    "讲私利，搞小圈子，闹不团结",
    "不守纪律规矩，社会反映不好",
)
"""In the order of their numbers, from 1."""
