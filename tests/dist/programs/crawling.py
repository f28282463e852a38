# requires: scrapy
# facts: scrapy
import scrapy
from scrapy.cmdline import execute
from scrapy.http import HtmlResponse
from scrapy.responsetypes import responsetypes

print(scrapy.__version__, responsetypes.from_filename("page.html").__name__)


class Spider(scrapy.Spider):
    name = "spider"

    def parse(self, response):
        for link in response.css("a::attr(href)"):
            yield {"link": response.urljoin(link.get())}


page = HtmlResponse("http://example.org/a/", body=b"<a href=b>B</a> <a href=/c>C</a>", encoding="utf-8")
print(list(Spider().parse(page)))
execute(["scrapy", "version", "-v"])
