"""The narrow world of the tiny models: news of standardization in Chinese and English, written side by side.

A sentence is a pattern in both languages with slots (dates, numbers, bodies, cities, standards). Numbers, dates and
numbers of standards are drawn afresh for every sentence, so that a model can only get them right by copying. One
sentence in ten, told by a hash of its text, is never trained on: the tests are drawn from those alone.
"""

import hashlib
import random

MONTHS = ("January February March April May June July August September October November December").split()

BODIES = [
    ("国家标准化管理委员会", "SAC"),
    ("国家市场监督管理总局", "SAMR"),
    ("国际标准化组织", "ISO"),
    ("国际电工委员会", "IEC"),
    ("国际电信联盟", "ITU"),
    ("欧洲标准化委员会", "CEN"),
    ("非洲电工标准化委员会", "AFSEC"),
    ("德国标准化协会", "DIN"),
    ("商务部", "the Ministry of Commerce"),
    ("交通运输部", "the Ministry of Transport"),
]
CITIES = [
    ("北京", "Beijing"), ("上海", "Shanghai"), ("青岛", "Qingdao"), ("杭州", "Hangzhou"), ("深圳", "Shenzhen"),
    ("广州", "Guangzhou"), ("成都", "Chengdu"), ("南京", "Nanjing"), ("天津", "Tianjin"), ("重庆", "Chongqing"),
    ("日内瓦", "Geneva"), ("柏林", "Berlin"),
]
TOPICS = [
    ("人工智能", "artificial intelligence"), ("绿色发展", "green development"), ("智能制造", "smart manufacturing"),
    ("食品安全", "food safety"), ("新能源汽车", "new energy vehicles"), ("养老服务", "elderly care"),
    ("电子商务", "e-commerce"), ("网络安全", "cybersecurity"),
]

# Slots: D date, N small number, M number of hundreds or thousands, B body, C city, T topic, Y year, X hundreds of
# millions, S national standard, I international standard, P percentage. A digit after the letter tells two apart.
# EVENTS say what happened, when; they are what a summary must find. DETAILS never do.
EVENTS = [
    ("{Y}{C}国际标准化论坛于{D}举行。", "The {Y} {C} Forum on International Standardization was held on {D}."),
    ("全国标准化工作会议于{D}在{C}举行。", "The national standardization work conference was held in {C} on {D}."),
    ("{T}标准研讨会于{D}在{C}举行。", "A seminar on {T} standards was held in {C} on {D}."),
    ("{B}于{D}发布了国家标准{S}。", "{B} published the national standard {S} on {D}."),
    ("{B}于{D}发布了国际标准{I}。", "{B} published the international standard {I} on {D}."),
    ("{B}和{B2}于{D}在{C}签署了合作协议。", "{B} and {B2} signed a cooperation agreement in {C} on {D}."),
    ("{B}于{D}批准了{N}项国家标准。", "{B} approved {N} national standards on {D}."),
]
# Two cities in one text are what the models confuse longest, so they see more of these.
HARD = [EVENTS[0], EVENTS[1], EVENTS[2], EVENTS[5]]
DETAILS = [
    ("来自{N}个国家的{M}多名专家出席了会议。", "More than {M} experts from {N} countries attended the meeting."),
    ("论坛吸引了{M}多人参加。", "The forum attracted more than {M} people."),
    ("{B}将投入{X}亿元支持{T}标准化工作。", "{B} will invest {X} million yuan in {T} standardization."),
    ("该标准将于{D}实施。", "The standard will take effect on {D}."),
    ("该标准规定了{N}项技术要求和{N2}种试验方法。", "The standard specifies {N} technical requirements and {N2} test methods."),
    ("双方将在{T}和{T2}领域开展合作。", "The two sides will cooperate in {T} and {T2}."),
    ("自{Y}年以来，{T}标准的数量增长了{P}%。", "Since {Y}, the number of {T} standards has grown by {P}%."),
    ("{B}的专家介绍了{T}方面的经验。", "Experts from {B} shared their experience in {T}."),
    ("标准{S}同时废止。", "The standard {S} is withdrawn at the same time."),
    ("会议强调，标准是经济发展的重要基础。", "The meeting stressed that standards are an important basis for economic development."),
    ("专家表示，标准有助于保护消费者。", "Experts said that standards help to protect consumers."),
]


