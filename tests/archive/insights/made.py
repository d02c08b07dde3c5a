"""Made-up towns with long reports in their own words: one model that all of them may use, and words of their own."""

from dataclasses import replace

from archive.insights.own_words import Body, own_words
from archive.record import Division, Issuer, Source
from tests.archive.made_up import record

MODEL = (
    "{year}年,{town}把群众问得最多的农田水渠、村道养护、医保缴费三类事项排成清单,每月初更新一次,全年公开信息{n}条。",
    "便民服务厅里设了一张公开桌,桌上放着目录、表格样张和办事时限,由专人当场讲解,每周二晚上延长到八点。",
    "各村公示栏由村会计对照目录张贴,每季度抽查{n}处,缺一张补一张,照片存进台账备查。",
    "{town}还请退休教师把长文件改写成大字短文,方便老人阅读,并在广播里早晚各念一遍。",
    "旧条目清理得慢,有的链接打不开,今后逐条核对一遍,给各村统一一份样表,再培训两名替补的信息员。",
)
OTHER = (
    "{year}年,{town}围绕茶山改造、渡口安全、学生校车等话题开了十二场院坝会,会后三天内把答复写成文字贴出来,共{n}份。",
    "财务公开改用一张明白纸,左边写钱从哪里来,右边写花到哪里去,村民代表签字以后才上墙。",
    "网上的栏目由两名年轻人轮流看管,错别字当天改,过期的通知每月底统一移走。",
    "{town}的短板在于老文件没有电子版,查一份要翻半天,明年打算请人扫描入库,先从征地和低保两类做起。",
    "干部下乡时带一本问答册子,谁问了什么、怎样答的都记下来,年底选出常见的印成挂历发到户。",
)


def division(town="麦岭镇", code="990106101", county="麦川县"):
    return Division(code, "青禾省", "南浦市", county, town)


def text(town="麦岭镇", year=2024, sentences=MODEL, n=120):
    return "\n".join(sentence.format(town=town, year=year, n=n) for sentence in sentences)


def words(number=1, town="麦岭镇", code="990106101", narrative=None, *, county="麦川县", year=2024, **changes):
    """The own words of a town; without a text it follows the model."""
    by = Body(
        f"{code}/township_government",
        "own",
        year,
        code,
        f"{county}{town}人民政府",
        "township_government",
        tuple(name for name in ("青禾省", "南浦市", county) if name),
        county,
        town,
    )
    said = text(town, year) if narrative is None else narrative
    return own_words(number, replace(by, **changes), said, form="2021_revised", is_all=False)


def nobody(*_):
    """For two reports by themselves: no third body says the same."""
    return False


def town_record(town="麦岭镇", code="990106101", year=2024, said=None, county="麦川县"):
    """A record with these words as its overview."""
    name = f"{county}{town}人民政府"
    overview = text(town, year) if said is None else said
    title = f"{name}{year}年政府信息公开工作年度报告"
    return record(
        source=Source(None, None, "text/html", "", 0, "html", "utf-8"),
        title=title,
        year=year,
        issuer=Issuer(name, "township_government", division(town, code, county), "stated"),
        sections={"overview": overview},
        form="2021_revised",
        text=f"{title}\n{overview}\n表格在此。",
    )
