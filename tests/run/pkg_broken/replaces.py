import sys
import types


class Mod(types.ModuleType):
    @property
    def prop(self):
        return "property of module"


sys.modules[__name__] = Mod(__name__)
