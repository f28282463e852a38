# requires: pygame
# facts: pygame
# display
import hashlib
import os
import time
from pathlib import Path

os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ["SDL_VIDEO_WINDOW_POS"] = "0,0"
os.environ["SDL_FRAMEBUFFER_ACCELERATION"] = "0"
import pygame

pygame.init()
screen = pygame.display.set_mode((160, 120), pygame.NOFRAME)
screen.fill((10, 20, 30))
pygame.draw.circle(screen, "orange", (60, 60), 30)
pygame.draw.polygon(screen, "green", [(100, 20), (150, 20), (120, 80)])
screen.blit(pygame.font.Font(None, 24).render("größe", True, "white"), (5, 5))
pygame.display.flip()
print(hashlib.sha256(pygame.image.tobytes(screen, "RGB")).hexdigest(), pygame.display.get_driver())
print(pygame.version.ver, pygame.font.get_default_font(), pygame.image.get_extended(), pygame.mixer.get_init())
pygame.image.save(screen, "screen.png")
print(pygame.image.load("screen.png").get_size(), pygame.transform.rotozoom(screen, 30, 0.5).get_size())
pygame.event.post(pygame.event.Event(pygame.USEREVENT, n=3))
print([event.n for event in pygame.event.get(pygame.USEREVENT)], pygame.Vector2(3, 4).length())
sound = pygame.mixer.Sound(buffer=bytes(1000))
sound.play()
print(sound.get_length() > 0, pygame.sprite.Group().sprites(), pygame.time.get_ticks() > 0)
time.sleep(0.3)
pygame.event.pump()
pygame.display.flip()
Path("shown").touch()
while not Path("taken").exists():
    pygame.event.pump()
    time.sleep(0.05)
pygame.quit()
