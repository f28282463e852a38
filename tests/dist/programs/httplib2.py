# requires: httplib2
# modes: standalone
# facts: httplib2
import ssl

import httplib2

print(ssl.create_default_context(cafile=httplib2.CA_CERTS).cert_store_stats()["x509_ca"] > 50)
