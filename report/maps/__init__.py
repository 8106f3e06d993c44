"""Outlines of territories as each worldview sees them, in equal-area projections: from an area, a
worldview and a width to polygons and lines in points.

It knows no chart and no page. ``shapely`` and ``pyproj`` are loaded when the first map is drawn.
"""

from report.maps.areas import Area, area_names, find_area
from report.maps.classes import Classes, classes_of
from report.maps.clusters import Cluster, clusters_of, radius_of
from report.maps.gathering import Gathered, gathered
from report.maps.placing import Placing
from report.maps.sketch import Outline, Sketch, sketch
from report.maps.territories import territory_code, territory_name
from report.maps.worldviews import Worldview, find_worldview, worldview_names

__all__ = [
    "Area",
    "Classes",
    "Cluster",
    "Gathered",
    "Outline",
    "Placing",
    "Sketch",
    "Worldview",
    "area_names",
    "classes_of",
    "clusters_of",
    "find_area",
    "find_worldview",
    "gathered",
    "radius_of",
    "sketch",
    "territory_code",
    "territory_name",
    "worldview_names",
]
