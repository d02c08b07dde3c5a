"""One made-up report of a township as a DOCX, with the traits of Word files that real offices send.

`office/report.doc` and `office/report.rtf` are this file as LibreOffice writes it: `soffice --convert-to doc`.
"""

from pathlib import Path

from tests.pipelines.reading.made_up_docx import cell, docx_of, form, paragraph, row, run, table
from tests.pipelines.reading.made_up_tables import form_table

FILES = Path(__file__).with_name("office")

# headings and sub-headings that Word numbers by itself; a list that begins at three
NUMBERING = """
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
</w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>
"""
# the heading's number lies in its style; pages copied from the web bring the hidden lines of a form along
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="z"><w:name w:val="z-Top of Form"/><w:basedOn w:val="a"/>
<w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
"""
HEADING = '<w:pStyle w:val="h"/>'
CHANGE = 'w:id="1" w:author="甲" w:date="2024-01-01T00:00:00Z"'
DELETED = f"<w:del {CHANGE}><w:r><w:delText>12</w:delText></w:r></w:del>"
INSERTED = f"<w:ins {CHANGE}>{run('13')}</w:ins>"
HIDDEN = run("99", "<w:vanish/>")
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


def in_list(list_id: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def field(instruction: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return (
        f'{mark("begin")}<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f"{mark('separate')}{run(result)}{mark('end')}"
    )


def text_box(content: str) -> str:
    """A text box as Word writes it: once for itself, and once again for programs that know no such boxes."""
    shape = (
        f'<wp:anchor xmlns:wp="{DRAWING}" distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        '<wp:extent cx="2000000" cy="1000000"/><wp:wrapNone/><wp:docPr id="1" name="b"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="1000000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{content}'
        "</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
    )
    old = (
        f'<v:shape id="s1" style="width:9pt"><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape>'
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{old}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def report_docx() -> bytes:
    framed = table(row(cell(paragraph("47"))), widths=(800,)) + paragraph()
    inner = table(
        row(cell(paragraph("甲")), cell(paragraph("乙"))),
        row(cell(paragraph("31")), cell(paragraph("32"))),
        widths=(1000, 1000),
    )
    numbered_in_table = table(
        row(cell(paragraph("序号")), cell(paragraph("名称")), cell(paragraph("件数"))),
        row(
            cell(paragraph("", in_list(6, 0))),
            cell(paragraph("列一", in_list(6, 0))),
            cell(paragraph("21", in_list(6, 0))),
        ),
        row(cell(framed), cell(paragraph("列二")), cell(paragraph("22", inside=DELETED))),
        widths=(1000, 2000, 1000),
    )
    laid_out = table(
        row(cell(paragraph("左上")), cell(paragraph("右上"))),
        row(cell(paragraph("前") + inner + paragraph("后")), cell(paragraph("旁"))),
        row(cell(paragraph("左下")), cell(paragraph("右下"))),
        widths=(4000, 2000),
    )
    signs = "<w:r><w:tab/><w:t>表</w:t><w:br/><w:t>下一行</w:t><w:noBreakHyphen/><w:t>接</w:t></w:r>"
    body = [
        paragraph("青禾县柳泉镇2023年政府信息公开工作年度报告", inside=text_box(paragraph("柳泉镇人民政府文件"))),
        paragraph("总体情况", HEADING),
        paragraph("主动公开", in_list(5, 1)),
        paragraph("主动公开", inside=DELETED + INSERTED + HIDDEN + run("条。")),
        paragraph("窗体顶端", '<w:pStyle w:val="z"/>'),
        paragraph("依申请公开", in_list(5, 1)),
        paragraph("详见", inside=field('HYPERLINK "http://example.cn/fujian.doc"', "附件") + run("。")),
        paragraph("制", inside=signs),
        paragraph("生僻字𬭎"),
        paragraph("主动公开政府信息情况", HEADING),
        numbered_in_table,
        paragraph(),
        laid_out,
        paragraph("收到和处理政府信息公开申请情况", HEADING),
        form(form_table("2021_revised", "requests", 201), (900, 900, 1500, *[700] * 7)),
        paragraph("行政复议、行政诉讼情况", HEADING),
        form(form_table("2021_revised", "review_litigation", 501), (600,) * 15),
        paragraph("2024年1月19日"),
    ]
    return docx_of("".join(body), styles=STYLES, numbering=NUMBERING)
