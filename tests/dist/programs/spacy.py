# requires: spacy
# modes: standalone
# facts: spacy thinc srsly
import spacy
from spacy.tokens import DocBin
from spacy.training import Example

nlp = spacy.blank("de")
nlp.add_pipe("sentencizer")
nlp.add_pipe("entity_ruler").add_patterns([{"label": "CITY", "pattern": "Bern"}])
doc = nlp("Ich wohne in Bern. Das ist schön.")
print([token.text for token in doc], [span.text for span in doc.sents], [(one.text, one.label_) for one in doc.ents])
docs = DocBin(docs=[doc]).to_bytes()
print([one.text for one in DocBin().from_bytes(docs).get_docs(nlp.vocab)], doc[0].is_stop, doc[3].shape_)
spacy.util.fix_random_seed(0)
english = spacy.blank("en")
names = english.add_pipe("textcat")
examples = [
    Example.from_dict(english.make_doc(text), {"cats": {"GOOD": float(good), "BAD": float(not good)}})
    for text, good in (("fine", True), ("awful", False))
]
english.initialize(lambda: examples)
for _ in range(20):
    english.update(examples)
print(english("fine").cats["GOOD"] > 0.5, english("awful").cats["GOOD"] > 0.5)
english.to_disk("model")
print(spacy.load("model").pipe_names, english.config["nlp"]["lang"])
