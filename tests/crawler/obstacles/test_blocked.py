"""Answers of firewalls, error pages and good pages of protected hosts to what stands in the way, and to nothing."""

import json
import time
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.obstacles.blocked import Hindrance, hindrance, is_cookie_bounce

MARKS = json.loads(files("pipelines.understanding.verdict").joinpath("challenges.json").read_text("utf-8"))["sources"]
NAV = "".join(f'<li><a href="/c{number}/">栏目{number}</a></li>' for number in range(30))
FOOT = "<p>主办单位：青桐县人民政府办公室</p><p>网站标识码：1234560001</p><p>青ICP备05001234号</p>"
PROSE = "<p>" + "本年度本镇认真贯彻条例，主动公开政府信息，回应群众关切。" * 30 + "</p>"
ARTICLE = '<meta name="ArticleTitle" content="白鹭镇2023年政府信息公开工作年度报告"><meta name="PubDate" content="2024-01-16">'
LEAVINGS = "<meta id='9DhefwqGPrzGxEp9hPaoag' content='x' r='m'><script r='m'>$_ts=window['$_ts'];</script>"
LIST = "".join(
    f'<li><a href="./t{n}.html">白鹭镇{n}年政府信息公开工作年度报告</a><span>{n}-01-16</span></li>'
    for n in range(2015, 2024)
)
JSL = [("Server", "jiasule-waf"), ("Set-Cookie", "__jsluid_h=9f3c; path=/")]
ALIYUN = [("Set-Cookie", "acw_tc=76b20fe; path=/; HttpOnly")]
HUAWEI = [("Set-Cookie", "HWWAFSESID=aa; path=/"), ("Set-Cookie", "HWWAFSESTIME=1; path=/")]
RUISHU = [("Set-Cookie", "AbCdEfGh80S=x; path=/"), ("Set-Cookie", "AbCdEfGh80T=y; path=/")]


def met(status=200, text="", headers=()):
    found = hindrance(status, list(headers), text.encode(), text)
    return (found.state, found.product) if found else None


@pytest.mark.parametrize(
    ("status", "headers", "text", "expected"),
    [
        # 加速乐: 521 and a script that writes a cookie
        (521, JSL, "<script>document.cookie=('_')+('_')+('j');location.href=location.pathname</script>", "加速乐"),
        (521, [], "", "加速乐"),
        (512, JSL, "", "加速乐"),
        (200, JSL, "<script>document.cookie=('_')+('_');location.href=location.pathname</script>", "加速乐"),
        (200, JSL, "<script>var a='x';document.cookie=a;location.reload()</script>", "加速乐"),
        (200, [], '<script>go({"bts":["16","x"],"ha":"md5"})</script>', "加速乐"),
        # 瑞数: 412, 202, or 400 on the second visit; two cookies of one stem
        (412, RUISHU, f"<html><head>{LEAVINGS}</head><body></body></html>", "瑞数"),
        (412, [], "", "瑞数"),
        (202, RUISHU, "<html><script src='/4Qb/d.js' r='m'></script><body></body></html>", "瑞数"),
        (202, [], f"<html><head>{LEAVINGS}</head><body></body></html>", "瑞数"),
        (400, RUISHU, "", "瑞数"),
        (400, [("set-cookie", "FSSBBIl1UgzbN7N80S=x")], "<html></html>", "瑞数"),
        (200, [], f"<html><head>{LEAVINGS}</head><body></body></html>", "瑞数"),
        (404, [], f"<html><head>{LEAVINGS}</head><body></body></html>", "瑞数"),
        # 阿里云: a page that is all script
        (200, ALIYUN, "<html><script>var arg1='2A5F';</script></html>", "阿里云"),
        (200, ALIYUN, "<html><script>eval('x')</script></html>", "阿里云"),
        # 奇安信, 云锁, 百度: scripts under status 200, 403 or their own
        (493, [("WZWS-Ray", "11-22")], "", "奇安信"),
        (200, [], "<script src='/wzws-waf-cgi/a.js'></script>", "奇安信"),
        (200, [("Set-Cookie", "yunsuo_session_verify=1")], '<div class="yunsuologo"></div><script>x</script>', "云锁"),
        (403, [("Server", "yunjiasu-nginx")], "<a href='/.well-known/yunjiasu-cgi/'>x</a>", "百度云加速"),
        (503, [("Server", "cloudflare")], "<title>Just a moment...</title><script>_cf_chl_opt</script>", "Cloudflare"),
    ],
)
def test_challenges(status, headers, text, expected):
    assert met(status, text, headers) == ("challenge", expected)


