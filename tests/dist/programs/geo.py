# requires: fiona pyogrio pyproj rasterio xyzservices
# modes: standalone
# facts: fiona pyogrio pyproj rasterio xyzservices
# arguments: fiona
# arguments: pyogrio
# arguments: pyproj
# arguments: rasterio
# arguments: xyzservices
import sys


def fiona() -> None:
    import fiona
    from fiona.crs import CRS
    from fiona.transform import transform

    schema = {"geometry": "Point", "properties": {"name": "str"}}
    point = {"geometry": {"type": "Point", "coordinates": (7.44, 46.95)}, "properties": {"name": "Bern"}}
    for driver in ("GPKG", "GeoJSON", "ESRI Shapefile"):
        with fiona.open("file", "w", driver=driver, crs=CRS.from_epsg(4326), schema=schema) as file:
            file.write(point)
        with fiona.open("file") as file:
            print(file.driver, file.crs.to_epsg(), file.bounds, [dict(one.properties) for one in file])
    print([round(one[0]) for one in transform("EPSG:4326", "EPSG:2056", [7.44], [46.95])])


def pyogrio() -> None:
    import numpy
    from pyogrio.raw import read, write
    from pyogrio import read_info

    point = bytes.fromhex("0101000000") + numpy.array([7.44, 46.95]).tobytes()
    for driver, file in (("GPKG", "a.gpkg"), ("FlatGeobuf", "a.fgb"), ("GML", "a.gml")):
        write(
            file,
            numpy.array([point], object),
            [numpy.array(["Bern"], object)],
            ["name"],
            geometry_type="Point",
            crs="EPSG:4326",
            driver=driver,
        )
        print(read_info(file)["crs"], read(file)[3])


def pyproj() -> None:
    from pyproj import CRS, Geod, Transformer

    print(CRS.from_epsg(2056).name, CRS("EPSG:2056").area_of_use, CRS("+proj=utm +zone=32").coordinate_operation)
    print([round(one) for one in Transformer.from_crs(4326, 2056).transform(46.95, 7.44)])
    print([round(one) for one in Geod(ellps="WGS84").inv(7.44, 46.95, 8.54, 47.37)])


def rasterio() -> None:
    import numpy
    import rasterio
    from rasterio.features import shapes
    from rasterio.io import MemoryFile
    from rasterio.transform import from_origin
    from rasterio.warp import calculate_default_transform, reproject

    data = numpy.arange(100, dtype="uint8").reshape(1, 10, 10)
    with MemoryFile() as file:
        with file.open(
            driver="GTiff",
            width=10,
            height=10,
            count=1,
            dtype="uint8",
            crs="EPSG:4326",
            transform=from_origin(7, 47, 0.1, 0.1),
        ) as image:
            image.write(data)
        with file.open() as image:
            print(image.profile, image.crs.to_wkt(), list(image.sample([(7.5, 46.5)])))
            transform, width, height = calculate_default_transform(image.crs, "EPSG:2056", 10, 10, *image.bounds)
            made = numpy.zeros((1, height, width), "uint8")
            reproject(
                data,
                made,
                src_transform=image.transform,
                src_crs=image.crs,
                dst_transform=transform,
                dst_crs="EPSG:2056",
            )
            print(made.shape, made.sum(), len(list(shapes(data[0] // 50))))


def xyzservices() -> None:
    import xyzservices

    print(xyzservices.__version__, len(xyzservices.providers.flatten()))
    print(xyzservices.providers.OpenStreetMap.Mapnik.build_url(x=1, y=2, z=3))


globals()[sys.argv[1]]()
