# requires: cairocffi cairosvg pyttsx3 sounddevice
# libraries: libcairo.so.2 libportaudio.so.2
# modes: standalone
# host: display fonts sound
# facts: cairocffi cairosvg pyttsx3 sounddevice
# arguments: cairosvg
# arguments: cairocffi
# arguments: pyttsx3
# arguments: sounddevice
import hashlib
import sys


def cairocffi() -> None:
    import cairocffi

    surface = cairocffi.ImageSurface(cairocffi.FORMAT_ARGB32, 20, 20)
    context = cairocffi.Context(surface)
    context.arc(10, 10, 5, 0, 7)
    context.fill()
    print(hashlib.sha256(bytes(surface.get_data())).hexdigest())


def cairosvg() -> None:
    import cairosvg

    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3" fill="red"/></svg>'
    print(cairosvg.__version__, hashlib.sha256(cairosvg.svg2png(svg)).hexdigest())


def pyttsx3() -> None:
    import pyttsx3

    engine = pyttsx3.init("dummy")
    engine.connect("started-word", lambda name, location, length: print(location, length))
    engine.say("one two")
    engine.runAndWait()
    print(engine.getProperty("rate"), [v.name for v in engine.getProperty("voices")])


def sounddevice() -> None:
    import sounddevice

    print(sounddevice.get_portaudio_version(), len(sounddevice.query_hostapis()) > 0)


globals()[sys.argv[1]]()
