"""Pages that were set before, by what they were set from: an unchanged page is neither laid out nor drawn again.

Stands around private functions of WeasyPrint 70.0. A page is known by the boxes of its sections before they are laid
out, with all their styles and texts, and by where it begins. What is kept of it is what the rest of the work on the
document asks for: its boxes without their sizes, its links, anchors and bookmarks, what was drawn on it; so that
page numbers, structure, codes and fonts come out of the whole document each time, as they do without a cache.
"""
