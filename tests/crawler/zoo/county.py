"""A number to an invented county: its bodies, their reports and all the papers that look like reports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count

_FIRST, _SECOND = "栎榆槲桤楝柘枫椴榛梣槭柽栌椤桧楸梓栲榧柃椅楮檀栾", "溪岗坪湾坞坳浦汀洲塘垭岭坝渡淀墩陂泽冈峪埠垄隘泷"
_COUNTY_FIRST, _COUNTY_SECOND = "青绛缃黛苍赭皓碧玄绯素缁", "桐箬蒲荇蓼芷蘅萍菖茭苇芡"
DEPARTMENTS = (
    "财政局", "教育局", "民政局", "司法局", "水利局", "农业农村局", "卫生健康局", "应急管理局", "审计局", "统计局",
    "医疗保障局", "交通运输局", "自然资源局", "市场监督管理局",
)  # fmt: skip
GRAMMARS = (
    "{who}{year}年政府信息公开工作年度报告",
    "{who}政府信息公开工作{year}年度报告",
    "{year}年{who}政府信息公开工作年度报告",
    "{who}{year}年度政府信息公开工作年度报告",
    "{who}{year}年政府信息公开年报",
)
_numbers = {"now": count(8_000_000)}  # begun anew by every county, so that a portal is the same in any company


@dataclass(frozen=True, slots=True)
class Unit:
    name: str
    short: str  # as lists and titles call it
    kind: str
    number: int
    slug: str
    organ: str  # credit code

    @property
    def label(self) -> str:
        """As a directory of bodies calls it, without the county."""
        return self.name.partition("县")[2].removesuffix("人民政府") or self.name


@dataclass(slots=True)
class Item:
    """One paper as a list shows it; `urls` are the addresses that give it, filled in when it is put on a site.

    `form` is html, pictures (tables only as pictures), pdf, docx, doc, viewer, direct (the list leads to the PDF),
    twin (page and PDF), wechat (elsewhere), or, for what is no report: paper, copy (of a report, as pictures).
    """

    title: str
    day: date
    form: str
    unit: Unit | None = None
    year: int | None = None
    number: int = field(default_factory=lambda: next(_numbers["now"]))
    urls: list[str] = field(default_factory=list)
    path: str = ""
    reachable: bool = True
    why_not: str = ""

    @property
    def is_report(self) -> bool:
        return self.unit is not None and self.form not in ("paper", "copy")


@dataclass(frozen=True, slots=True)
class County:
    number: int
    name: str
    code: str
    units: tuple[Unit, ...]
    missing: Unit | None  # the body that published nothing
    items: list[Item]
    others: list[Item]  # papers beside the reports

    @property
    def site_code(self) -> str:
        return f"{self.code}0001"

    def of(self, kinds: str | Sequence[str] = "", unit: Unit | None = None, year: int | None = None) -> list[Item]:
        """The reports of some kinds of bodies, of one body, of one year; newest first."""
        wanted = [
            item
            for item in self.items
            if item.unit and (not kinds or item.unit.kind in kinds)
            and (unit is None or item.unit == unit) and (year is None or item.year == year)
        ]  # fmt: skip
        return newest_first(wanted)

    @property
    def flat(self) -> list[Item]:
        return newest_first(self.items + self.others)


def newest_first(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (item.day, item.number), reverse=True)


def county(
    number: int,
    towns: int = 5,
    departments: int = 5,
    years: Sequence[int] = (2019, 2020, 2021, 2022, 2023),
    *,
    plain: bool = False,
) -> County:
    """The county of this number; `plain` leaves out every odd form."""
    _numbers["now"] = count(8_000_000 + 2_000 * number)
    name = _COUNTY_FIRST[number % 12] + _COUNTY_SECOND[(number // 12 + number) % 12] + "县"
    code = f"99{number // 90 + 10}{number % 90 + 10}"
    units = [Unit(f"{name}人民政府", name, "county_government", 0, "xzf", _organ(code, 0))]
    for index in range(departments):
        whole = name + DEPARTMENTS[(number + index) % len(DEPARTMENTS)]
        units.append(Unit(whole, whole, "department", index + 1, f"bm{index + 1:02d}", _organ(code, index + 1)))
    for index in range(towns):
        nth = number * 9 + index
        short = _FIRST[nth % 24] + _SECOND[(nth // 24 + nth) % 24]
        ending = "街道" if index == 1 else "乡" if index == 2 else "镇"
        last = "办事处" if index == 1 else "人民政府"
        kind = "subdistrict_office" if index == 1 else "township_government"
        serial = departments + index + 1
        units.append(
            Unit(f"{name}{short}{ending}{last}", short + ending, kind, serial, f"xz{serial:02d}", _organ(code, serial))
        )
    missing = units[-1] if towns > 2 else None
    items = [_report(unit, year, number) for unit in units if unit is not missing for year in years]
    if not plain:
        _make_odd(items)
    return County(number, name, code, tuple(units), missing, items, _others(name, units, years, missing, items))


def _organ(code: str, index: int) -> str:
    return f"11{code}0{code[2:]}{index:03d}6D"


def _report(unit: Unit, year: int, number: int) -> Item:
    title = GRAMMARS[(unit.number + number) % len(GRAMMARS)].format(who=unit.short, year=year)
    months = 3 if unit.kind == "county_government" else 1
    return Item(title, date(year + 1, months, 4 + (unit.number * 5 + year) % 24), "html", unit, year)


def _make_odd(items: list[Item]) -> None:
    """Spreads the odd forms over the reports: attachments, viewer, twin, a slip in a title, one that is elsewhere."""
    spread = ["viewer", "docx", "pdf", "twin", "doc", "direct", "wechat"]
    step = max(1, len(items) // (len(spread) + 1))
    for form, item in zip(spread, items[2::step], strict=False):
        item.form = form
        if form == "wechat":
            item.reachable, item.why_not = False, "published elsewhere"
    slipped = items[-2]
    if slipped.year:
        slipped.title = slipped.title.replace(str(slipped.year), str(slipped.year - 1))


def _others(name: str, units: list[Unit], years: Sequence[int], missing: Unit | None, items: list[Item]) -> list[Item]:
    last, town = max(years), units[-2].short
    titles = [
        f"{name}{last}年政府网站工作年度报表",
        f"{name}{last - 1}年政府网站工作年度报表",
        f"{name}{last}年法治政府建设年度报告",
        f"{town}{last}年法治政府建设工作年度报告",
        f"关于做好{last}年政府信息公开工作年度报告编制和发布工作的通知",
        f"一图读懂{name}{last}年政府信息公开工作年度报告",
        f"{name}第一中学{last}年信息公开年度报告",
        f"{name}人大代表建议政协提案办理{last}年度总结",
        f"{name}{last}年部门预算公开汇总",
    ]
    spread = enumerate(titles)  # over the years, so that no page of a list holds look-alikes only
    papers = [Item(title, date(years[-1 - n % len(years)] + 1, 1 + n % 3, 3 + 2 * n), "paper") for n, title in spread]
    without = f"，未按时公布的单位1个：{missing.short}" if missing else ""
    papers.append(
        Item(
            f"{name}{last}年政府信息公开工作年度报告公布情况（应公布单位{len(units)}个{without}）",
            date(last + 1, 2, 5),
            "paper",
        )
    )
    twin = next(item for item in reversed(items) if item.form == "html")
    papers.append(Item(f"{twin.title}（图片版）", twin.day, "copy", twin.unit, twin.year))
    return papers
