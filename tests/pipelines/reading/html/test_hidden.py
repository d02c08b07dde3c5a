"""What a page keeps from its reader, and what only looks so."""

import pytest

from pipelines.reading.html.flow import flow
from pipelines.reading.html.hidden import hidden_elements
from pipelines.reading.html.tree import parse


def seen(markup: str) -> str:
    root = parse(markup)
    return " ".join(piece.text for piece in flow(root, hidden_elements(root)).pieces)


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">隐</div>',
        '<div style="color:red; DISPLAY : NONE !important">隐</div>',
        '<p style="visibility: hidden">隐</p>',
        "<div hidden>隐</div>",
        '<span style="font-size:0">隐</span>',
        '<span style="font-size: 0px;">隐</span>',
        '<span style="color:#fff;background-color:#ffffff">隐</span>',
        '<span style="mso-hide:all">隐</span>',
        '<div class="box d-none">隐</div>',
        '<div role="tabpanel" aria-hidden="true">隐</div>',
        "<style>.old{display:none}</style><div class='b old'>隐</div>",
        "<style>/* x */ #old, .other { visibility:hidden }</style><div id=old>隐</div>",
        "<style>.list .pane{display:none}</style><div class=list><p><b class=pane>隐</b></p></div>",
        "<style>.pane{display:none}.pane.on{display:block}</style><div class='pane'>隐</div>",
        '<div class="tab-pane">隐</div><div class="tab-pane active"></div>',
        '<div class="layui-tab-item">隐</div><div class="layui-tab-item layui-show"></div>',
        "<script>隐</script>",
        "<template><p>隐</p></template>",
        "<!--[if gte mso 9]><xml>隐</xml><![endif]-->",
        "<select><option>隐</option></select>",
        "<button>隐</button>",
    ],
)
def test_hidden(hidden):
    assert seen(f"<p>前</p>{hidden}<p>后</p>") == "前 后"


@pytest.mark.parametrize(
    "shown",
    [
        '<div style="display:block">显</div>',
        '<ul style="font-size:0"><li style="font-size:16px">显</li></ul>',
        '<td style="color:#fff">显</td>',
        '<div aria-hidden="true">显</div>',
        "<style>@media print{.b{display:none}} @media (max-width:600px){.b{display:none}}</style><div class=b>显</div>",
        "<style>.pane{display:none}.pane.on{display:block}</style><div class='pane on'>显</div>",
        "<style>.b{display:none}</style><div class=b style='display:block'>显</div>",
        "<style>.list .pane{display:none}</style><div class=pane>显</div>",
        "<style>.b:before{display:none} .b:hover i{display:none}</style><div class=b>显</div>",
        '<div class="tab-pane">显</div>',
        '<div class="tab-pane active">显</div><div class="tab-pane"></div>',
        "<![if !supportLists]>显<![endif]>",
        "<details><summary></summary>显</details>",
    ],
)
def test_shown(shown):
    assert seen(f"<p>前</p>{shown}<p>后</p>") == "前 显 后"
