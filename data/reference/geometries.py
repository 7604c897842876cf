"""Geometry helpers: areas, centres, exact coverages and GeoJSON output (WGS84)."""

import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.affinity import scale
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point, Polygon, mapping
from shapely.geometry.base import BaseGeometry

Contours = dict[str, BaseGeometry]
Feature = tuple[dict[str, Any], BaseGeometry]

SEMI_MAJOR_AXIS_M = 6_378_137.0
SQUARED_ECCENTRICITY = 0.006_694_380_022_90
# Longitudes are shrunk before simplifying, so that the tolerance is the same in all directions.
LONGITUDE_SCALE = math.cos(math.radians(46.5))
LARGEST_SLIVER_KM2 = 1.0


def area_km2(geometry: BaseGeometry) -> float:
    """Return the area on the WGS84 ellipsoid (Lambert cylindrical equal-area projection)."""
    projected = shapely.transform(geometry, _project_equal_area)
    return float(projected.area) / 1e6


def centre(geometry: BaseGeometry) -> tuple[float, float]:
    """Return (lat, lon) of the centroid, or of an inner point when the centroid lies outside."""
    point = geometry.centroid
    if not geometry.contains(point):
        point = geometry.representative_point()
    return latlon(point)


def latlon(point: Point) -> tuple[float, float]:
    """Return (lat, lon) of a point with five decimals, about one metre."""
    return round(point.y, 5), round(point.x, 5)


def polygons(geometry: BaseGeometry) -> list[Polygon]:
    """Return the polygons of a geometry, dropping stray points and lines."""
    parts = getattr(geometry, "geoms", [geometry])
    return [part for part in parts if isinstance(part, Polygon)]


def exact_coverage(contours: Mapping[str, BaseGeometry]) -> Contours:
    """Rebuild contours so that neighbours share exactly the same edges, without slivers."""
    keys, shapes = list(contours), list(contours.values())
    if shapely.coverage_is_valid(shapes):
        return dict(contours)
    tree = shapely.STRtree(shapes)
    boundaries = shapely.union_all([shape.boundary for shape in shapes])
    pieces: dict[str, list[BaseGeometry]] = {key: [] for key in keys}
    for face in shapely.polygonize([boundaries]).geoms:
        owner = _owner_of_face(face, tree, shapes)
        if owner is not None:
            pieces[keys[owner]].append(face)
    return {key: shapely.union_all(parts) for key, parts in pieces.items()}


def dissolve(contours: Mapping[str, BaseGeometry], groups: Mapping[str, Iterable[str]]) -> Contours:
    """Merge contours group by group."""
    return {
        key: shapely.union_all([contours[member] for member in members])
        for key, members in groups.items()
    }


def simplify_coverage(
    contours: Mapping[str, BaseGeometry], tolerance_deg: float, smallest_part_km2: float
) -> Contours:
    """Simplify a coverage (Visvalingam-Whyatt); shared borders stay shared."""
    flat = [
        scale(drop_small_parts(shape, smallest_part_km2), LONGITUDE_SCALE, 1, origin=(0, 0))
        for shape in exact_coverage(contours).values()
    ]
    simplified = shapely.coverage_simplify(flat, tolerance_deg)
    return {
        key: scale(shape, 1 / LONGITUDE_SCALE, 1, origin=(0, 0))
        for key, shape in zip(contours, simplified, strict=True)
    }


def drop_small_parts(geometry: BaseGeometry, smallest_km2: float) -> MultiPolygon:
    """Remove islets and holes below a size, keeping at least the largest polygon."""
    ordered = sorted(polygons(geometry), key=lambda polygon: -polygon.area)
    kept = ordered[:1] + [p for p in ordered[1:] if area_km2(p) >= smallest_km2]
    return MultiPolygon(
        [
            Polygon(p.exterior, [h for h in p.interiors if area_km2(Polygon(h)) >= smallest_km2])
            for p in kept
        ]
    )


def inner_borders(contours: Mapping[str, BaseGeometry], outline: BaseGeometry) -> BaseGeometry:
    """Return the borders between contours, each drawn once, without the outline."""
    lines = shapely.union_all([shape.boundary for shape in contours.values()])
    return shapely.line_merge(lines.difference(outline.boundary))


def write_geojson(
    path: Path, features: Iterable[Feature], decimals: int, notice: Mapping[str, str]
) -> None:
    """Write an RFC 7946 collection: lon/lat, counter-clockwise outer rings, rounded coordinates."""
    collection = {
        "type": "FeatureCollection",
        **notice,
        "features": [
            {"type": "Feature", "properties": properties, "geometry": _geometry(shape, decimals)}
            for properties, shape in features
        ],
    }
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _project_equal_area(lonlat: np.ndarray) -> np.ndarray:
    sine = np.sin(np.radians(lonlat[:, 1]))
    e = math.sqrt(SQUARED_ECCENTRICITY)
    q = (1 - SQUARED_ECCENTRICITY) * (
        sine / (1 - SQUARED_ECCENTRICITY * sine**2)
        - np.log((1 - e * sine) / (1 + e * sine)) / (2 * e)
    )
    return np.column_stack(
        (SEMI_MAJOR_AXIS_M * np.radians(lonlat[:, 0]), SEMI_MAJOR_AXIS_M * q / 2)
    )


def _owner_of_face(
    face: BaseGeometry, tree: shapely.STRtree, shapes: list[BaseGeometry]
) -> int | None:
    inside = tree.query(face.representative_point(), predicate="within")
    if len(inside):
        return int(min(inside))
    if area_km2(face) >= LARGEST_SLIVER_KM2:
        return None
    neighbours = sorted(int(n) for n in tree.query(face, predicate="intersects"))
    return max(neighbours, key=lambda n: shapes[n].boundary.intersection(face.boundary).length)


def _geometry(shape: BaseGeometry, decimals: int) -> dict[str, Any]:
    if isinstance(shape, LineString | MultiLineString):
        parts = getattr(shape, "geoms", [shape])
        lines = [_rounded(part.coords, decimals) for part in parts]
        return {"type": "MultiLineString", "coordinates": [x for x in lines if len(x) > 1]}
    oriented = shapely.orient_polygons(shape, exterior_cw=False)
    rings = [_rounded_rings(polygon, decimals) for polygon in polygons(oriented)]
    rings = [r for r in rings if r]
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": rings[0]}
    return {"type": "MultiPolygon", "coordinates": rings}


def _rounded_rings(polygon: Polygon, decimals: int) -> list[list[list[float]]]:
    outer, *holes = (_rounded(ring, decimals) for ring in mapping(polygon)["coordinates"])
    if len(outer) < 4:
        return []
    return [outer, *(hole for hole in holes if len(hole) >= 4)]


def _rounded(coordinates: Iterable[tuple[float, ...]], decimals: int) -> list[list[float]]:
    points: list[list[float]] = []
    for x, y, *_ in coordinates:
        point = [round(x, decimals), round(y, decimals)]
        if not points or points[-1] != point:
            points.append(point)
    return points
