"""What people write when they are asked for a name, a number, a way to reach them, a place."""

from __future__ import annotations

import re

from actions.forms.form import Wrong
from bot.text.identity import is_credit_code, is_resident_number
from bot.text.normalise import normalise

_SEPARATORS = re.compile(r"[，,。；;、]+")
# A name of letters keeps its blanks; behind any other a blank ends it.
_FIRST_WORDS = re.compile(r"[A-Za-z][A-Za-z.'-]*(?: [A-Za-z][A-Za-z.'-]*)*(?= |$)|\S+")
_NAMED = re.compile("(?:我叫|我的名字[是叫]|姓名|名字|申请人|单位名称|公司名称?)[是为叫:：]*")
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,12}|[A-Za-z][A-Za-z .'-]{2,39}")
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff（）()·A-Za-z0-9]{2,40}"
    "(?:公司|厂|店|行|社|院|所|中心|学校|大学|医院|银行|协会|商会|委员会|村委会|居委会|合作社|事务所|集团|部|馆|报|台|局)"
)
# The commonest surnames: some 250 cover nearly everybody; a name without one of them is taken only when nothing else
# makes sense of it.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛"
    "闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤赖洪翁柯詹卓池游连纪阮倪官邬缪危官涂欧俞施章葛鲍柳凌盛尤耿聂关焦牛齐樊殷温庄童季鲁辛柴兰左古甘景单房应褚岑霍"
    "祝符骆康伍梅常乔艾郁桂华申符苗屈祁蓝麦饶喻包冉卞宁丘温司闵裴柏臧时苑井席舒"
)
_COMPOUND = ("欧阳", "上官", "司马", "诸葛", "司徒", "东方", "皇甫", "慕容", "令狐", "夏侯", "端木")

_CASE_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(?:[A-Za-z]{1,10}[- ]?[0-9]{4,}(?:[- ]?[0-9]{1,6})?|[0-9]{8,}(?:[- ]?[0-9]{1,6})?)(?![0-9A-Za-z])"
)
# With blanks and dashes as people put them; JA 2026 1124 0001, JA20261124—0001.
_BLANK = r"[ \-\u2010-\u2015·_]{0,3}"
_OUR_NUMBER = re.compile(
    rf"(?<![0-9A-Za-z])(?<![0-9][ -])(?:[A-Za-z]{{1,4}}{_BLANK})?2{_BLANK}0(?:{_BLANK}[0-9]){{6}}"
    rf"(?:{_BLANK}[0-9]){{4}}[0-9]{{0,2}}(?![0-9A-Za-z])"
)
_DAY_DIGITS = 8
_DIGITS = re.compile(r"[0-9]")
_EIGHTEEN = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{18}(?![0-9A-Za-z])")
_PASSPORT = re.compile(r"(?<![0-9A-Za-z])[EGDSPegdsp][A-Za-z]?[0-9]{7,8}(?![0-9A-Za-z])")
_PERMIT = re.compile(r"(?<![0-9A-Za-z])[HMhm][0-9]{8,10}(?![0-9A-Za-z])")
_TAIWAN = re.compile(r"(?<![0-9A-Za-z])[0-9]{8}(?![0-9A-Za-z])")
_OTHER_NUMBER = re.compile(r"[A-Za-z\u4e00-\u9fff]{0,4}[0-9]{6,12}")
_RESIDENT, _CREDIT, _PASS = "居民身份证", "统一社会信用代码", "护照"
_OTHER_KINDS = re.compile("军官证|士兵证|外国人永久居留|居留证|居住证|社会团体|组织机构代码|事业单位")

_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9])")
_LANDLINE = re.compile(r"(?<![0-9])0[0-9]{2,3}[- ]?[0-9]{7,8}(?:[- 转]+[0-9]{1,5})?(?![0-9])")
MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
# 电话1380013, told before it was asked for; what people called (12345, 110) is none of theirs.
_CUT_SHORT = re.compile(
    r"(?:^|[，,。；;\s]|我的?|联系)(?:电话|手机号?码?)[号码是为：:\s]*(?!12345(?!\d)|1[12]\d(?!\d)|12319)[0-9]{3,10}(?![0-9])"
)
_TAIL = re.compile(r"(?:尾号|[后末最]{1,2}四位数?)[是为：:，,\s]*([0-9]{4})(?![0-9])")
_FOUR = re.compile(r"(?<![0-9A-Za-z-])[0-9]{4}(?![0-9A-Za-z-])")
_TAIL_ALONE = re.compile(
    r"(?:尾号|[后末最]{1,2}四位数?|我的?|留的|电话|手机号?码?|号码|邮箱|就?是|[:：，,\s])*"
    r"[0-9A-Za-z@._%+ -]{4,}[。.!！]*"
)
_ANONYMOUS = re.compile(
    "匿名|不留|不用留|不想留|不方便|保密|不要联系|别联系|不需要联系|不用联系|^(?:没有|不用了?|不要|无|算了)[。.!]?$"
)

