"""Facts about the seven systems of 2010, typed by hand from the documents."""

from __future__ import annotations

SEVEN = (
    "hebei-research", "huizhou-court", "huzhou-drug-lab", "putian-organs", "shizong-agri", "zibo-safety", "zixi-county",
)  # fmt: skip

FIVE_GOOD = ["领导班子好", "党员队伍好", "工作机制好", "工作业绩好", "群众反映好"]

FIVE_LEAD = ["带头学习提高", "带头争创佳绩", "带头服务群众", "带头遵纪守法", "带头弘扬正气"]

HEADS = {
    "zibo-safety": ("中共淄博市安全生产监督管理局党组", "", "2010-06-01"),
    "zixi-county": ("中共资溪县委", "", ""),
    "putian-organs": ("中共莆田市委市直机关工委", "", "2010-06-12"),
    "huizhou-court": ("徽州区法院", "", ""),
    "shizong-agri": ("师宗县农业局", "师农发〔2010〕23号", "2010-05-28"),
    "hebei-research": ("河北省人民政府研究室", "", "2010-04-29"),
    "huzhou-drug-lab": ("中共湖州市食品药品检验所支部委员会", "湖食药检党〔2010〕3号", "2010"),
}

STANDARDS = {
    "zibo-safety": {
        ("organisation", "五好五强"): [
            "领导班子好、战斗力强",
            "党员队伍好、学习创新强",
            "工作机制好、管理服务强",
            "工作业绩好、作用发挥强",
            "群众反映好、作风转变强",
        ],
        ("member", "五带头、五标兵"): [
            "带头学习提高，做增强自身素质的标兵",
            "带头高举旗帜，做坚定理想信念的标兵",
            "带头服务大局，做推动科学发展的标兵",
            "带头转变作风，做服务基层群众的标兵",
            "带头改革创新、做保持先进本色的标兵",
        ],
    },
    "zixi-county": {
        ("organisation", "五个好"): FIVE_GOOD,
        ("organisation", "先进基层党组织六项要求"): ["有贡献", "有能力", "有办法", "见实效", "显活力", "有作为"],
        ("member", "五带头"): FIVE_LEAD,
        ("member", "五强五过硬"): [
            "学习意识强，思想上过得硬",
            "党性意识强，政治上过得硬",
            "服务意识强，作风上过得硬",
            "发展意识强，能力上过得硬",
            "廉洁意识强，生活上过得硬",
        ],
    },
    "putian-organs": {("organisation", "五个好"): FIVE_GOOD, ("member", "五带头"): FIVE_LEAD},
    "huizhou-court": {
        ("organisation", "五创先"): ["思想政治创先", "法院管理创先", "审判理念创先", "依法办案创先", "廉洁司法创先"],
        ("member", "五争优"): ["党建活动争优", "队伍建设争优", "案件质量争优", "调解案件争优", "法院形象争优"],
    },
    "shizong-agri": {
        ("organisation", "五个好"): FIVE_GOOD,
        ("organisation", "先进基层党组织具体条件"): [
            "班子坚强有力",
            "制度健全完善",
            "党员教育管理规范",
            "凝聚职工、服务行业",
        ],
        ("member", "五带头"): FIVE_LEAD,
        ("member", "优秀共产党员具体条件"): [
            "党性觉悟高",
            "品行端正",
            "业务精湛",
            "遵纪守法",
            "宗旨意识、服务意识强",
        ],
    },
    "hebei-research": {
        ("organisation", "五个好"): FIVE_GOOD,
        ("member", "五个模范"): ["自觉学习的模范", "执行政策的模范", "服务群众的模范", "爱岗敬业的模范", "遵纪守法的模范"],
    },
    "huzhou-drug-lab": {
        ("organisation", "五个好"): FIVE_GOOD,
        ("organisation", "五个进一步提升"): [
            "服务理念进一步提升",
            "服务功能进一步提升",
            "服务能力进一步提升",
            "服务水平进一步提升",
            "单位形象进一步提升",
        ],
        ("member", "五带头"): FIVE_LEAD,
        ("member", "先锋"): ["廉洁高效先锋", "转型发展先锋"],
    },
}  # fmt: skip

