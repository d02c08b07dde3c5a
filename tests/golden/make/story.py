"""A body, a year and a seed to a made-up report with its prose, contact and dates, every choice open to the caller."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from tests.golden.make.figures import TABLES, dense
from tests.golden.make.report import Body, Contact, Division, Figure, Key, Report, Section, Stated

FORM_2019, FORM_2021 = "2019_trial", "2021_revised"
_NUMERALS = "〇一二三四五六七八九"


@cache
def _data(name: str) -> Any:
    return json.loads(files("tests.golden.make").joinpath("data", name).read_text("utf-8"))


def body(slug: str) -> Body:
    """One of the bodies of bodies.json; those without a division are invented or cannot be told apart."""
    entry = dict(_data("bodies.json")[slug])
    if division := entry.get("division"):
        entry["division"] = Division(*division)
    return Body(**entry)


def one_form(form: str) -> dict[str, str]:
    return dict.fromkeys(TABLES, form)


def usual_form(year: int) -> dict[str, str]:
    return one_form(FORM_2019 if year < 2021 else FORM_2021)


def report(
    who: str | Body,
    year: int,
    seed: int,
    *,
    forms: Mapping[str, str] | None = None,
    figures: Mapping[Key, Figure] | None = None,
    contact: int | Contact | None = None,
    **changes: Any,
) -> Report:
    """A report as an office would write it that year; `changes` are fields of Report to set otherwise."""
    random = Random(seed)
    whose = body(who) if isinstance(who, str) else who
    forms = dict(usual_form(year) if forms is None else forms)
    reached = (
        contact if isinstance(contact, Contact) else contact_for(whose, random, seed if contact is None else contact)
    )
    words = _words(whose, year, random)
    period = random.choice(_data("prose.json")["period"]).format(**words)
    intro = random.choice(_data("prose.json")["basis"]).format(**words) + period + reached.written
    made = Report(
        body=whose,
        year=year,
        forms=forms,
        figures=dense(forms, seed) if figures is None else figures,
        title=(f"{whose.short}{year}年政府信息公开工作年度报告",),
        intro=(intro,),
        sections=sections(words, random, forms),
        contact=reached,
        period=(f"{year}-01-01", f"{year}-12-31"),
        signature=(whose.name,),
        written=date_written(year + 1, 1, 4 + seed % 25, seed % 4),
        scope="aggregate" if whose.kind in ("county_government", "city_government") else "own",
    )
    return replace(made, **changes)


def shortened(made: Report) -> Report:
    """The report with one sentence a section at most, for formats that hold every letter's shape."""
    kept = (replace(one, paragraphs=() if one.tables else one.paragraphs[:1]) for one in made.sections)
    return replace(made, sections=tuple(kept))


def _words(whose: Body, year: int, random: Random) -> dict[str, str | int]:
    counts = {letter: random.randrange(20, 900) for letter in "abcd"}
    return {"name": whose.name, "short": whose.short, "office": whose.office, "year": year, **counts}


def sections(words: Mapping[str, str | int], random: Random, forms: Mapping[str, str]) -> tuple[Section, ...]:
    prose = _data("prose.json")
    headings = random.choice(prose["headings"])
    texts = {
        0: random.choice(prose["overview"]),
        4: random.choice(prose["problems"]),
        5: [] if "无）" in headings[5] else random.choice(prose["other"]),
    }
    return tuple(
        Section(
            heading,
            tuple(text.format(**words) for text in texts.get(index, ())),
            tuple(table for table in forms if TABLES.index(table) == index - 1),
        )
        for index, heading in enumerate(headings)
    )


def date_written(year: int, month: int, day: int, style: int = 0) -> Stated:
    """A date as signatures write it: 2022年1月5日, 2022. 1. 5, 二〇二二年一月五日, 2022/1/5."""
    chinese = "".join(_NUMERALS[int(digit)] for digit in str(year))
    written = (
        f"{year}年{month}月{day}日",
        f"{year}. {month}. {day}",
        f"{chinese}年{_chinese(month)}月{_chinese(day)}日",
        f"{year}年{month:02d}月{day:02d}日",
        f"{year}/{month}/{day}",
    )[style]
    return Stated(written, f"{year}-{month:02d}-{day:02d}")


def _chinese(value: int) -> str:
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens] + "十") + (_NUMERALS[ones] if ones else "")


def contact_for(whose: Body, random: Random, style: int) -> Contact:
    """One of the forms in which offices give their contact; numbers and mailboxes are made up."""
    code, local = (
        whose.area_code,
        f"6{random.randrange(10**6):06d}" if len(whose.area_code) == 4 else f"6{random.randrange(10**7):07d}",
    )
    second = local[:-1] + str((int(local[-1]) + 1) % 10)
    phone, other = f"{code}-{local}", f"{code}-{second}"
    mail = f"xxgk{random.randrange(1000)}@mail.example.cn"
    address = random.choice(("迎春路18号", "禾香街6号", "石板巷甲3号", "政务大楼二楼205室"))
    office, postcode = whose.office, whose.postcode
    styles = (
        Contact(
            f"如对本报告有任何疑问，请与{office}联系（地址：{address}；邮编：{postcode}；电话：{phone}；电子邮箱：{mail}）。",
            office, address, postcode, (phone,), None, (mail,),
        ),
        Contact(
            f"如有疑问，请与{office}联系。（地址：{address}；邮政编码：{postcode}；联系电话：{code}—{local}/{second}；邮箱：{mail}）",
            office, address, postcode, (phone, other), None, (mail,),
        ),
        Contact(f"如对本报告有任何疑问，请与{office}联系（电话：{code}－{local}）。", office, None, None, (phone,)),
        Contact(
            f"如对报告内容有疑问，请联系：{office}，联系地址：{address}，邮 编：{postcode}，电 话：{code}{local}，传 真：{code}{second}。",
            office, address, postcode, (phone,), other,
        ),
        Contact(),
        Contact(
            f"公众如对本年度报告有疑问，请与{office}联系，办公地址：{address}，邮政编码：{postcode}，"
            f"电话：（{code}）{local}、{second}，电子信箱：{mail}。",
            office, address, postcode, (phone, other), None, (mail,),
        ),
        Contact(
            f"如对本报告有疑问，请与{office}联系（联系电话：{code}～{local}，电子邮箱：{mail}）。",
            office, None, None, (phone,), None, (mail,),
        ),
    )  # fmt: skip
    return styles[style % len(styles)]