PLACE = re.compile(
    r"(?<!什么)[\u4e00-\u9fffA-Za-z0-9]{1,10}?"
    r"(?:路(?!灯|漏|撒|洒|掉)|街道|街|巷|弄|大道|小区|新村|花园|公寓|村|社区|公园|广场|市场|大桥|立交桥|隧道|地铁站|公交站|车站|小学|中学|大学|幼儿园|医院|大厦|商场|佳园|花苑|苑|里|坊|湖|河)"
    r"(?:[0-9一二三四五六七八九十]+(?:号|弄|栋|幢|座|期|区|单元)?(?:楼)?)*"
    r"(?:口|[\u4e00-\u9fff0-9]{0,8}?(?:门口|旁边?|对面|路口|交叉口|附近|楼下|后面|前面|里面|边上|底下|中间|方向|段))?"
)
_VAGUE = re.compile(
    "^(?:在|就在|位于|地点[是为:：]?|地址[是为:：]?)?(?:我们|我家|咱们|你们|他们|这个|那个|这条|那条|一个|有个|整个|我|这|那|公|马|大|小|道|半|一|沿|修|堵|封|走|过|找)(?:路|街道|街|巷|村|小区|社区|公园|里|河|湖)"
)
_BEFORE_A_PLACE = re.compile("^(?:一下|我们?|要|想|来|投诉|反映|举报|另外|还有|在|是|有|地点|因为)+")
_POSITION = re.compile("门口|旁|对面|路口|交叉口|附近|楼下|后面|前面|里面|边上|底下|隔壁|出口|入口|门前")
_NAMELESS = re.compile("小区|社区|街道|公园|广场|市场|医院|小学|中学|大学|幼儿园|车站|公交站|地铁站")
_POINTED = re.compile("(?:旁边|边上|对面|隔壁|附近|前面|后面|楼下|楼上|门口|那边|这边|外面)的")
# What an answer to "where?" ends in, known or not.
_PLACE_END = re.compile("(?:区|镇|乡|城|楼|号|店|厂|院|桥|站|局|政府|中心|超市|银行|学校|环路?)$")
PLACE_LEAD = re.compile("^(?:就?在|位于|地点[是为:：]?|地址[是为:：]?|位置[是为:：]?|事发地[是为:：]?)")

NOTHING = re.compile("^(?:没有?了?|无|没什么|不知道|不清楚|随便|都行)[。.!！]?$")
_WANTED_LEAD = re.compile(
    "^(?:那就?|就|请|帮我)*(?:(?:写|填)(?![字埋土])(?:上|的是)?|我?(?:想要?|需要|要)?申请(?![书表人材条流])(?:的信息是|的是|公开|获取|查阅|查询)?"
    "|我?(?:想要|需要|要)(?![闻素点求])(?:的信息是|的是|公开|获取|申请)?|(?:内容|信息|名称)(?:[是为]|(?=[:：])))?[:：]?"
)
_WANTED = re.compile("(?:申请(?:公开|获取|查阅|查询|看)|(?:想要|索取|要的是|申请的是))[:：]?([^，,。；;]{4,})")
_ASKS = re.compile(
    "[?？吗呢么]|怎么|怎样|如何|多少|多久|哪[里个些儿]|什么|几[天个号点]|能不能|可不可以|要不要|是不是|谁|为什么|咋"
)
_GENERIC = re.compile(
    "^(?:一?[个份条点些]|你们局?的?|政府|有关|相关|这个|那个)*(?:政府)?(?:信息|文件|资料|材料|内容)?(?:公开)?[的了吧啊。.!！]*$"
)


def asks(text: str) -> bool:
    """Whether it has the form of a question."""
    return bool(_ASKS.search(text))


def number(text: str, asked: bool) -> str | Wrong | None:
    """The number of a case, as it was told or nearly so; asked for, all that was said when it holds as many digits: who
    looks it up reads numbers in more ways."""
    rest = _MOBILE.sub(" ", text)
    if found := _OUR_NUMBER.search(rest) or _CASE_NUMBER.search(rest):
        return found[0].strip()
    return text.strip() if asked and len(_DIGITS.findall(rest)) >= _DAY_DIGITS else None


def our_number(text: str) -> str | None:
    """A number with the day in it, as every case of the bureau has; not any number."""
    found = _OUR_NUMBER.search(_MOBILE.sub(" ", text))
    return found[0].strip() if found else None