CONGRESS = "党的十八大召开前"

STAGES = {
    "zibo-safety": [
        ("调查研究", "2010-04-01", "2010-05-31", "2010年4月至5月"),
        ("动员部署", "2010-05-01", "2010-06-30", "2010年5月至6月"),
        ("全面争创", "2010-05-21", "2011-06-30", "2010年5月下旬至2011年6月底"),
        ("完善提升", "2011-07-01", "2012-04-30", "2011年7月至2012年4月底"),
        ("表彰总结", "2012-05-01", "2012-10-31", "2012年5月至10月"),
    ],
    "zixi-county": [
        ("广泛发动，安排部署", "2010-06-01", "2010-06-30", "2010年6月"),
        ("全面争创，扎实推进", "2010-07-01", "2011-06-30", "2010年7月—2011年6月底"),
        ("评选先进，表彰激励", "2011-07-01", "2011-07-31", "2011年7月"),
        ("整改提升，巩固完善", "2011-07-01", "2012-06-30", "2011年7月—2012年6月底"),
        ("系统总结，完善机制", "2012-07-01", "2012-11-07", f"2012年7月—{CONGRESS}"),
    ],
    "putian-organs": [
        ("动员部署", "2010-06-01", "2010-06-30", "2010年6月"),
        ("全面争创", "2010-07-01", "2011-06-30", "2010年7月—2011年6月"),
        ("评选先进", "2011-06-01", "2011-06-30", "2011年6月"),
        ("深化拓展", "2011-07-01", "2012-06-30", "2011年7月—2012年6月"),
        ("总结表彰", "2012-07-01", "2012-11-07", f"2012年7月—{CONGRESS}"),
    ],
    "huizhou-court": [],
    "shizong-agri": [
        ("广泛发动、安排部署", "2010-05-01", "2010-06-20", "2010年5月—6月中旬"),
        ("全面争创、扎实推进", "2010-06-11", "2011-06-30", "2010年6月中旬—2011年6月底"),
        ("对标进位、进档升级", "2011-07-01", "2012-06-30", "2011年7月—2012年6月底"),
        ("搞好总结、完善机制", "2012-07-01", "2012-11-07", f"2012年7月—{CONGRESS}"),
    ],
    "hebei-research": [
        ("广泛发动，安排部署", "2010-04-01", "2010-05-31", "2010年4月上旬—5月底"),
        ("全面争创，扎实推进", "2010-06-01", "2011-06-30", "2010年6月—2011年6月底"),
        ("对标定位，晋档升级", "2011-07-01", "2012-06-30", "2011年7月—2012年6月底"),
        ("系统总结，完善机制", "2012-07-01", "2012-11-07", f"2012年7月—{CONGRESS}"),
    ],
    "huzhou-drug-lab": [],
}

LINKS = {
    "zibo-safety": {
        "pledge": ("公开承诺", ""),
        "strive": ("积极争创", ""),
        "commentary": ("领导点评", "half"),
        "masses": ("群众评议", "year"),
        "assessment": ("量化考评", "year"),
        "award": ("评选表彰", ""),
    },
    "zixi-county": {
        "pledge": ("公开承诺", ""),
        "strive": ("积极争创", ""),
        "commentary": ("领导讲评", ""),
        "masses": ("群众评议", ""),
        "assessment": ("考核评议", ""),
        "award": ("评选表彰", ""),
    },
    "putian-organs": {
        "pledge": ("公开承诺", ""),
        "strive": ("积极争创", ""),
        "commentary": ("领导点评", "half"),
        "masses": ("群众评议", ""),
        "assessment": ("检查考核", ""),
        "award": ("评选表彰", ""),
    },
    "huizhou-court": {
        "pledge": ("践行承诺", ""),
        "strive": ("积极争创", ""),
        "masses": ("群众监督和测评", ""),
        "assessment": ("检查考核", "month"),
        "award": ("树立典型", ""),
    },
    "shizong-agri": {
        "pledge": ("公开承诺", ""),
        "strive": ("积极争创", ""),
        "commentary": ("领导点评", ""),
        "masses": ("群众评议", ""),
        "assessment": ("考核评议", ""),
        "award": ("评选表彰", ""),
    },
    "hebei-research": {
        "pledge": ("承诺", ""),
        "strive": ("积极争创", ""),
        "masses": ("群众评议", ""),
        "assessment": ("考核评议", ""),
        "award": ("评选表彰", ""),
    },
    "huzhou-drug-lab": {
        "organise": ("健全组织", ""),
        "pledge": ("公开承诺", ""),
        "strive": ("积极创争", ""),
        "review": ("定期讲评", ""),
        "masses": ("群众参与评价", ""),
        "assessment": ("考核", ""),
        "award": ("评选表彰", ""),
    },
}

