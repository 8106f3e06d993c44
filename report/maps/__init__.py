"""Outlines of territories as each worldview sees them, in equal-area projections: from an area, a
worldview and a width to polygons and lines in points.

It knows no chart and no page. ``shapely`` and ``pyproj`` are loaded when the first map is drawn.
"""

from report.maps.areas import Area, area_names, find_area
from report.maps.classes import Classes, classes_of
from report.maps.clusters import Cluster, Spot, clusters_of, radius_of
from report.maps.sketch import Outline, Placing, Sketch, sketch
from report.maps.territories import territory_code, territory_name
from report.maps.worldviews import Worldview, find_worldview, worldview_names

__all__ = [
    "Area",
    "Classes",
    "Cluster",
    "Outline",
    "Placing",
    "Sketch",
    "Spot",
    "Worldview",
    "area_names",
    "classes_of",
    "clusters_of",
    "find_area",
    "find_worldview",
    "radius_of",
    "sketch",
    "territory_code",
    "territory_name",
    "worldview_names",
]
