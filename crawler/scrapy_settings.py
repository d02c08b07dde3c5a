"""Our settings as Scrapy's."""

from typing import Any

from crawler.settings import Settings


def scrapy_settings(settings: Settings) -> dict[str, Any]:
    """Scrapy's settings for a crawl; whatever departs from Scrapy's default says why."""
    crawl = settings.crawl
    return {
        "BOT_NAME": "nianbao",
        "SPIDER_MODULES": ["crawler.spiders"],
        "NEWSPIDER_MODULE": "crawler.spiders",
        "USER_AGENT": crawl.user_agent,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9",  # some portals answer in English otherwise, or not at all
        },
        "ROBOTSTXT_OBEY": crawl.robots,
        "DOWNLOAD_DELAY": crawl.delay,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,  # small county servers: one request at a time
        "DOWNLOAD_TIMEOUT": 30,  # a total, so it ends slow answers too; dead hosts would otherwise fill the night
        "DOWNLOAD_MAXSIZE": 64 << 20,  # no report is larger; bombs are
        "RETRY_TIMES": 1,  # a host that fails twice is left for another night
        "REDIRECT_MAX_TIMES": 5,
        "COOKIES_ENABLED": False,  # a cookie of one county would go to all of its province
        "HTTPPROXY_ENABLED": False,  # a proxy resolves names itself, past every check of addresses
        "TELNETCONSOLE_ENABLED": False,  # runs any Python for whoever reaches the port
        "REMOTE_CONTROL_ENABLED": False,  # as above
        "DOWNLOAD_HANDLERS": {
            "http": "crawler.wire.WireHandler",  # keeps the exact bytes for the archive
            "https": "crawler.wire.WireHandler",
            "file": None,  # a link to file:///etc/passwd must lead nowhere
            "ftp": None,
            "s3": None,
            "data": None,
        },
    }
