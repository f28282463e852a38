# requires: numpy pyyaml threadpoolctl psutil
# facts: numpy
# kept-out: numpy yaml threadpoolctl psutil
import numpy as np

a = np.arange(12, dtype="f8").reshape(3, 4)
print(a @ a.T, a[:, ::2].sum(axis=0), a.dtype, np.__version__)
print(np.linalg.eigvalsh(a @ a.T).round(6), np.linalg.det(np.eye(3) * 2), np.linalg.svd(a)[1].round(6))
print(np.fft.rfft([1, 2, 3, 4]).round(6), np.random.default_rng(5).normal(size=3), np.random.rand(1).shape)
print(np.polynomial.Polynomial([1, 2, 3])(2), np.array(["a", "bc"]), np.datetime64("2026-11-26") + np.timedelta64(3, "D"))
records = np.array([(1, "x"), (2, "y")], dtype=[("n", "i4"), ("s", "U2")])
print(records["s"], np.ma.array([1, 2, 3], mask=[0, 1, 0]).mean(), np.char.upper(np.array(["q"])))
np.savez("arrays.npz", a=a)
print(np.load("arrays.npz")["a"].shape, np.loadtxt(["1 2", "3 4"]), np.genfromtxt(["1,2"], delimiter=","))
try:
    a + np.ones(5)
except ValueError as error:
    print(error)
with np.errstate(divide="raise"):
    try:
        np.ones(1) / 0
    except FloatingPointError as error:
        print(error)
np.testing.assert_allclose(np.exp(np.log(a + 1)), a + 1)
print(np.lib.stride_tricks.sliding_window_view(np.arange(5), 3), np.typing.NDArray is not None)
