"""Equal-area projections, by pyproj: Equal Earth for the world, Lambert's azimuthal projection
centred on all else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from pyproj import Proj
    from shapely import MultiPolygon
    from shapely.geometry.base import BaseGeometry

#: Equal Earth (EPSG:8857), turned 11 degrees to the east, so that its edge runs through the Bering
#: Strait and cuts no country.
WORLD_CENTRE = 11.0
#: Straight lines between longitudes and latitudes are bent by a projection; they are broken before
#: into steps of this length in degrees.
_STEP = 1.0
#: Half a turn, and less than what is seen short of it: PROJ takes the place opposite of the centre
#: to the opposite edge.
_HALF_TURN = 180 - 1e-4


@dataclass(frozen=True, slots=True)
class Projection:
    """An equal-area projection, centred at a longitude and a latitude; ``is_world`` for Equal
    Earth, which has no latitude."""

    longitude: float
    latitude: float = 0.0
    is_world: bool = False

    def flat(self, points: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Return longitudes and latitudes as metres to the right and up."""
        import numpy as np

        x, y = _proj(self.text())(points[:, 0], points[:, 1])
        return np.column_stack([x, y])

    def round(self, x: np.ndarray[Any, Any], y: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Return metres to the right and up as longitudes and latitudes; infinite where there is
        no such place."""
        import numpy as np

        return np.column_stack(_proj(self.text())(x, y, inverse=True))

    def text(self) -> str:
        """Return the projection as PROJ writes it."""
        if self.is_world:
            return f"+proj=eqearth +lon_0={self.longitude} +datum=WGS84"
        return f"+proj=laea +lat_0={self.latitude} +lon_0={self.longitude} +datum=WGS84"


@lru_cache(maxsize=8)
def _proj(text: str) -> Proj:
    from pyproj import Proj

    return Proj(text)


def recentred(geometry: BaseGeometry, centre: float) -> BaseGeometry:
    """Return a geometry with longitudes within 180 degrees of ``centre``, cut where it crosses the
    line opposite of it."""
    import shapely
    from shapely.affinity import translate

    west, _, east, _ = geometry.bounds
    low, high = centre - _HALF_TURN, centre + _HALF_TURN
    if low <= west and east <= high:
        return geometry
    turned = []
    for turn in (-360.0, 0.0, 360.0):
        if west + turn < high and east + turn > low:
            moved = translate(geometry, xoff=turn)
            turned.append(shapely.clip_by_rect(moved, low, -90, high, 90))
    return shapely.union_all(turned)


def multi_polygon(polygons: Sequence[Sequence[Sequence[tuple[float, float]]]]) -> MultiPolygon:
    """Return polygons in degrees as a geometry; each has its outer ring first, then its holes."""
    from shapely import MultiPolygon, make_valid

    geometry = MultiPolygon([(rings[0], rings[1:]) for rings in polygons])
    return geometry if geometry.is_valid else polygonal(make_valid(geometry))


def polygonal(geometry: BaseGeometry) -> MultiPolygon:
    """Return the polygons of a geometry, without its lines and points."""
    import shapely

    # Collections hold multi-polygons, so what is taken apart is taken apart again.
    flat = shapely.get_parts(shapely.get_parts(geometry))
    return shapely.MultiPolygon([shape for shape in flat if shape.geom_type == "Polygon"])


def projected(geometry: BaseGeometry, projection: Projection) -> BaseGeometry:
    """Return a geometry in degrees as metres; straight lines follow the projection."""
    import shapely

    return shapely.transform(shapely.segmentize(geometry, _STEP), projection.flat)