@pytest.mark.parametrize(
    ("status", "headers", "text", "product"),
    [
        (403, [("Set-Cookie", "C3VK=ab")], "<a href='http://help.365cyd.com/'>帮助</a>", "创宇盾"),
        (302, [("Location", "https://help.365cyd.com/cyd-error-help.html?code=403")], "", "创宇盾"),
        (405, ALIYUN, "<html><img src='405.png'></html>", "阿里云"),
        (405, [], "<script src='//errors.aliyun.com/a.js'></script>", "阿里云"),
        (403, [], "<p>腾讯云Web应用防火墙</p>", "腾讯云"),
        (501, [], "<iframe src='https://waf.tencent-cloud.com/501page.html'></iframe>", "腾讯云"),
        (418, HUAWEI, "", "华为云"),
        (403, [("Server", "CloudWAF")], "<p>您的请求疑似攻击行为</p>", "华为云"),
        (403, [("Server", "Safedog/4.0")], "", "安全狗"),
        (200, [], "<script src='http://404.safedog.cn/x.js'></script>", "安全狗"),
        (403, [("X-Cache", "YUNDUN-cache")], "", "云盾 YUNDUN"),
        (405, [], "<p>该网站正在使用电信云防护服务</p>", "电信云防护"),
        (468, [], "", "长亭 雷池"),
        (403, [], "<html><body>403</body><!-- event id: 0a1b --></html>", "长亭 雷池"),
        (403, [], "<img src='http://admin.dbappwaf.cn/x.png'>", "安恒 玄武盾"),
        (403, [("Server", "NSFocus")], "", "绿盟"),
        (403, [("Set-Cookie", "yx_ci_session=1")], "", "铱迅"),
        (403, [("DrivedBy", "RaySrv RayEng/2.0")], "", "盛邦"),
        (403, [("Server", "BDWAF/2.0")], "", "蓝盾"),
        (403, [("Server", "uewaf/4.2")], "", "UEWaf"),
        (403, [("Server", "Newdefend")], "", "Newdefend"),
        (403, JSL, "<h1>403 Forbidden</h1>", "加速乐"),
        (403, [], "", None),
        (405, [], "", None),
        (400, [], "", None),
        (200, [], "<html><title>403 Forbidden</title><body><h1>403 Forbidden</h1></body></html>", None),
        (200, [], "<title>访问受限</title><p>您的访问请求已被网站防火墙拦截</p>", None),
    ],
)
def test_refusals(status, headers, text, product):
    assert met(status, text, headers) == ("access_denied", product)


