# requires: lxml
# facts: lxml
from lxml import etree, html, objectify
from lxml.builder import E
from lxml.isoschematron import Schematron

tree = etree.fromstring("<a x='1'><b>t</b><b>ü</b><!-- c --></a>")
print(tree.xpath("//b[2]/text()"), tree.xpath("count(//b)"), etree.tostring(tree, pretty_print=True, encoding="unicode"))
print(html.fromstring("<p>One<p>Two <a href='/x'>y</a>").make_links_absolute("http://h/"), html.document_fromstring("<b>x").text_content())
print(objectify.fromstring("<r><n>3</n></r>").n + 1, etree.tostring(E.ul(E.li("x"), {"class": "c"})))
style = etree.XSLT(etree.XML(
    '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/">'
    '<out><xsl:value-of select="count(//b)"/></out></xsl:template></xsl:stylesheet>'
))
print(str(style(tree)))
schema = etree.XMLSchema(etree.XML(
    '<s:schema xmlns:s="http://www.w3.org/2001/XMLSchema"><s:element name="a" type="s:int"/></s:schema>'
))
print(schema.validate(etree.XML("<a>3</a>")), schema.validate(etree.XML("<a>x</a>")), schema.error_log.last_error.message)
rules = Schematron(etree.XML(
    '<schema xmlns="http://purl.oclc.org/dsdl/schematron"><pattern id="p"><rule context="a"><assert test="@x">no x</assert>'
    "</rule></pattern></schema>"
))
print(rules.validate(tree), rules.validate(etree.XML("<a/>")))
print(etree.LXML_VERSION[:2])
try:
    etree.fromstring("<a>")
except etree.XMLSyntaxError as error:
    print(error)
