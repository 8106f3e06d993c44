"""Where places on Earth are on a sketch, and which part of Earth is on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.maps.projecting import Projection

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]

#: How many places of each side of a sketch are looked at for its longitudes and latitudes.
_ALONG = 200
#: What is added around them, as a share of their span.
_MARGIN = 0.02


@dataclass(frozen=True, slots=True)
class Window:
    """The longitudes and latitudes that a sketch has, and some around them."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Placing:
    """Where places on Earth are on a sketch.

    :param left: metres at the left edge of the sketch, ``top`` those at its top, ``scale`` points
        per metre.
    """

    projection: Projection
    left: float
    top: float
    scale: float
    width: float
    height: float

    def points(self, longitudes: Floats, latitudes: Floats) -> tuple[Floats, Floats, Mask]:
        """Return the points of places, in hundredths of a point, and which are on the sketch.

        :param longitudes: within 180 degrees of the centre; see :meth:`near`.
        """
        import numpy as np

        flat = self.projection.flat(np.column_stack([longitudes, latitudes]))
        x = np.round((flat[:, 0] - self.left) * self.scale, 2)
        y = np.round((self.top - flat[:, 1]) * self.scale, 2)
        is_inside = (x >= 0) & (x <= self.width) & (y >= 0) & (y <= self.height)
        return x, y, is_inside

    def near(self, longitudes: Floats) -> Floats:
        """Return longitudes from -180 to 360 degrees within 180 degrees of the centre."""
        import numpy as np

        centre = self.projection.longitude
        high, low = longitudes >= centre + 180, longitudes < centre - 180
        turned = np.where(high, longitudes - 360, longitudes) if high.any() else longitudes
        return np.where(low, turned + 360, turned) if low.any() else turned

    @property
    def window(self) -> Window:
        """The part of Earth that the sketch is of.

        Inside the edge no longitude and no latitude is the least or the greatest one, unless a pole
        is there.
        """
        import numpy as np

        centre = self.projection.longitude
        whole = Window(centre - 180, -90.0, centre + 180, 90.0)
        _, _, has_pole = self.points(np.array([centre, centre]), np.array([-90.0, 90.0]))
        across = np.linspace(0.0, self.width, _ALONG)
        down = np.linspace(0.0, self.height, _ALONG)
        x = np.concatenate([across, across, np.zeros(_ALONG), np.full(_ALONG, self.width)])
        y = np.concatenate([np.zeros(_ALONG), np.full(_ALONG, self.height), down, down])
        places = self.projection.round(self.left + x / self.scale, self.top - y / self.scale)
        longitudes, latitudes = self.near(places[:, 0]), places[:, 1]
        is_turned = np.ptp(longitudes) > 180 if np.isfinite(places).all() else True
        if has_pole.any() or is_turned:
            return whole
        air = _MARGIN * max(np.ptp(longitudes), np.ptp(latitudes))
        return Window(
            float(longitudes.min() - air),
            float(max(latitudes.min() - air, -90.0)),
            float(longitudes.max() + air),
            float(min(latitudes.max() + air, 90.0)),
        )
