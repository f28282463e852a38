# requires: cryptography
# facts: cryptography
import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes, hmac, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

key = Fernet(Fernet.generate_key())
print(key.decrypt(key.encrypt(b"secret")))
try:
    key.decrypt(b"nothing")
except InvalidToken:
    print("InvalidToken")
encryptor = Cipher(algorithms.AES(bytes(16)), modes.CBC(bytes(16))).encryptor()
print((encryptor.update(b"x" * 32) + encryptor.finalize()).hex())
print(AESGCM(bytes(16)).encrypt(bytes(12), b"data", b"more").hex())
print(PBKDF2HMAC(hashes.SHA256(), 16, b"salt", 1000).derive(b"word").hex(), Scrypt(b"s", 16, 2**4, 8, 1).derive(b"w").hex())
mac = hmac.HMAC(b"k", hashes.SHA512())
mac.update(b"m")
print(mac.finalize().hex())
private = rsa.generate_private_key(65537, 2048)
signature = private.sign(b"text", padding.PKCS1v15(), hashes.SHA256())
private.public_key().verify(signature, b"text", padding.PKCS1v15(), hashes.SHA256())
try:
    private.public_key().verify(signature, b"other", padding.PKCS1v15(), hashes.SHA256())
except InvalidSignature:
    print("InvalidSignature")
signer = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32))
print(signer.sign(b"x").hex())
name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "größer")])
ecdsa = ec.derive_private_key(7, ec.SECP256R1())
now = datetime.datetime(2026, 1, 1)
certificate = (
    x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(ecdsa.public_key()).serial_number(5)
    .not_valid_before(now).not_valid_after(now + datetime.timedelta(9)).sign(ecdsa, hashes.SHA256())
)  # fmt: skip
again = x509.load_pem_x509_certificate(certificate.public_bytes(serialization.Encoding.PEM))
print(again.subject.rfc4514_string(), again.serial_number, again.not_valid_after_utc)
