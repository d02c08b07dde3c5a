"""The module that scrapy.cfg names: the command `scrapy` itself runs with the settings of settings.toml."""

from crawler.scrapy_settings import scrapy_settings
from crawler.settings import load

globals().update(scrapy_settings(load()))