@pytest.mark.parametrize(
    ("status", "headers", "text", "state"),
    [
        (429, [], "", "too_fast"),
        (403, [], "<p>您的访问过于频繁，请稍后再试</p>", "too_fast"),
        (503, [("Retry-After", "60")], "", "too_fast"),
        # a limit of pace that answers 200 after some twenty quick requests, alone or inside the site's frame
        (200, [], "访问过于频繁，请稍后再试！", "too_fast"),
        (200, [], f"<title>青桐县人民政府</title><ul>{NAV}</ul><div>请求过于频繁，请稍后访问</div>{FOOT}", "too_fast"),
        (200, [], '{"code":500,"msg":"操作太频繁"}', "too_fast"),
        (200, [], "<html><title>Too Many Requests</title></html>", "too_fast"),
        (404, [], "", "gone"),
        (404, [], f"<ul>{NAV}</ul>您访问的页面不存在", "gone"),
        (404, JSL, "<h1>404 Not Found</h1>", "gone"),
        (404, [], f"{LEAVINGS}<p>页面不存在</p>", "gone"),
        (410, [], "", "gone"),
        (200, [], "<h1>您访问的页面不存在</h1>", "soft_404"),
        (200, [], f"<title>青桐县人民政府</title><ul>{NAV}</ul><div>抱歉，您访问的页面不存在</div>{FOOT}", "soft_404"),
        (200, [], f"<title>404</title><ul>{NAV[:900]}</ul><img src=404.png>", "soft_404"),
        (200, [], "<title>页面未找到</title>", "soft_404"),
        (200, [], "<p>该页面已删除</p>", "soft_404"),
        (200, [], "404 Not Found", "soft_404"),
        # old portals say it in a box of the browser
        (200, [], "<script>alert('该信息不存在或已被删除');history.back();</script>", "soft_404"),
        (200, [], '{"timestamp":1,"status":404,"error":"Not Found"}', "soft_404"),
        (500, [], "<h1>HTTP Status 500</h1>", "server_error"),
        (502, JSL, "<h1>502 Bad Gateway</h1>", "server_error"),
        (503, [], "", "server_error"),
        (521, [("Server", "cloudflare")], "", "server_error"),
        (550, [], "", "server_error"),
        (200, [], "<p>服务器错误</p>", "server_error"),
        (200, [], "<title>系统维护</title><p>网站正在维护，请稍后访问</p>", "server_error"),
        (401, [], "", "login"),
        (
            200,
            [],
            "<title>统一身份认证</title><form><input name=u><input type=password><input name=c>请输入验证码</form>",
            "login",
        ),
        (200, [], "<p>您尚未登录，请先登录</p>", "login"),
        (200, [], '{"code":401,"message":"请先登录"}', "login"),
        # the download of an attachment that asks for a code first, with status 200
        (200, [], "<form>请输入验证码下载：<input name=codeValue><img src=code.jsp></form>", "captcha"),
        (200, [], "<title>滑块验证</title><div id=slider></div><script>x</script>", "captcha"),
        (403, [], "<p>请完成安全验证</p>", "captcha"),
        (200, [], "", "empty"),
        (200, [], " \n", "empty"),
        (204, [], "", "empty"),
        (200, [], "<html></html>", "empty"),
        (200, [], "<html><head><title></title></head><body> &nbsp;</body></html>", "empty"),
        (200, [], '<?xml version="1.0"?><datastore></datastore>', "empty"),
    ],
)
def test_other_obstacles(status, headers, text, state):
    found = met(status, text, headers)
    assert found
    assert found[0] == state


@pytest.mark.parametrize(
    ("headers", "text"),
    [
        # cookies and servers of firewalls on the good pages of protected hosts
        (JSL, f"<title>青桐县人民政府</title><ul>{NAV}</ul>{FOOT}"),
        (ALIYUN, f"<title>政府信息公开年报</title><ul>{LIST}</ul>"),
        (HUAWEI, f"<html>{ARTICLE}{PROSE}</html>"),
        ([("Server", "YUNDUN")], f"<ul>{LIST}</ul>"),
        # 瑞数 leaves its tags and scripts on real pages
        (RUISHU, f"<html><head>{LEAVINGS}</head><ul>{LIST}</ul></html>"),
        ([], f"<html><head>{LEAVINGS}{ARTICLE}</head><img src=1.jpg></html>"),
        ([], f"<html><head>{LEAVINGS}</head><a href=/>首页</a>{PROSE}</html>"),
        # the firewall's badge in a page's foot, and a search box with a captcha's script
        ([], f"<ul>{LIST}</ul><a href='https://www.365cyd.com'>安全认证</a>"),
        ([], f"<ul>{NAV}</ul><script src='https://turing.captcha.qcloud.com/TCaptcha.js'></script>"),
        # shells: they send the browser on or are filled by scripts, on protected hosts too
        (JSL, "<script>window.location.href='./2023n/'</script>"),
        (ALIYUN, "<html><meta http-equiv=refresh content='0;url=/zwgk/'></html>"),
        (HUAWEI, '<html><body><div id="app"></div><script src="/js/app.1a2b.js"></script></body></html>'),
        ([], "<frameset><frame src=a.html></frameset>"),
        # log-ins, codes and errors that are but a part of the page
        ([], f"<title>青桐县人民政府</title><ul>{NAV}</ul><a href=/login>登录</a><span>用户登录</span>"),
        ([], f"<title>政府信息公开年报</title><span>请登录</span><ul>{LIST}</ul>"),
        (
            [],
            f"<title>依申请公开</title>{NAV[:240]}<input name=a><input name=b><input name=c>请输入验证码<input name=d>",
        ),
        ([], f"<ul>{LIST}</ul><div style='display: none'>您访问的页面不存在</div>"),
        ([], f"<ul>{LIST}</ul><script>if(x)alert('访问过于频繁，请稍后再试')</script>"),
        (
            [],
            f"<ul>{LIST}<li><a href=/n>关于网站系统升级维护的公告</a></li><li><a href=/m>政策不存在“一刀切”</a></li></ul>",
        ),
        ([], f"<title>青桐县人民政府</title><marquee>本网站系统升级维护中</marquee><ul>{NAV}</ul>"),
        ([], f"<title>系统升级</title>{ARTICLE}<p>因系统升级，网站暂停服务。</p>"),
        ([], f"<title>白鹭镇年报</title>{PROSE}<p>访问过于频繁的用户</p>"),
        ([], f"<title>访问统计</title>{NAV}<p>404</p>"),
        # a small list of a township with next to no navigation
        ([], "<title>年报</title><ul><li><a href=1.htm>白鹭镇2023年政府信息公开工作年度报告</a>2024-01-16</ul>共1条"),
        ([], "<ul></ul><p>暂无内容</p>"),
        ([], "<p>白鹭镇2022年政府信息公开工作年度报告</p><img src=a.jpg><img src=b.jpg>"),
        ([], '{"success":true,"message":"操作成功","data":{"html":""}}'),
        ([], '{"total":1,"articles":[{"title":"关于系统升级维护的公告","url":"/a"}]}'),
        ([], "[]"),
        ([], "{not json"),
    ],
)
def test_pages_with_content_are_not_blocked(headers, text):
    assert met(200, text, headers) is None


