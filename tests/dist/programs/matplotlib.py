# requires: matplotlib pillow
# facts: matplotlib
import hashlib
import io
import os
import xml.etree.ElementTree

os.environ["MPLCONFIGDIR"] = "mpl"
import matplotlib

matplotlib.use("Agg")
import matplotlib.dates
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

figure, axes = plt.subplots(2, 2, figsize=(6, 4), dpi=80)
x = np.linspace(0, 6, 50)
axes[0, 0].plot(x, np.sin(x), label=r"$\sin x^2$")
axes[0, 0].legend()
axes[0, 1].imshow(np.arange(9).reshape(3, 3), cmap="viridis")
axes[1, 0].bar(["a", "b", "ü"], [1, 3, 2], color="tab:red")
axes[1, 1].hist(np.random.default_rng(1).normal(size=100), bins=9)
axes[1, 1].set_title("Größe")
figure.tight_layout()
file = io.BytesIO()
figure.savefig(file, format="png")
with Image.open(file) as image:
    print(image.format, image.size, hashlib.sha256(image.convert("RGB").tobytes()).hexdigest())
for kind in ("svg", "pdf", "ps", "jpg"):
    file = io.BytesIO()
    figure.savefig(file, format=kind)
    print(kind, len(file.getvalue()) > 5000, file.getvalue()[:4])
figure.savefig("figure.png")
print(os.path.getsize("figure.png") > 5000)
from mpl_toolkits.mplot3d import Axes3D

figure = plt.figure()
figure.add_subplot(projection="3d").plot_surface(*np.meshgrid([0, 1], [0, 1]), np.eye(2))
figure.canvas.draw()
print(hashlib.sha256(bytes(figure.canvas.buffer_rgba())).hexdigest())
with plt.style.context("ggplot"):
    print(plt.rcParams["axes.facecolor"], plt.style.available[:3], matplotlib.colormaps["magma"](0.5))
print(matplotlib.get_backend(), matplotlib.font_manager.findfont("DejaVu Sans").rpartition("/")[2])