ACTIVITIES: dict[str, dict[str, list[str]]] = {
    "zibo-safety": {"突出学习型机关党组织建设": ["日阅一文", "月读一本", "季写一篇", "半年一讲"], "深化机关文化、机关精神": ["单位有精神", "科室有理念", "人人有格言"]},
    "zixi-county": {
        "六项活动": ["党性教育", "岗位奉献", "破解难题", "亮牌示范", "组织创新", "特色品牌"],
        "五学五比": ["学理论比思想", "学业务比赶超", "学技能比创新", "学政策比服务", "学典型比奉献"],
        "四创": ["创优质量", "创新效益", "创新技术", "创低能耗"],
        "评选领域": ["县直机关", "乡镇（街道）", "村", "社区", "国有企业", "非公有制企业", "学校·医院及科研院所", "社会团体", "社会中介组织", "民办非企业单位", "其它"],
    },
    "putian-organs": {"党性教育": [], "岗位练兵": [], "服务群众": [], "亮牌示范": [], "组织创新": []},
    "huizhou-court": {
        "党性教育": [], "岗位竞赛": [], "服务创新": [], "亮牌示范": [], "组织创新": [],
        "三项工作": ["树立典型", "对标定位", "践行承诺"],
        "五个结合": ["加强学习、建设学习型法院", "改进作风、提高效率", "业务工作、年终目标考核", "党风廉政建设", "制度建设"],
    },
    "shizong-agri": {"九个一": ["一个技术人员服务一部分农户", "推广一项新技术", "一个科室服务一个村委会（社区）", "培植一项主导产业", "一个科级干部服务一个乡镇", "建设一个标准化基地"]},
    "hebei-research": {"党性教育": [], "服务群众": [], "亮牌示范": [], "组织创新": []},
    "huzhou-drug-lab": {"三个年": ["转型升级加速年", "城乡建设提升年", "作风建设加强年"]},
}  # fmt: skip

