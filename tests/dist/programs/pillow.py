# requires: pillow
# facts: PIL
import hashlib
import io

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps, features

image = Image.new("RGB", (64, 48), "navy")
draw = ImageDraw.Draw(image)
draw.ellipse((5, 5, 40, 40), fill="gold", outline=(255, 0, 0))
draw.text((8, 12), "Größe", font=ImageFont.load_default(14), fill="white")
print(hashlib.sha256(image.tobytes()).hexdigest(), [features.check(one) for one in ("raqm", "avif", "webp", "jpg_2000", "libtiff", "freetype2", "littlecms2")])
for kind in ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "PPM", "ICO", "TGA", "PDF", "JPEG2000", "AVIF"):
    file = io.BytesIO()
    image.save(file, kind)
    if kind != "PDF":
        file.seek(0)
        with Image.open(file) as again:
            again.load()
            print(kind, again.format, again.size, again.mode)
changed = ImageOps.mirror(image.filter(ImageFilter.GaussianBlur(2)).rotate(30, expand=True).resize((20, 20)))
print(hashlib.sha256(ImageEnhance.Contrast(changed).enhance(1.5).tobytes()).hexdigest(), len(image.getexif()))
try:
    Image.open(io.BytesIO(b"nothing"))
except OSError as error:
    print(type(error).__name__)
print(len(Image.registered_extensions()), Image.open(io.BytesIO(b"P1\n1 1\n1\n")).format)
