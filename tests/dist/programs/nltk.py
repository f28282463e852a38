# requires: nltk
# facts: nltk
import nltk
from nltk.metrics import edit_distance
from nltk.sentiment.util import mark_negation
from nltk.stem import PorterStemmer, SnowballStemmer, WordNetLemmatizer
from nltk.tokenize import RegexpTokenizer, TreebankWordTokenizer, wordpunct_tokenize

text = "The quick brown foxes aren't jumping over 3.5 lazy dogs."
tokens = TreebankWordTokenizer().tokenize(text)
print(tokens, wordpunct_tokenize(text), RegexpTokenizer(r"\w+").tokenize(text))
print([PorterStemmer().stem(word) for word in tokens], SnowballStemmer("german").stem("Häuser"), SnowballStemmer.languages[:3])
print(nltk.FreqDist(text.lower()).most_common(3), [*nltk.bigrams(tokens)][:2], edit_distance("kitten", "sitting"))
grammar = nltk.CFG.fromstring("S -> NP VP\nNP -> 'dogs'\nVP -> 'run'")
print([str(tree) for tree in nltk.ChartParser(grammar).parse(["dogs", "run"])], mark_negation(["not", "good"]))
tagger = nltk.RegexpTagger([(r".*s$", "NNS"), (r".*", "NN")])
print(tagger.tag(tokens)[:3], nltk.ne_chunk.__module__, nltk.__version__)
classifier = nltk.NaiveBayesClassifier.train([({"a": 1}, "x"), ({"a": 2}, "y")])
print(classifier.classify({"a": 2}), nltk.Tree.fromstring("(S (NP a) (VP b))").height())
try:
    WordNetLemmatizer().lemmatize("dogs")
except LookupError as error:
    print(str(error).split("\n")[2].strip())