REQUIREMENTS = {
    "zibo-safety": {
        "日阅一文": ("all", 1, "day"),
        "月读一本": ("all", 1, "month"),
        "季写一篇": ("all", 1, "quarter"),
        "半年一讲": ("all", 1, "half"),
        "单位精神上墙": ("organisation", 1, "by"),
        "科室理念上墙": ("group", 1, "by"),
        "人生格言上桌": ("all", 1, "by"),
        "党员活动室达标": ("organisation", 1, "by"),
        "岗位练兵": ("all", 1, "year"),
        "公共项目全员考试": ("all", 1, "year"),
        "技能比武": ("organisation", 1, "year"),
        "党员记实登记": ("all", 1, "month"),
        "党组织记实登记": ("organisation", 1, "month"),
        "书记专项述职": ("post", 1, "year"),
    },
    "zixi-county": {
        "党性教育": ("all", 1, "year"),
        "岗位奉献": ("all", 1, "year"),
        "破解难题": ("all", 1, "year"),
        "亮牌示范": ("all", 1, "year"),
        "组织创新": ("organisation", 1, "year"),
        "特色品牌": ("organisation", 1, "year"),
        "五学五比": ("all", 1, "year"),
        "四创": ("organisation", 1, "year"),
    },
    "putian-organs": {
        "党性分析报告": ("all", 1, "by"),
        "群众对党员民主评议": ("organisation", 1, "by"),
        "党性教育": ("all", 1, "year"),
        "岗位练兵": ("all", 1, "year"),
        "志愿服务": ("all", 1, "year"),
        "结对帮扶": ("all", 1, "year"),
        "走访慰问": ("all", 1, "year"),
    },
    "huizhou-court": {
        "创先争优档案资料盒": ("organisation", 1, "once"),
        "创先争优学习记录本": ("all", 1, "once"),
        "部门集中学习": ("group", 1, "week"),
        "中心组学习": ("organisation", 1, "month"),
        "送达率": ("organisation", 1, "month"),
        "调解率": ("organisation", 1, "month"),
        "结案率": ("organisation", 1, "month"),
        "执毕率": ("organisation", 1, "month"),
        "归档率": ("organisation", 1, "month"),
        "群众满意率": ("organisation", 1, "month"),
        "信访投诉率": ("organisation", 1, "month"),
        "党性教育": ("all", 1, "year"),
        "岗位竞赛": ("all", 1, "year"),
        "服务创新": ("all", 1, "year"),
        "亮牌示范": ("all", 1, "year"),
        "组织创新": ("organisation", 1, "year"),
        "五个结合": ("organisation", 1, "year"),
        "风采之星评比": ("organisation", 1, "year"),
        "检查指导": ("organisation", 1, "month"),
    },
    "shizong-agri": {
        "支部动员大会": ("organisation", 1, "by"),
        "金点子": ("all", 1, "by"),
        "学习心得": ("all", 1, "by"),
        "专题讨论": ("organisation", 1, "by"),
        "岗位目标": ("all", 1, "by"),
        "服务农户、推广新技术": ("all", 1, "year"),
        "服务村委会、培植主导产业": ("group", 1, "year"),
        "服务乡镇、建设标准化基地": ("post", 1, "year"),
        "整改挂牌督办": ("organisation", 1, "quarter"),
        "流动党员联系": ("organisation", 1, "quarter"),
    },
    "hebei-research": {
        "重温入党誓词": ("all", 1, "by"),
        "党性分析报告": ("all", 1, "by"),
        "群众评议党员": ("organisation", 1, "by"),
        "百个支部结对帮扶": ("organisation", 1, "year"),
        "联系服务群众": ("all", 1, "year"),
        "支部书记党建工作述职": ("post", 1, "by"),
    },
    "huzhou-drug-lab": {
        "党员承诺践诺档案": ("all", 1, "year"),
        "党组织承诺践诺档案": ("organisation", 1, "year"),
        "党员平时积分记录表": ("all", 1, "month"),
        "讲评陈述": ("all", 1, "half"),
        "党小组讲评": ("group", 1, "half"),
        "支部讲评党小组": ("organisation", 1, "half"),
    },
}

DESIGNATIONS = {
    "zibo-safety": {"党员先锋岗": (0, 0), "党员示范岗": (0, 0)},
    "zixi-county": {"党员示范户": (0, 0), "党员先锋岗": (0, 0), "党员责任区": (0, 0), "党员红旗岗": (0, 0)},
    "putian-organs": {"党员先锋岗": (0, 0), "党员示范岗": (0, 0)},
    "huizhou-court": {"创先争优示范岗": (0, 0), "风采之星": (0, 0)},
    "shizong-agri": {"先锋岗": (0, 0), "评星挂牌": (0, 0)},
    "hebei-research": {"党员示范岗": (1, 2)},
    "huzhou-drug-lab": {},
}

TARGETS = {
    "zibo-safety": [
        (50, "2010-12-31"),
        (70, "2011-12-31"),
        (100, "2012-12-31"),
        (100, "2010-12-31"),
        (100, "2010-12-31"),
        ("rises", "2012-04-30"),
        ("rises", "2012-04-30"),
    ],
    "zixi-county": [],
    "putian-organs": [],
    "huizhou-court": [],
    "shizong-agri": [("rises", "2012-06-30")],
    "hebei-research": [("rises", "2012-06-30"), ("rises", "2012-06-30")],
    "huzhou-drug-lab": [],
}

