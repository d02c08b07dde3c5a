"""Made-up reports in an archive in memory, and an open one to find in."""

import random
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from sqlite_utils import Database

from archive.schema import migrate, register_functions
from archive.search.find import find
from archive.search.query import parse
from archive.selection import Selection

SUBJECTS = (
    *("行政复议", "行政诉讼", "信访", "信访事项", "依申请公开", "主动公开", "政务公开", "政府信息公开", "公开目录"),
    *(
        "扶贫",
        "危房改造",
        "环境保护",
        "拆迁补偿",
        "义务教育",
        "医疗卫生",
        "财政预决算",
        "双随机一公开",
        "放管服",
        "培训",
    ),
    *("人居环境", "河长制", "林长制", "惠农补贴", "征地", "低保", "残疾人", "养老", "疫情防控", "复工复产"),
)
SENTENCES = (
    "全年共受理{subject}事项{n}件，均按时答复，结果维持{m}件。",
    "我镇把{subject}作为重点，公开信息{n}条，比上年增加{m}条。",
    "根据青桐发〔{year}〕{n}号文件，{subject}工作由办公室负责。",
    "（{ordinal}）{subject}情况：召开会议{m}次，培训{n}人次。",
    "坚持以公开为常态{mark}不公开为例外，推进{subject}。",
    "{year}年，白鹭镇在{subject}方面支出{n}.{m}万元，占比{m}%。",
    "存在的问题：{subject}的台账不全；人员少，业务生。",
    "通过微信公众号“青桐发布”、Email和{n}个公示栏宣传{subject}。",
    "{subject}热线为0999-{n}{m}，共接听{n}次。",
)
NUMBER = re.compile(r"\d+")
TO_TRADITIONAL = str.maketrans("信访开为务报环护义医疗财补农", "信訪開為務報環護義醫療財補農")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True)
class Report:
    id: int
    title: str
    narrative: str


def reports(number: int = 300, seed: int = 6) -> list[Report]:
    """Reports whose texts have the noise of real pages: wrapped lines, blanks at numbers, wide and traditional characters."""
    chance = random.Random(seed)
    return [_report(report_id, chance) for report_id in range(1, number + 1)]


def _report(report_id: int, chance: random.Random) -> Report:
    year = chance.randint(2019, 2024)
    text = "".join(_sentence(year, chance) for _ in range(chance.randint(2, 7)))
    if chance.random() < 0.3:  # 2020 年: layout that sets numbers apart
        text = NUMBER.sub(lambda number: f" {number.group()} " if chance.random() < 0.6 else number.group(), text)
    if chance.random() < 0.3:  # a PDF whose lines end anywhere
        text = "".join(letter + ("\n" if chance.random() < 0.08 else "") for letter in text)
    if chance.random() < 0.1:
        text = text.translate(TO_TRADITIONAL)
    if chance.random() < 0.1:
        text = text.translate(FULL_WIDTH)
    if chance.random() < 0.1:
        text = text.replace("，", ",")
    place = chance.choice(("青桐县白鹭镇", "青桐县教育局", "柏原县", "柏原县水利局"))
    return Report(report_id, f"{place}{year}年政府信息公开工作年度报告", text)


def _sentence(year: int, chance: random.Random) -> str:
    return chance.choice(SENTENCES).format(
        subject=chance.choice(SUBJECTS),
        n=chance.randint(1, 220),
        m=chance.randint(0, 30),
        year=year,
        ordinal=chance.choice("一二三"),
        mark=chance.choice("，、；"),
    )


@contextmanager
def archive(held: Iterable[Report]) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        register_functions(connection)
        migrate(Database(connection))
        for report in held:
            put(connection, report)
        yield connection


def put(connection: sqlite3.Connection, report: Report, **columns: object) -> None:
    """A report and its words; `columns` are those of the table `reports`."""
    row = {
        "id": report.id,
        "key": f"?{report.id}",
        "identified": 0,
        "title": report.title,
        "first_seen": "",
        "last_seen": "",
        "version_count": 1,
        "record_id": 0,
        **columns,
    }
    connection.execute(
        f"INSERT INTO reports({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values())
    )
    connection.execute("INSERT INTO report_text VALUES (?, ?, ?)", (report.id, report.narrative, report.narrative))
    connection.execute(
        "INSERT INTO reports_fts(rowid, title, narrative) VALUES (?, zh_seg(?), zh_seg(?))",
        (report.id, report.title, report.narrative),
    )


def found(connection: sqlite3.Connection, words: str) -> set[int]:
    return {hit.report_id for hit in find(connection, parse(words), Selection())}