@pytest.mark.parametrize("status", [200, 301, 302, 304])
def test_files_and_plain_redirects_are_not_blocked(status):
    assert hindrance(status, [("Location", "/zwgk/"), ("Content-Type", "application/pdf")], b"%PDF-1.5 x", "") is None


@pytest.mark.parametrize(("mark", "one"), [(mark, one) for one in MARKS for mark in one["marks"]])
def test_each_mark_is_met_on_a_bare_page_and_left_alone_on_a_list(mark, one):
    assert met(200, f"<html><!-- --><script>{mark}</script></html>") == (
        one["reason"],
        one["product"].partition(",")[0],
    )
    assert met(200, f"<html><script>{mark}</script><ul>{LIST}</ul></html>") is None


@pytest.mark.parametrize(
    ("status", "location", "cookies", "expected"),
    [
        (302, "http://www.qingtong.example/zwgk/", ["CT6T=1; path=/", "CT6TS=2; path=/"], True),
        (302, "/zwgk/", ["CT6T=1"], True),
        (307, "HTTP://WWW.QINGTONG.EXAMPLE:80/zwgk/#top", ["CT6T=1"], True),
        (302, "http://www.qingtong.example/zwgk/", [], False),
        (302, "http://www.qingtong.example/zwgk/", ["CT6T"], False),
        (302, "/404.html", ["CT6T=1"], False),
        (302, "https://www.qingtong.example/zwgk/", ["CT6T=1"], False),
        (200, "/zwgk/", ["CT6T=1"], False),
        (302, None, ["CT6T=1"], False),
        (302, "http://[", ["CT6T=1"], False),
    ],
)
def test_bounces(status, location, cookies, expected):
    assert is_cookie_bounce(status, "http://www.qingtong.example/zwgk/", location, cookies) is expected


@given(st.integers(0, 999), st.lists(st.tuples(st.text(), st.text())), st.binary(), st.text())
def test_nothing_raises(status, headers, body, text):
    found = hindrance(status, headers, body, text)
    assert found is None or isinstance(found, Hindrance)


@pytest.mark.parametrize(
    "text", ["<script" * 40_000, "<div>" * 60_000, "alert('" * 40_000, "<a href='" * 40_000, "访问" * 100_000, "\0" * 9]
)
def test_hostile_pages_take_no_time(text):
    started = time.process_time()
    hindrance(200, [], b"x", text)
    assert time.process_time() - started < 2


def test_a_usual_page_costs_next_to_nothing():
    text = f"<html><ul>{NAV * 5}</ul>{PROSE * 6}</html>"
    started = time.process_time()
    for _ in range(200):
        hindrance(200, JSL, b"x", text)
    assert time.process_time() - started < 0.2
