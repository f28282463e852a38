# requires: PySide6-Essentials
# facts: PySide6 shiboken6
# display
import time
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal, Slot, qVersion
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtNetwork import QSslSocket
from PySide6.QtSql import QSqlDatabase
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget


class Counter(QObject):
    changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.n = 0

    @Slot()
    def add(self) -> None:
        self.n += 1
        self.changed.emit(self.n)


app = QApplication(["app"])
app.setStyle("fusion")
app.setOverrideCursor(Qt.CursorShape.BlankCursor)  # whose looks depend on what is installed
window = QWidget()
window.setWindowTitle("Größe")
layout = QVBoxLayout(window)
label = QLabel("hello größe")
button = QPushButton("press")
bar = QProgressBar(value=40)
line = QLineEdit("text")
for one in (label, button, bar, line):
    layout.addWidget(one)
counter = Counter()
counter.changed.connect(lambda n: label.setText(f"count {n}"))
button.clicked.connect(counter.add)
button.click()
pixmap = QPixmap(40, 40)
pixmap.fill(QColor("white"))
QSvgRenderer(b'<svg viewBox="0 0 4 4"><circle cx="2" cy="2" r="2" fill="red"/></svg>').render(painter := QPainter(pixmap))
painter.end()
picture = QLabel()
picture.setPixmap(pixmap)
layout.addWidget(picture)
window.setGeometry(0, 0, 240, 200)
window.setFocus()
window.show()
print(label.text(), app.platformName(), qVersion(), window.size() == QSize(240, 200), app.style().name())
print(QImage(2, 2, QImage.Format.Format_RGB32).save("image.png"), sorted(QSqlDatabase.drivers())[-1], Qt.Key.Key_A)
print(QSslSocket.supportsSsl(), "QSQLITE" in QSqlDatabase.drivers())
shown = QTimer(singleShot=True, interval=500)
shown.timeout.connect(lambda: Path("shown").touch())
shown.start()
timer = QTimer(interval=50)
timer.timeout.connect(lambda: Path("taken").exists() and app.quit())
timer.start()
print(app.exec())
