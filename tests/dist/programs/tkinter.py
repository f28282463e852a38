# facts: tkinter
# display
import time
import tkinter
from pathlib import Path
from tkinter import messagebox, ttk

root = tkinter.Tk()
root.geometry("300x200+0+0")
root.title("Größe")
value = tkinter.IntVar(value=3)
ttk.Style().theme_use("clam")
ttk.Label(root, text="hello größe").pack()
ttk.Button(root, text="press", command=lambda: value.set(value.get() + 1)).pack()
ttk.Progressbar(root, value=40).pack()
canvas = tkinter.Canvas(root, width=100, height=60, background="white")
canvas.create_oval(5, 5, 60, 50, fill="red")
canvas.pack()
entry = ttk.Entry(root, textvariable=value)
entry.pack()
button = root.winfo_children()[1]
button.invoke()
root.update()
time.sleep(0.3)
root.update()
print(value.get(), entry.get(), root.winfo_width(), root.winfo_children()[0].winfo_class(), ttk.Style().theme_names())
print(root.tk.eval("expr {6 * 7}"), tkinter.TkVersion, root.tk.eval("clock format 0 -gmt 1 -format %Y"))
print(root.tk.eval("encoding convertfrom iso8859-15 \\xa4"), root.tk.call("wm", "title", "."), messagebox.__name__)
image = tkinter.PhotoImage(width=2, height=2)
image.put("#ff0000", (0, 0))
print(image.get(0, 0), image.width())
Path("shown").touch()
while not Path("taken").exists():
    root.update()
    time.sleep(0.05)
root.destroy()
