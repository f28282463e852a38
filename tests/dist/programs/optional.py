# requires: scikit-learn pandas matplotlib numba dask distributed jax
# modes: standalone
# kept-out: matplotlib matplotlib
# kept-out: numba numba
# kept-out: dask dask
# kept-out: distributed distributed
# kept-out: jax jax
import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression

frame = pd.DataFrame({"x": [1.0, 2, 3], "y": [2.0, 4, 6]})
model = LinearRegression().fit(frame[["x"]], frame["y"])
print(model.coef_.round(6), frame.rolling(2).mean()["y"].tolist(), np.median(frame["x"]))