def _slot(kind, rng):
    """One filling of a slot: (Chinese, English)."""
    if kind == "D":
        month, day = rng.randint(1, 12), rng.randint(1, 28)
        if rng.random() < 0.5:
            return f"{month}月{day}日", f"{MONTHS[month - 1]} {day}"
        year = rng.randint(2015, 2029)
        return f"{year}年{month}月{day}日", f"{MONTHS[month - 1]} {day}, {year}"
    if kind == "N":
        n = rng.randint(3, 99)
        return str(n), str(n)
    if kind == "M":
        n = rng.randint(2, 99) * 10 if rng.random() < 0.6 else rng.randint(10, 99) * 100
        return str(n), f"{n:,}"
    if kind == "B":
        return rng.choice(BODIES)
    if kind == "C":
        return rng.choice(CITIES)
    if kind == "T":
        return rng.choice(TOPICS)
    if kind == "Y":
        year = str(rng.randint(2015, 2029))
        return year, year
    if kind == "X":
        tenths = rng.randint(11, 99)
        while tenths % 10 == 0:
            tenths = rng.randint(11, 99)
        return f"{tenths // 10}.{tenths % 10}", f"{tenths}0"
    if kind == "S":
        name = f"{rng.choice(['GB', 'GB/T'])} {rng.randint(1000, rng.choice([9999, 49999]))}-{rng.randint(2015, 2029)}"
        return name, name
    if kind == "I":
        name = f"{rng.choice(['ISO', 'IEC'])} {rng.randint(1000, rng.choice([9999, 69999]))}:{rng.randint(2015, 2029)}"
        return name, name
    if kind == "P":
        n = rng.randint(3, 98)
        return str(n), str(n)
    raise ValueError(kind)


def fill(pattern, rng):
    """A pattern of both languages with its slots filled: (Chinese, English)."""
    chinese, english = pattern
    values = {}
    for slot in ("D", "N", "N2", "M", "B", "B2", "C", "T", "T2", "Y", "X", "S", "I", "P"):
        if "{" + slot + "}" in chinese:
            taken = values.get(slot[0])
            values[slot] = _slot(slot[0], rng)
            while values[slot] == taken:
                values[slot] = _slot(slot[0], rng)
    chinese = chinese.format(**{slot: value[0] for slot, value in values.items()})
    english = english.format(**{slot: value[1] for slot, value in values.items()})
    return chinese, english[0].upper() + english[1:]


def held_out(sentence):
    """True for the sentences that only the tests may see."""
    return hashlib.sha256(sentence[0].encode()).digest()[0] < 26


def sentence(patterns, rng, unseen):
    """A sentence of one of the patterns, from the side of the tests (`unseen`) or of the training."""
    while True:
        pattern = rng.choice(patterns)
        made = fill(pattern, rng)
        if "{" not in pattern[0] or held_out(made) == unseen:
            return made


def join(sentences, breaks, language):
    """Sentences as a text; `breaks` says after which of them the line ends."""
    side, gap = (0, "") if language == "zh" else (1, " ")
    text = ""
    for i, pair in enumerate(sentences):
        text += pair[side]
        if i + 1 < len(sentences):
            text += breaks[i] or gap
    return text


def _pool(rng, unseen):
    """The events to draw from: all for the tests, the hard ones alone in a part of the training."""
    return HARD if not unseen and rng.random() < 0.35 else EVENTS


def passage(rng, unseen, most=3):
    """A passage to translate: one to `most` sentences on one or more lines, as {language: text}."""
    count = rng.choices(range(1, most + 1), weights=[3, 3, 2][:most])[0]
    events = sum(rng.random() < 0.5 for _ in range(count))
    patterns = rng.sample(_pool(rng, unseen), events) + rng.sample(DETAILS, count - events)
    rng.shuffle(patterns)
    sentences = [sentence([pattern], rng, unseen) for pattern in patterns]
    breaks = [rng.choice(["", "", "\n", "\n\n"]) for _ in sentences]
    return {language: join(sentences, breaks, language) for language in ("zh", "en")}


def article(rng, unseen, least=2, most=4):
    """An article to summarize: one event among two to four details, and the event, both as {language: text}."""
    event = sentence(EVENTS, rng, unseen)
    sentences = [sentence([detail], rng, unseen) for detail in rng.sample(DETAILS, rng.randint(least, most))]
    sentences.insert(rng.randint(0, len(sentences)), event)
    breaks = [rng.choice(["", "", "\n"]) for _ in sentences]
    texts = {language: join(sentences, breaks, language) for language in ("zh", "en")}
    return texts, {"zh": event[0], "en": event[1]}


def notes(rng, unseen):
    """Summaries of the parts of a long article, one a line, and the first of them, both as {language: text}."""
    events = [sentence([event], rng, unseen) for event in rng.sample(_pool(rng, unseen), rng.randint(2, 4))]
    texts = {language: join(events, ["\n"] * len(events), language) for language in ("zh", "en")}
    return texts, {"zh": events[0][0], "en": events[0][1]}


def fragments():
    """What the vocabulary is learned from: the patterns cut at their slots, and the fillings, each by itself, so that no
    token spans a slot's edge."""
    import re

    pieces = []
    for chinese, english in EVENTS + DETAILS:
        pieces += re.split(r"\{..?\}", chinese) + re.split(r"\{..?\}", english)
    for chinese, english in BODIES + CITIES + TOPICS:
        pieces += [chinese, " " + english, english]
    pieces += [" " + month for month in MONTHS] + ["年", "月", "日", "GB", "GB/T", " GB", " GB/T", "ISO", "IEC"]
    return [piece for piece in pieces if piece]