TIERED = {"zibo-safety", "zixi-county", "putian-organs", "shizong-agri", "hebei-research"}

ZIBO_STEPS = ["推荐", "考核", "审定", "公示", "表彰"]

ZIXI_STEPS = ["分级推荐", "巡回检查推荐", "推荐测评", "反复筛选", "听取各方意见", "表彰"]

PUTIAN_STEPS = ["检查考核", "典型上报", "公示", "评选表彰"]

SHIZONG_STEPS = ["考核", "形成评价意见", "大会表彰", "推荐县委表彰"]

HEBEI_STEPS = ["民主推荐", "研究", "决定"]

HUZHOU_STEPS = ["考核", "听取意见", "表彰奖励"]

FIRST_OF_JULY = ["--07-01", "--10-01"]

AWARDS = {
    "zibo-safety": {
        "先进基层党组织": (None, ZIBO_STEPS, ["2011-07-01", "2012-10-31"]),
        "优秀共产党员": (None, ZIBO_STEPS, ["2011-07-01", "2012-10-31"]),
    },
    "zixi-county": {
        "先进基层党组织": ((30, 30, "whole"), ZIXI_STEPS, ["2011-07-01"]),
        "优秀共产党员": ((60, 60, "whole"), ZIXI_STEPS, ["2011-07-01"]),
        "2010—2012年创先争优活动先进基层党组织": (None, ZIXI_STEPS, ["2012-07-01"]),
        "2010—2012年创先争优活动优秀共产党员": (None, ZIXI_STEPS, ["2012-07-01"]),
        "抓创先争优活动成绩显著的先进单位": (None, ZIXI_STEPS, ["2012-07-01"]),
    },
    "putian-organs": {
        "先进基层党组织": (None, PUTIAN_STEPS, ["2011-07-01"]),
        "优秀共产党员": (None, PUTIAN_STEPS, ["2011-07-01"]),
        "优秀党务工作者": (None, PUTIAN_STEPS, ["2011-07-01"]),
        "2010—2012年创先争优活动先进基层党组织": (None, PUTIAN_STEPS, ["2012-07-01"]),
        "2010—2012年创先争优活动优秀共产党员": (None, PUTIAN_STEPS, ["2012-07-01"]),
    },
    "huizhou-court": {
        "优秀党员": ((1, 1, "department"), ["推选"], ["--12-31"]),
        "先进党支部": ((1, 2, "whole"), ["年终党建目标考核", "推选"], ["--12-31"]),
    },
    "shizong-agri": {
        "先进基层党组织": (None, SHIZONG_STEPS, []),
        "优秀共产党员": (None, SHIZONG_STEPS, []),
    },
    "hebei-research": {
        "先进党支部": (None, HEBEI_STEPS, ["2011-07-01"]),
        "优秀共产党员": (None, HEBEI_STEPS, ["2011-07-01"]),
        "优秀党务工作者": (None, HEBEI_STEPS, ["2011-07-01"]),
    },
    "huzhou-drug-lab": {
        "先进基层党组织": (None, HUZHOU_STEPS, FIRST_OF_JULY),
        "优秀共产党员": (None, HUZHOU_STEPS, FIRST_OF_JULY),
    },
}

TEMPLATES = {
    "zibo-safety": {"述职评议": "assembly"},
    "zixi-county": {"基层党建述职评议": "assembly"},
    "putian-organs": {"党性分析会": "assembly"},
    "huizhou-court": {},
    "shizong-agri": {"动员大会": "assembly", "专题讨论": "assembly", "党员干部职工表彰大会": "assembly"},
    "hebei-research": {"支部书记述职评议": "assembly", "党性分析会": "assembly"},
    "huzhou-drug-lab": {"党小组讲评（专题组织生活会）": "group", "支部讲评（各党小组）": "assembly"},
}

INSPECTED = {
    "zibo-safety": ["year"],
    "zixi-county": [""],
    "putian-organs": [""],
    "huizhou-court": ["month"],
    "shizong-agri": [""],
    "hebei-research": [],
    "huzhou-drug-lab": [],
}
