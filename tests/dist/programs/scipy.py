# requires: scipy
# facts: scipy
import numpy as np
import scipy
from scipy import integrate, interpolate, optimize, signal, sparse, stats
from scipy.sparse.linalg import spsolve
from scipy.spatial import ConvexHull, KDTree

print(scipy.__version__, scipy.linalg.expm(np.zeros((2, 2))), scipy.special.gamma(5.0), scipy.constants.c)
print(optimize.minimize(lambda x: (x[0] - 1) ** 2 + x[1] ** 2, [0, 3]).x.round(4), optimize.brentq(np.cos, 1, 2))
print(optimize.linprog([1, 1], A_ub=[[-1, -2]], b_ub=[-4]).x, integrate.quad(np.exp, 0, 1)[0])
print(integrate.solve_ivp(lambda t, y: -y, [0, 1], [1.0]).y[0, -1].round(3))
print(interpolate.CubicSpline([0, 1, 2], [0, 1, 4])(1.5), signal.butter(2, 0.2)[0].round(6))
print(spsolve(sparse.csc_array([[2.0, 0], [1, 3]]), [2, 4]), stats.norm.cdf(1.96), stats.ttest_ind([1, 2, 3], [2, 3, 5]))
print(KDTree([[0, 0], [3, 4]]).query([3, 3]), ConvexHull([[0, 0], [1, 0], [0, 1], [0.1, 0.1]]).area)
print(scipy.fft.dct([1.0, 2, 3]).round(5), scipy.ndimage.gaussian_filter(np.eye(3), 1).round(4))
print(scipy.cluster.vq.kmeans2(np.array([[0.0], [1], [10], [11]]), np.array([[0.0], [9]]))[1])
print(stats.qmc.Sobol(2, scramble=False).random(4))
scipy.io.savemat("m.mat", {"m": np.eye(2)})
print(scipy.io.loadmat("m.mat")["m"], scipy.datasets.__name__)