def person_or_organisation(text: str, asked: bool) -> str | Wrong | None:
    """A name said as one (我叫…), or the first piece of the answer that can be one."""
    named = _NAMED.search(text)
    pieces = [piece for piece in _SEPARATORS.split(text[named.end() :] if named else text) if piece]
    if not pieces or not (named or asked):
        return None
    words = _FIRST_WORDS.search(re.sub("^ *(?:我[叫是]|本人|叫|是|[:：]) *", "", pieces[0]))
    first = words[0] if words else ""
    if _ORGANISATION.fullmatch(first):
        return first
    if not _PERSON.fullmatch(first):
        return None
    return first if named or has_surname(first) or "·" in first or first.isascii() else None


def has_surname(name: str) -> bool:
    """Whether it begins as names do, in characters of either kind."""
    name = normalise(name)
    return name[:1] in _SURNAMES or name.startswith(_COMPOUND)


def identity(text: str, asked: bool) -> str | Wrong | None:
    """Kind and number of a document; a number whose check digit is wrong is said to be so."""
    for number in _EIGHTEEN.findall(text):
        if is_resident_number(number.upper()):
            return f"{_RESIDENT} {number.upper()}"
        if is_credit_code(number.upper()):
            return f"{_CREDIT} {number.upper()}"
        return Wrong("identity_digit")
    if found := _PERMIT.search(text):
        return f"来往内地通行证 {found[0].upper()}"
    if found := _PASSPORT.search(text):
        return f"{_PASS} {found[0].upper()}"
    if "台" in text and (found := _TAIWAN.search(text)):
        return f"台湾居民来往大陆通行证 {found[0]}"
    if (kind := _OTHER_KINDS.search(text)) and (found := _OTHER_NUMBER.search(text, kind.end())):
        return f"{kind[0]} {found[0]}"
    if not asked:
        return None
    if "身份证" in text and _DIGITS.search(text):
        return Wrong("identity_digit")
    return Wrong("identity_kind") if _DIGITS.search(text) or "证" in text else None


def contact(text: str, asked: bool) -> str | Wrong | None:
    """A mobile or landline number or an e-mail address; several are kept together."""
    rest = _EIGHTEEN.sub(" ", text)
    found = [pattern.search(rest) for pattern in (_MOBILE, _LANDLINE, MAIL)]
    values = [re.sub(r"(?<=\d) (?=\d)", "", match[0]) for match in found if match]
    if values:
        return "，".join(values)
    is_cut_short = _CUT_SHORT.search(text) or (asked and (_DIGITS.search(rest) or "@" in rest))
    return Wrong("contact") if is_cut_short else None


def tail(text: str, asked: bool) -> str | None:
    """What proves that a contact is known: the last four digits of a telephone number, or an e-mail address."""
    said = _TAIL.search(text)
    is_alone = _TAIL_ALONE.fullmatch(text) and (asked or said)
    if not (is_alone or isinstance(number(text, False), str)):
        return None
    if said:
        return said[1]
    if found := MAIL.search(text):
        return found[0]
    if found := _MOBILE.search(text):
        return found[0][-4:]
    found = _FOUR.search(_CASE_NUMBER.sub(" ", _OUR_NUMBER.sub(" ", text)))
    return found[0] if found else None


def contact_or_anonymous(text: str, asked: bool) -> str | Wrong | None:
    """As `contact`, or the wish to stay unnamed."""
    found = contact(text, asked)
    if isinstance(found, str):
        return found
    return "匿名" if _ANONYMOUS.search(text) and (asked or "匿名" in text) else found


def place(text: str, asked: bool) -> str | Wrong | None:
    """A named road, estate or building, with what stands behind it (门口, 对面)."""
    said = PLACE_LEAD.sub("", text.strip())
    found = [_BEFORE_A_PLACE.sub("", match[0]) for match in PLACE.finditer(said) if not _VAGUE.match(match[0])]
    found = [name for name in found if len(name) > 1 and not (_POINTED.match(name) or _NAMELESS.match(name))]
    if asked:
        is_place = found or _POSITION.search(said) or (_PLACE_END.search(said) and not asks(said))
        return said if is_place else None
    return max(found, key=len) if found else None


def details(text: str, asked: bool) -> str | Wrong | None:
    """Whatever is said when asked; 没有 is an answer."""
    if not asked:
        return None
    return "无" if NOTHING.match(text.strip()) else text.strip()


def wanted(text: str, asked: bool) -> str | Wrong | None:
    """The name, number or description of the information applied for."""
    said = text.strip(" 。.!！")
    if not asked:
        found = None if asks(said) else _WANTED.search(said)
        return found[1] if found and not _GENERIC.match(found[1]) else None
    content = _WANTED_LEAD.sub("", said)
    return Wrong("wanted") if NOTHING.match(said) or _GENERIC.match(content) or len(content) < 4 else content


def problem(text: str, asked: bool) -> str | Wrong | None:
    """What is wrong, in the citizen's words."""
    return text.strip() if asked and len(text.strip()) >= 2 else None
