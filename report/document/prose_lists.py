"""Numbers at the start of list items that Markdown takes for a list inside the list: «- 2025.»."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

#: A number of this many figures is no number of a list inside a list, and has no room as one.
_LONG_NUMBER = 3


def numbers_as_text(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens of a text with such a number as the text that was typed.

    It opens an item, and its list has no other item. The item is empty, or the number is long, as
    in «- 2025. السنة».
    """
    remaining: list[Token] = []
    index = 0
    while index < len(tokens):
        end = _end(tokens, index) if _opens_item(tokens, index) else index
        if _is_text(tokens[index + 1 : end]):
            item = tokens[index + 1]
            inside = numbers_as_text(tokens[index + 2 : end - 2])
            remaining += _with_number(inside, item.info + item.markup)
            index = end
        else:
            remaining.append(tokens[index])
            index += 1
    return remaining


def _is_text(items: Sequence[Token]) -> bool:
    """Return whether the items of a list and its end are such a number and what follows it."""
    if not items or _has_items(items):
        return False
    return items[1].type == "list_item_close" or len(items[0].info) >= _LONG_NUMBER


def _opens_item(tokens: Sequence[Token], index: int) -> bool:
    """Return whether a numbered list is the first content of an item."""
    return (
        index > 0
        and tokens[index].type == "ordered_list_open"
        and tokens[index - 1].type == "list_item_open"
    )


def _end(tokens: Sequence[Token], index: int) -> int:
    """Return the index after the end of the list that opens at ``index``."""
    level = tokens[index].level
    end = index
    while not (tokens[end].type == "ordered_list_close" and tokens[end].level == level):
        end += 1
    return end + 1


def _has_items(tokens: Sequence[Token]) -> bool:
    """Return whether a list has more than one item, without those of inner lists."""
    level = tokens[0].level
    items = [token for token in tokens if token.type == "list_item_open" and token.level == level]
    return len(items) > 1


def _with_number(content: list[Token], number: str) -> list[Token]:
    """Return the content of an item with its number before it."""
    from markdown_it.token import Token

    text = Token("text", "", 0, content=number)
    first = next((token for token in content[:2] if token.type == "inline"), None)
    if first is not None:
        text.content += " "
        first.children = [text, *(first.children or ())]
        return content
    paragraph = Token("paragraph_open", "p", 1, block=True, hidden=True)
    line = Token("inline", "", 0, children=[text], content=number, block=True)
    return [paragraph, line, Token("paragraph_close", "p", -1, block=True, hidden=True), *content]
