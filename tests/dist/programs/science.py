# requires: scikit-learn scikit-image statsmodels h5py networkx
# modes: standalone
# facts: sklearn skimage statsmodels h5py networkx
# arguments: sklearn
# arguments: skimage
# arguments: statsmodels
# arguments: h5py
# arguments: networkx
import sys


def sklearn() -> None:
    from sklearn.datasets import load_iris
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    iris = load_iris()
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(iris.data, iris.target)
    print(iris.feature_names, iris.DESCR[:60], round(model.score(iris.data, iris.target), 2))


def skimage() -> None:
    import numpy as np
    import skimage

    picture = np.zeros((32, 32))
    picture[skimage.draw.disk((16, 16), 8)] = 1
    print(skimage.filters.sobel(picture).sum().round(3), skimage.measure.label(picture > 0).max())
    print(len(skimage.measure.find_contours(picture, 0.5)[0]), skimage.transform.rescale(picture, 0.5).shape)
    orb = skimage.feature.ORB(n_keypoints=5)
    orb.detect_and_extract(skimage.data.camera())
    print(orb.descriptors.shape, skimage.morphology.disk(3, decomposition="sequence")[0])
    skimage.io.imsave("p.png", (picture * 255).astype("u1"))
    print(skimage.io.imread("p.png").shape, skimage.segmentation.slic(skimage.data.astronaut(), 4).max())


def statsmodels() -> None:
    import statsmodels.api as sm

    data = sm.datasets.longley.load_pandas()
    print(sm.OLS(data.endog, sm.add_constant(data.exog)).fit().params.round(3))


def h5py() -> None:
    import h5py
    import numpy as np

    with h5py.File("file.h5", "w") as file:
        file.create_dataset("a/b", data=np.arange(6).reshape(2, 3), compression="gzip").attrs["unit"] = "m"
        file["text"] = "größe"
    with h5py.File("file.h5") as file:
        print([*file], file["a/b"][1], dict(file["a/b"].attrs), file["text"].asstr()[()])


def networkx() -> None:
    import networkx as nx

    print(nx.graph_atlas(6), nx.shortest_path(nx.karate_club_graph(), 0, 33), nx.pagerank(nx.path_graph(3))[1])


globals()[sys.argv[1]]()
