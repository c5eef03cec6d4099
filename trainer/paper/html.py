"""HTML elements: every text and attribute is escaped, as they are written by the standard library."""

from xml.etree.ElementTree import Element, fromstring, tostring

from trainer.system.visible import visible


def element(tag: str, *content: "Element | str", **attributes: str) -> Element:
    """An element with texts and elements in it. `class_` stands for `class`; other underscores are dashes.

    Control characters of a text are made visible. A text decides its own direction where `dir` is "auto".
    """
    made = Element(tag, {name.rstrip("_").replace("_", "-"): visible(value) for name, value in attributes.items()})
    last: Element | None = None
    for part in content:
        if isinstance(part, Element):
            made.append(part)
            last = part
        elif last is None:
            made.text = (made.text or "") + visible(part)
        else:
            last.tail = (last.tail or "") + visible(part)
    return made


def text(tag: str, words: str, **attributes: str) -> Element:
    """An element with a text of the person's in it, which decides its own direction."""
    return element(tag, words, dir="auto", **attributes)


def stylesheet(rules: str) -> Element:
    """A style element: its rules are no text, and are written as they are."""
    made = Element("style")
    made.text = rules
    return made


def inline_svg(document: str) -> Element:
    """An SVG document as an element of a page. HTML knows its namespace without a declaration."""
    return fromstring(document.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1))


def document(page: Element) -> str:
    """The page as the text of a file."""
    return "<!DOCTYPE html>\n" + tostring(page, encoding="unicode", method="html") + "\n"
