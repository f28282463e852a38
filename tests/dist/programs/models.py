# requires: thinc tensorflow-cpu
# modes: standalone
# kept-out: tensorflow tensorflow
import numpy as np
from thinc.api import Adam, Relu, Softmax, chain, fix_random_seed

fix_random_seed(0)
inputs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype="f4")
wanted = np.array([[1, 0], [0, 1], [0, 1], [1, 0]], dtype="f4")
model = chain(Relu(16), Softmax())
model.initialize(inputs, wanted)
optimizer = Adam(0.05)
for _ in range(200):
    found, backprop = model.begin_update(inputs)
    backprop(found - wanted)
    model.finish_update(optimizer)
print(model.predict(inputs).argmax(axis=1), len(model.to_bytes()) > 100)
